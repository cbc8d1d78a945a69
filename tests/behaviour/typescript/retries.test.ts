/** How often, and after which wait, a request is sent again. One test after the other: they share the clock. */

import assert from 'node:assert/strict';
import { createServer } from 'node:net';
import { test } from 'node:test';

import Cloudflare, { type ClientOptions } from 'cloudflare';

import { createLiveInput, failureOf, getAllLivestreams, newClient, type Call } from './calls.ts';
import {
  drop,
  garbage,
  halfBody,
  newServer,
  status,
  times,
  unchecked,
  inTurn,
  type Fault,
  type TestServer,
} from './server.ts';
import { NOT_A_WAIT, waits } from './timers.ts';

interface Broken {
  name: string;
  fault: Fault;
  call: Call;
}

const BROKEN: Record<string, Fault> = { drop, garbage, 'half a body': halfBody };

function patient(server: TestServer, options: ClientOptions = {}): Cloudflare {
  return newClient(server, { timeout: NOT_A_WAIT, ...options });
}

function assertWithin(value: number | undefined, [least, most]: readonly [number, number]): void {
  assert.ok(
    value !== undefined && least <= value && value <= most,
    `${value} ms, want ${least} to ${most}`,
  );
}

/** A test for each example, with a server and a clock of its own. */
function timed<Example>(
  examples: Readonly<Record<string, Example>> | readonly Example[],
  check: (server: TestServer, waited: number[], example: Example) => Promise<void>,
): ReturnType<typeof inTurn> {
  return inTurn(examples, async (t, example) => {
    const waited = waits(t);
    await check(await newServer(t), waited, example);
  });
}

test(
  'a broken connection is tried again',
  ...timed<Broken>(
    Object.entries(BROKEN).flatMap(([name, fault]) =>
      [getAllLivestreams, createLiveInput].map((call): Broken => ({ name, fault, call })),
    ),
    async (server, waited, { fault, call }) => {
      await server.script(fault, fault);
      assert.deepEqual(await call.do(patient(server)), call.response);
      const sent = await server.requests();
      assert.equal(sent.length, 3);
      assert.equal(new Set(sent.map((each) => each.target + each.body)).size, 1);
      assert.equal(waited.length, 2);
      assertWithin(waited[0], [375, 500]);
      assertWithin(waited[1], [750, 1000]);
    },
  ),
);

test(
  'a connection that stays broken',
  ...timed(BROKEN, async (server, waited, fault) => {
    await server.script(...times(3, fault));
    const error = await failureOf(
      Cloudflare.APIConnectionError,
      getAllLivestreams.do(patient(server)),
    );
    assert.ok(!(error instanceof Cloudflare.APIConnectionTimeoutError));
    assert.ok(error instanceof Cloudflare.APIError);
    assert.equal(error.status, undefined);
    assert.ok(error.cause instanceof Error);
    await server.expectRequests(3);
    assert.equal(waited.length, 2);
  }),
);

/** The URL of a port that nobody listens to. */
async function unheard(): Promise<string> {
  const listener = createServer();
  await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve));
  const address = listener.address();
  await new Promise((resolve) => listener.close(resolve));
  assert.ok(address !== null && typeof address === 'object');
  return `http://127.0.0.1:${address.port}`;
}

test('nobody listens', async (t) => {
  const waited = waits(t);
  const baseURL = await unheard();
  const client = new Cloudflare({ baseURL, apiToken: 't', timeout: NOT_A_WAIT });
  await failureOf(Cloudflare.APIConnectionError, getAllLivestreams.do(client));
  assert.equal(waited.length, 2);
});

const USUAL = [375, 500] as const;

test(
  'retry-after',
  ...timed<readonly [Record<string, string>, readonly [number, number]]>(
    [
      [{ 'retry-after': '7' }, [7000, 7000]],
      [{ 'retry-after': '0.25' }, [250, 250]],
      [{ 'retry-after': '0' }, [0, 0]],
      [{ 'retry-after-ms': '250' }, [250, 250]],
      [{ 'retry-after-ms': '1500', 'retry-after': '30' }, [1500, 1500]],
      [{ 'retry-after-ms': 'soon', 'retry-after': '7' }, [7000, 7000]],
      // What cannot be obeyed is replaced by the usual wait.
      [{ 'retry-after': 'soon' }, USUAL],
      [{ 'retry-after': '' }, USUAL],
      [{ 'retry-after': '-1' }, USUAL],
      [{ 'retry-after': '86400' }, USUAL],
      [{ 'retry-after': 'nan' }, USUAL],
      [{ 'retry-after': 'inf' }, USUAL],
      [{ 'retry-after': 'Infinity' }, USUAL],
      [{ 'retry-after': 'Fri, 99 Foo 2026 99:99:99 GMT' }, USUAL],
      [{}, USUAL],
    ],
    async (server, waited, [headers, bounds]) => {
      await server.script(status(429, headers));
      assert.deepEqual(await getAllLivestreams.do(patient(server)), getAllLivestreams.response);
      await server.expectRequests(2);
      assertWithin(
        waited.reduce((sum, wait) => sum + wait, 0),
        bounds,
      );
    },
  ),
);

test('retry-after of another status', async (t) => {
  const waited = waits(t);
  const server = await newServer(t);
  await server.script(status(503, { 'retry-after': '7' }));
  await getAllLivestreams.do(patient(server));
  assert.deepEqual(waited, [7000]);
});

test('retry-after as a date', async (t) => {
  const waited = waits(t);
  const server = await newServer(t);
  const at = new Date(Date.now() + 20_000).toUTCString();
  await server.script(status(429, { 'retry-after': at }));
  await getAllLivestreams.do(patient(server));
  assertWithin(waited[0], [17_000, 20_000]);
});

test('retry-after as a date in the past', async (t) => {
  const waited = waits(t);
  const server = await newServer(t);
  await server.script(status(429, { 'retry-after': 'Wed, 21 Oct 2015 07:28:00 GMT' }));
  await getAllLivestreams.do(patient(server));
  assertWithin(waited[0] ?? 0, [0, 500]);
});

test('it really waits', async (t) => {
  const server = await newServer(t);
  await server.script(...times(2, status(429, { 'retry-after-ms': '100' })));
  await getAllLivestreams.do(newClient(server));
  const at = (await server.requests()).map((sent) => sent.at);
  for (const [index, moment] of at.slice(1).entries()) {
    assertWithin((moment - at[index]!) * 1000, [95, 2000]);
  }
});

test('the waits grow to a limit, each a little different', async (t) => {
  const waited = waits(t);
  const server = await newServer(t);
  await server.script(...times(8, status(500)));
  await getAllLivestreams.do(patient(server, { maxRetries: 8 }));
  assert.equal(waited.length, 8);
  for (const [attempt, wait] of waited.entries()) {
    const most = Math.min(500 * 2 ** attempt, 8000);
    assertWithin(wait, [0.75 * most, most]);
  }
  const parts = waited.map((wait, attempt) => wait / Math.min(500 * 2 ** attempt, 8000));
  assert.ok(new Set(parts.map((part) => part.toFixed(6))).size > 4, 'there is no jitter');
});

test(
  'statuses that are tried again',
  ...timed([408, 409, 429, 500, 502, 503, 504, 529], async (server, waited, code) => {
    await server.script(status(code), status(code));
    assert.deepEqual(await getAllLivestreams.do(patient(server)), getAllLivestreams.response);
    await server.expectRequests(3);
    assert.equal(waited.length, 2);
  }),
);

test(
  'x-should-retry: true',
  ...timed([400, 401, 404], async (server, waited, code) => {
    await server.script(status(code, { 'x-should-retry': 'true' }));
    assert.deepEqual(await getAllLivestreams.do(patient(server)), getAllLivestreams.response);
    assert.equal(waited.length, 1);
  }),
);

test(
  'x-should-retry: false',
  ...timed([408, 409, 429, 500, 503], async (server, waited, code) => {
    await server.script(status(code, { 'x-should-retry': 'false', 'retry-after': '1' }));
    const error = await failureOf(Cloudflare.APIError, getAllLivestreams.do(patient(server)));
    assert.equal(error.status, code);
    await server.expectRequests(1);
    assert.deepEqual(waited, []);
  }),
);

test(
  'no retries',
  ...timed(
    {
      drop: [drop, Cloudflare.APIConnectionError],
      'half a body': [halfBody, Cloudflare.APIConnectionError],
      '429': [status(429, { 'retry-after': '1' }), Cloudflare.RateLimitError],
      '500': [status(500), Cloudflare.InternalServerError],
    } as const,
    async (server, waited, [fault, kind]) => {
      await server.script(fault);
      await failureOf<Error>(kind, getAllLivestreams.do(patient(server, { maxRetries: 0 })));
      await server.expectRequests(1);
      assert.deepEqual(waited, []);
    },
  ),
);

test('more retries', async (t) => {
  const waited = waits(t);
  const server = await newServer(t);
  await server.script(...times(5, status(503)));
  await getAllLivestreams.do(patient(server, { maxRetries: 5 }));
  assert.equal(waited.length, 5);
});

test('the retries of a call and of a copy', async (t) => {
  const waited = waits(t);
  const server = await newServer(t);
  const client = patient(server);
  await server.script(...times(5, status(503)));
  await failureOf(Cloudflare.InternalServerError, getAllLivestreams.do(client, { maxRetries: 0 }));
  const copy = client.withOptions({ maxRetries: 0 });
  await failureOf(Cloudflare.InternalServerError, getAllLivestreams.do(copy));
  assert.deepEqual([client.maxRetries, copy.maxRetries], [2, 0]);
  assert.deepEqual(waited, []);
  assert.deepEqual(await getAllLivestreams.do(copy, { maxRetries: 3 }), getAllLivestreams.response);
  assert.equal(waited.length, 3);
});

test('a number of retries that is none', async (t) => {
  const server = await newServer(t);
  for (const maxRetries of [-1, 1.5, Number.NaN, '2' as unknown as number]) {
    assert.throws(() => newClient(server, { maxRetries }), /maxRetries/);
    const call = async () => getAllLivestreams.do(newClient(server), { maxRetries });
    await assert.rejects(call(), /maxRetries/);
  }
  await server.expectRequests(0);
});

test('undocumented endpoints are tried again as well', async (t) => {
  const waited = waits(t);
  const server = await newServer(t);
  await server.script({ ...unchecked, ...drop }, { ...unchecked, body: '{}' });
  assert.deepEqual(await patient(server).get('/new'), {});
  assert.equal(waited.length, 1);
});

test('a body that can be read only once is not sent again', async (t) => {
  const waited = waits(t);
  const server = await newServer(t);
  await server.script({ ...unchecked, status: 500 });
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      controller.enqueue(new TextEncoder().encode('once'));
      controller.close();
    },
  });
  await failureOf(Cloudflare.InternalServerError, patient(server).post('/new', { body }));
  assert.equal((await server.only()).body, 'once');
  assert.deepEqual(waited, []);
});
