/** Groups of methods. */

import { APIPromise } from './api-promise.js';
import type { APIClient } from './client.js';
import type { Operation } from './operation.js';
import type { RequestOptions } from './options.js';

/** A group of methods of a client. */
export abstract class APIResource {
  /** The attributes that lead to it from the client. */
  static readonly _key: readonly string[] = [];

  protected readonly _client: APIClient;

  constructor(client: APIClient) {
    this._client = client;
  }

  /** Sends a request. */
  protected _request<T>(
    method: string,
    path: string,
    operation: Operation<T>,
    options: RequestOptions | null | undefined,
  ): APIPromise<T> {
    return new APIPromise(this._client, method, path, operation, options);
  }
}
