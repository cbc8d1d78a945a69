/** Bodies of the type `application/x-www-form-urlencoded`. */

import { holdsUpload, isJSON, MembersContent } from './bodies.js';
import type { Content, WrittenContent } from './content.js';
import { CloudflareError } from './errors.js';
import { pairsOf } from './query.js';
import { type StyleOptions, type Style, StyledValue } from './styles.js';
import { escape, isNone } from './values.js';

/** What the API's description says of how a member of a form, or a part, is written. */
export interface PartOptions extends StyleOptions {
  /** The media type of the part; a pattern or a list of them says nothing. */
  readonly contentType?: string | undefined;
  /** Default: `form`. */
  readonly style?: Style | undefined;
}

/** What is said of members, by their names. */
export interface Parts {
  readonly [name: string]: PartOptions;
}

/**
 * A form: an array repeats its name, an object becomes `name[key]=value`, and `null` is an empty text.
 *
 * @param parts - members that are written in another way.
 */
export function form(
  body: unknown,
  parts: Parts = {},
  mediaType = 'application/x-www-form-urlencoded',
): Content {
  return new FormContent(body, parts, mediaType);
}

class FormContent extends MembersContent {
  override readonly isRepeatable = true;
  readonly #parts: Parts;

  constructor(value: unknown, parts: Parts, mediaType: string) {
    super(value, mediaType);
    this.#parts = parts;
  }

  override write(
    mediaType = this.mediaType,
  ): WrittenContent | undefined | Promise<WrittenContent | undefined> {
    // A text is a form that is written already.
    return typeof this.value === 'string' && !isJSON(mediaType)
      ? { body: this.value, mediaType }
      : super.write(mediaType);
  }

  protected override of(members: object): Content {
    return new FormContent(members, this.#parts, this.mediaType);
  }

  protected override encode(members: object, mediaType: string): WrittenContent | undefined {
    if (holdsUpload(members)) {
      throw new CloudflareError(`a file cannot be sent as ${mediaType}`);
    }
    const body = Object.entries(members)
      .flatMap(([name, value]) => memberPairs(escape(name), value, partOf(this.#parts, name)))
      .join('&');
    return body === '' ? undefined : { body, mediaType };
  }
}

/** What is said of a member. */
export function partOf(parts: Parts, name: string): PartOptions {
  return (Object.hasOwn(parts, name) ? parts[name] : undefined) ?? {};
}

function memberPairs(name: string, value: unknown, options: PartOptions): string[] {
  if (value === undefined) {
    return [];
  }
  const { contentType = '', style = isStructure(value) && isJSON(contentType) ? 'json' : 'form' } =
    options;
  const written = new StyledValue(value, style, options);
  if (isNone(written.value) && style !== 'json') {
    return [`${name}=`];
  }
  return written.isPlainForm ? pairsOf(name, written.value, written.encode) : written.pairs(name);
}

function isStructure(value: unknown): boolean {
  return typeof value === 'object' && value !== null;
}
