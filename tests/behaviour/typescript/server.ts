/**
 * The servers that hold the SDK to its OpenAPI document: those of `../server.py`, which `test_typescript_sdk.py` starts.
 */

import assert from 'node:assert/strict';
import type { TestContext, TestOptions } from 'node:test';

/** The URLs of two servers: of two origins of the same API. */
type Pair = readonly [home: string, other: string];

/** The servers that no test has, and who waits for some. */
const pairs: Pair[] = [];
const waiting: Array<(pair: Pair) => void> = [];

const urls = (process.env['SDK_SERVERS'] ?? '').split(' ').filter(Boolean);
assert.ok(
  urls.length >= 2,
  'SDK_SERVERS holds no URLs: these tests are run by test_typescript_sdk.py',
);
for (let index = 0; index + 1 < urls.length; index += 2) {
  pairs.push([urls[index]!, urls[index + 1]!]);
}
/** So many tests may use servers at the same time. */
export const SIDE_BY_SIDE: number = pairs.length;

// The SDK may get another `fetch` in a test; what the test itself asks for is not affected.
const fetchItself = globalThis.fetch;

/** What goes wrong with an answer, in the words of `../faults.py`. */
export interface Fault {
  status?: number;
  body?: string;
  content_type?: string;
  headers?: Record<string, string>;
  slow?: number;
  stall?: number;
  drop?: boolean;
  garbage?: string;
  half_body?: boolean;
  unchecked?: boolean;
}

export const noFault: Fault = {};
export const drop: Fault = { drop: true };
export const garbage: Fault = { garbage: 'no HTTP\r\n\r\n' };
export const halfBody: Fault = { half_body: true };
export const invalidJSON: Fault = { body: '{"success": tru' };
/** For requests that the document does not know. */
export const unchecked: Fault = { unchecked: true };
/** Nothing is sent for so many seconds. */
export const slow = (seconds: number): Fault => ({ slow: seconds });
/** Half of the body is sent, and after so many seconds the other half. */
export const stall = (seconds: number): Fault => ({ stall: seconds });
export const status = (code: number, headers: Record<string, string> = {}): Fault => ({
  status: code,
  headers,
});
export const raw = (body: string): Fault => ({ body });
export const contentType = (value: string): Fault => ({ content_type: value });
export const redirect = (location: string, code = 307): Fault => ({
  ...status(code, { Location: location }),
  body: '',
});
export const times = (count: number, fault: Fault): Fault[] =>
  Array.from({ length: count }, () => fault);

/** A request as the SDK sent it. */
export interface Sent {
  method: string;
  /** The path and the query, as they were sent. */
  target: string;
  path: string;
  query: Array<[string, string]>;
  headers: Array<[string, string]>;
  body: string;
  /** When it came, in seconds of some clock. */
  at: number;
}

/** The value of a header that was sent; `undefined` if there was none. */
export function header(sent: Sent, name: string): string | undefined {
  return sent.headers.find(([each]) => each.toLowerCase() === name.toLowerCase())?.[1];
}

/** A server that belongs to one test until the test is over. */
export class TestServer {
  /** The origin with the path of the API. */
  readonly baseURL: string;
  /** Scheme, host and port. */
  readonly origin: string;
  #isScripted = false;

  constructor(baseURL: string) {
    this.baseURL = baseURL;
    this.origin = new URL(baseURL).origin;
  }

  /** Says what goes wrong with the next answers, one after the other. */
  async script(...faults: Fault[]): Promise<void> {
    this.#isScripted = true;
    await this.#control('POST', 'script', JSON.stringify(faults));
  }

  /** What has been asked so far. */
  async requests(): Promise<Sent[]> {
    return (await this.#control('GET', 'requests')) as Sent[];
  }

  /** The request, of which there must have been one. */
  async only(): Promise<Sent> {
    const [sent, ...more] = await this.requests();
    assert.ok(
      sent !== undefined && more.length === 0,
      `${sent ? more.length + 1 : 0} requests, want 1`,
    );
    return sent;
  }

  async expectRequests(count: number): Promise<void> {
    assert.equal((await this.requests()).length, count, 'the number of requests');
  }

  /** Forgets all requests and faults, and ends what is still slow. */
  async reset(): Promise<void> {
    this.#isScripted = false;
    await this.#control('POST', 'reset');
  }

  /** Fails if a request broke the contract, or if there were fewer requests than faults. */
  async checkContract(): Promise<void> {
    const [violations, unused] = await Promise.all([
      this.#control('GET', 'violations'),
      this.#isScripted ? this.#control('GET', 'unused') : [],
    ]);
    assert.deepEqual(violations, [], 'the SDK broke the contract');
    assert.deepEqual(unused, [], 'faults that no request has come for');
  }

  async #control(method: string, command: string, body?: string): Promise<unknown> {
    const init = body === undefined ? { method } : { method, body };
    const response = await fetchItself(`${this.origin}/__server/${command}`, init);
    const value: unknown = await response.json();
    assert.equal(response.status, 200, `${command}: ${JSON.stringify(value)}`);
    return value;
  }
}

/** A server, and one that has the same API at another origin. The test fails if the SDK breaks the contract. */
export async function newServers(t: TestContext): Promise<{ home: TestServer; other: TestServer }> {
  const pair = pairs.pop() ?? (await new Promise<Pair>((resolve) => waiting.push(resolve)));
  const home = new TestServer(pair[0]);
  const other = new TestServer(pair[1]);
  t.after(async () => {
    try {
      await home.checkContract();
    } finally {
      await Promise.all([home.reset(), other.reset()]);
      const next = waiting.shift();
      if (next) next(pair);
      else pairs.push(pair);
    }
  });
  return { home, other };
}

/** A server. The test fails if the SDK breaks the contract. */
export async function newServer(t: TestContext): Promise<TestServer> {
  return (await newServers(t)).home;
}

/** What `test` takes behind a name: the same test for each of some examples, side by side. */
export function each<Example>(
  examples: Readonly<Record<string, Example>> | readonly Example[],
  check: (t: TestContext, example: Example) => Promise<void>,
): [TestOptions, (t: TestContext) => Promise<void>] {
  const shown = (name: string, example: Example): string =>
    Array.isArray(examples) ? (JSON.stringify(example) ?? String(example)) : name;
  return [
    { concurrency: SIDE_BY_SIDE },
    async (t) => {
      const named: Array<[string, Example]> = Object.entries(examples);
      assert.ok(named.length > 0, 'there are no examples');
      await Promise.all(
        named.map(([name, example]) =>
          t.test(shown(name, example), async (sub) => check(sub, example)),
        ),
      );
    },
  ];
}

/** As `each`, one example after the other: for what changes something that all share. */
export function inTurn<Example>(
  examples: Readonly<Record<string, Example>> | readonly Example[],
  check: (t: TestContext, example: Example) => Promise<void>,
): [TestOptions, (t: TestContext) => Promise<void>] {
  const [, all] = each(examples, check);
  return [{ concurrency: 1 }, all];
}
