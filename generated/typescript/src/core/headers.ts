/** Values of headers. */

import { isNone, Styled, texts, unchanged, wireValue } from './values.js';

/** The text of a header: `1,2` of an array, `name,value` of an object; `undefined` if there is none. */
export function headerText(value: unknown): string | undefined {
  if (value instanceof Styled) {
    return value.header();
  }
  const wire = wireValue(value);
  return isNone(wire) ? undefined : texts(wire, false, unchanged).join(',');
}
