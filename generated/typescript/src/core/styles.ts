/** The styles of parameters (OpenAPI 3.1, 4.8.12.4). */

import { cookieText, pairsOfCookie } from './cookies.js';
import { isNowhere } from './path.js';
import { inBrackets, pairsOf } from './query.js';
import {
  type CookiePair,
  escape,
  escapeBut,
  isNone,
  isObject,
  Styled,
  texts,
  unchanged,
  wireValue,
} from './values.js';

export type Style =
  | 'simple'
  | 'label'
  | 'matrix'
  | 'form'
  | 'spaceDelimited'
  | 'pipeDelimited'
  | 'deepObject'
  | 'json';

export interface StyleOptions {
  /** Whether each item or member is written for itself. Default: only in the style `form`. */
  readonly explode?: boolean | undefined;
  /** Whether reserved characters of URLs stay as they are. Default: `false`. */
  readonly allowReserved?: boolean | undefined;
  /** What the parameter is called; `matrix` writes it, and error messages do. */
  readonly name?: string | undefined;
}

const DELIMITERS: { readonly [style: string]: string } = {
  spaceDelimited: ' ',
  pipeDelimited: '|',
};
/** Reserved characters (RFC 3986, 2.2) but for those that would end or split a query parameter. */
const RESERVED = ":/?@!$'()*,;";
/** Those that several segments of a path may hold. */
const SEGMENTS = "/:@!$&'()*+,;=";

/**
 * A value in a style other than the usual one of its place: `simple` in paths and headers, `form` in queries and
 * cookies. `undefined` stays so.
 */
export function styled(
  value: unknown,
  style: Style,
  options: StyleOptions = {},
): StyledValue | undefined {
  return value === undefined ? undefined : new StyledValue(value, style, options);
}

/** A value with its style. */
export class StyledValue extends Styled {
  readonly #style: Style;
  readonly #explode: boolean;
  readonly #allowReserved: boolean;

  constructor(value: unknown, style: Style, { explode, allowReserved, name }: StyleOptions) {
    super(wireValue(value), name);
    this.#style = style;
    this.#explode = explode ?? style === 'form';
    this.#allowReserved = allowReserved ?? false;
  }

  get #json(): string {
    return JSON.stringify(this.value);
  }

  /** Percent-encodes a value of a query. */
  get encode(): (text: string) => string {
    return this.#allowReserved ? (text) => escapeBut(RESERVED, text) : escape;
  }

  /** Whether the items of an array, or the members of an object, become one text. */
  get #isJoined(): boolean {
    const isStructure = typeof this.value === 'object' && this.value !== null;
    return isStructure && !this.#explode && this.#style !== 'deepObject';
  }

  /** Whether it is written as anything is of which nothing is said. */
  get isPlainForm(): boolean {
    return this.#explode && (this.#style === 'form' || this.#style === 'simple');
  }

  /** The items as one text, which is not encoded; `undefined` if they are not written so. */
  get joined(): string | undefined {
    return this.#isJoined ? texts(this.value, false, unchanged).join(this.#delimiter) : undefined;
  }

  get #delimiter(): string {
    return DELIMITERS[this.#style] ?? ',';
  }

  override segment(): string | undefined {
    if (this.#style === 'json') {
      return escape(this.#json);
    }
    if (isNone(this.value)) {
      return undefined;
    }
    if (this.#allowReserved && this.#style === 'simple') {
      return severalSegments(texts(this.value, this.#explode, unchanged).join(','));
    }
    const items = texts(this.value, this.#explode, escape);
    if (items.join('') === '' && items.length < 2) {
      return undefined;
    }
    switch (this.#style) {
      case 'label':
        return label(items, this.#explode);
      case 'matrix':
        return this.#matrix(items);
      default:
        return isNowhere(items.join(',')) ? undefined : items.join(',');
    }
  }

  /** `;a=1,2`, or exploded `;a=1;a=2`; of an object `;b=1`. */
  #matrix(items: readonly string[]): string {
    const key = escape(this.name ?? '');
    if (!this.#explode) {
      return `;${key}=${items.join(',')}`;
    }
    return items.map((item) => (isObject(this.value) ? `;${item}` : `;${key}=${item}`)).join('');
  }

  override pairs(name: string): string[] {
    if (this.#style === 'json') {
      return [`${name}=${this.encode(this.#json)}`];
    }
    if (this.#style === 'deepObject') {
      return this.#indexedPairs(name, this.value);
    }
    if (this.#isJoined) {
      const items = texts(this.value, false, this.encode, escape);
      const delimiter = this.#delimiter === ',' ? ',' : escape(this.#delimiter);
      return items.length > 0 ? [`${name}=${items.join(delimiter)}`] : [];
    }
    if (isObject(this.value)) {
      return Object.entries(this.value).flatMap(([key, member]) =>
        pairsOf(escape(key), member, this.encode),
      );
    }
    return pairsOf(name, this.value, this.encode);
  }

  /** `a[b][0]=1`: the items of arrays have numbers as names. */
  #indexedPairs(name: string, value: unknown): string[] {
    const wire = wireValue(value);
    if (typeof wire !== 'object' || wire === null) {
      return pairsOf(name, wire, this.encode);
    }
    return Object.entries(wire).flatMap(([key, member]) =>
      this.#indexedPairs(inBrackets(name, key), member),
    );
  }

  override header(): string | undefined {
    if (this.#style === 'json') {
      return this.#json;
    }
    return isNone(this.value) ? undefined : texts(this.value, this.#explode, unchanged).join(',');
  }

  override cookies(name: string): CookiePair[] {
    if (this.#style === 'json') {
      return [[name, cookieText(this.#json)]];
    }
    if (this.#isJoined) {
      return [[name, texts(this.value, false, escape).join(',')]];
    }
    if (isObject(this.value)) {
      return Object.entries(this.value).flatMap(([key, member]) =>
        pairsOfCookie(cookieText(key), member),
      );
    }
    return pairsOfCookie(name, this.value);
  }
}

/** `.1,2`, or exploded `.1.2`. */
function label(items: readonly string[], explode: boolean): string | undefined {
  const text = `.${items.join(explode ? '.' : ',')}`;
  return isNowhere(text) ? undefined : text;
}

/** A text that may be several segments of a path. */
function severalSegments(text: string): string | undefined {
  const leadsAway = text.split('/').some((segment) => segment === '.' || segment === '..');
  return text === '' || leadsAway ? undefined : escapeBut(SEGMENTS, text);
}
