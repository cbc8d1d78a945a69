/** Cookies that a method sends. */

import { type CookiePair, escapeBut, isNone, plainText, Styled, wireValue } from './values.js';

/** What a cookie may hold as it is (RFC 6265, 4.1.1), but for `%`. */
const KEPT = "!#$'()*+-./:<=>?@[]^_`{|}~";

/** Cookies by their names: one for each item of an array; an object is JSON. */
export function cookiePairs(cookies: object): CookiePair[] {
  return Object.entries(cookies).flatMap(([name, value]) => pairsOfCookie(name, value));
}

/** The cookies of one parameter. */
export function pairsOfCookie(name: string, value: unknown): CookiePair[] {
  if (value instanceof Styled) {
    return value.cookies(name);
  }
  const wire = wireValue(value);
  if (isNone(wire)) {
    return [];
  }
  if (Array.isArray(wire)) {
    return wire.flatMap((item) => pairsOfCookie(name, item));
  }
  return [[name, cookieText(plainText(wire))]];
}

/** A text as a cookie may hold it. */
export function cookieText(text: string): string {
  return escapeBut(KEPT, text);
}
