/** Bodies of requests: JSON of a media type of its own, text, bytes. */

import { Content, type FetchBody, type WrittenContent } from './content.js';
import { SDKError } from './errors.js';
import { isBrowser } from './runtime.js';
import { isIterable, isStreamed, isUpload, streamOf, uploadChunks } from './uploads.js';
import { hasJSON, isNone, isObject, plainText } from './values.js';

/** The members of a body, unless none of them is given. */
export function given<T extends object>(members: T | null | undefined): T | undefined {
  const isGiven = Object.values(members ?? {}).some((member) => member !== undefined);
  return isGiven ? (members ?? undefined) : undefined;
}

/** A body of JSON whose media type is not just `application/json`. */
export function json(value: unknown, mediaType: string): Content {
  return new JSONContent(value, mediaType);
}

/** A body that is text. */
export function text(value: unknown, mediaType = 'text/plain; charset=utf-8'): Content {
  return new TextContent(value, mediaType);
}

/** A body that is bytes. Streams are sent as they come, and once only. */
export function binary(value: unknown, mediaType = 'application/octet-stream'): Content {
  return new BinaryContent(value, mediaType);
}

/** A media type without its parameters. */
export function essence(mediaType: string): string {
  return (mediaType.split(';', 1)[0] ?? '').trim().toLowerCase();
}

/** Whether values of a media type are written as JSON. */
export function isJSON(mediaType: string): boolean {
  return essence(mediaType).endsWith('json');
}

/** A body that may have members, each with a name. */
export abstract class MembersContent extends Content {
  override readonly value: unknown;
  protected readonly mediaType: string;

  constructor(value: unknown, mediaType: string) {
    super();
    this.value = value;
    this.mediaType = mediaType;
  }

  override with(members: object): Content {
    if (!isNone(this.value) && !isObject(this.value)) {
      throw new SDKError('`body` can only be merged into a body that has members');
    }
    return this.of({ ...this.value, ...members });
  }

  override write(
    mediaType: string | undefined,
  ): WrittenContent | undefined | Promise<WrittenContent | undefined> {
    if (this.value === undefined) {
      return undefined;
    }
    const wanted = mediaType ?? this.mediaType;
    return isObject(this.value) && essence(wanted) === essence(this.mediaType)
      ? this.encode(this.value, wanted)
      : asJSONText(this.value, wanted);
  }

  /** The same content with other members. */
  protected abstract of(members: object): Content;

  /** The members as the media type of the content has them. */
  protected abstract encode(
    members: { readonly [name: string]: unknown },
    mediaType: string,
  ): WrittenContent | undefined | Promise<WrittenContent | undefined>;
}

function asJSONText(value: unknown, mediaType: string): WrittenContent {
  if (/^(multipart\/|application\/x-www-form-urlencoded$)/.test(essence(mediaType))) {
    throw new SDKError(
      `\`Content-Type\` must not be ${mediaType} for this body; pass a \`FormData\` or \`URLSearchParams\` as \`body\``,
    );
  }
  if (holdsUpload(value)) {
    throw new SDKError(`a file cannot be sent as ${mediaType}`);
  }
  return { body: JSON.stringify(value), mediaType };
}

/** Whether a file stands anywhere in a value, where nothing says how it is written otherwise. */
export function holdsUpload(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) {
    return false;
  }
  return isUpload(value) || (!hasJSON(value) && Object.values(value).some(holdsUpload));
}

class JSONContent extends MembersContent {
  override readonly isRepeatable = true;

  protected override of(members: object): Content {
    return new JSONContent(members, this.mediaType);
  }

  protected override encode(members: object, mediaType: string): WrittenContent {
    return asJSONText(members, mediaType);
  }
}

class TextContent extends Content {
  override readonly isRepeatable = true;

  override readonly value: unknown;
  readonly #mediaType: string;

  constructor(value: unknown, mediaType: string) {
    super();
    this.value = value;
    this.#mediaType = mediaType;
  }

  override with(): Content {
    throw new SDKError('`body` must be a text: this body has no members');
  }

  override write(mediaType = this.#mediaType): WrittenContent | undefined {
    return isNone(this.value) ? undefined : { body: plainText(this.value), mediaType };
  }
}

class BinaryContent extends Content {
  override readonly value: unknown;
  readonly #mediaType: string;

  constructor(value: unknown, mediaType: string) {
    super();
    this.value = value;
    this.#mediaType = mediaType;
  }

  override get isRepeatable(): boolean {
    return !isStreamed(this.value) && (!isLazy(this.value) || Array.isArray(this.value));
  }

  override with(): Content {
    throw new SDKError('`body` must be bytes: this body has no members');
  }

  override async write(mediaType = this.#mediaType): Promise<WrittenContent | undefined> {
    const { value } = this;
    if (isNone(value)) {
      return undefined;
    }
    if (isStreamed(value) || isLazy(value)) {
      return { body: await uploaded(uploadChunks(value)), mediaType };
    }
    if (typeof value !== 'string' && !isUpload(value)) {
      throw new SDKError(
        `a body of bytes must be a Blob, bytes, a Response or a stream, but is a ${typeof value}`,
      );
    }
    return { body: value as FetchBody, mediaType };
  }
}

/** Whether the pieces of a value are made while it is iterated over. */
function isLazy(value: unknown): boolean {
  return !ArrayBuffer.isView(value) && isIterable(value, 'iterator');
}

/** Bytes that come piece by piece, as `fetch` takes them. */
export async function uploaded(
  chunks: AsyncGenerator<Uint8Array, void, undefined>,
): Promise<Blob | ReadableStream<Uint8Array>> {
  const stream = streamOf(chunks);
  // Few browsers send a stream as it comes, and these only by HTTP/2.
  return isBrowser()
    ? new Response(stream as ReadableStream<Uint8Array<ArrayBuffer>>).blob()
    : stream;
}
