/** How the next page of a list is asked for. */

import { isObject } from './values.js';

/** Members, one inside of the other, from the answer on. */
export type Steps = readonly string[];

/** Where an answer says what, and how the next page is asked for. */
export interface PageRule {
  /**
   * By what the next page is asked for: its number, the number of items to skip, a value of the answer, a member of the
   * last item, a URL in the answer, or one in the header `Link` (RFC 8288).
   */
  readonly kind: 'page' | 'offset' | 'cursor' | 'itemCursor' | 'url' | 'linkHeader';
  /** The query parameter for it; there is none for URLs. */
  readonly parameter?: string;
  /** Whether that is a member of the body instead. */
  readonly inBody?: boolean;
  /** Where the items are; no steps if the answer is an array of them. */
  readonly items?: Steps;
  /** Where the cursor or the URL is, or the number or offset of the next page; of an item for `itemCursor`. */
  readonly next?: Steps;
  /** Where a boolean is that says whether there is another page. */
  readonly more?: Steps;
  /** Where the number of all items is. */
  readonly total?: Steps;
  /** Where the number of all pages is. */
  readonly totalPages?: Steps;
  /** Where the number or offset of this page is. */
  readonly current?: Steps;
  /** The number or offset of the first page. Default: 1, and 0 as an offset. */
  readonly first?: number;
}

/** What the request for another page differs in from the one before. */
export interface PageStep {
  /** The whole URL, as the API gives it. */
  readonly url?: string;
  /** The value of the parameter, where there is no URL. */
  readonly value?: string | number;
  /** Whether nothing but an answer will tell that there is such a page. */
  readonly isCounted?: boolean;
}

/** What a page was asked for with, and what its response says beside its body. */
export interface PageSource {
  /** The parameter that it was asked for with. */
  readonly sent: unknown;
  /** The URL in the header `Link`. */
  readonly link: string | undefined;
  /** The number of items on the pages before; `undefined` where that is not known. */
  readonly skipped: number | undefined;
}

/** The value that steps lead to; `undefined` if there are no steps, or nothing is there. */
export function valueAt(answer: unknown, steps: Steps | undefined): unknown {
  if (steps === undefined || steps.length === 0) {
    return undefined;
  }
  return steps.reduce(
    (value: unknown, step) =>
      isObject(value) && Object.hasOwn(value, step) ? value[step] : undefined,
    answer,
  );
}

/** The items of a page. */
export function itemsOf(rule: PageRule, answer: unknown): unknown[] {
  const found =
    rule.items === undefined || rule.items.length === 0 ? answer : valueAt(answer, rule.items);
  return Array.isArray(found) ? found : [];
}

/** What the request for the next page differs in; `undefined` if there is none. */
export function nextStep(
  rule: PageRule,
  answer: unknown,
  source: PageSource,
): PageStep | undefined {
  if (valueAt(answer, rule.more) === false) {
    return undefined;
  }
  switch (rule.kind) {
    case 'cursor': {
      const cursor = valueAt(answer, rule.next);
      // Some APIs give the URL that has the cursor in it.
      const isURL = typeof cursor === 'string' && /^https?:\/\//.test(cursor);
      return isURL ? followed(cursor) : sending(cursor, source);
    }
    case 'itemCursor':
      return sending(valueAt(itemsOf(rule, answer).at(-1), rule.next), source);
    case 'url':
      return followed(valueAt(answer, rule.next));
    case 'linkHeader':
      return followed(source.link);
    default:
      return counted(rule, answer, source);
  }
}

function followed(url: unknown): PageStep | undefined {
  return typeof url === 'string' && url !== '' ? { url } : undefined;
}

/** The page of a cursor; the one that was just asked for is not asked for again. */
function sending(cursor: unknown, { sent }: PageSource): PageStep | undefined {
  const isCursor = Number.isInteger(cursor) || (typeof cursor === 'string' && cursor !== '');
  const isSent = sent !== undefined && sent !== null && String(sent) === String(cursor);
  return isCursor && !isSent ? { value: cursor as string | number } : undefined;
}

/** The page behind this one, where pages have numbers or offsets. */
function counted(rule: PageRule, answer: unknown, source: PageSource): PageStep | undefined {
  const current = whole(source.sent) ?? whole(valueAt(answer, rule.current)) ?? firstOf(rule);
  if (rule.next !== undefined && rule.next.length > 0) {
    const value = whole(valueAt(answer, rule.next));
    return value === undefined || value === current ? undefined : { value };
  }
  const items = itemsOf(rule, answer).length;
  const value = current + (rule.kind === 'offset' ? items : 1);
  // Where nothing is said of the end, it is where there are no more items.
  const isLast =
    saysLast(rule, answer, value, items, source) ??
    (items === 0 && valueAt(answer, rule.more) !== true);
  return isLast || value === current ? undefined : { value, isCounted: true };
}

/** Whether the answer says that it is the last one; `undefined` if it says nothing of it. */
function saysLast(
  rule: PageRule,
  answer: unknown,
  next: number,
  items: number,
  { skipped }: PageSource,
): boolean | undefined {
  const pages = rule.kind === 'page' ? whole(valueAt(answer, rule.totalPages)) : undefined;
  if (pages !== undefined) {
    return next - firstOf(rule) >= pages;
  }
  const total = whole(valueAt(answer, rule.total));
  const before = rule.kind === 'page' ? skipped : next - items - firstOf(rule);
  return total === undefined || before === undefined
    ? undefined
    : items === 0 || before + items >= total;
}

/** Whether what is asked for is the first page, where pages are counted. */
export function isFirst(rule: PageRule, sent: unknown): boolean {
  const isCounted = rule.kind === 'page' || rule.kind === 'offset';
  return isCounted && (whole(sent) ?? firstOf(rule)) === firstOf(rule);
}

function firstOf({ kind, first }: PageRule): number {
  return first ?? (kind === 'offset' ? 0 : 1);
}

/** A whole number, or the text of one. */
function whole(value: unknown): number | undefined {
  if (typeof value === 'string' && /^\s*[+-]?\d+\s*$/.test(value)) {
    return whole(Number(value));
  }
  const number = typeof value === 'number' ? Math.trunc(value) : undefined;
  return Number.isSafeInteger(number) ? number : undefined;
}

/** Whether a page has the items of the one before: some servers give the last one for any later number. */
export function repeats(rule: PageRule, answer: unknown, before: unknown): boolean {
  const items = itemsOf(rule, answer);
  // Plain values may well be the same on two pages.
  const isTelling = items.length === 0 || (typeof items[0] === 'object' && items[0] !== null);
  return isTelling && JSON.stringify(items) === JSON.stringify(itemsOf(rule, before));
}
