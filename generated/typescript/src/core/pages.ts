/** Pages of lists: what list methods return, and how the next page is got. */

import { APIPromise } from './api-promise.js';
import type { APIClient } from './client.js';
import { Content } from './content.js';
import { CloudflareError } from './errors.js';
import { nextLink } from './links.js';
import type { Answer, Operation } from './operation.js';
import type { RequestOptions } from './options.js';
import {
  isFirst,
  itemsOf,
  nextStep,
  repeats,
  type PageRule,
  type PageSource,
  type PageStep,
} from './page-rules.js';
import { asJSON } from './readers.js';
import { isNone, isObject, wireValue } from './values.js';

/**
 * One page of a list: the members of the response, and the way to the next page. Iterating gives its items and those of
 * all following pages, which are asked for when their items are.
 */
export abstract class AbstractPage<Item> implements AsyncIterable<Item> {
  /** Where the response says what. */
  static readonly rule: PageRule;
  readonly #call: PageCall;
  /** What the members are, some of which may be called as methods are. */
  readonly #answer: unknown;

  constructor(call: PageCall, answer: unknown) {
    this.#call = call;
    this.#answer = answer;
    const members = Array.isArray(answer) ? { items: answer } : isObject(answer) ? answer : {};
    for (const [name, value] of Object.entries(members)) {
      if (!(name in this)) {
        Object.defineProperty(this, name, {
          value,
          writable: true,
          enumerable: true,
          configurable: true,
        });
      }
    }
  }

  /** The items of this page; none if the response has no array of them. */
  getPaginatedItems(): Item[] {
    return itemsOf(this.#call.rule, this.#answer) as Item[];
  }

  /**
   * Whether there may be another page. Where an API does not say, there is one after each page that has items.
   *
   * @throws {APIError} the link to it is no URL.
   */
  hasNextPage(): boolean {
    return this.#call.step(this.#answer) !== undefined;
  }

  /**
   * The next page, asked for with the options of the call that gave this one.
   *
   * @throws {APIError} the request failed, or it would have to go to another origin.
   * @throws {CloudflareError} this is the last page.
   */
  async getNextPage(): Promise<this> {
    const step = this.#call.step(this.#answer);
    if (step === undefined) {
      throw new CloudflareError('this is the last page; `hasNextPage()` tells');
    }
    return (await this.#call.next(step, this.getPaginatedItems().length)) as this;
  }

  /** This page and all that follow it. */
  async *iterPages(): AsyncGenerator<this, void, undefined> {
    let page: this = this;
    yield page;
    while (page.hasNextPage()) {
      const next: this = await page.getNextPage();
      if (next.#isSameAs(page)) {
        return;
      }
      yield next;
      page = next;
    }
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Item, void, undefined> {
    for await (const page of this.iterPages()) {
      yield* page.getPaginatedItems();
    }
  }

  /** Whether it is the page before again. */
  #isSameAs(before: AbstractPage<Item>): boolean {
    const { rule, isCounted } = this.#call;
    return isCounted && repeats(rule, this.#answer, before.#answer);
  }
}

/** A class of pages. */
export interface PageClass<Page> {
  new (call: PageCall, answer: unknown): Page;
  readonly rule: PageRule;
}

/**
 * What list methods return: a promise of the first page. `for await` gives the items of all pages.
 *
 * @example
 * ```ts
 * for await (const zone of client.zones.list()) {
 *   console.log(zone);
 * }
 * ```
 */
export class PagePromise<Page extends AbstractPage<Item>, Item>
  extends APIPromise<Page>
  implements AsyncIterable<Item>
{
  constructor(
    client: APIClient,
    page: PageClass<Page>,
    method: string,
    path: string,
    operation: Operation<unknown>,
    options: RequestOptions | null | undefined,
  ) {
    const call = new PageCall(client, page, method, path, operation, options ?? {});
    super(client, method, path, call.operation as Operation<Page>, call.options);
  }

  /** All pages. */
  async *iterPages(): AsyncGenerator<Page, void, undefined> {
    yield* (await this).iterPages();
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Item, void, undefined> {
    yield* await this;
  }
}

/** How a page is reached from the one before. */
interface Before {
  readonly call: PageCall;
  readonly step: PageStep;
  /** How many items the page before has. */
  readonly items: number;
}

/** The call that a page is the answer to, from which the next one is made. */
export class PageCall {
  readonly #client: APIClient;
  readonly #page: PageClass<unknown>;
  readonly #method: string;
  readonly #path: string;
  readonly #operation: Operation<unknown>;
  readonly options: RequestOptions;
  /** What a link leaves out of one request belongs into the next one again. */
  readonly #start: PageCall;
  /** What this page and those before it were asked for by. */
  readonly #before: readonly string[];
  /** The number of items on the pages before; `undefined` where that is not known. */
  readonly #skipped: number | undefined;
  /** Whether it was made by counting, so that nothing but an answer says that there is such a page. */
  readonly isCounted: boolean;
  #answer: Answer | undefined;

  constructor(
    client: APIClient,
    page: PageClass<unknown>,
    method: string,
    path: string,
    operation: Operation<unknown>,
    options: RequestOptions,
    before?: Before,
  ) {
    this.#client = client;
    this.#page = page;
    this.#method = method;
    this.#path = path;
    this.#operation = operation;
    this.options = options;
    if (before === undefined) {
      this.#start = this;
      this.#before = [];
      this.#skipped = isFirst(this.rule, this.#sent()) ? 0 : undefined;
      this.isCounted = false;
    } else {
      const { call, step, items } = before;
      this.#start = call.#start;
      this.#before = [...call.#before, keyOf(step)];
      this.#skipped = call.#skipped === undefined ? undefined : call.#skipped + items;
      this.isCounted = step.isCounted ?? false;
    }
  }

  get rule(): PageRule {
    return this.#page.rule;
  }

  /** The operation of the method, whose answer becomes a page. */
  get operation(): Operation<unknown> {
    const read = this.#operation.read ?? asJSON;
    return {
      ...this.#operation,
      read: async (answer) => {
        this.#answer = answer;
        return new this.#page(this, await read(answer));
      },
    };
  }

  /** What the request for the next page differs in; `undefined` if this is the last one. */
  step(body: unknown): PageStep | undefined {
    const source: PageSource = {
      sent: this.#sent(),
      link: nextLink(this.#response.response.headers.get('link')),
      skipped: this.#skipped,
    };
    const step = nextStep(this.rule, body, source);
    if (step === undefined || (step.url !== undefined && this.#isAt(step.url))) {
      return undefined;
    }
    // A server that repeats itself never ends.
    return this.#before.includes(keyOf(step)) ? undefined : step;
  }

  /**
   * The page of a step.
   *
   * @param items - how many this page has.
   */
  next(step: PageStep, items: number): APIPromise<unknown> {
    const start = this.#start;
    const { idempotencyKey: _, ...options } = start.options; // It is another request.
    const request =
      step.url === undefined
        ? withValue(start.#path, this.rule, step.value, start.#operation, options)
        : this.#linked(step.url, start.#operation, options);
    const before = { call: this, step, items };
    return new PageCall(
      this.#client,
      this.#page,
      this.#method,
      request.path,
      request.operation,
      request.options,
      before,
    ).send();
  }

  /** Sends the request. */
  send(): APIPromise<unknown> {
    return new APIPromise(this.#client, this.#method, this.#path, this.operation, this.options);
  }

  get #response(): Answer {
    if (this.#answer === undefined) {
      throw new CloudflareError('only a page that a client returned leads to the next one');
    }
    return this.#answer;
  }

  /** The value of the rule's parameter. */
  #sent(): unknown {
    const { parameter = '', inBody } = this.rule;
    const { body, query } = this.#operation;
    const sources = inBody
      ? [this.options.body, body instanceof Content ? body.value : body]
      : [this.options.query, query, this.#client._options.defaultQuery];
    const values = sources.map((each) =>
      isObject(each) && Object.hasOwn(each, parameter) ? each[parameter] : undefined,
    );
    return wireValue(values.find((value) => value !== undefined));
  }

  /** Whether a URL that the answer names is its own. */
  #isAt(link: string): boolean {
    return this.#joined(link).href === new URL(this.#response.url).href;
  }

  #joined(link: string): URL {
    try {
      return new URL(link, this.#response.url);
    } catch {
      throw this.#response.error('the link to the next page must be a URL', undefined);
    }
  }

  /**
   * The whole URL of a page.
   *
   * @throws {APIError} it is at another origin, to which no credentials may go.
   */
  #followed(link: string): string {
    const home = new URL(this.#response.home);
    const url = this.#joined(link);
    if (url.protocol === 'http:' && home.protocol === 'https:' && url.hostname === home.hostname) {
      url.protocol = 'https:'; // The server does not know that a proxy speaks TLS.
    }
    if (url.origin !== home.origin) {
      throw this.#response.error(
        `the next page is at ${url.origin}, another origin than this one's, where credentials must not go`,
        undefined,
      );
    }
    url.hash = '';
    return url.href;
  }

  /** The request for a URL that has all of the query in it; what it says already must not be said twice. */
  #linked(link: string, operation: Operation<unknown>, options: RequestOptions): PageRequest {
    const { query: _, wholeQuery: __, ...rest } = operation;
    const said = Array.from(this.#joined(link).searchParams.keys(), (name) => [name, undefined]);
    return {
      path: this.#followed(link),
      operation: rest,
      options: { ...options, query: { ...options.query, ...Object.fromEntries(said) } },
    };
  }
}

interface PageRequest {
  readonly path: string;
  readonly operation: Operation<unknown>;
  readonly options: RequestOptions;
}

/** What is equal for the same page only. */
function keyOf({ url, value }: PageStep): string {
  return JSON.stringify([url, value]);
}

/** The request for the page that a parameter has this value for. */
function withValue(
  path: string,
  { parameter = '', inBody }: PageRule,
  value: unknown,
  operation: Operation<unknown>,
  options: RequestOptions,
): PageRequest {
  const own = { [parameter]: value };
  if (!inBody) {
    return {
      path,
      operation: { ...operation, query: { ...operation.query, ...own } },
      options: without(options, 'query', parameter),
    };
  }
  const { body } = operation;
  return {
    path,
    operation: {
      ...operation,
      body: body instanceof Content ? body.with(own) : { ...(body as object), ...own },
    },
    options: without(options, 'body', parameter),
  };
}

/** The options without a member of one of them. */
function without(
  options: RequestOptions,
  place: 'query' | 'body',
  parameter: string,
): RequestOptions {
  const { [place]: members, ...others } = options;
  if (isNone(members) || !isObject(members) || !Object.hasOwn(members, parameter)) {
    return options;
  }
  const { [parameter]: _, ...kept } = members;
  return { ...others, [place]: kept };
}
