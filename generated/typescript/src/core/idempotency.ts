/** Keys by which a server knows a request that it has seen before: all attempts have the same. */

import type { APIDescription } from './api.js';
import type { Operation } from './operation.js';
import type { RequestOptions } from './options.js';
import { randomHex } from './web-crypto.js';

/** The key of a call: the caller's, else a new one if the API wants one; `undefined` if there is none. */
export function idempotencyKey(
  { idempotencyHeader }: APIDescription,
  method: string,
  operation: Operation<unknown>,
  options: RequestOptions,
): string | Promise<string> | undefined {
  if (options.idempotencyKey !== undefined) {
    return options.idempotencyKey;
  }
  return idempotencyHeader === undefined || operation.isForeign || isSafe(method)
    ? undefined
    : newKey();
}

/** Whether a method only reads, so that sending it twice does nothing (RFC 9110, 9.2.1). */
function isSafe(method: string): boolean {
  switch (method) {
    case 'GET':
    case 'HEAD':
    case 'OPTIONS':
    case 'QUERY':
    case 'TRACE':
      return true;
    default:
      return false;
  }
}

/** A random UUID (RFC 9562, 5.4). */
async function newKey(): Promise<string> {
  const hex = await randomHex();
  const variant = (8 + (parseInt(hex.charAt(16), 16) % 4)).toString(16);
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `4${hex.slice(13, 16)}`,
    variant + hex.slice(17, 20),
    hex.slice(20),
  ].join('-');
}
