/** A client of an API that a test describes, and a `fetch` that records requests and gives prepared answers. */

import type { APIDescription } from '../../../templates/typescript/src/core/api.ts';
import { APIPromise } from '../../../templates/typescript/src/core/api-promise.ts';
import { APIClient } from '../../../templates/typescript/src/core/client.ts';
import { httpAuth } from '../../../templates/typescript/src/core/credentials.ts';
import type { Operation } from '../../../templates/typescript/src/core/operation.ts';
import type {
  APIClientOptions,
  RequestOptions,
} from '../../../templates/typescript/src/core/options.ts';

export const BASE_URL = 'https://api.example.test/v1';
export const SECRET = 's3cr3t-token';

export const description: APIDescription = {
  title: 'Example',
  version: '1.2.3',
  envPrefix: 'EXAMPLE',
  environments: { production: BASE_URL },
  schemes: { token: httpAuth('Bearer', 'token') },
  security: [['token']],
  credentials: [['token']],
  timeout: 60_000,
  maxRetries: 2,
};

/** Options of the base, and those that a description has of its own. */
export type Options = APIClientOptions & { readonly [option: string]: unknown };

/** A client as it is generated for an API. */
export class Client extends APIClient {
  declare token: string | null;
  declare region: string | null;

  constructor({ api = description, ...options }: Options & { readonly api?: APIDescription } = {}) {
    super(api, { api, ...options } as APIClientOptions);
  }

  /** Sends a request as a method does. */
  call<T = unknown>(
    method = 'GET',
    path = '/things',
    operation: Operation<T> = {},
    options?: RequestOptions,
  ): APIPromise<T> {
    return new APIPromise(this, method, path, operation, options);
  }
}

/** A request as `fetch` was given it. */
export interface Recorded {
  readonly url: string;
  readonly method: string;
  readonly headers: { readonly [name: string]: string };
  readonly body: unknown;
  readonly init: RequestInit;
}

/** What answers a request: a response, an error, or what makes one. */
export type Step = Response | Error | ((request: Recorded) => Response | Promise<Response>);

/** Gives prepared answers, the last of them again and again. */
export class Recorder {
  readonly requests: Recorded[] = [];
  readonly #steps: Step[];

  constructor(...steps: Step[]) {
    this.#steps = steps.length > 0 ? steps : [() => Response.json({ ok: 1 })];
  }

  readonly fetch = async (url: string, init: RequestInit = {}): Promise<Response> => {
    const { method = 'GET', body } = init;
    const headers = Object.fromEntries(new Headers(init.headers));
    const request = { url, method, headers, body, init };
    this.requests.push(request);
    const step = this.#steps.length > 1 ? this.#steps.shift() : this.#steps[0];
    if (step instanceof Response) {
      return step.clone();
    }
    if (typeof step === 'function') {
      return step(request);
    }
    throw step;
  };

  /** The request that came last. */
  get last(): Recorded {
    const found = this.requests.at(-1);
    if (found === undefined) {
      throw new Error('nothing was sent');
    }
    return found;
  }

  client(options: Options & { readonly api?: APIDescription } = {}): Client {
    return new Client({ fetch: this.fetch, token: SECRET, ...options });
  }
}

/** An answer that may be followed by another attempt at once. */
export function failing(status: number, body: unknown = {}, headers = {}): Response {
  return Response.json(body, { status, headers: { 'retry-after-ms': '0', ...headers } });
}

/** The error that a promise is rejected with. */
export async function rejection(promise: Promise<unknown>): Promise<Error> {
  try {
    await promise;
  } catch (error) {
    if (error instanceof Error) {
      return error;
    }
    throw error;
  }
  throw new Error('nothing was thrown');
}
