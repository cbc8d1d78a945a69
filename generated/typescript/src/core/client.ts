/** The base of clients. */

import type { APIDescription } from './api.js';
import { APIPromise } from './api-promise.js';
import { checkedTimeout } from './attempt.js';
import { checkedBaseURL, environmentURL } from './base-url.js';
import { fromEnvironment, optionsOf } from './environment.js';
import { mergeFields } from './header-fields.js';
import { checkedLogLevel, logLevelIn, type Logger, type LogLevel } from './logging.js';
import type { Grants } from './oauth.js';
import type { APIClientOptions, FetchOptions, RequestOptions } from './options.js';
import { checkedRetries } from './retries.js';
import { environmentVariable, isBrowser } from './runtime.js';

/** The settings of a client, and requests to endpoints that have no method. */
export abstract class APIClient {
  /** How often a request that failed is sent again. */
  maxRetries: number;
  /** Milliseconds that one attempt may take; 0 is no limit. */
  timeout: number;
  /** Where the log goes. */
  logger: Logger;
  /** The least level that is logged. */
  logLevel: LogLevel;
  /** What is passed to `fetch` with every request. */
  fetchOptions: FetchOptions | undefined;

  /** What the API is. */
  declare readonly _api: APIDescription;
  /** The options that the client was made with. */
  declare readonly _options: APIClientOptions;
  /** Whether the base URL is none of the API's own. */
  declare _isElsewhere: boolean;
  /** The header `User-Agent`; `undefined` where the browser sends its own. */
  declare readonly _userAgent: string | undefined;
  /** Access tokens, which copies of the client share. */
  declare _grants: Grants;
  #baseURL: string;

  /**
   * Sets the attributes of the options that the API has of its own, too: those that authenticate, and those that are parts
   * of the base URL.
   *
   * @throws {CloudflareError} an option cannot be used.
   */
  constructor(api: APIDescription, options: APIClientOptions) {
    const given: { readonly [option: string]: unknown } = { ...options };
    const isChosen =
      options.environment !== undefined ||
      Object.keys(api.serverVariables ?? {}).some((option) => Boolean(given[option]));
    const own: { [option: string]: string | null } = fromEnvironment(api, options);
    const variable = `${api.envPrefix}_BASE_URL`;
    const surrounding = isChosen ? undefined : environmentVariable(variable);
    let isElsewhere = true;
    if (typeof options.baseURL === 'string') {
      this.#baseURL = checkedBaseURL(options.baseURL);
    } else if (surrounding !== undefined) {
      this.#baseURL = checkedBaseURL(surrounding, variable);
    } else {
      this.#baseURL = environmentURL(api, options.environment, own);
      isElsewhere = false;
    }
    this.timeout = checkedTimeout(options.timeout ?? api.timeout);
    this.maxRetries = checkedRetries(options.maxRetries ?? api.maxRetries);
    this.logger = options.logger ?? console;
    this.logLevel =
      options.logLevel === undefined
        ? (logLevelIn(environmentVariable(`${api.envPrefix}_LOG`)) ?? 'warn')
        : checkedLogLevel(options.logLevel);
    this.fetchOptions = options.fetchOptions;
    mergeFields({}, options.defaultHeaders); // shows now, not at the first request, what cannot be sent
    for (const [option, standard] of Object.entries(api.serverVariables ?? {})) {
      own[option] ||= standard;
    }
    hide(this, {
      _api: api,
      _options: options,
      _isElsewhere: isElsewhere,
      _userAgent: isBrowser() ? undefined : `${api.title}/JS ${api.version}`,
      _grants: new Map(),
      [Symbol.for('nodejs.util.inspect.custom')]: () =>
        `${this.constructor.name} { baseURL: '${this.#baseURL}' }`,
      ...own,
    });
  }

  /** The URL that paths are appended to. */
  get baseURL(): string {
    return this.#baseURL;
  }

  /** @throws {CloudflareError} it is none. */
  set baseURL(url: string) {
    this.#baseURL = checkedBaseURL(url);
    this._isElsewhere = true;
  }

  /**
   * A client with the options of this one, and others over them.
   *
   * @throws {CloudflareError} an option cannot be used.
   */
  withOptions(options: Partial<APIClientOptions>): this {
    const present = this as unknown as { readonly [option: string]: unknown };
    const given: { readonly [option: string]: unknown } = { ...options };
    const isMoved =
      options.environment !== undefined ||
      Object.keys(this._api.serverVariables ?? {}).some((option) => Boolean(given[option]));
    const kept = optionsOf(this._api);
    const copy = new (this.constructor as new (options: object) => this)({
      ...this._options,
      ...Object.fromEntries(kept.map((option) => [option, present[option]])),
      baseURL: isMoved ? undefined : this.#baseURL,
      timeout: this.timeout,
      maxRetries: this.maxRetries,
      logger: this.logger,
      logLevel: this.logLevel,
      fetchOptions: this.fetchOptions,
      ...Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined)),
    });
    const isGiven = typeof options.baseURL === 'string';
    copy._isElsewhere = isGiven || (!isMoved && this._isElsewhere);
    copy._grants = this._grants;
    return copy;
  }

  /**
   * Sends a GET request to an endpoint.
   *
   * @param path - appended to the base URL; a whole URL gets credentials only at the API's own origin.
   */
  get<T = unknown>(path: string, options?: RequestOptions): APIPromise<T> {
    return this._send('GET', path, options);
  }

  /** Sends a POST request to an endpoint, as `get` does. */
  post<T = unknown>(path: string, options?: RequestOptions): APIPromise<T> {
    return this._send('POST', path, options);
  }

  /** Sends a PUT request to an endpoint, as `get` does. */
  put<T = unknown>(path: string, options?: RequestOptions): APIPromise<T> {
    return this._send('PUT', path, options);
  }

  /** Sends a PATCH request to an endpoint, as `get` does. */
  patch<T = unknown>(path: string, options?: RequestOptions): APIPromise<T> {
    return this._send('PATCH', path, options);
  }

  /** Sends a DELETE request to an endpoint, as `get` does. */
  delete<T = unknown>(path: string, options?: RequestOptions): APIPromise<T> {
    return this._send('DELETE', path, options);
  }

  /** What `JSON.stringify` shows: no credentials. */
  toJSON(): { baseURL: string } {
    return { baseURL: this.#baseURL };
  }

  /** An endpoint that has no method may do without credentials. */
  private _send<T>(method: string, path: string, options?: RequestOptions): APIPromise<T> {
    const { security, anySecurity = security } = this._api;
    return new APIPromise<T>(this, method, path, { security: [...anySecurity, []] }, options);
  }
}

/** Sets attributes that whoever prints the client must not see: they hold credentials. */
function hide(client: APIClient, attributes: { readonly [name: string | symbol]: unknown }): void {
  for (const name of Reflect.ownKeys(attributes)) {
    Object.defineProperty(client, name, {
      value: attributes[name],
      writable: true,
      enumerable: false,
      configurable: true,
    });
  }
}
