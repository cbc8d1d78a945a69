/** Sending a request until it succeeds or may not be sent again. */

import { sleep, unlessAborted } from './aborting.js';
import { Attempt, checkedTimeout } from './attempt.js';
import type { APIClient } from './client.js';
import { Content, type FetchBody } from './content.js';
import { APIConnectionError, APIUserAbortError } from './errors.js';
import { idempotencyKey } from './idempotency.js';
import { isLogged } from './logging.js';
import type { Operation, Reader } from './operation.js';
import type { RequestOptions } from './options.js';
import { asJSON } from './readers.js';
import {
  isCredentialHeader,
  shownFields,
  shownHeaders,
  shownURL,
  withoutSecrets,
} from './redaction.js';
import { isRedirect, MOST_REDIRECTS, redirected, type Sent } from './redirects.js';
import { build, isRepeatable, written, type Outgoing } from './request.js';
import { checkedRetries, delay, isRetried } from './retries.js';

/** What came of a call. */
export interface Outcome<T> {
  readonly response: Response;
  /** What the response was turned into, or will be when it is asked for. */
  readonly data: () => PromiseLike<T> | T;
}

/** One call under way. */
export class Exchange<T> {
  /**
   * Whether the caller wants the body. It is then read as a part of the attempt, so that one that breaks off in the middle
   * is sent again.
   */
  isWanted = false;
  readonly #client: APIClient;
  readonly #method: string;
  readonly #path: string;
  readonly #operation: Operation<T>;
  readonly #options: RequestOptions;

  constructor(
    client: APIClient,
    method: string,
    path: string,
    operation: Operation<T>,
    options: RequestOptions,
  ) {
    this.#client = client;
    this.#method = method;
    this.#path = path;
    this.#operation = operation;
    this.#options = options;
  }

  /**
   * Sends the request.
   *
   * @throws {APIError} it failed.
   * @throws {SDKError} it cannot be sent.
   */
  async run(): Promise<Outcome<T>> {
    const client = this.#client;
    const { signal, maxRetries } = this.#options;
    const most = maxRetries === undefined ? client.maxRetries : checkedRetries(maxRetries);
    const key = idempotencyKey(client._api, this.#method, this.#operation, this.#options);
    const outgoing = build(
      client,
      this.#method,
      this.#path,
      this.#operation,
      this.#options,
      key instanceof Promise ? await key : key,
    );
    const mayRepeat = isRepeatable(outgoing.body);
    let retries = 0;
    for (;;) {
      const attempt = await this.#begin(outgoing);
      let failure: unknown;
      let headers: Headers | undefined;
      let mayRetry: boolean;
      try {
        const response = await this.#send(attempt, retries);
        if (response.ok) {
          return await this.#outcome(attempt);
        }
        if (outgoing.login?.isRefused(response.status, attempt.sent.fields) && mayRepeat) {
          await attempt.text(); // lets the connection be used again
          continue;
        }
        headers = response.headers;
        failure = await attempt.statusError();
        mayRetry = isRetried(response.status, headers);
      } catch (error) {
        attempt.abandon();
        failure = error;
        mayRetry = attempt.isBroken;
      }
      if (!mayRetry || !mayRepeat || retries >= most) {
        throw failure;
      }
      const pause = delay(retries, headers);
      if (isLogged('info', client.logLevel)) {
        client.logger.info(`Retrying ${this.#method} in ${Math.round(pause)} ms`);
      }
      await sleep(pause, signal);
      retries += 1;
    }
  }

  /** An attempt whose time has begun. */
  async #begin(outgoing: Outgoing): Promise<Attempt> {
    const client = this.#client;
    const { signal, timeout } = this.#options;
    if (signal?.aborted) {
      throw new APIUserAbortError({ cause: signal.reason });
    }
    const { method, url, home, login } = outgoing;
    const sent: Sent = isPlain(outgoing)
      ? { method, url, fields: outgoing.fields, body: outgoing.body }
      : { method, url, ...(await written(outgoing)) };
    if (login !== undefined) {
      sent.fields['authorization'] = await login.authorization(signal);
    }
    const limit = timeout === undefined ? client.timeout : checkedTimeout(timeout);
    return new Attempt(client, home, sent, limit, signal);
  }

  /** Sends the request of an attempt, and follows redirects. */
  async #send(attempt: Attempt, retries: number): Promise<Response> {
    const client = this.#client;
    const isShown = isLogged('debug', client.logLevel);
    if (isShown) {
      const { method, url, fields } = attempt.sent;
      client.logger.debug(`Request: ${method} ${shownURL(client._api, url)}`, {
        headers: shownFields(client._api, fields),
        retries,
      });
    }
    let response: Response;
    try {
      response = await this.#follow(attempt);
    } catch (error) {
      throw attempt.failure(error);
    }
    attempt.response = response;
    if (isShown) {
      const { method, url } = attempt.sent;
      client.logger.debug(
        `Response: ${response.status} from ${method} ${shownURL(client._api, url)}`,
        { headers: shownHeaders(client._api, response.headers, attempt.sent) },
      );
    }
    return response;
  }

  async #follow(attempt: Attempt): Promise<Response> {
    const { fetchOptions } = this.#options;
    const own = this.#client.fetchOptions;
    const given = own || fetchOptions ? { ...own, ...fetchOptions } : undefined;
    const start = attempt.sent;
    let response = await this.#fetch(attempt, 'manual', given);
    if (given?.redirect !== undefined) {
      return response;
    }
    if (response.type === 'opaqueredirect') {
      this.#checkFollowedBlindly(start);
      return await this.#fetch(attempt, 'follow', given);
    }
    let isAway = false;
    for (let redirects = 1; isRedirect(response); redirects++) {
      if (redirects > MOST_REDIRECTS) {
        throw new APIConnectionError({ message: 'Too many redirects.' });
      }
      await response.body?.cancel();
      const next = redirected(this.#client._api, attempt.sent, response, start.url, isAway);
      isAway = next.isAway;
      attempt.sent = next.sent;
      if (!isRepeatable(next.sent.body)) {
        throw new APIConnectionError({
          message: 'The server redirects a request whose body can be read only once.',
        });
      }
      response = await this.#fetch(attempt, 'manual', given);
    }
    return response;
  }

  #fetch(
    attempt: Attempt,
    redirect: RequestRedirect,
    given: RequestInit | undefined,
  ): Promise<Response> {
    const { method, url, fields, body } = attempt.sent;
    const { signal } = attempt.controller;
    const init: RequestInit & { duplex?: 'half' } = {
      ...given,
      method,
      headers: fields,
      signal,
      redirect: given?.redirect ?? redirect,
    };
    if (body !== undefined) {
      init.body = body;
      if (body instanceof ReadableStream) {
        init.duplex = 'half';
      }
    }
    // Called without an object: that of browsers refuses to be a method of another one.
    const send = this.#options.fetch ?? this.#client._options.fetch;
    // That of a caller may not know of the signal.
    return send === undefined ? fetch(url, init) : unlessAborted(send(url, init), signal);
  }

  /**
   * Accepts that `fetch` follows a redirect by itself, as it must in a browser, which does not say where it leads. There,
   * `fetch` takes nothing but `Authorization` from a request that goes to another origin.
   */
  #checkFollowedBlindly({ url, fields }: Sent): void {
    const api = this.#client._api;
    const secret = Object.keys(fields).find(
      (name) => name !== 'authorization' && isCredentialHeader(api, name),
    );
    if (secret !== undefined || withoutSecrets(api, url) !== url) {
      throw new APIConnectionError({
        message:
          'The server redirects. In a browser, nobody can tell where to, so that the credentials must not follow; ' +
          "`fetchOptions: { redirect: 'follow' }` lets them.",
      });
    }
  }

  async #outcome(attempt: Attempt): Promise<Outcome<T>> {
    const { response } = attempt;
    const read = (this.#operation.read ?? asJSON) as Reader<T>;
    if (!this.isWanted) {
      attempt.handOver();
      return { response, data: () => read(attempt) };
    }
    const data = await read(attempt);
    attempt.handOver();
    return { response, data: () => data };
  }
}

/** Whether a request is sent as it is, without anything that is made for each attempt. */
function isPlain(outgoing: Outgoing): outgoing is Outgoing & { body: FetchBody | undefined } {
  const { body, leavesTypeOut, login } = outgoing;
  return !(body instanceof Content) && !leavesTypeOut && login === undefined;
}
