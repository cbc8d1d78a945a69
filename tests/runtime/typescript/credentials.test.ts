/** The ways to authenticate: what each sends, and that secrets stay secret. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inspect } from 'node:util';

import {
  apiKey,
  basicAuth,
  clientCertificate,
  httpAuth,
} from '../../../templates/typescript/src/core/credentials.ts';
import { APIError, SDKError } from '../../../templates/typescript/src/core/errors.ts';
import type { Operation } from '../../../templates/typescript/src/core/operation.ts';
import type { RequestOptions } from '../../../templates/typescript/src/core/options.ts';
import { BASE_URL, description, type Options, Recorder, rejection } from './recorder.ts';

const SECRET = 's3cr3t &/=';
const ENCODED = 's3cr3t%20%26%2F%3D';
const COOKIE = 's3cr3t-cookie';

const api = {
  ...description,
  variables: { key: 'ACME_KEY' },
  schemes: {
    header: apiKey('header', 'X-Key', 'key'),
    query: apiKey('query', 'key', 'key'),
    cookie: apiKey('cookie', 'sid', 'session'),
    token: httpAuth('DPoP', 'token'),
    basic: basicAuth('username', 'password'),
    user: basicAuth('username', null),
    certificate: clientCertificate(),
  },
  credentials: [['key'], ['session'], ['token'], ['username', 'password']],
};

const given: Options = { api, key: SECRET, session: COOKIE, token: 't' };

/** Calls a method that needs some schemes. */
async function call(
  server: Recorder,
  schemes: readonly string[],
  operation: Operation<unknown> = {},
  options: RequestOptions = {},
  set: Options = {},
): Promise<void> {
  const client = server.client({ ...given, ...set });
  await client.call('GET', '/things', { security: [schemes], ...operation }, options);
}

test('in a header', async () => {
  const server = new Recorder();
  await call(server, ['header'], {}, {}, { key: 'k' });
  assert.equal(server.last.headers['x-key'], 'k');
  await call(server, ['token']);
  assert.equal(server.last.headers['authorization'], 'DPoP t');
});

test('in the query', async () => {
  const server = new Recorder();
  await call(server, ['query'], { query: { a: 1 } });
  assert.equal(server.last.url, `${BASE_URL}/things?key=${ENCODED}&a=1`);
  await call(server, ['query'], {}, { query: { key: 'mine' } });
  assert.equal(server.last.url, `${BASE_URL}/things?key=mine`);
  await call(server, ['query'], {}, { query: { key: undefined } });
  assert.equal(server.last.url, `${BASE_URL}/things`);
  await server.client(given).call('GET', '/things?key=said&page=2', { security: [['query']] });
  assert.equal(server.last.url, `${BASE_URL}/things?key=said&page=2`);
});

test('in a cookie', async () => {
  const server = new Recorder();
  await call(server, ['cookie'], { cookies: { a: 'b' } });
  assert.equal(server.last.headers['cookie'], `sid=${COOKIE}; a=b`);
  await call(server, ['cookie'], { cookies: { a: 'b' } }, { headers: { Cookie: 'sid=mine; c=d' } });
  assert.equal(server.last.headers['cookie'], 'a=b; sid=mine; c=d');
  await call(server, ['cookie'], {}, {}, { session: 's%3Aa+b==' });
  assert.equal(server.last.headers['cookie'], 'sid=s%3Aa+b==');
});

test('what cannot be a cookie is refused, and not shown', async () => {
  const server = new Recorder();
  for (const session of ['a;b', 'a b', 'a"', 'a,b', 'ä', 'a\n', 'a\\']) {
    const error = await rejection(call(server, ['cookie'], {}, {}, { session }));
    assert.equal(error.message, '`session` has characters that a cookie cannot have');
  }
  assert.equal(server.requests.length, 0);
});

test('several together', async () => {
  const server = new Recorder();
  await call(server, ['query', 'cookie', 'token', 'certificate']);
  assert.match(server.last.url, /\?key=/);
  assert.equal(server.last.headers['cookie'], `sid=${COOKIE}`);
  assert.equal(server.last.headers['authorization'], 'DPoP t');
});

test('user and password', async () => {
  const server = new Recorder();
  const users: [username: string, password: string, sent: string][] = [
    ['u', 'p', 'Basic dTpw'],
    ['u', '', 'Basic dTo='],
    ['', 'p', 'Basic OnA='],
    ['ü', 'ß', 'Basic w7w6w58='],
  ];
  for (const [username, password, sent] of users) {
    await call(server, ['basic'], {}, {}, { username, password });
    assert.equal(server.last.headers['authorization'], sent);
  }
  await call(server, ['user'], {}, {}, { username: 'u' });
  assert.equal(server.last.headers['authorization'], 'Basic dTo=');
  for (const set of [{}, { username: 'u' }, { password: 'p' }, { username: '', password: '' }]) {
    const error = await rejection(call(server, ['basic'], {}, {}, set));
    assert.equal(error.name, 'MissingCredentialsError');
  }
  const colon = await rejection(
    call(server, ['basic'], {}, {}, { username: `${SECRET}:`, password: 'p' }),
  );
  assert.equal(colon.message, '`username` must not contain a colon');
});

test('what is set goes before what needs nothing', async () => {
  const server = new Recorder();
  const client = server.client(given);
  await client.call('GET', '/', { security: [['certificate'], [], ['token']] });
  assert.equal(server.last.headers['authorization'], 'DPoP t');
  await client.call('GET', '/', { security: [['certificate']] });
  assert.deepEqual(Object.keys(server.last.headers), ['accept', 'user-agent']);
  await client.call('GET', '/', { security: [] });
  assert.deepEqual(Object.keys(server.last.headers), ['accept', 'user-agent']);
});

test('the first alternative that is set is sent', async () => {
  const server = new Recorder();
  const security = [['basic'], ['token'], ['header']];
  await server.client(given).call('GET', '/', { security });
  assert.equal(server.last.headers['authorization'], 'DPoP t');
  assert.equal(server.last.headers['x-key'], undefined);
});

test('missing credentials are named', async () => {
  const server = new Recorder();
  const client = server.client({ api, token: null, session: '' });
  const security = [['query', 'cookie'], ['basic']];
  await assert.rejects(client.call('GET', '/', { security }), {
    name: 'MissingCredentialsError',
    message:
      'No credentials are set. Set `key` (ACME_KEY) and `session`, or `username` and `password`.',
  });
  assert.equal(server.requests.length, 0);
  await client.get('/'); // an endpoint that has no method may do without
  assert.equal(server.requests.length, 1);
});

test('the caller may give them by headers and parameters', async () => {
  const server = new Recorder();
  const none = { key: undefined, session: undefined };
  await call(server, ['query'], {}, { query: { key: 'k' } }, none);
  await call(server, ['query'], {}, {}, { ...none, defaultQuery: { key: 'k' } });
  await call(server, ['cookie'], {}, { headers: { Cookie: 'sid=s' } }, none);
  await call(server, ['basic'], {}, { headers: { Authorization: 'Basic x' } }, none);
  await call(server, ['basic'], {}, { headers: { Authorization: null } }, none);
  await call(server, ['basic'], {}, {}, { ...none, defaultHeaders: { authorization: 'Basic x' } });
  assert.equal(server.requests.length, 6);
});

test('a credential that cannot be sent is not shown', async () => {
  const server = new Recorder();
  for (const token of ['s3cr3t\n', 's3cr3t\u0000', 's3cr3tä', 's3cr3t ']) {
    const error = await rejection(call(server, ['token'], {}, {}, { token }));
    assert.ok(error instanceof SDKError);
    assert.match(error.message, /the value of the header `Authorization` must be printable ASCII/);
    assert.doesNotMatch(inspect(error), /s3cr3t/);
  }
});

test('errors do not show what the server repeats', async () => {
  const message = `no ${SECRET}, ${ENCODED} and ${COOKIE}`;
  const server = new Recorder(Response.json({ message }, { status: 400 }));
  const error = await rejection(call(server, ['query', 'cookie']));
  assert.ok(error instanceof APIError);
  assert.equal(error.message, '400 no redacted, redacted and redacted');
  assert.deepEqual(error.error, { message });
  assert.doesNotMatch(String(error.stack), /s3cr3t/);
});

test('connection errors do not show what they are about', async () => {
  const server = new Recorder(new Error(`cannot reach ?key=${ENCODED}`));
  const error = await rejection(call(server, ['query'], {}, {}, { maxRetries: 0 }));
  assert.equal(error.message, 'Connection error: cannot reach ?key=redacted');
  assert.doesNotMatch(inspect(error), /s3cr3t/);
});

test('nothing that prints a client shows its credentials', async () => {
  const client = new Recorder().client({ ...given, defaultHeaders: { 'X-Auth': SECRET } });
  for (const each of [client, client.withOptions({ maxRetries: 1 }), { nested: [client] }]) {
    assert.doesNotMatch(inspect(each, { depth: 9, showHidden: false }), /s3cr3t/);
    assert.doesNotMatch(JSON.stringify(each), /s3cr3t/);
    assert.match(JSON.stringify(each), /"baseURL":"https:/);
  }
  assert.deepEqual(Object.keys(client).sort(), [
    'fetchOptions',
    'logLevel',
    'logger',
    'maxRetries',
    'timeout',
  ]);
});

test('credentials do not go to other origins', async () => {
  const server = new Recorder();
  const client = server.client({
    ...given,
    defaultHeaders: { 'X-Team': 'x' },
    defaultQuery: { team: 'x' },
  });
  const operation = { security: [['query', 'cookie', 'token']] };
  await client.call('GET', 'https://other.test/a?b=1', operation, { query: { c: 2 } });
  assert.equal(server.last.url, 'https://other.test/a?b=1&c=2');
  assert.deepEqual(Object.keys(server.last.headers), ['accept', 'user-agent']);
  await client.call('GET', 'https://api.example.test:443/v2', operation);
  assert.equal(server.last.url, `https://api.example.test:443/v2?key=${ENCODED}&team=x`);
  assert.equal(server.last.headers['authorization'], 'DPoP t');
});
