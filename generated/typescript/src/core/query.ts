/** Queries of URLs. */

import { escape, escapeBut, isNone, isObject, plainText, Styled, wireValue } from './values.js';

/** Those reserved characters that a whole query may hold, which is encoded already. */
const WHOLE = ":/?@!$'()*,;&=+%[]";

/**
 * The query, without `?`, of names and values.
 *
 * An array repeats its name, an object becomes `name[key]=value`, and one inside of an array `name[0][key]=value`;
 * `undefined` and `null` are left out.
 */
export function queryText(query: object): string {
  return Object.entries(query)
    .flatMap(([name, value]) => pairsOf(escape(name), value))
    .join('&');
}

/** All of a query as one value: an object of parameters, or a text that is taken as it is. */
export function wholeQueryText(value: unknown): string {
  if (value instanceof Styled) {
    return escape(value.header() ?? '');
  }
  if (isNone(value)) {
    return '';
  }
  return isObject(value) ? queryText(value) : escapeBut(WHOLE, plainText(value));
}

/**
 * The pairs `name=value` of a parameter.
 *
 * @param name - percent-encoded already.
 * @param encode - percent-encodes the values.
 */
export function pairsOf(name: string, value: unknown, encode = escape): string[] {
  if (value instanceof Styled) {
    return value.pairs(name);
  }
  const wire = wireValue(value);
  if (isNone(wire)) {
    return [];
  }
  if (Array.isArray(wire)) {
    return wire.flatMap((item: unknown, number) =>
      pairsOf(isObject(wireValue(item)) ? inBrackets(name, String(number)) : name, item, encode),
    );
  }
  if (isObject(wire)) {
    return Object.entries(wire).flatMap(([key, member]) =>
      pairsOf(inBrackets(name, key), member, encode),
    );
  }
  return [`${name}=${encode(plainText(wire))}`];
}

/** `name[key]`, percent-encoded. */
export function inBrackets(name: string, key: string): string {
  return `${name}%5B${escape(key)}%5D`;
}
