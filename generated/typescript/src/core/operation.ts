/** What a method says about its request, and how its response is read. */

import type { APIClient } from './client.js';
import type { APIError } from './errors.js';

/**
 * Alternatives, each the ids of the schemes that are needed together. An empty one among them, or none at all, means
 * that the method can do without.
 */
export type Security = readonly (readonly string[])[];

/** What a method says about its request, beside the HTTP method and the path. */
export interface Operation<T> {
  /** Parameters by their names in the document; `undefined` leaves one out. */
  readonly query?: object | null | undefined;
  /** All of the query, as one value. */
  readonly wholeQuery?: unknown;
  readonly headers?: object | null | undefined;
  readonly cookies?: object | null | undefined;
  /** A `Content`, or a value that is sent as JSON; `undefined` is no body. */
  readonly body?: unknown;
  /** The media types that the response may have. Default: `application/json`. */
  readonly accept?: string | undefined;
  /** Default: the body as JSON. */
  readonly read?: Reader<T> | undefined;
  /** Default: that of the API. */
  readonly security?: Security | undefined;
  /** The method's own base URL, or a path at the origin of the client's. */
  readonly server?: string | undefined;
  /** Nothing that belongs to the client goes with it: neither credentials nor default headers and parameters. */
  readonly isForeign?: boolean | undefined;
}

/** What a successful response is turned into. It runs inside of the attempt, so that its timeout holds. */
export type Reader<T> = (answer: Answer) => T | PromiseLike<T>;

/** A successful response that has not been read. */
export interface Answer {
  readonly response: Response;
  readonly client: APIClient;
  /** The HTTP method of the request. */
  readonly method: string;
  /** What was asked for in the end, after redirects. */
  readonly url: string;
  /** The base URL that the path was appended to. */
  readonly home: string;
  /** Aborting it ends the response. */
  readonly controller: AbortController;

  /**
   * The whole body.
   *
   * @throws {APIConnectionError} the connection broke, or it took too long; such a request is sent again.
   */
  text(): Promise<string>;

  /**
   * The body piece by piece. The timeout is for each piece, not for all. Leaving the loop cancels the rest.
   *
   * @throws {APIConnectionError} the connection broke, or a piece took too long.
   */
  chunks(): AsyncGenerator<Uint8Array, void, undefined>;

  /**
   * An error about this response.
   *
   * @param message - what is wrong; credentials of the request are replaced in it.
   * @param body - what was read of it.
   */
  error(message: string, body: unknown): APIError;

  /** What a server said, without the credentials of the request that it may have repeated. */
  redacted(text: string): string;
}
