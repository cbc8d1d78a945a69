/** Timeouts and aborts, over real connections. */

import assert from 'node:assert/strict';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type TestContext, test } from 'node:test';

import {
  APIConnectionError,
  APIConnectionTimeoutError,
  APIUserAbortError,
  SDKError,
} from '../../../templates/typescript/src/core/errors.ts';
import type { Answer } from '../../../templates/typescript/src/core/operation.ts';
import { Client, Recorder, SECRET } from './recorder.ts';

/** A client of a server that answers as a test says; and how often it was asked. */
async function served(
  t: TestContext,
  answer: (response: ServerResponse, count: number) => void,
): Promise<{ client: Client; count: () => number }> {
  let count = 0;
  const server = createServer((_, response) => {
    count += 1;
    answer(response, count);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  t.after(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  const client = new Client({ baseURL: `http://127.0.0.1:${port}`, token: SECRET, maxRetries: 0 });
  return { client, count: () => count };
}

function json(response: ServerResponse, text: string): void {
  response.setHeader('content-type', 'application/json');
  response.end(text);
}

/** Answers with the beginning of a body. */
function begin(response: ServerResponse): void {
  response.setHeader('content-type', 'application/json');
  response.write('{"a":');
}

test('an answer that does not come in time', async (t) => {
  const { client, count } = await served(t, () => undefined);
  const start = Date.now();
  await assert.rejects(client.get('/', { timeout: 30 }), APIConnectionTimeoutError);
  assert.ok(Date.now() - start < 2000);
  await assert.rejects(client.withOptions({ timeout: 30 }).get('/'), APIConnectionTimeoutError);
  assert.equal(count(), 2);
});

test('the time of an attempt is also for the body', async (t) => {
  const { client } = await served(t, begin);
  await assert.rejects(client.get('/', { timeout: 30 }), APIConnectionTimeoutError);
});

test('each attempt has its own time', async (t) => {
  t.mock.method(Math, 'random', () => 1);
  const { client, count } = await served(t, (response, n) => {
    if (n > 1) {
      json(response, '[1]');
    }
  });
  assert.deepEqual(await client.get('/', { timeout: 100, maxRetries: 1 }), [1]);
  assert.equal(count(), 2);
});

test('a response that the caller reads has any time', async (t) => {
  const { client } = await served(t, (response) => {
    begin(response);
    setTimeout(() => response.end('1}'), 60);
  });
  const response = await client.get('/', { timeout: 30 }).asResponse();
  assert.deepEqual(await response.json(), { a: 1 });
});

test('no limit', async (t) => {
  const { client } = await served(t, (response) => json(response, '[1]'));
  for (const timeout of [0, Infinity, 2 ** 31]) {
    assert.deepEqual(await client.get('/', { timeout }), [1]);
  }
});

test('what is no timeout is refused', async () => {
  const server = new Recorder();
  for (const timeout of [-1, NaN, '5' as unknown as number]) {
    const named = { name: 'SDKError', message: /`timeout` must be milliseconds/ };
    assert.throws(() => server.client({ timeout }), named);
    await assert.rejects(server.client().call('GET', '/', {}, { timeout }), SDKError);
  }
  assert.equal(server.requests.length, 0);
});

test('a call that is aborted', async (t) => {
  const { client, count } = await served(t, () => undefined);
  const reason = new Error('enough');
  const controller = new AbortController();
  const call = client.get('/', { signal: controller.signal, maxRetries: 5 });
  setTimeout(() => controller.abort(reason), 20);
  await assert.rejects(call, (error: unknown) => {
    assert.ok(error instanceof APIUserAbortError);
    assert.equal(error.cause, reason);
    return true;
  });
  assert.equal(count(), 1);
});

test('a call that is aborted before it begins sends nothing', async () => {
  const server = new Recorder();
  const signal = AbortSignal.abort();
  await assert.rejects(server.client().get('/', { signal }), APIUserAbortError);
  assert.equal(server.requests.length, 0);
});

test('a call that is aborted while it reads', async (t) => {
  const { client } = await served(t, begin);
  const controller = new AbortController();
  const call = client.get('/', { signal: controller.signal });
  setTimeout(() => controller.abort(), 30);
  await assert.rejects(call, APIUserAbortError);
});

test('a call that is aborted while it waits to send again', async (t) => {
  const { client, count } = await served(t, (response) => {
    response.statusCode = 503;
    response.setHeader('retry-after', '30');
    response.end();
  });
  const controller = new AbortController();
  const call = client.get('/', { signal: controller.signal, maxRetries: 1 });
  setTimeout(() => controller.abort(), 30);
  await assert.rejects(call, APIUserAbortError);
  assert.equal(count(), 1);
});

test('no listener is left at the signal', async (t) => {
  const { client } = await served(t, (response) => json(response, '[1]'));
  const { signal } = new AbortController();
  const left = new Set<unknown>();
  t.mock.method(signal, 'addEventListener', (_: string, listener: unknown) => left.add(listener));
  t.mock.method(signal, 'removeEventListener', (_: string, each: unknown) => left.delete(each));
  await client.get('/', { signal });
  assert.equal(left.size, 0);
});

test('a connection that breaks', async (t) => {
  const { client } = await served(t, (response) => response.destroy());
  await assert.rejects(client.get('/'), (error: unknown) => {
    assert.ok(error instanceof APIConnectionError);
    assert.match(error.message, /^Connection error: /);
    assert.ok(error.cause instanceof TypeError);
    return true;
  });
});

/** The pieces of a response as text. */
async function pieces({ chunks }: { chunks: Answer['chunks'] }): Promise<string[]> {
  const found: string[] = [];
  for await (const chunk of chunks()) {
    found.push(new TextDecoder().decode(chunk));
  }
  return found;
}

test('the time of a stream is for each piece', async (t) => {
  const { client } = await served(t, (response) => {
    response.write('a');
    setTimeout(() => response.write('b'), 60);
    setTimeout(() => response.end('c'), 120);
  });
  const read = (answer: Answer): Answer => answer;
  const answer = await client.call('GET', '/', { read }, { timeout: 100 });
  const found = await pieces({ chunks: () => answer.chunks() });
  assert.equal(found.join(''), 'abc');
});

test('a stream that stands still', async (t) => {
  const { client } = await served(t, (response) => response.write('a'));
  const read = (answer: Answer): Answer => answer;
  const answer = await client.call('GET', '/', { read }, { timeout: 40 });
  const found = pieces({ chunks: () => answer.chunks() });
  await assert.rejects(found, APIConnectionTimeoutError);
});

test('leaving a stream ends the response', async (t) => {
  let close: () => void = () => undefined;
  const closed = new Promise<void>((resolve) => (close = resolve));
  const { client } = await served(t, (response) => {
    response.write('a');
    response.on('close', close);
  });
  const read = (answer: Answer): Answer => answer;
  const answer = await client.call('GET', '/', { read });
  for await (const chunk of answer.chunks()) {
    assert.equal(chunk.length, 1);
    break;
  }
  await closed;
});

test('a fetch of the caller that knows nothing of signals', async () => {
  const never = () => new Promise<Response>(() => undefined);
  const client = new Client({ fetch: never, token: SECRET, maxRetries: 0 });
  await assert.rejects(client.get('/', { timeout: 5 }), APIConnectionTimeoutError);
  const controller = new AbortController();
  const call = client.get('/', { signal: controller.signal, timeout: 0 });
  controller.abort();
  await assert.rejects(call, APIUserAbortError);
});
