/** Bodies of requests that are not plain JSON. */

/** What `fetch` takes as a body. */
export type FetchBody = NonNullable<RequestInit['body']>;

/** A body as it is sent. */
export interface WrittenContent {
  readonly body: FetchBody;
  /** The `Content-Type`; `undefined` leaves it to `fetch`, or to the caller. */
  readonly mediaType: string | undefined;
}

/** A body that knows how to write itself, once for each attempt. */
export abstract class Content {
  /** What is written. */
  abstract readonly value: unknown;

  /** Whether it can be written again, as another attempt needs it. */
  abstract readonly isRepeatable: boolean;

  /**
   * The content with other members over its own.
   *
   * @throws {CloudflareError} it has no members.
   */
  abstract with(members: object): Content;

  /**
   * What is sent; `undefined` is no body.
   *
   * @param mediaType - what the caller's headers state, `undefined` if they do not.
   * @throws {CloudflareError} it cannot be written as that.
   */
  abstract write(
    mediaType: string | undefined,
  ): WrittenContent | undefined | Promise<WrittenContent | undefined>;
}
