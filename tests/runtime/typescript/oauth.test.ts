/** Access tokens by client credentials: fetched, kept, renewed, and never shown. */

import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { inspect } from 'node:util';

import type { APIDescription } from '../../../templates/typescript/src/core/api.ts';
import { clientCredentials } from '../../../templates/typescript/src/core/oauth.ts';
import {
  APIConnectionTimeoutError,
  APIError,
  APIUserAbortError,
  AuthenticationError,
  InternalServerError,
  OAuthError,
} from '../../../templates/typescript/src/core/errors.ts';
import {
  BASE_URL,
  type Client,
  description,
  type Recorded,
  Recorder,
  rejection,
} from './recorder.ts';

const ID = 'client:id';
const SECRET = 's3cr3t &+/ä';
const TOKEN_URL = 'https://login.example.test/token';

function apiOf(
  tokenURL = TOKEN_URL,
  scopes: readonly string[] = ['read', 'write'],
): APIDescription {
  const scheme = clientCredentials({
    tokenURL,
    scopes,
    accessToken: 'token',
    clientID: 'clientID',
    clientSecret: 'clientSecret',
  });
  return {
    ...description,
    schemes: { oauth: scheme },
    security: [['oauth']],
    credentials: [['token'], ['clientID', 'clientSecret']],
  };
}

/** A token endpoint that counts its tokens, and an API that accepts the valid ones. */
class Server {
  readonly asked: Recorded[] = [];
  /** What the token endpoint answers in place of a token. */
  readonly script: (Response | Error)[] = [];
  valid = '';
  expiresIn: unknown = 3600;
  isInBody = false;
  readonly recorder = new Recorder((request) => this.#answer(request));

  client(options = {}, api = apiOf()): Client {
    return this.recorder.client({
      api,
      token: null,
      clientID: ID,
      clientSecret: SECRET,
      ...options,
    });
  }

  #answer(request: Recorded): Response {
    if (request.url === TOKEN_URL) {
      this.asked.push(request);
      return this.#token(request);
    }
    return request.headers['authorization'] === `Bearer ${this.valid}`
      ? Response.json({ ok: 1 })
      : Response.json({ message: 'who are you' }, { status: 401 });
  }

  #token(request: Recorded): Response {
    const step = this.script.shift();
    if (step instanceof Response) {
      return step;
    }
    if (step !== undefined) {
      throw step;
    }
    if (this.isInBody && 'authorization' in request.headers) {
      return Response.json({ error: 'invalid_client' }, { status: 401 });
    }
    this.valid = `token-${this.asked.length}`;
    return Response.json({ access_token: this.valid, expires_in: this.expiresIn });
  }
}

function formOf(request: Recorded): Record<string, string> {
  assert.ok(request.body instanceof URLSearchParams);
  return Object.fromEntries(request.body);
}

test('the request for a token', async () => {
  const server = new Server();
  const headers = { 'X-Team': 'x' };
  assert.deepEqual(await server.client({ defaultHeaders: headers }).call(), { ok: 1 });
  const [request] = server.asked;
  assert.ok(request);
  assert.deepEqual(request.headers, {
    accept: 'application/json',
    authorization: `Basic ${btoa('client%3Aid:s3cr3t+%26%2B%2F%C3%A4')}`,
    'content-type': 'application/x-www-form-urlencoded',
    'user-agent': 'Example/JS 1.2.3',
  });
  assert.equal(request.method, 'POST');
  assert.equal(request.init.redirect, 'manual');
  assert.deepEqual(formOf(request), { grant_type: 'client_credentials', scope: 'read write' });
  assert.equal(server.recorder.last.headers['authorization'], 'Bearer token-1');
});

test('without scopes and relative to the base URL', async () => {
  for (const [url, whole] of [
    ['/token', 'https://api.example.test/token'],
    ['token', `${BASE_URL}/token`],
  ] as const) {
    const recorder = new Recorder(Response.json({ access_token: 't' }), Response.json({}));
    const options = { token: null, clientID: ID, clientSecret: SECRET };
    await recorder.client({ api: apiOf(url, []), ...options }).call();
    assert.equal(recorder.requests[0]?.url, whole);
    assert.equal(String(recorder.requests[0].body), 'grant_type=client_credentials');
    assert.equal(recorder.last.headers['authorization'], 'Bearer t');
  }
});

/** The time, which moves when a test says so. */
function clock(t: TestContext): (seconds: number) => void {
  t.mock.timers.enable({ apis: ['Date'] });
  return (seconds) => t.mock.timers.tick(seconds * 1000);
}

test('a token is kept until a minute before it expires', async (t) => {
  const pass = clock(t);
  const server = new Server();
  const client = server.client();
  await client.call();
  await client.call();
  await client.withOptions({ maxRetries: 1 }).call();
  pass(3600 - 61);
  await client.call();
  assert.equal(server.asked.length, 1);
  pass(2);
  await client.call();
  assert.equal(server.asked.length, 2);
});

test('how long it lives', async (t) => {
  const pass = clock(t);
  for (const [expiresIn, fetched] of [
    [10, 2],
    ['10', 2],
    [null, 1],
    ['soon', 1],
  ] as const) {
    const server = new Server();
    server.expiresIn = expiresIn;
    const client = server.client();
    await client.call();
    pass(8);
    await client.call();
    assert.equal(server.asked.length, 1);
    pass(1.5);
    await client.call();
    assert.equal(server.asked.length, fetched);
  }
});

test('other credentials have another token', async () => {
  const server = new Server();
  const client = server.client();
  await client.call();
  await client.withOptions({ clientSecret: 'other' } as object).call();
  assert.equal(server.asked.length, 2);
});

test('a given token or header wins', async () => {
  const server = new Server();
  server.valid = 'mine';
  await server.client({ token: 'mine' }).call();
  const headers = { authorization: 'Bearer mine' };
  await server.client().call('GET', '/', {}, { headers });
  await server.client({ defaultHeaders: headers }).call();
  assert.equal(server.asked.length, 0);
});

test('nothing is fetched with half of it', async () => {
  const server = new Server();
  for (const missing of ['clientID', 'clientSecret']) {
    const error = await rejection(server.client({ [missing]: null }).call());
    assert.match(error.message, /Set `token`, or `clientID` and `clientSecret`\.$/);
  }
  assert.equal(server.recorder.requests.length, 0);
});

test('a refused token is renewed once', async () => {
  const server = new Server();
  const client = server.client({ maxRetries: 0 });
  await client.call();
  server.valid = 'revoked';
  assert.deepEqual(await client.call(), { ok: 1 });
  assert.equal(server.asked.length, 2);
});

test('a refused token is forgotten by a request that cannot be sent again', async () => {
  const server = new Server();
  const client = server.client({ maxRetries: 0 });
  await client.call();
  server.valid = 'revoked';
  const body = () => new ReadableStream({ start: (controller) => controller.close() });
  await assert.rejects(client.put('/', { body: body() }), AuthenticationError);
  assert.deepEqual(await client.put('/', { body: body() }), { ok: 1 });
  assert.equal(server.asked.length, 2);
});

test('a token that is always refused', async () => {
  const recorder = new Recorder((request) =>
    request.url === TOKEN_URL
      ? Response.json({ access_token: 't' })
      : Response.json({ message: 'no' }, { status: 401 }),
  );
  const client = recorder.client({ api: apiOf(), token: null, clientID: ID, clientSecret: SECRET });
  const error = await rejection(client.call());
  assert.ok(error instanceof AuthenticationError && !(error instanceof OAuthError));
  const tokens = recorder.requests.map(({ url }) => url === TOKEN_URL);
  assert.deepEqual(tokens, [true, false, true, false]);
});

test('in the body where basic is not known', async () => {
  const server = new Server();
  server.isInBody = true;
  const client = server.client();
  await client.call();
  const [first, second] = server.asked;
  assert.ok(first && second);
  assert.ok('authorization' in first.headers);
  assert.ok(!('authorization' in second.headers));
  const { client_id, client_secret } = formOf(second);
  assert.deepEqual([client_id, client_secret], [ID, SECRET]);
  server.valid = 'revoked';
  await client.call(); // The endpoint is asked as it has been the last time.
  assert.equal(server.asked.length, 3);
});

test('one token for many calls at a time', async () => {
  const server = new Server();
  const client = server.client();
  const answers = await Promise.all(Array.from({ length: 40 }, () => client.call()));
  assert.deepEqual(answers[39], { ok: 1 });
  assert.equal(server.asked.length, 1);
  assert.equal(server.recorder.requests.length, 41);
});

test('a failure is that of all who wait', async () => {
  const server = new Server();
  server.script.push(Response.json({ error: 'invalid_scope' }, { status: 400 }));
  const client = server.client();
  const failures = await Promise.all(Array.from({ length: 20 }, () => rejection(client.call())));
  assert.deepEqual(
    new Set(failures.map(({ message }) => message)),
    new Set(['400 no access token was given: invalid_scope']),
  );
  assert.equal(server.asked.length, 1);
  assert.deepEqual(await client.call(), { ok: 1 }); // Whoever comes later tries again.
});

test('an unknown client', async () => {
  const said = { error: 'invalid_client', error_description: `no such secret: ${SECRET}` };
  const server = new Server();
  for (let time = 0; time < 2; time++) {
    server.script.push(Response.json({ ...said, access_token: SECRET }, { status: 401 }));
  }
  const error = await rejection(server.client().call());
  assert.ok(error instanceof OAuthError && error instanceof AuthenticationError);
  const reason = 'invalid_client: no such secret: redacted';
  assert.equal(error.message, `401 no access token was given: ${reason}`);
  assert.equal(error.status, 401);
  assert.deepEqual(error.error, {
    error: 'invalid_client',
    error_description: 'no such secret: redacted',
  });
  assert.equal(server.recorder.requests.length, 2); // once each way
  assert.doesNotMatch(inspect(error, { depth: 9 }), /s3cr3t/);
});

test('trouble of the token endpoint passes', async () => {
  for (const status of [429, 500, 503]) {
    const server = new Server();
    const headers = { 'retry-after-ms': '0' };
    server.script.push(
      Response.json({}, { status, headers }),
      Response.json({}, { status, headers }),
    );
    assert.deepEqual(await server.client().call(), { ok: 1 });
    assert.equal(server.asked.length, 3);
  }
});

test('trouble of the token endpoint stays', async () => {
  const server = new Server();
  for (let time = 0; time < 9; time++) {
    const headers = { 'retry-after-ms': '0', 'x-other': SECRET.slice(0, 6) };
    server.script.push(Response.json({ message: SECRET }, { status: 500, headers }));
  }
  const error = await rejection(server.client().call());
  assert.ok(error instanceof InternalServerError);
  assert.equal(server.asked.length, 3);
  assert.doesNotMatch(inspect(error, { depth: 9 }), /s3cr3t/);
});

test('an answer without a token', async () => {
  for (const body of [
    '{}',
    '[]',
    'null',
    '<html>',
    '{"access_token":""}',
    '{"access_token":"a\\nb"}',
  ]) {
    const server = new Server();
    server.script.push(new Response(body));
    const error = await rejection(server.client().call());
    assert.ok(error instanceof OAuthError, body);
    assert.equal(error.message, '200 the answer of the token endpoint has no access token');
    assert.equal(server.recorder.requests.length, 1);
  }
});

test('a redirect of the token endpoint is not followed', async () => {
  const server = new Server();
  const headers = { location: 'https://other.test/' };
  server.script.push(new Response(null, { status: 307, headers }));
  const error = await rejection(server.client().call());
  assert.ok(error instanceof APIError);
  assert.equal(error.status, 307);
  assert.equal(server.recorder.requests.length, 1);
});

test('whoever waits for a token may give up', async () => {
  let resolve: (response: Response) => void = () => undefined;
  const promise = new Promise<Response>((resolved) => (resolve = resolved));
  const recorder = new Recorder(() => promise, Response.json({ ok: 1 }));
  const client = recorder.client({ api: apiOf(), token: null, clientID: ID, clientSecret: SECRET });
  const controller = new AbortController();
  const call = client.call('GET', '/', {}, { signal: controller.signal });
  setTimeout(() => controller.abort(), 5);
  await assert.rejects(call, APIUserAbortError);
  assert.equal(recorder.requests.length, 1);
  resolve(Response.json({ access_token: 't' }));
  assert.deepEqual(await client.call(), { ok: 1 }); // Others have more patience.
  assert.equal(recorder.requests.length, 2);
});

test('a token endpoint that does not answer', async () => {
  const recorder = new Recorder(
    ({ init }) =>
      new Promise<Response>((_, reject) => {
        init.signal?.addEventListener('abort', () => reject(init.signal?.reason));
      }),
  );
  const options = { token: null, clientID: ID, clientSecret: SECRET, timeout: 5, maxRetries: 0 };
  const error = await rejection(recorder.client({ api: apiOf(), ...options }).call());
  assert.ok(error instanceof APIConnectionTimeoutError);
});
