/** One sending of a request, which ends when it takes too long. */

import { AbortRelay } from './aborting.js';
import type { APIClient } from './client.js';
import {
  APIConnectionError,
  APIConnectionTimeoutError,
  APIError,
  APIUserAbortError,
  errorBody,
  saidIn,
  CloudflareError,
} from './errors.js';
import type { Answer } from './operation.js';
import { redactedText } from './redaction.js';
import type { Sent } from './redirects.js';

/** The longest time that a timer can be set to, in milliseconds. */
const LONGEST_TIMER = 2_147_483_647;

/**
 * A timeout in milliseconds.
 *
 * @throws {CloudflareError} it is none.
 */
export function checkedTimeout(value: number): number {
  if (typeof value !== 'number' || !(value >= 0)) {
    throw new CloudflareError('`timeout` must be milliseconds, 0 for no limit');
  }
  return value;
}

/** One sending of a request, with the redirects that it leads to, and its response. */
export class Attempt implements Answer {
  readonly client: APIClient;
  readonly home: string;
  readonly controller = new AbortController();
  /** The request as it was sent last. */
  sent: Sent;
  /** Whether it failed in a way that another attempt may get around. */
  isBroken = false;
  #response: Response | undefined;
  #relay: AbortRelay | undefined;
  readonly #timeout: number;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #isLate = false;

  /** @param timeout - milliseconds; 0 is no limit. */
  constructor(
    client: APIClient,
    home: string,
    sent: Sent,
    timeout: number,
    signal: AbortSignal | null | undefined,
  ) {
    this.client = client;
    this.home = home;
    this.sent = sent;
    this.#timeout = timeout;
    this.#relay = signal ? new AbortRelay(signal, this.controller) : undefined;
    this.#start();
  }

  get response(): Response {
    if (this.#response === undefined) {
      throw new CloudflareError('there is no response yet');
    }
    return this.#response;
  }

  set response(response: Response) {
    this.#response = response;
  }

  get method(): string {
    return this.sent.method;
  }

  get url(): string {
    return this.sent.url;
  }

  #start(): void {
    if (this.#timer === undefined && this.#timeout > 0 && this.#timeout <= LONGEST_TIMER) {
      this.#timer = setTimeout(() => {
        this.#isLate = true;
        this.controller.abort();
      }, this.#timeout);
    }
  }

  /** Leaves the response to the caller, who takes as much time as it likes. */
  handOver(): void {
    this.#pause();
    if (this.#relay === undefined) {
      return;
    }
    const { body } = this.response;
    if (body) {
      this.#relay.endWith(body);
    } else {
      this.end();
    }
  }

  #pause(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  /** Gives back what the attempt holds. The response must have been read. */
  end(): void {
    this.#pause();
    this.#relay?.end();
    this.#relay = undefined;
  }

  /** Ends the attempt, and the response as far as it has not been read. */
  abandon(): void {
    this.end();
    this.controller.abort();
  }

  #checkUnread(): void {
    if (this.response.bodyUsed) {
      throw new CloudflareError(
        'the body of the response has been read already, by way of `asResponse()`',
      );
    }
  }

  async text(): Promise<string> {
    this.#checkUnread();
    this.#start();
    try {
      return await this.response.text();
    } catch (error) {
      throw this.failure(error);
    } finally {
      this.end();
    }
  }

  async *chunks(): AsyncGenerator<Uint8Array, void, undefined> {
    this.#checkUnread();
    const reader = this.response.body?.getReader();
    if (reader === undefined) {
      return;
    }
    let isOpen = true;
    const next = async (): Promise<Uint8Array | undefined> => {
      this.#start();
      try {
        const { done, value } = await reader.read();
        isOpen = !done;
        return value;
      } catch (error) {
        isOpen = false;
        throw this.failure(error);
      } finally {
        this.#pause();
      }
    };
    try {
      for (let chunk = await next(); chunk !== undefined; chunk = await next()) {
        yield chunk;
      }
    } finally {
      if (isOpen) {
        await reader.cancel().catch(() => undefined); // It was aborted, and there is nothing to cancel.
      }
      this.end();
    }
  }

  error(message: string, body: unknown): APIError {
    const { status, headers } = this.response;
    return APIError.generate(status, body, this.redacted(message), headers);
  }

  /** The error of a response whose status is not 2xx, which is read here. */
  async statusError(): Promise<APIError> {
    const body = errorBody(await this.text());
    return this.error(saidIn(body), body);
  }

  /** What a server said, without the credentials of the request that it may have repeated. */
  redacted(text: string): string {
    return redactedText(this.client._api, text, this.sent);
  }

  /** Our error for one that sending the request, or reading the response, threw. */
  failure(error: unknown): CloudflareError {
    if (this.#isLate) {
      this.isBroken = true;
      return new APIConnectionTimeoutError();
    }
    if (this.controller.signal.aborted) {
      return new APIUserAbortError({ cause: this.controller.signal.reason });
    }
    if (error instanceof CloudflareError) {
      return error;
    }
    this.isBroken = true;
    const shown = this.redacted(reasonOf(error));
    const printed = printedOf(error);
    return new APIConnectionError({
      message: shown === '' ? undefined : `Connection error: ${shown}`,
      // What is printed of an error shows its cause as well.
      cause: this.redacted(printed) === printed ? error : undefined,
    });
  }
}

/** What an error says; that of Node's `fetch` says it by its cause. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) {
    return String(error);
  }
  const { cause } = error;
  if (!(cause instanceof Error)) {
    return error.message;
  }
  const { code } = cause as { readonly code?: unknown };
  return cause.message || (typeof code === 'string' ? code : error.message);
}

/** How deep the members of an error are looked at; consoles show no more. */
const DEEPEST = 3;

/** The texts that are printed of an error: its own, those of its members (Bun names the URL there), and of its causes. */
function printedOf(error: unknown, depth = 0): string {
  if (typeof error !== 'object' || error === null) {
    return String(error);
  }
  if (depth === DEEPEST || ArrayBuffer.isView(error)) {
    return '';
  }
  const names = Object.getOwnPropertyNames(error);
  return names.map((name) => printedOf(Reflect.get(error, name), depth + 1)).join('\n');
}
