/** Paths of requests. */

import { CloudflareError } from './errors.js';
import { escape, isNone, Styled, texts, wireValue } from './values.js';

/**
 * The path that a template makes of values, each percent-encoded as a part of a path: `1,2` of an array.
 *
 * @throws {CloudflareError} a value is missing, empty, `.` or `..`, any of which would lead to another resource.
 */
export function path(strings: TemplateStringsArray, ...values: unknown[]): string {
  let written = strings[0] ?? '';
  values.forEach((value, index) => {
    const segment = value instanceof Styled ? value.segment() : simpleSegment(value);
    if (segment === undefined) {
      throw new CloudflareError(refusal(strings.slice(0, index + 1), value));
    }
    written += segment + (strings[index + 1] ?? '');
  });
  return written;
}

function simpleSegment(value: unknown): string | undefined {
  const wire = wireValue(value);
  const text = isNone(wire) ? '' : texts(wire, false, escape).join(',');
  return isNowhere(text) ? undefined : text;
}

/** Whether a path with this segment is one to another resource. */
export function isNowhere(segment: string): boolean {
  return segment === '' || segment === '.' || segment === '..';
}

function refusal(before: readonly string[], value: unknown): string {
  const name = value instanceof Styled ? value.name : undefined;
  const parameter =
    name === undefined ? `the parameter behind \`${before.join('…')}\`` : `\`${name}\``;
  const shown = value instanceof Styled ? value.value : value;
  return `${parameter} must be neither empty nor a dot segment, but is ${JSON.stringify(shown) ?? 'missing'}`;
}
