/** What a client takes from the environment. */

import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';

import Cloudflare from 'cloudflare';

import {
  API_EMAIL,
  API_KEY,
  API_TOKEN,
  createLiveInput,
  getAllLivestreams,
  newClient,
} from './calls.ts';
import { header, newServer } from './server.ts';

/** The environment, which is as it was when the test is over. */
function environment(t: TestContext): NodeJS.ProcessEnv {
  const before = process.env;
  process.env = { ...before };
  t.after(() => {
    process.env = before;
  });
  return process.env;
}

test('credentials', async (t) => {
  const env = environment(t);
  const server = await newServer(t);
  Object.assign(env, {
    CLOUDFLARE_BASE_URL: server.baseURL,
    CLOUDFLARE_EMAIL: API_EMAIL,
    CLOUDFLARE_API_KEY: API_KEY,
  });
  await createLiveInput.do(new Cloudflare());
  Object.assign(env, { CLOUDFLARE_API_TOKEN: 'of-the-environment' });
  await createLiveInput.do(new Cloudflare({}));
  await createLiveInput.do(new Cloudflare({ apiToken: API_TOKEN }));
  const [first, second, third] = await server.requests();
  assert.deepEqual(
    [header(first!, 'x-auth-email'), header(first!, 'x-auth-key')],
    [API_EMAIL, API_KEY],
  );
  assert.equal(header(first!, 'authorization'), undefined);
  assert.equal(header(second!, 'authorization'), 'Bearer of-the-environment');
  assert.equal(header(third!, 'authorization'), `Bearer ${API_TOKEN}`);
});

test('credentials that are given are not replaced', async (t) => {
  const env = environment(t);
  const server = await newServer(t);
  Object.assign(env, { CLOUDFLARE_API_TOKEN: 'of-the-environment' });
  const client = new Cloudflare({
    baseURL: server.baseURL,
    apiEmail: API_EMAIL,
    apiKey: API_KEY,
  });
  await createLiveInput.do(client);
  assert.equal(header(await server.only(), 'authorization'), undefined);
  assert.equal(header(await server.only(), 'x-auth-key'), API_KEY);
});

test('null is not looked up', (t) => {
  const env = environment(t);
  Object.assign(env, { CLOUDFLARE_API_TOKEN: 'of-the-environment' });
  assert.equal(new Cloudflare({ apiToken: null }).apiToken, null);
  assert.equal(new Cloudflare({ apiToken: undefined }).apiToken, 'of-the-environment');
});

test('a variable that is empty is none', (t) => {
  const env = environment(t);
  Object.assign(env, { CLOUDFLARE_API_TOKEN: '', CLOUDFLARE_BASE_URL: '' });
  const client = new Cloudflare();
  assert.equal(client.apiToken, null);
  assert.equal(client.baseURL, 'https://api.cloudflare.com/client/v4');
});

test('the base URL', async (t) => {
  const env = environment(t);
  const server = await newServer(t);
  Object.assign(env, { CLOUDFLARE_BASE_URL: server.baseURL });
  const client = new Cloudflare({ apiToken: API_TOKEN });
  await getAllLivestreams.do(client);
  Object.assign(env, { CLOUDFLARE_BASE_URL: 'http://127.0.0.1:9' });
  await getAllLivestreams.do(newClient(server));
  // Which read the environment when it was made.
  await getAllLivestreams.do(client);
  await getAllLivestreams.do(client.withOptions({ timeout: 9000 }));
  await server.expectRequests(4);
});

test('an environment that is not there', async (t) => {
  const { process: before } = globalThis;
  t.after(() => {
    globalThis.process = before;
  });
  const server = await newServer(t);
  globalThis.process = undefined as never;
  const client = new Cloudflare({ baseURL: server.baseURL, apiToken: API_TOKEN });
  const answer = await getAllLivestreams.do(client);
  globalThis.process = before;
  assert.deepEqual(answer, getAllLivestreams.response);
});
