/** Bodies of several parts (RFC 7578). */

import { holdsUpload, isJSON, MembersContent, uploaded } from './bodies.js';
import type { Content, FetchBody, WrittenContent } from './content.js';
import { CloudflareError } from './errors.js';
import { partOf, type PartOptions, type Parts } from './form.js';
import { mediaTypeOfName } from './media-types.js';

import { StyledValue } from './styles.js';
import { isStreamed, isUpload, mediaTypeOf, nameOf, UNNAMED, uploadChunks } from './uploads.js';
import { isNone, isObject, plainText, wireValue } from './values.js';
import { randomHex } from './web-crypto.js';

/**
 * A body of several parts: one for each item of an array, JSON for an object, and the bytes of a file. An object that
 * holds files, for which JSON has no place, has a part `name[key]` for each member.
 *
 * @param parts - members that are written in another way.
 */
export function multipart(
  body: unknown,
  parts: Parts = {},
  mediaType = 'multipart/form-data',
): Content {
  return new MultipartContent(body, parts, mediaType);
}

class MultipartContent extends MembersContent {
  readonly #parts: Parts;

  constructor(value: unknown, parts: Parts, mediaType: string) {
    super(value, mediaType);
    this.#parts = parts;
  }

  override get isRepeatable(): boolean {
    return !holdsStream(this.value);
  }

  protected override of(members: object): Content {
    return new MultipartContent(members, this.#parts, this.mediaType);
  }

  protected override async encode(members: object, mediaType: string): Promise<WrittenContent> {
    const stated = BOUNDARY.exec(mediaType)?.[1];
    const boundary = stated ?? (await randomHex());
    const writer = new PartWriter(boundary);
    for (const [name, value] of Object.entries(members)) {
      writer.member(name, value, partOf(this.#parts, name));
    }
    return {
      body: await writer.body(),
      mediaType: stated === undefined ? `${mediaType}; boundary=${boundary}` : mediaType,
    };
  }
}

const BOUNDARY = /;\s*boundary="?([^";]+)/i;
const CONTROL = /[\0-\x1F\x7F]/;

/** Whether something that can be read only once stands anywhere in a value. */
function holdsStream(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) {
    return false;
  }
  return isStreamed(value) || (!isUpload(value) && Object.values(value).some(holdsStream));
}

/** Collects the pieces of a body. */
class PartWriter {
  readonly #boundary: string;
  /** Texts and files. */
  readonly #pieces: unknown[] = [];

  constructor(boundary: string) {
    this.#boundary = boundary;
  }

  /** Adds the parts of a member. */
  member(name: string, value: unknown, options: PartOptions): void {
    const wire = wireValue(value);
    const { contentType = '', style = 'form' } = options;
    const isStated = !/[*,]|^$/.test(contentType) && contentType !== usualType(wire);
    const isStructure = Array.isArray(wire) || (isObject(wire) && !isUpload(wire));
    if (isNone(wire)) {
      this.#add(name, wire);
    } else if (isStated && Array.isArray(wire) && !isJSON(contentType)) {
      wire.forEach((item) => this.#typed(name, item, contentType));
    } else if (isStated) {
      this.#typed(name, wire, contentType);
    } else if (style === 'json' && isStructure) {
      this.#typed(name, wire, 'application/json');
    } else if (style === 'deepObject') {
      this.#addIndexed(name, wire);
    } else {
      const joined =
        isStructure && !holdsUpload(wire)
          ? new StyledValue(wire, style, options).joined
          : undefined;
      this.#add(name, joined ?? wire);
    }
  }

  /** Adds the parts of a value of which nothing is said. */
  #add(name: string, value: unknown): void {
    const wire = wireValue(value);
    if (wire === undefined) {
      return;
    }
    if (isUpload(wire)) {
      this.#file(name, wire, '');
    } else if (Array.isArray(wire)) {
      this.#addItems(name, wire);
    } else if (isObject(wire) && holdsUpload(wire)) {
      this.#addMembers(name, wire);
    } else if (isObject(wire)) {
      this.#typed(name, wire, 'application/json');
    } else {
      this.#part(name, wire === null ? '' : plainText(wire));
    }
  }

  /** Objects with files are numbered, since it takes several parts to send one. */
  #addItems(name: string, items: readonly unknown[]): void {
    const isSplit = (item: unknown) => isObject(item) && !isUpload(item) && holdsUpload(item);
    const isNumbered = items.some(isSplit);
    items.forEach((item, number) => {
      if (isNumbered && isObject(item) && !isUpload(item)) {
        this.#addMembers(`${name}[${number}]`, item);
      } else if (Array.isArray(item)) {
        this.#typed(name, item, 'application/json');
      } else {
        this.#add(name, item);
      }
    });
  }

  #addMembers(name: string, members: object): void {
    for (const [key, member] of Object.entries(members)) {
      this.#add(`${name}[${key}]`, member);
    }
  }

  /** The style `deepObject`: the items of arrays have numbers as names. */
  #addIndexed(name: string, value: unknown): void {
    const wire = wireValue(value);
    if (typeof wire !== 'object' || wire === null || isUpload(wire)) {
      this.#add(name, wire);
      return;
    }
    for (const [key, member] of Object.entries(wire)) {
      this.#addIndexed(`${name}[${key}]`, member);
    }
  }

  #typed(name: string, value: unknown, contentType: string): void {
    if (isUpload(value)) {
      this.#file(name, value, contentType);
    } else if (typeof value === 'string' && !isJSON(contentType)) {
      this.#part(name, value, { contentType });
    } else if (holdsUpload(value)) {
      throw new CloudflareError(`a file in \`${name}\` cannot be sent as ${contentType}`);
    } else {
      this.#part(name, JSON.stringify(value), { contentType });
    }
  }

  #file(name: string, file: unknown, contentType: string): void {
    const filename = nameOf(file) ?? UNNAMED;
    const stated = mediaTypeOf(file) || contentType || mediaTypeOfName(filename);
    this.#part(name, file, { filename, contentType: stated });
  }

  #part(
    name: string,
    content: unknown,
    { filename, contentType }: { filename?: string; contentType?: string } = {},
  ): void {
    let head = `form-data; name="${escapeName(name)}"`;
    head += filename === undefined ? '' : `; filename="${escapeName(filename)}"`;
    if (CONTROL.test(`${head}${contentType ?? ''}`)) {
      throw new CloudflareError(
        `the name of the part \`${name}\` must not have control characters`,
      );
    }
    head = `--${this.#boundary}\r\nContent-Disposition: ${head}\r\n`;
    head += contentType === undefined ? '' : `Content-Type: ${contentType}\r\n`;
    this.#pieces.push(`${head}\r\n`, content, '\r\n');
  }

  /** All parts, as `fetch` takes them. */
  async body(): Promise<FetchBody> {
    const pieces = [...this.#pieces, `--${this.#boundary}--\r\n`];
    return pieces.some(isStreamed) ? uploaded(chunksOf(pieces)) : new Blob(pieces as BlobPart[]);
  }
}

async function* chunksOf(pieces: readonly unknown[]): AsyncGenerator<Uint8Array, void, undefined> {
  for (const piece of pieces) {
    yield* uploadChunks(piece);
  }
}

/** Escapes what browsers escape in names (HTML, 4.10.21.8). */
function escapeName(name: string): string {
  return name.replaceAll('"', '%22').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

/** The media type that a value has where nothing is said (OpenAPI 3.1, 4.8.15.1), which need not be stated. */
function usualType(value: unknown): string {
  if (isUpload(value)) {
    return 'application/octet-stream';
  }
  if (Array.isArray(value)) {
    return '';
  }
  return isObject(value) ? 'application/json' : 'text/plain';
}
