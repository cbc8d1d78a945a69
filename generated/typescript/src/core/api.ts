/** What the runtime knows of an API. */

import type { Scheme } from './credentials.js';
import type { Security } from './operation.js';

export interface APIDescription {
  /** What the API is called in the `User-Agent`; printable ASCII. */
  readonly title: string;
  /** The version of the SDK. */
  readonly version: string;
  /** What the names of environment variables begin with: `<prefix>_BASE_URL`, `<prefix>_LOG`. */
  readonly envPrefix: string;
  /**
   * The base URLs of the API's own, by name; the first one is the default. `{option}` stands for a server variable;
   * other braces are doubled.
   */
  readonly environments: { readonly [name: string]: string };
  /** The options of the client that stand in these URLs, with their defaults; `null` is none. */
  readonly serverVariables?: { readonly [option: string]: string | null };
  /** The options of a client that the API has of its own, with their environment variables; `null` is none. */
  readonly variables?: { readonly [option: string]: string | null };
  /** The ways to authenticate, by id. */
  readonly schemes: { readonly [id: string]: Scheme };
  /** What methods need that do not say otherwise. */
  readonly security: Security;
  /** All ways to authenticate, for endpoints that have no method; left out where these are `security`. */
  readonly anySecurity?: Security;
  /** The groups of options that authenticate together. */
  readonly credentials: readonly (readonly string[])[];
  /** Sent with every request whose method is not safe; left out if the API has none. */
  readonly idempotencyHeader?: string;
  /** Milliseconds that one attempt may take; 0 is no limit. */
  readonly timeout: number;
  /** How often a request that failed is sent again. */
  readonly maxRetries: number;
}
