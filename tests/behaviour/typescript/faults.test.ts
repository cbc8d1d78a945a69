/** What goes wrong between client and server ends in the right error. */

import assert from 'node:assert/strict';
import { test } from 'node:test';

import Cloudflare from 'cloudflare';

import {
  ACCOUNT,
  CALLS,
  createLiveInput,
  failure,
  failureOf,
  getAllLivestreams,
  newClient,
} from './calls.ts';
import {
  contentType,
  each,
  halfBody,
  header,
  invalidJSON,
  newServer,
  raw,
  slow,
  stall,
  status,
  times,
  type Fault,
} from './server.ts';

const SHORT = 200;

test(
  'a slow answer',
  ...each({ slow: slow(20), stalled: stall(20) }, async (t, fault) => {
    const server = await newServer(t);
    await server.script(fault);
    const client = newClient(server, { timeout: SHORT, maxRetries: 0 });
    const begun = performance.now();
    const error = await failureOf(
      Cloudflare.APIConnectionTimeoutError,
      getAllLivestreams.do(client),
    );
    const taken = performance.now() - begun;
    assert.ok(SHORT - 5 <= taken && taken < 5000, `${taken} ms`);
    assert.ok(error instanceof Cloudflare.APIConnectionError);
    assert.equal(error.name, 'APIConnectionTimeoutError');
    await server.expectRequests(1);
  }),
);

test(
  'a slow answer is tried again',
  ...each({ slow: slow(20), stalled: stall(20) }, async (t, fault) => {
    const server = await newServer(t);
    await server.script(fault);
    const answer = await getAllLivestreams.do(newClient(server, { timeout: 1000 }));
    assert.deepEqual(answer, getAllLivestreams.response);
    await server.expectRequests(2);
  }),
);

test('a shorter timeout of a call', async (t) => {
  const server = await newServer(t);
  await server.script(slow(20));
  const call = getAllLivestreams.do(newClient(server, { maxRetries: 0 }), { timeout: SHORT });
  await failureOf(Cloudflare.APIConnectionTimeoutError, call);
});

test('a longer timeout of a call', async (t) => {
  const server = await newServer(t);
  await server.script(slow((2 * SHORT) / 1000));
  const client = newClient(server, { maxRetries: 0, timeout: SHORT });
  assert.deepEqual(
    await getAllLivestreams.do(client, { timeout: 20_000 }),
    getAllLivestreams.response,
  );
});

test('the timeout of a copy', async (t) => {
  const server = await newServer(t);
  await server.script(slow(20));
  const client = newClient(server, { maxRetries: 0 });
  const call = getAllLivestreams.do(client.withOptions({ timeout: SHORT }));
  await failureOf(Cloudflare.APIConnectionTimeoutError, call);
  assert.equal(client.timeout, 60_000);
});

test('a timeout that is none', async (t) => {
  const server = await newServer(t);
  for (const timeout of [-1, Number.NaN, '5' as unknown as number]) {
    assert.throws(() => newClient(server, { timeout }), /timeout/);
    await assert.rejects(
      (async () => getAllLivestreams.do(newClient(server), { timeout }))(),
      /timeout/,
    );
  }
  await server.expectRequests(0);
});

const ERRORS: Readonly<Record<number, string>> = {
  300: 'APIError',
  302: 'APIError',
  304: 'APIError',
  400: 'BadRequestError',
  401: 'AuthenticationError',
  402: 'APIError',
  403: 'PermissionDeniedError',
  404: 'NotFoundError',
  405: 'APIError',
  408: 'APIError',
  409: 'ConflictError',
  410: 'APIError',
  418: 'APIError',
  422: 'UnprocessableEntityError',
  429: 'RateLimitError',
  500: 'InternalServerError',
  501: 'InternalServerError',
  503: 'InternalServerError',
  599: 'InternalServerError',
};

test(
  'each status has its class',
  ...each(Object.entries(ERRORS), async (t, [text, name]) => {
    const server = await newServer(t);
    const code = Number(text);
    const body = '{"success": false, "errors": [{"code": 1003, "message": "what is wrong"}]}';
    const attempts = [408, 409, 429].includes(code) || code >= 500 ? 3 : 1;
    const headers = { 'cf-ray': 'r1', 'retry-after-ms': '1' };
    await server.script(...times(attempts, { ...status(code, headers), body }));
    const error = await failureOf(Cloudflare.APIError, createLiveInput.do(newClient(server)));
    const kinds: Readonly<Record<string, unknown>> = { ...Cloudflare };
    assert.equal(error.constructor, kinds[name]);
    assert.equal(error.name, name);
    assert.ok(error instanceof Cloudflare.CloudflareError && error instanceof Error);
    assert.equal(error.status, code);
    assert.equal(error.headers?.get('cf-ray'), 'r1');
    assert.match(error.message, new RegExp(String(code)));
    // An answer with the status 304 has no body.
    if (code !== 304) {
      assert.deepEqual(error.error, JSON.parse(body));
      assert.match(error.message, /what is wrong/);
    }
    assert.match(
      error.stack ?? '',
      /faults\.test|calls\.ts/,
      'the stack leads to who made the call',
    );
    await server.expectRequests(attempts);
  }),
);

test(
  'bodies of errors',
  ...each<{ fault: Fault; expected: unknown }>(
    {
      nothing: { fault: raw(''), expected: undefined },
      HTML: {
        fault: { ...raw('<p>down</p>'), ...contentType('text/html') },
        expected: '<p>down</p>',
      },
      'a list': { fault: raw('[1]'), expected: [1] },
      'a text': { fault: raw('"text"'), expected: 'text' },
      broken: { fault: raw('{broken'), expected: '{broken' },
      'very deep': { fault: raw('['.repeat(100_000)), expected: '['.repeat(100_000) },
    },
    async (t, { fault, expected }) => {
      const server = await newServer(t);
      await server.script({ ...status(404), ...fault });
      const error = await failureOf(
        Cloudflare.NotFoundError,
        getAllLivestreams.do(newClient(server)),
      );
      assert.deepEqual(error.error ?? undefined, expected);
      assert.match(error.message, /404/);
      assert.ok(
        error.message.length < 10_000,
        `the message has ${error.message.length} characters`,
      );
    },
  ),
);

test('half the body of an error', async (t) => {
  const server = await newServer(t);
  await server.script({ ...status(404), ...halfBody });
  await failureOf(Cloudflare.APIError, getAllLivestreams.do(newClient(server, { maxRetries: 0 })));
});

test('an error as JSON and as text', async (t) => {
  const server = await newServer(t);
  await server.script({ ...status(404), ...raw('{"message": "no"}') });
  const error = await failure(getAllLivestreams.do(newClient(server)));
  assert.match(String(error), /^NotFoundError: .*no/);
  assert.equal((JSON.parse(JSON.stringify(error)) as { status: number }).status, 404);
});

test(
  'an answer that is not what was agreed',
  ...each<{ fault: Fault; call: (typeof CALLS)[number] }>(
    Object.fromEntries(
      Object.entries({
        'invalid JSON': invalidJSON,
        'no body': raw(''),
        'only a byte order mark': raw('\ufeff'),
        HTML: { ...raw('<html>'), ...contentType('text/html') },
        binary: { ...raw('\x00'), ...contentType('application/octet-stream') },
        'too deep': raw('['.repeat(100_000)),
        'more behind': raw('{} {}'),
      }).flatMap(([name, fault]) =>
        [getAllLivestreams, createLiveInput].map((call) => [
          `${name}, ${call.name}`,
          { fault, call },
        ]),
      ),
    ),
    async (t, { fault, call }) => {
      const server = await newServer(t);
      await server.script(fault);
      const error = await failureOf(Cloudflare.APIError, call.do(newClient(server)));
      assert.match(error.message, /JSON/);
      assert.equal(error.status, 200);
      assert.ok(error.message.length < 10_000);
      await server.expectRequests(1);
    },
  ),
);

test('a body that cannot be decompressed', async (t) => {
  const server = await newServer(t);
  await server.script({ headers: { 'Content-Encoding': 'gzip' } });
  const client = newClient(server, { maxRetries: 0 });
  await failureOf(Cloudflare.APIConnectionError, getAllLivestreams.do(client));
});

test(
  'other names of JSON',
  ...each(
    ['application/json; charset=utf-8', 'Application/JSON', 'application/problem+json'],
    async (t, name) => {
      const server = await newServer(t);
      await server.script(contentType(name));
      assert.deepEqual(await getAllLivestreams.do(newClient(server)), getAllLivestreams.response);
    },
  ),
);

test(
  'JSON of an unexpected shape does not fail',
  ...each(
    // A server may be newer than the SDK; only what is no JSON at all is an error.
    ['null', '3', '"text"', '[]', '{}', '{"result": null}', '{"result": 3, "data": []}'],
    async (t, body) => {
      const server = await newServer(t);
      const client = newClient(server);
      for (const call of CALLS) {
        await server.script(raw(body));
        await call.do(client);
      }
    },
  ),
);

test('a connection that the server closed meanwhile', async (t) => {
  const server = await newServer(t);
  await server.script({ headers: { Connection: 'close' } });
  const client = newClient(server);
  for (let count = 0; count < 2; count += 1) await getAllLivestreams.do(client);
  await server.expectRequests(2);
});

test('a body is read to its end also when it is not wanted', async (t) => {
  // Else its connection could not be used again.
  const server = await newServer(t);
  const bodies: Response[] = [];
  const client = newClient(server, {
    maxRetries: 1,
    fetch: async (input, init) => {
      const response = await fetch(input, init);
      bodies.push(response);
      return response;
    },
  });
  await server.script(status(404), status(500, { 'retry-after-ms': '1' }), status(404), raw('{'));
  for (let count = 0; count < 3; count += 1) await failure(getAllLivestreams.do(client));
  assert.equal(bodies.length, 4);
  for (const response of bodies) assert.ok(response.bodyUsed || response.body === null);
});

test('an error of one call is none of the next one', async (t) => {
  const server = await newServer(t);
  await server.script(status(400));
  const client = newClient(server);
  const { livestreams } = client.realtimeKit;
  await failureOf(
    Cloudflare.BadRequestError,
    livestreams.getAllLivestreams('app_id', { account_id: ACCOUNT, page_no: 1 }),
  );
  await livestreams.getAllLivestreams('app_id', { account_id: ACCOUNT });
  const sent = await server.requests();
  assert.deepEqual(sent[1]!.query, []);
  assert.equal(header(sent[1]!, 'authorization'), header(sent[0]!, 'authorization'));
});
