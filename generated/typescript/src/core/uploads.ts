/** Files and other bytes that a request may hold. */

import { CloudflareError } from './errors.js';

/** Bytes that a request may hold as a whole, or as one of its parts. */
export type Uploadable =
  | Blob
  | ArrayBuffer
  | ArrayBufferView
  | Response
  | ReadableStream<UploadChunk>
  | AsyncIterable<UploadChunk>;

/** A piece of a stream that is uploaded; text is sent as UTF-8. */
export type UploadChunk = string | ArrayBuffer | ArrayBufferView;

export interface FileOptions {
  /** The media type. Default: that of the value, else what its name stands for. */
  readonly type?: string | undefined;
  /** Milliseconds since 1970. Default: that of the value, else now. */
  readonly lastModified?: number | undefined;
}

/**
 * A file to upload, with a name and a media type. Streams and responses are read to their end.
 *
 * @example
 * ```ts
 * await toFile(bytes, 'cat.png');
 * await toFile(fs.createReadStream('cat.png'));
 * await toFile(await fetch('https://example.com/cat.png'), null, { type: 'image/png' });
 * ```
 *
 * @param value - bytes, text, a `Blob`, a `Response`, a stream, anything that yields bytes; or a promise of it.
 * @param name - what the file is called. Default: what the value is called, else `upload`.
 * @throws {CloudflareError} it is none of these.
 */
export async function toFile(
  value: Uploadable | string | PromiseLike<Uploadable | string>,
  name?: string | null,
  options: FileOptions = {},
): Promise<File> {
  const source = await value;
  if (!name && isFile(source) && !isStreamed(source) && Object.keys(options).length === 0) {
    return source;
  }
  if (typeof source !== 'string' && !isUpload(source)) {
    throw new CloudflareError(
      'a file must be made of bytes, text, a Blob, a Response or a stream; the name is the second argument',
    );
  }
  const content = typeof source === 'string' ? source : await readUpload(source);
  const { type = mediaTypeOf(source), lastModified } = options;
  return newFile(content as BlobPart, name || nameOf(source) || UNNAMED, {
    type,
    lastModified: lastModified ?? (isFile(source) ? source.lastModified : Date.now()),
  });
}

/** What a file is called that has no name. */
export const UNNAMED = 'upload';

/** Node 18 has no global `File`; what it uploads needs its name all the same. */
function newFile(
  content: BlobPart,
  name: string,
  options: { type: string; lastModified: number },
): File {
  if (typeof File === 'function') {
    return new File([content], name, options);
  }
  const { lastModified } = options;
  return Object.assign(new Blob([content], options), {
    name,
    lastModified,
    webkitRelativePath: '',
  });
}

/** Whether a value is one of `Uploadable`. */
export function isUpload(value: unknown): value is Uploadable {
  return (
    isBlob(value) || value instanceof ArrayBuffer || ArrayBuffer.isView(value) || isStreamed(value)
  );
}

/** Whether a value has to be read piece by piece, which may be possible only once. */
export function isStreamed(
  value: unknown,
): value is Response | ReadableStream<UploadChunk> | AsyncIterable<UploadChunk> {
  return (
    value instanceof Response ||
    value instanceof ReadableStream ||
    isIterable(value, 'asyncIterator') ||
    (isBlob(value) && !(value instanceof Blob))
  );
}

/** Whether a value is a `Blob`, be it that of another library than the runtime's. */
function isBlob(value: unknown): value is Blob {
  if (typeof value !== 'object' || value === null) {
    return false;
  }
  const { size, stream } = value as { readonly size?: unknown; readonly stream?: unknown };
  return value instanceof Blob || (typeof size === 'number' && typeof stream === 'function');
}

/** Whether a value, other than a text, can be iterated over. */
export function isIterable(value: unknown, how: 'asyncIterator' | 'iterator'): boolean {
  return typeof value === 'object' && value !== null && Symbol[how] in value;
}

function isFile(value: unknown): value is File {
  return isBlob(value) && 'name' in value && 'lastModified' in value;
}

/** Reads what is streamed; anything else is bytes already. */
export async function readUpload(value: Uploadable): Promise<Blob | ArrayBuffer | ArrayBufferView> {
  if (value instanceof Response) {
    return value.blob();
  }
  if (!isStreamed(value)) {
    return value;
  }
  const chunks: BlobPart[] = [];
  for await (const chunk of uploadChunks(value)) {
    chunks.push(chunk as BlobPart);
  }
  return new Blob(chunks);
}

/**
 * The bytes of an upload as they come.
 *
 * @throws {CloudflareError} something that is iterated over is no bytes.
 */
export async function* uploadChunks(value: unknown): AsyncGenerator<Uint8Array, void, undefined> {
  if (value instanceof Response) {
    yield* value.body === null ? [] : uploadChunks(value.body);
  } else if (isBlob(value)) {
    yield* uploadChunks(value.stream());
  } else if (value instanceof ReadableStream && !isIterable(value, 'asyncIterator')) {
    yield* streamChunks(value); // Safari's cannot be iterated over.
  } else if (isIterable(value, 'asyncIterator') || isIterable(value, 'iterator')) {
    for await (const chunk of value as AsyncIterable<unknown> | Iterable<unknown>) {
      yield bytesOf(chunk);
    }
  } else {
    yield bytesOf(value);
  }
}

async function* streamChunks(
  stream: ReadableStream<unknown>,
): AsyncGenerator<Uint8Array, void, undefined> {
  const reader = stream.getReader();
  try {
    for (let next = await reader.read(); !next.done; next = await reader.read()) {
      yield bytesOf(next.value);
    }
  } finally {
    await reader.cancel();
  }
}

function bytesOf(chunk: unknown): Uint8Array {
  if (typeof chunk === 'string') {
    return new TextEncoder().encode(chunk);
  }
  if (chunk instanceof ArrayBuffer) {
    return new Uint8Array(chunk);
  }
  if (ArrayBuffer.isView(chunk)) {
    return new Uint8Array(chunk.buffer, chunk.byteOffset, chunk.byteLength);
  }
  throw new CloudflareError(
    `an upload must consist of bytes or text, but has a ${typeof chunk} in it`,
  );
}

/**
 * A stream of what a generator yields.
 *
 * @param stop - ends what the generator may be waiting for: only then it can be left.
 */
export function streamOf(
  chunks: AsyncGenerator<Uint8Array, void, undefined>,
  stop: () => void = () => undefined,
): ReadableStream<Uint8Array> {
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      const next = await chunks.next();
      if (next.done) {
        controller.close();
      } else {
        controller.enqueue(next.value);
      }
    },
    async cancel() {
      stop();
      await chunks.return();
    },
  });
}

/** What an upload is called, without the folders that it is in; `undefined` if it has no name. */
export function nameOf(value: unknown): string | undefined {
  if (value instanceof Response) {
    return lastSegment(value.url);
  }
  if (isFile(value)) {
    return value.name || undefined;
  }
  // A file of Node that is being read has a path.
  const path = (value as { readonly path?: unknown }).path;
  return typeof path === 'string' ? path.split(/[/\\]/).pop() || undefined : undefined;
}

function lastSegment(url: string): string | undefined {
  const segment = url.split(/[?#]/, 1)[0]?.split('/').slice(3).pop();
  try {
    return segment ? decodeURIComponent(segment) : undefined;
  } catch {
    return segment; // It is not percent-encoded as UTF-8.
  }
}

/** The media type that an upload states; empty if it states none. */
export function mediaTypeOf(value: unknown): string {
  if (value instanceof Response) {
    return value.headers.get('content-type') ?? '';
  }
  return isBlob(value) ? value.type : '';
}
