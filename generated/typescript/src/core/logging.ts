/** The log, which never shows a credential or a body. */

import { CloudflareError } from './errors.js';

/** What is logged at least: `debug` is each request and response, `info` each retry. */
export type LogLevel = 'off' | 'error' | 'warn' | 'info' | 'debug';

/** Where the log goes, such as `console`. */
export interface Logger {
  error(message: string, ...details: unknown[]): void;
  warn(message: string, ...details: unknown[]): void;
  info(message: string, ...details: unknown[]): void;
  debug(message: string, ...details: unknown[]): void;
}

const RANKS: { readonly [level in LogLevel]: number } = {
  off: 0,
  error: 1,
  warn: 2,
  info: 3,
  debug: 4,
};

/** Whether something of a level is logged. */
export function isLogged(level: 'info' | 'debug', least: LogLevel): boolean {
  return RANKS[level] <= RANKS[least];
}

/**
 * The level that an option names.
 *
 * @throws {CloudflareError} it is none.
 */
export function checkedLogLevel(level: LogLevel): LogLevel {
  if (!Object.hasOwn(RANKS, level)) {
    throw new CloudflareError(`\`logLevel\` must be one of ${Object.keys(RANKS).join(', ')}`);
  }
  return level;
}

/** The level that an environment variable names; `undefined` if it is none: a mistake there must not stop a program. */
export function logLevelIn(text: string | undefined): LogLevel | undefined {
  const level = text?.trim().toLowerCase();
  if (level === 'warning') {
    return 'warn';
  }
  return level !== undefined && Object.hasOwn(RANKS, level) ? (level as LogLevel) : undefined;
}
