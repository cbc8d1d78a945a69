/** Answers: the response itself, and a server that says more, less or other things than its document. */

import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';

import Cloudflare from 'cloudflare';

import {
  CALLS_BY_NAME,
  createLiveInput,
  documented,
  failureOf,
  getAllLivestreams,
  newClient,
} from './calls.ts';
import { contentType, drop, each, halfBody, newServer, raw, stall, status } from './server.ts';

const RAY = { headers: { 'X-Ray': 'r' } };

test(
  'withResponse',
  ...each(CALLS_BY_NAME, async (t, call) => {
    const server = await newServer(t);
    await server.script(RAY);
    const { data, response } = await call.do(newClient(server)).withResponse();
    assert.deepEqual(data, call.response);
    assert.ok(response instanceof Response);
    assert.equal(response.status, 200);
    assert.equal(response.headers.get('x-ray'), 'r');
    assert.equal(response.url, server.origin + call.target);
  }),
);

test(
  'asResponse',
  ...each(CALLS_BY_NAME, async (t, call) => {
    const server = await newServer(t);
    await server.script(RAY);
    const response = await call.do(newClient(server)).asResponse();
    assert.equal(response.headers.get('x-ray'), 'r');
    assert.equal(response.bodyUsed, false);
    assert.deepEqual(await response.json(), documented(call.name));
  }),
);

test('asResponse does not wait for the body', async (t) => {
  const server = await newServer(t);
  await server.script(stall(20));
  const begun = performance.now();
  const client = newClient(server);
  const response = await getAllLivestreams.do(client).asResponse();
  assert.ok(performance.now() - begun < 5000);
  await response.body?.cancel();
  assert.deepEqual(await getAllLivestreams.do(client), getAllLivestreams.response);
});

test('asResponse takes what is no JSON', async (t) => {
  const server = await newServer(t);
  await server.script({ ...contentType('text/html'), ...raw('<p>') });
  const response = await getAllLivestreams.do(newClient(server)).asResponse();
  assert.equal(await response.text(), '<p>');
});

test('asResponse and withResponse after retries', async (t) => {
  const server = await newServer(t);
  const client = newClient(server);
  const again = status(500, { 'retry-after-ms': '1' });
  await server.script(again, again);
  assert.equal((await getAllLivestreams.do(client).asResponse()).status, 200);
  await server.script(again, again);
  assert.equal((await getAllLivestreams.do(client).withResponse()).response.status, 200);
  await server.expectRequests(6);
});

test('an error instead of the response', async (t) => {
  const server = await newServer(t);
  await server.script(...Array.from({ length: 3 }, () => ({ ...status(404), ...raw('{"a": 1}') })));
  const client = newClient(server);
  for (const ask of [
    () => getAllLivestreams.do(client),
    () => getAllLivestreams.do(client).asResponse(),
    () => getAllLivestreams.do(client).withResponse(),
  ]) {
    const error = await failureOf(Cloudflare.NotFoundError, ask());
    assert.deepEqual(error.error, { a: 1 });
  }
});

test('half a body of a response that was asked for', async (t) => {
  // It is too late for a retry: the answer was handed over.
  const server = await newServer(t);
  await server.script(halfBody);
  const response = await getAllLivestreams.do(newClient(server)).asResponse();
  await assert.rejects(response.text());
  await server.expectRequests(1);
});

test('a connection that breaks before the response', async (t) => {
  const server = await newServer(t);
  await server.script(drop);
  const call = getAllLivestreams.do(newClient(server, { maxRetries: 0 })).asResponse();
  await failureOf(Cloudflare.APIConnectionError, call);
});

/** What the SDK makes of a `result`. */
async function answered(t: TestContext, result: string): Promise<Record<string, unknown>> {
  const server = await newServer(t);
  await server.script(raw(`{"success": true, "errors": [], "messages": [], "result": ${result}}`));
  return { ...(await createLiveInput.do(newClient(server))) };
}

test('members that the document does not know', async (t) => {
  const text = '{"uid": "u", "brandNew": {"a": [1]}, "recording": {"more": 1, "mode": "off"}}';
  assert.deepEqual(await answered(t, text), JSON.parse(text));
});

test('values that an enumeration does not know', async (t) => {
  const input = await answered(t, '{"status": "brand_new", "recording": {"mode": "sometimes"}}');
  assert.deepEqual(input, { status: 'brand_new', recording: { mode: 'sometimes' } });
});

test('values of another type', async (t) => {
  const server = await newServer(t);
  const client = newClient(server);
  for (const value of [null, 1, 1.5, true, 'text', [], [1], {}, { a: 1 }]) {
    const result = Object.fromEntries(
      Object.keys(createLiveInput.response as object).map((name) => [name, value]),
    );
    await server.script(raw(JSON.stringify({ result })));
    assert.deepEqual(await createLiveInput.do(client), result);
  }
});

test(
  'members whose names mean something in JavaScript',
  ...each(
    [
      'constructor',
      'prototype',
      'toString',
      'hasOwnProperty',
      'toJSON',
      'then',
      'length',
      'default',
      '',
      'a-b',
      '1',
      '__defineGetter__',
    ],
    async (t, name) => {
      const server = await newServer(t);
      const text = `{${JSON.stringify(name)}: "mine", "uid": "u"}`;
      await server.script(raw(`{"result": ${text}}`));
      assert.deepEqual(await createLiveInput.do(newClient(server)), JSON.parse(text));
    },
  ),
);

test('a member that is called __proto__ changes nothing else', async (t) => {
  const server = await newServer(t);
  await server.script(raw('{"result": {"__proto__": {"polluted": true}, "uid": "u"}}'));
  const input = await createLiveInput.do(newClient(server));
  assert.equal(input?.uid, 'u');
  assert.equal(({} as { polluted?: boolean }).polluted, undefined);
  assert.equal(Object.getPrototypeOf(input), Object.prototype);
});

test('a member of a request that is called __proto__ is sent', async (t) => {
  const server = await newServer(t);
  await newClient(server).stream.liveInputs.create({
    account_id: 'a',
    meta: JSON.parse('{"__proto__": {"a": 1}}'),
  });
  assert.equal((await server.only()).body, '{"meta":{"__proto__":{"a":1}}}');
});

test('texts as they came', async (t) => {
  const texts = [
    'ü😀',
    '名前 ✓',
    '<&>\u2028',
    '',
    '2024-01-02T03:04:05.123456789Z',
    '10000000000000000001',
  ];
  const input = await answered(t, JSON.stringify({ meta: texts, created: 'yesterday' }));
  assert.deepEqual(input, { meta: texts, created: 'yesterday' });
});

test('an answer that begins with a byte order mark', async (t) => {
  const server = await newServer(t);
  await server.script(raw('\ufeff{"success": true}'));
  assert.deepEqual(await getAllLivestreams.do(newClient(server)), { success: true });
});

test('an answer is an object of the caller', async (t) => {
  const server = await newServer(t);
  const client = newClient(server);
  const answer = await getAllLivestreams.do(client);
  answer.success = false;
  delete answer.data;
  assert.deepEqual(await getAllLivestreams.do(client), getAllLivestreams.response);
});
