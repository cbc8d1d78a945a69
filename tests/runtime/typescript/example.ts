/** A client of an API of which nothing is generated, and a `fetch` that gives prepared answers. */

import type { APIDescription } from '../../../templates/typescript/src/core/api.ts';
import { APIPromise } from '../../../templates/typescript/src/core/api-promise.ts';
import { APIClient } from '../../../templates/typescript/src/core/client.ts';
import { apiKey, httpAuth } from '../../../templates/typescript/src/core/credentials.ts';
import type { Operation } from '../../../templates/typescript/src/core/operation.ts';
import type {
  APIClientOptions,
  RequestOptions,
} from '../../../templates/typescript/src/core/options.ts';

export const BASE_URL = 'https://api.example.test/v1';
export const SECRET = 'secret-token';

const api: APIDescription = {
  title: 'Example',
  version: '1.0.0',
  envPrefix: 'EXAMPLE',
  environments: { production: BASE_URL },
  schemes: { token: httpAuth('Bearer', 'token'), key: apiKey('query', 'key', 'key') },
  security: [['token'], ['key']],
  credentials: [['token'], ['key']],
  timeout: 60_000,
  maxRetries: 0,
};

export interface ExampleOptions extends APIClientOptions {
  token?: string | null;
  key?: string;
}

export class Example extends APIClient {
  readonly token: string | null;
  readonly key: string | null;

  constructor(options: ExampleOptions = {}) {
    super(api, options);
    this.key = options.key ?? null;
    this.token =
      options.token === undefined && this.key === null ? SECRET : (options.token ?? null);
  }

  /** Calls a method of the API. */
  call<T>(
    method: string,
    path: string,
    operation: Operation<T> = {},
    options?: RequestOptions,
  ): APIPromise<T> {
    return new APIPromise(this, method, path, operation, options);
  }
}

/** A request as `fetch` was given it. */
export interface Received {
  readonly method: string;
  readonly url: string;
  /** The URL without the base URL. */
  readonly target: string;
  readonly headers: Headers;
  readonly body: unknown;
}

/** Prepared answers, one after the other, and the requests that they answered. */
export class Server {
  readonly requests: Received[] = [];
  readonly #answers: Iterator<Response | Error>;

  constructor(...answers: readonly (Response | Error)[]) {
    this.#answers = answers.values();
  }

  readonly fetch = async (url: string, init: RequestInit = {}): Promise<Response> => {
    const body = typeof init.body === 'string' ? JSON.parse(init.body) : init.body;
    const target = url.startsWith(BASE_URL) ? url.slice(BASE_URL.length) : url;
    const headers = new Headers(init.headers);
    this.requests.push({ method: init.method ?? 'GET', url, target, headers, body });
    const { done, value } = this.#answers.next();
    if (done || value instanceof Error) {
      throw value ?? new Error(`there is no answer for ${url}`);
    }
    return value;
  };

  get targets(): string[] {
    return this.requests.map(({ target }) => target);
  }

  client(options: ExampleOptions = {}): Example {
    return new Example({ fetch: this.fetch, ...options });
  }
}

/** An answer that is JSON. */
export function answer(body: unknown, headers: Record<string, string> = {}): Response {
  return Response.json(body, { headers });
}
