/** Values as the text of paths, queries, headers and cookies. */

import { CloudflareError } from './errors.js';

/** A cookie: its name, and its text as it is sent. */
export type CookiePair = readonly [name: string, text: string];

/** A value that knows how it is written; `styled` makes it. */
export abstract class Styled {
  /** The value itself. */
  readonly value: unknown;
  /** What the parameter is called; error messages say it. */
  readonly name: string | undefined;

  constructor(value: unknown, name: string | undefined) {
    this.value = value;
    this.name = name;
  }

  /** A part of a path; `undefined` if there is none, or if it would lead to another resource. */
  abstract segment(): string | undefined;

  /**
   * The pairs `name=value` of a query or a form.
   *
   * @param name - percent-encoded already.
   */
  abstract pairs(name: string): string[];

  /** The text of a header; `undefined` if there is none. */
  abstract header(): string | undefined;

  abstract cookies(name: string): CookiePair[];

  toJSON(): unknown {
    return this.value;
  }
}

/** What JSON would write of a value: a date, for one, is its text. */
export function wireValue(value: unknown): unknown {
  return hasJSON(value) ? value.toJSON() : value;
}

/** Whether a value says itself what it is in JSON. */
export function hasJSON(value: unknown): value is { toJSON(): unknown } {
  return (
    typeof value === 'object' &&
    value !== null &&
    !ArrayBuffer.isView(value) && // A `Buffer` is bytes, whatever it is in JSON.
    'toJSON' in value &&
    typeof value.toJSON === 'function'
  );
}

/** Whether a value of the wire is an object with members. */
export function isObject(value: unknown): value is { [name: string]: unknown } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Whether nothing is sent of a value. */
export function isNone(value: unknown): value is null | undefined {
  return value === undefined || value === null;
}

/**
 * The text of one value. Arrays and objects are JSON: where this is called, no style says how else.
 *
 * @throws {CloudflareError} it has none, as a function.
 */
export function plainText(value: unknown): string {
  switch (typeof value) {
    case 'string':
      return value;
    case 'number':
    case 'boolean':
    case 'bigint':
      return String(value);
    case 'object': {
      const wire = wireValue(value);
      return typeof wire === 'object' ? JSON.stringify(wire) : plainText(wire);
    }
    default:
      throw new CloudflareError(
        `a parameter must be a string, a number, a boolean, an array or an object, but is a ${typeof value}`,
      );
  }
}

/** The items of an array, the names and values of an object, and the one text of anything else. */
export function texts(
  value: unknown,
  explode: boolean,
  encode: (text: string) => string,
  encodeName: (text: string) => string = encode,
): string[] {
  if (Array.isArray(value)) {
    return value.filter((item) => !isNone(item)).map((item) => encode(plainText(item)));
  }
  if (!isObject(value)) {
    return [encode(plainText(value))];
  }
  return Object.entries(value)
    .filter(([, member]) => !isNone(member))
    .flatMap(([name, member]) => {
      const pair = [encodeName(name), encode(plainText(member))];
      return explode ? [pair.join('=')] : pair;
    });
}

/** A text as it is. */
export function unchanged(text: string): string {
  return text;
}

const UNRESERVED = /^[\w.~-]*$/;
const LONE_SURROGATE = /\p{Surrogate}/gu;
/** What `encodeURIComponent` leaves although it is reserved (RFC 3986, 2.2). */
const LEFT_OVER = /[!'()*]/g;
const ESCAPED_ASCII = /%[0-7][0-9A-F]/g;

/** Percent-encodes all but the unreserved characters (RFC 3986, 2.3). */
export function escape(text: string): string {
  if (UNRESERVED.test(text)) {
    return text;
  }
  return encodeURIComponent(text.replace(LONE_SURROGATE, '\uFFFD')).replace(
    LEFT_OVER,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

/** Percent-encodes all but the unreserved characters and some others. */
export function escapeBut(kept: string, text: string): string {
  return escape(text).replace(ESCAPED_ASCII, (code) => {
    const character = String.fromCharCode(Number.parseInt(code.slice(1), 16));
    return kept.includes(character) ? character : code;
  });
}
