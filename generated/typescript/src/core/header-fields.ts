/** Headers as they are merged. Their names, which are equal in every letter case, are kept in lower case. */

import { CloudflareError } from './errors.js';
import type { HeadersLike } from './options.js';

/** Values by lower-case name. */
export interface HeaderFields {
  [name: string]: string;
}

const NAME = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;
const VALUE = /^(?:[\x21-\x7e](?:[\x20-\x7e]*[\x21-\x7e])?)?$/;

/**
 * Sets a header.
 *
 * @throws {CloudflareError} it cannot be sent. The message does not contain the value, since it may be a credential.
 */
export function setField(fields: HeaderFields, name: string, value: string): void {
  if (!NAME.test(name)) {
    throw new CloudflareError(`\`${name}\` cannot be the name of a header`);
  }
  if (!VALUE.test(value)) {
    throw new CloudflareError(
      `the value of the header \`${name}\` must be printable ASCII without spaces around it`,
    );
  }
  fields[name.toLowerCase()] = value;
}

/** Sets all of these headers; one whose value is `null` is removed. */
export function mergeFields(fields: HeaderFields, headers: HeadersLike | null | undefined): void {
  for (const [name, value] of entriesOf(headers)) {
    if (value === null) {
      delete fields[name.toLowerCase()];
    } else if (value !== undefined) {
      setField(fields, name, String(value));
    }
  }
}

/** Whether the caller says something about a header, even if it is to leave it out. */
export function saysField(headers: HeadersLike | null | undefined, name: string): boolean {
  for (const [own, value] of entriesOf(headers)) {
    if (value !== undefined && own.toLowerCase() === name) {
      return true;
    }
  }
  return false;
}

function entriesOf(headers: HeadersLike | null | undefined): Iterable<readonly [string, unknown]> {
  if (headers === null || headers === undefined) {
    return [];
  }
  return Symbol.iterator in headers ? headers : Object.entries(headers);
}
