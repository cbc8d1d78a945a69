// What calls come to, and what is wrong with that by the answers that the server gave.

import { isDeepStrictEqual } from 'node:util';

/** An answer of the server, as the test that started the program tells it. */
export interface Answer {
  status: number;
  /** What `value` is: 'json', a 'text', a 'stream' as the array of its events; null for 'binary', 'none', 'events'. */
  kind: 'json' | 'text' | 'stream' | 'binary' | 'none' | 'events';
  value: unknown;
  /** The bytes, in base64. */
  body: string;
  /** The array that the answer is a page of; null if it is no page. */
  items: unknown;
}

/** What a method returned. */
export interface Outcome {
  /** So many events, items or pages were read. */
  count: number;
  /** Says what is wrong with it, by answers of which none is an error. */
  judge(answers: readonly Answer[]): string[];
}

/** What a page of every SDK has. */
export interface Page<Item> {
  getPaginatedItems(): readonly Item[];
  iterPages(): AsyncIterable<Page<Item>>;
}

const mostPages = 3;
const mostItems = 40;

/** The outcome of a method that returns what it reads of the answer. */
export async function value(result: PromiseLike<unknown>): Promise<Outcome> {
  const found = await result;
  const content =
    found instanceof Response
      ? Buffer.from(await found.arrayBuffer()).toString('base64')
      : undefined;
  return {
    count: 0,
    judge(answers) {
      const answer = last(answers);
      switch (answer.kind) {
        case 'binary':
          return same('result', content, answer.body);
        case 'none':
          return found === undefined || found === null
            ? []
            : [`result: is ${shown(found)} for no content`];
        case 'json':
          return same('result', found, answer.value);
        case 'text':
          // Where the document knows no type of the answer, it comes as bytes.
          return content !== undefined
            ? same('result', content, answer.body)
            : same('result', found, answer.value);
        default:
          return [`result: is ${shown(found)} for a ${answer.kind}`];
      }
    },
  };
}

/** The outcome of a method that returns a page: it, and those that follow. */
export function pages<Item>(result: PromiseLike<Page<Item>>): Promise<Outcome> {
  return severalPages(result, mostPages);
}

/** The outcome of a method that returns a page: only that page. */
export function firstPage<Item>(result: PromiseLike<Page<Item>>): Promise<Outcome> {
  return severalPages(result, 1);
}

async function severalPages<Item>(result: PromiseLike<Page<Item>>, most: number): Promise<Outcome> {
  const first = await result;
  const found: Page<Item>[] = [];
  if (most === 1) {
    found.push(first);
  } else {
    for await (const page of first.iterPages()) {
      if (found.push(page) === most) break;
    }
  }
  return {
    count: found.length,
    judge(answers) {
      const problems: string[] = [];
      if (found.length > answers.length) {
        problems.push(`pages: there are ${found.length}, of ${answers.length} answers`);
      }
      const lists = listed(answers);
      if (found.length < Math.min(lists.length, most)) {
        problems.push(`pages: there is none for the items ${shown(lists[found.length])}`);
      }
      found.forEach((page, i) => {
        const answer = answers[i];
        if (answer === undefined) return;
        const place = `page ${i + 1}`;
        problems.push(...same(`${place}, its items`, page.getPaginatedItems(), answer.items ?? []));
        if (Array.isArray(answer.value) || !isObject(answer.value)) return;
        for (const [name, member] of Object.entries(answer.value)) {
          problems.push(...same(`${place}, ${name}`, Reflect.get(page, name), member));
        }
      });
      return problems;
    },
  };
}

/** The outcome of reading all items of all pages. */
export async function items<Item>(all: AsyncIterable<Item>): Promise<Outcome> {
  const found: Item[] = [];
  for await (const item of all) {
    if (found.push(item) === mostItems) break;
  }
  return {
    count: found.length,
    judge: (answers) => same('items', found, listed(answers).flat().slice(0, mostItems)),
  };
}

/** The outcome of a method that returns a stream: all of its events. */
export async function stream<Event>(result: PromiseLike<AsyncIterable<Event>>): Promise<Outcome> {
  const found: Event[] = [];
  for await (const event of await result) found.push(event);
  return {
    count: found.length,
    judge(answers) {
      const answer = last(answers);
      if (answer.kind === 'events') return []; // whoever gave them knows what they are
      if (answer.kind !== 'stream') return [`stream: the answer is ${answer.kind}`];
      return same('events', found, answer.value);
    },
  };
}

/**
 * The items of each answer that is a page. A last one without items, or with those of the page before, is how some
 * servers say that there are no more.
 */
export function listed(answers: readonly Answer[]): unknown[][] {
  const found = answers.map(({ items }) => (Array.isArray(items) ? items : []));
  const [before, end] = found.slice(-2);
  if (end !== undefined && end.length > 0 && isDeepStrictEqual(before, end)) found.pop();
  while (found.at(-1)?.length === 0) found.pop();
  return found;
}

/** Says what is wrong with a value that has to be another one, down to the last member. */
export function same(place: string, found: unknown, wanted: unknown): string[] {
  if (isDeepStrictEqual(found, wanted)) return [];
  return [`${place}: is ${shown(found)}, not ${shown(wanted)}`];
}

/** Any value as a short text. */
export function shown(found: unknown): string {
  const text = typeof found === 'string' || isObject(found) ? JSON.stringify(found) : String(found);
  return (text ?? String(found)).slice(0, 300);
}

function isObject(found: unknown): found is object {
  return typeof found === 'object' && found !== null;
}

function last(answers: readonly Answer[]): Answer {
  const answer = answers.at(-1);
  if (answer === undefined) throw new RangeError('there is no answer');
  return answer;
}
