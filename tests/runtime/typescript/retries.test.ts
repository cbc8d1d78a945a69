/** Retries: which failures, how often, how long between them. */

import assert from 'node:assert/strict';
import { test } from 'node:test';

import {
  APIConnectionError,
  APIError,
  InternalServerError,
  SDKError,
} from '../../../templates/typescript/src/core/errors.ts';
import { delay } from '../../../templates/typescript/src/core/retries.ts';
import { description, failing, Recorder, rejection } from './recorder.ts';

const idempotent = { ...description, idempotencyHeader: 'X-Request-Key' };

test('what the server asks for is obeyed', () => {
  const asked: [headers: Record<string, string>, milliseconds: number][] = [
    [{ 'retry-after-ms': '1500' }, 1500],
    [{ 'retry-after-ms': '20.5' }, 20.5],
    [{ 'retry-after-ms': '100', 'retry-after': '7' }, 100],
    [{ 'retry-after-ms': 'soon', 'retry-after': '7' }, 7000],
    [{ 'retry-after': '3' }, 3000],
    [{ 'retry-after': '0.25' }, 250],
    [{ 'retry-after': '0' }, 0],
    [{ 'retry-after': '60' }, 60_000],
  ];
  for (const [headers, milliseconds] of asked) {
    assert.equal(delay(0, new Headers(headers)), milliseconds);
  }
  const date = new Date(Date.now() + 30_000).toUTCString();
  const until = delay(0, new Headers({ 'retry-after': date }));
  assert.ok(28_000 <= until && until <= 30_000);
});

test('else the delay doubles, and is never the same', () => {
  const unusable: Record<string, string>[] = [
    {},
    { 'retry-after': '' },
    { 'retry-after': '60.5' },
    { 'retry-after': '-1' },
    { 'retry-after': 'NaN' },
    { 'retry-after': 'Infinity' },
    { 'retry-after': 'tomorrow' },
    { 'retry-after': 'Fri, 01 Jan 1999 23:59:59 GMT' },
    { 'retry-after-ms': '61000' },
  ];
  for (const headers of unusable) {
    for (const [retries, longest] of [
      [0, 500],
      [1, 1000],
      [2, 2000],
      [4, 8000],
      [9, 8000],
      [2000, 8000],
    ] as const) {
      const own = delay(retries, new Headers(headers));
      assert.ok(0.75 * longest <= own && own <= longest, `${own} after ${retries}`);
    }
  }
});

test('statuses that may pass are retried', async () => {
  for (const status of [408, 409, 429, 500, 502, 503, 504, 599]) {
    const server = new Recorder(failing(status), failing(status), Response.json({ ok: 1 }));
    assert.deepEqual(await server.client().call(), { ok: 1 });
    assert.equal(server.requests.length, 3);
  }
});

test('other statuses are not retried', async () => {
  for (const status of [300, 400, 401, 403, 404, 410, 422]) {
    const server = new Recorder(failing(status));
    await assert.rejects(server.client().call(), APIError);
    assert.equal(server.requests.length, 1);
  }
});

test('it gives up', async () => {
  const server = new Recorder(failing(503, { message: 'down' }));
  await assert.rejects(server.client({ maxRetries: 4 }).call(), (error: unknown) => {
    assert.ok(error instanceof InternalServerError);
    assert.equal(error.message, '503 down');
    return true;
  });
  assert.equal(server.requests.length, 5);
  await assert.rejects(server.client().call('GET', '/', {}, { maxRetries: 0 }));
  assert.equal(server.requests.length, 6);
});

test('the server decides', async () => {
  const server = new Recorder(
    failing(404, {}, { 'x-should-retry': 'true' }),
    failing(500, {}, { 'x-should-retry': 'false' }),
  );
  await assert.rejects(server.client().call(), InternalServerError);
  assert.equal(server.requests.length, 2);
});

test('a connection that fails is tried again', async (t) => {
  t.mock.method(Math, 'random', () => 1);
  t.mock.timers.enable({ apis: ['setTimeout'] });
  const cause = new TypeError('fetch failed', { cause: new Error('connect ECONNREFUSED') });
  const server = new Recorder(cause);
  const failed = rejection(server.client({ timeout: 0 }).call());
  for (let turn = 0; turn < 100; turn++) {
    await Promise.resolve();
    t.mock.timers.tick(100);
  }
  const error = await failed;
  assert.ok(error instanceof APIConnectionError);
  assert.equal(error.message, 'Connection error: connect ECONNREFUSED');
  assert.equal(error.cause, cause);
  assert.equal(server.requests.length, 3);
});

test('a body that breaks off is asked for again, unless it is left to the caller', async () => {
  const broken = () =>
    new Response(
      new ReadableStream({
        start(controller) {
          controller.enqueue(new TextEncoder().encode('{"o'));
          controller.error(new Error('gone'));
        },
      }),
      { headers: { 'content-type': 'application/json' } },
    );
  const server = new Recorder(broken, () => Response.json({ ok: 1 }));
  assert.deepEqual(await server.client().call(), { ok: 1 });
  assert.equal(server.requests.length, 2);

  const other = new Recorder(broken);
  const promise = other.client().call();
  const response = await promise.asResponse();
  assert.equal(response.bodyUsed, false);
  await assert.rejects(promise, APIConnectionError);
  assert.equal(other.requests.length, 1);
});

test('all attempts have the same idempotency key', async () => {
  const server = new Recorder(failing(500), failing(500), Response.json({}));
  await server.client({ api: idempotent }).call('POST', '/things', { body: {} });
  const keys = new Set(server.requests.map(({ headers }) => headers['x-request-key']));
  assert.equal(keys.size, 1);
  const uuid = /^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/;
  assert.match([...keys][0] ?? '', uuid);
});

test('who chooses the idempotency key', async () => {
  const server = new Recorder();
  const client = server.client({ api: idempotent });
  const sent = (): string | undefined => server.last.headers['x-request-key'];
  await client.call('POST', '/', {}, { idempotencyKey: 'mine' });
  assert.equal(sent(), 'mine');
  await client.call('POST', '/', {}, { headers: { 'x-request-key': 'header' } });
  assert.equal(sent(), 'header');
  await client.call('POST', '/', { headers: { 'X-Request-Key': 'method' } });
  assert.equal(sent(), 'method');
  await client.call('GET');
  assert.equal(sent(), undefined);
  await server.client().call('POST', '/', {}, { idempotencyKey: 'mine' });
  assert.equal(server.last.headers['idempotency-key'], 'mine');
});

test('a body that can be read once is sent once', async () => {
  const server = new Recorder(failing(503));
  const body = new ReadableStream({ start: (controller) => controller.close() });
  await assert.rejects(server.client().post('/things', { body }), InternalServerError);
  assert.equal(server.requests.length, 1);
  assert.equal((server.last.init as { readonly duplex?: string }).duplex, 'half');
});

test('what is no number of retries is refused', async () => {
  const server = new Recorder();
  for (const maxRetries of [-1, 1.5, NaN, '2' as unknown as number]) {
    const named = { name: 'SDKError', message: /`maxRetries` must be a whole number/ };
    assert.throws(() => server.client({ maxRetries }), named);
    await assert.rejects(server.client().call('GET', '/', {}, { maxRetries }), SDKError);
  }
  assert.equal(server.requests.length, 0);
});
