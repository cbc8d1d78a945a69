/** Timeouts and aborts, over real connections. */

import assert from 'node:assert/strict';
import { getEventListeners } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type TestContext, test } from 'node:test';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

import {
  APIConnectionError,
  APIConnectionTimeoutError,
  APIUserAbortError,
  SDKError,
} from '../../../templates/typescript/src/core/errors.ts';
import type { Answer, Operation } from '../../../templates/typescript/src/core/operation.ts';
import { asEvents, type Stream } from '../../../templates/typescript/src/core/stream.ts';
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
  const { client } = await served(t, () => undefined);
  const start = Date.now();
  await assert.rejects(client.get('/', { timeout: 30 }), APIConnectionTimeoutError);
  assert.ok(Date.now() - start < 5000);
  await assert.rejects(client.withOptions({ timeout: 30 }).get('/'), APIConnectionTimeoutError);
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
  assert.deepEqual(await client.get('/', { timeout: 500, maxRetries: 1 }), [1]);
  assert.equal(count(), 2);
});

test('a response that the caller reads has any time', async (t) => {
  const { client } = await served(t, (response) => {
    begin(response);
    setTimeout(() => response.end('1}'), 700);
  });
  const response = await client.get('/', { timeout: 500 }).asResponse();
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
  const reason = new Error('enough');
  const controller = new AbortController();
  const { client, count } = await served(t, () => controller.abort(reason));
  const call = client.get('/', { signal: controller.signal, maxRetries: 5 });
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
  const controller = new AbortController();
  const { client } = await served(t, (response) => {
    begin(response);
    setTimeout(() => controller.abort(), 100);
  });
  const call = client.get('/', { signal: controller.signal });
  await assert.rejects(call, APIUserAbortError);
});

test('a call that is aborted while it waits to send again', async (t) => {
  const controller = new AbortController();
  const { client, count } = await served(t, (response) => {
    response.statusCode = 503;
    response.setHeader('retry-after', '30');
    response.end();
    setTimeout(() => controller.abort(), 100);
  });
  const call = client.get('/', { signal: controller.signal, maxRetries: 1 });
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

test('no listener is left at the signal by responses that nobody holds any more', async (t) => {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  const { client } = await served(t, (response) => json(response, '[1]'));
  const { signal } = new AbortController();
  const responses = [1, 2, 3].map(() => client.get('/', { signal }).asResponse());
  await (await responses.pop())?.text();
  await Promise.all(responses.splice(0));
  for (let turn = 0; turn < 100 && getEventListeners(signal, 'abort').length > 0; turn++) {
    collect();
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  assert.equal(getEventListeners(signal, 'abort').length, 0);
});

test('a response that the caller reads can be aborted', async (t) => {
  const { client } = await served(t, begin);
  const controller = new AbortController();
  const response = await client.get('/', { signal: controller.signal }).asResponse();
  const text = response.text();
  controller.abort(new Error('enough'));
  await assert.rejects(text, /enough/);
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
    setTimeout(() => response.write('b'), 400);
    setTimeout(() => response.end('c'), 800);
  });
  const read = (answer: Answer): Answer => answer;
  const answer = await client.call('GET', '/', { read }, { timeout: 700 });
  const found = await pieces({ chunks: () => answer.chunks() });
  assert.equal(found.join(''), 'abc');
});

test('a stream that stands still', async (t) => {
  const { client } = await served(t, (response) => response.write('a'));
  const read = (answer: Answer): Answer => answer;
  const answer = await client.call('GET', '/', { read }, { timeout: 300 });
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

/** A server that sends one event, and then says nothing; `closed` when its answer was. */
async function silent(t: TestContext): Promise<{ client: Client; closed: Promise<void> }> {
  let close: () => void = () => undefined;
  const closed = new Promise<void>((resolve) => (close = resolve));
  const { client } = await served(t, (response) => {
    response.setHeader('content-type', 'text/event-stream');
    response.write('data: 1\n\n');
    response.on('close', close);
  });
  return { client, closed };
}

const events: Operation<Stream<number>> = { read: asEvents() };

test('leaving a stream that was aborted', async (t) => {
  const { client } = await silent(t);
  const controller = new AbortController();
  const { signal } = controller;
  for await (const event of await client.call('GET', '/', events, { signal })) {
    assert.equal(event, 1);
    controller.abort();
    break;
  }
});

test('a stream that nobody reads any more while the server is silent', async (t) => {
  const { client, closed } = await silent(t);
  const reader = (await client.call('GET', '/', events)).toReadableStream().getReader();
  await reader.read();
  const waiting = reader.read();
  await reader.cancel();
  assert.equal((await waiting).done, true);
  await closed;
});

test('one of two streams is left while the server is silent', async (t) => {
  const { client, closed } = await silent(t);
  const [left, right] = (await client.call('GET', '/', events)).tee();
  const reader = left.toReadableStream().getReader();
  await reader.read();
  await reader.cancel();
  const other = right[Symbol.asyncIterator]();
  assert.equal((await other.next()).value, 1);
  const waiting = other.next();
  right.controller.abort();
  assert.equal((await waiting).done, true);
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
