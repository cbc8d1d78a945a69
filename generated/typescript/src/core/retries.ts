/** When a request is sent again, and how long that waits. */

import { CloudflareError } from './errors.js';

const FIRST_DELAY = 500;
const LONGEST_DELAY = 8_000;
const LONGEST_OBEYED = 60_000;

/** Whether to send again after a response. If it has the header `x-should-retry`, that decides. */
export function isRetried(status: number, headers: Headers): boolean {
  switch (headers.get('x-should-retry')) {
    case 'true':
      return true;
    case 'false':
      return false;
    default:
      return status === 408 || status === 409 || status === 429 || status >= 500;
  }
}

/**
 * Milliseconds to wait before the next attempt.
 *
 * @param retries - how many retries there have been before, from 0.
 * @param headers - those of the response, if there was one. What it asks for is obeyed up to a minute.
 */
export function delay(retries: number, headers?: Headers): number {
  const asked = headers === undefined ? undefined : askedDelay(headers);
  if (asked !== undefined && asked >= 0 && asked <= LONGEST_OBEYED) {
    return asked;
  }
  // The jitter keeps the clients that one outage stopped from coming back all at once.
  return Math.min(FIRST_DELAY * 2 ** retries, LONGEST_DELAY) * (1 - 0.25 * Math.random());
}

/** What a response asks for by `retry-after-ms`, or `Retry-After` (seconds or a date). */
function askedDelay(headers: Headers): number | undefined {
  const milliseconds = numberIn(headers.get('retry-after-ms'));
  if (milliseconds !== undefined) {
    return milliseconds;
  }
  const text = headers.get('retry-after');
  const seconds = numberIn(text);
  if (seconds !== undefined) {
    return seconds * 1000;
  }
  const at = text === null ? NaN : Date.parse(text);
  return Number.isNaN(at) ? undefined : at - Date.now();
}

function numberIn(text: string | null): number | undefined {
  const value = text === null || text.trim() === '' ? NaN : Number(text);
  return Number.isNaN(value) ? undefined : value;
}

/**
 * A number of retries.
 *
 * @throws {CloudflareError} it is none.
 */
export function checkedRetries(value: number): number {
  if (!Number.isInteger(value) || value < 0) {
    throw new CloudflareError('`maxRetries` must be a whole number, 0 for none');
  }
  return value;
}
