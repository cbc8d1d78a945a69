/** Waiting that an `AbortSignal` ends. */

import { APIUserAbortError } from './errors.js';

/**
 * Waits.
 *
 * @param pause - milliseconds.
 * @throws {APIUserAbortError} the signal was aborted.
 */
export function sleep(pause: number, signal: AbortSignal | null | undefined): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const pausing = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, pause);
  });
  return unlessAborted(pausing, signal).finally(() => clearTimeout(timer));
}

/**
 * What a promise gives, unless the signal is aborted before.
 *
 * @throws {APIUserAbortError} the signal was aborted.
 */
export function unlessAborted<T>(
  promise: Promise<T>,
  signal: AbortSignal | null | undefined,
): Promise<T> {
  if (!signal) {
    return promise;
  }
  return new Promise((resolve, reject) => {
    const stop = (): void => {
      reject(new APIUserAbortError({ cause: signal.reason }));
    };
    const done = (): void => {
      signal.removeEventListener('abort', stop);
    };
    signal.addEventListener('abort', stop);
    promise.then(resolve, reject).then(done, done);
    if (signal.aborted) {
      stop();
    }
  });
}
