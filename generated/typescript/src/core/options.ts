/** What the caller of a client, or of one method, may say about requests. */

import type { LogLevel, Logger } from './logging.js';

/** A function like the global `fetch`. */
export type Fetch = (input: string, init?: RequestInit) => Promise<Response>;

/** Headers by name; `null` removes one that would be sent otherwise, `undefined` says nothing. */
export type HeadersLike =
  | Headers
  | Iterable<readonly [name: string, value: string | null | undefined]>
  | { readonly [name: string]: string | number | boolean | null | undefined };

/** What is passed to `fetch` beside what the SDK decides; such as `credentials`, `cache`, or a `dispatcher` of Node. */
export type FetchOptions = Omit<RequestInit, 'method' | 'headers' | 'body' | 'signal'> & {
  readonly [name: string]: unknown;
};

/** Options of one call. They win over those of the client. */
export interface RequestOptions {
  /** Milliseconds that one attempt may take; 0 and `Infinity` are no limit. */
  timeout?: number | undefined;
  /** How often a request that failed is sent again. */
  maxRetries?: number | undefined;
  /** Headers over those of the client and the method; `null` removes one. */
  headers?: HeadersLike | null | undefined;
  /** Parameters over those of the client and the method; `undefined` removes one. */
  query?: object | null | undefined;
  /**
   * A body in place of the method's; an object is merged over one that has members.
   *
   * An object is sent as JSON; a `string` as it is, and so is what `fetch` takes: bytes, `Blob`, `FormData`,
   * `URLSearchParams`, `ReadableStream`.
   */
  body?: unknown;
  /** Ends the call when it is aborted, which then fails with `APIUserAbortError`. */
  signal?: AbortSignal | null | undefined;
  /** By which the server knows a request that it has seen already; all attempts have the same one. */
  idempotencyKey?: string | undefined;
  /** Sends the requests in place of the client's `fetch`. */
  fetch?: Fetch | undefined;
  /** Passed to `fetch`, over the client's. */
  fetchOptions?: FetchOptions | undefined;
}

/** Options of every client. */
export interface APIClientOptions {
  /** The URL that paths are appended to. */
  baseURL?: string | null | undefined;
  /** One of the API's own base URLs, by name. */
  environment?: string | undefined;
  /** Milliseconds that one attempt may take; 0 and `Infinity` are no limit. */
  timeout?: number | undefined;
  /** How often a request that failed is sent again. */
  maxRetries?: number | undefined;
  /** Sent with every request; `null` removes a header that would be sent otherwise. */
  defaultHeaders?: HeadersLike | undefined;
  /** Parameters that go with every request. */
  defaultQuery?: object | undefined;
  /** Sends the requests. Default: the global `fetch`. */
  fetch?: Fetch | undefined;
  /** Passed to `fetch` with every request. */
  fetchOptions?: FetchOptions | undefined;
  /** Where the log goes. Default: `console`. */
  logger?: Logger | undefined;
  /** The least level that is logged. Default: `warn`. */
  logLevel?: LogLevel | undefined;
}
