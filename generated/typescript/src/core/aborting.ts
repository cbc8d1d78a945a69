/** What an `AbortSignal` ends. */

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

/** Hands the abort of a caller's signal on. Such a signal may live long, so that nothing else may be held by it. */
export class AbortRelay {
  readonly #from: AbortSignal;
  readonly #to: AbortController;
  #registry: FinalizationRegistry<undefined> | undefined;

  constructor(from: AbortSignal, to: AbortController) {
    this.#from = from;
    this.#to = to;
    from.addEventListener('abort', this.#abort);
    if (from.aborted) {
      this.#abort();
    }
  }

  readonly #abort = (): void => {
    this.#to.abort(this.#from.reason);
  };

  end(): void {
    this.#from.removeEventListener('abort', this.#abort);
  }

  /** Ends with a body that others read: nobody says when they have, or that they never will. */
  endWith(body: object): void {
    if (typeof FinalizationRegistry === 'function') {
      this.#registry ??= new FinalizationRegistry(() => this.end());
      this.#registry.register(body, undefined);
    }
  }
}
