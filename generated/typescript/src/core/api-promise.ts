/** What methods return. */

import type { APIClient } from './client.js';
import { Exchange, type Outcome } from './exchange.js';
import type { Operation } from './operation.js';
import type { RequestOptions } from './options.js';

/** A promise of what a response is turned into, which gives the response as well. */
export class APIPromise<T> extends Promise<T> {
  readonly #exchange: Exchange<T>;
  readonly #outcome: Promise<Outcome<T>>;
  #data: Promise<T> | undefined;

  /** Sends the request. */
  constructor(
    client: APIClient,
    method: string,
    path: string,
    operation: Operation<T>,
    options: RequestOptions | null | undefined,
  ) {
    super(settled);
    this.#exchange = new Exchange(client, method, path, operation, options ?? {});
    this.#outcome = this.#exchange.run();
  }

  /**
   * The response as `fetch` gives it, as soon as its headers are there. Its body is not read, unless `then` has been
   * called as well.
   *
   * @throws {APIError} the request failed.
   */
  async asResponse(): Promise<Response> {
    return (await this.#outcome).response;
  }

  /**
   * What the response is turned into, together with the response.
   *
   * @throws {APIError} the request failed.
   */
  async withResponse(): Promise<{ data: T; response: Response }> {
    const data = await this.#parsed();
    return { data, response: await this.asResponse() };
  }

  override then<TResult1 = T, TResult2 = never>(
    onfulfilled?: ((value: T) => TResult1 | PromiseLike<TResult1>) | null,
    onrejected?: ((reason: unknown) => TResult2 | PromiseLike<TResult2>) | null,
  ): Promise<TResult1 | TResult2> {
    return this.#parsed().then(onfulfilled, onrejected);
  }

  override catch<TResult = never>(
    onrejected?: ((reason: unknown) => TResult | PromiseLike<TResult>) | null,
  ): Promise<T | TResult> {
    return this.#parsed().catch(onrejected);
  }

  override finally(onfinally?: (() => void) | null): Promise<T> {
    return this.#parsed().finally(onfinally);
  }

  #parsed(): Promise<T> {
    this.#exchange.isWanted = true;
    this.#data ??= this.#outcome.then(dataOf);
    return this.#data;
  }
}

/** The promise itself is never waited for: all that waits does so for the outcome. */
function settled(resolve: (value: never) => void): void {
  resolve(undefined as never);
}

function dataOf<T>({ data }: Outcome<T>): PromiseLike<T> | T {
  return data();
}
