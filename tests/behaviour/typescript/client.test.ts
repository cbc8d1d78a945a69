/** What the package exports, and a client of some resources only. */

import assert from 'node:assert/strict';
import { test } from 'node:test';

import * as root from 'cloudflare';
import Cloudflare, { APIPromise, BaseCloudflare, toFile } from 'cloudflare';
import * as apiPromise from 'cloudflare/api-promise';
import * as clients from 'cloudflare/client';
import * as errors from 'cloudflare/error';
import * as resource from 'cloudflare/resource';
import { BaseStream, LiveInputs, Stream } from 'cloudflare/resources/stream';
import { Livestreams } from 'cloudflare/resources/realtime-kit/livestreams';
import * as resources from 'cloudflare/resources';
import { createClient } from 'cloudflare/tree-shakable';
import * as uploads from 'cloudflare/uploads';

import {
  ACCOUNT,
  API_TOKEN,
  createLiveInput,
  failureOf,
  getAllLivestreams,
  newClient,
} from './calls.ts';
import { header, newServer, status } from './server.ts';

const ERRORS = [
  'APIConnectionError',
  'APIConnectionTimeoutError',
  'APIError',
  'APIUserAbortError',
  'AuthenticationError',
  'BadRequestError',
  'CloudflareError',
  'ConflictError',
  'InternalServerError',
  'MissingCredentialsError',
  'NotFoundError',
  'OAuthError',
  'PermissionDeniedError',
  'RateLimitError',
  'UnprocessableEntityError',
  'WebhookVerificationError',
] as const;

test('the client has one name and many', () => {
  assert.equal(root.default, root.Cloudflare);
  assert.equal(Cloudflare.Cloudflare, Cloudflare);
  assert.equal(clients.BaseCloudflare, BaseCloudflare);
  assert.ok(new clients.Cloudflare({ apiToken: 't' }) instanceof BaseCloudflare);
  assert.ok(new Cloudflare({ apiToken: 't' }) instanceof BaseCloudflare);
  assert.equal(Cloudflare.toFile, toFile);
  assert.equal(uploads.toFile, toFile);
  assert.equal(apiPromise.APIPromise, APIPromise);
  assert.equal(Cloudflare.name, 'Cloudflare');
});

test('the errors have one class each, wherever they are taken from', () => {
  for (const name of ERRORS) {
    const kind: unknown = errors[name];
    assert.equal(typeof kind, 'function', name);
    assert.equal(root[name], kind, name);
    assert.equal(Cloudflare[name], kind, name);
  }
});

test('resources can be made on their own', async (t) => {
  const server = await newServer(t);
  const client = newClient(server);
  assert.ok(client.stream instanceof resource.APIResource);
  assert.equal(client.stream, client.stream);
  assert.deepEqual(new Stream(client).liveInputs.constructor.name, 'LiveInputs');
  assert.ok(new Stream(client) instanceof BaseStream);
  const input = await new LiveInputs(client).create({ account_id: ACCOUNT });
  assert.deepEqual(input, createLiveInput.response);
  const answer = await new resources.RealtimeKit(client).livestreams.getAllLivestreams('app_id', {
    account_id: ACCOUNT,
  });
  assert.deepEqual(answer, getAllLivestreams.response);
});

test('a promise is one of the package', async (t) => {
  const server = await newServer(t);
  const promise = getAllLivestreams.do(newClient(server));
  assert.ok(promise instanceof APIPromise);
  await promise;
});

test('an error of one client is known by the class of the package', async (t) => {
  const server = await newServer(t);
  await server.script(status(404));
  const error = await failureOf(errors.NotFoundError, createLiveInput.do(newClient(server)));
  assert.ok(error instanceof Cloudflare.NotFoundError);
});

test('a client of one resource', async (t) => {
  const server = await newServer(t);
  const client = createClient({
    resources: [LiveInputs],
    baseURL: server.baseURL,
    apiToken: API_TOKEN,
    defaultHeaders: { 'X-A': '1' },
  });
  assert.ok(client instanceof BaseCloudflare);
  assert.ok(!(client instanceof Cloudflare));
  const input = await client.stream.liveInputs.create({ account_id: ACCOUNT });
  assert.deepEqual(input, createLiveInput.response);
  const sent = await server.only();
  assert.equal(header(sent, 'authorization'), `Bearer ${API_TOKEN}`);
  assert.equal(header(sent, 'x-a'), '1');
  assert.ok(!('realtimeKit' in client));
});

test('a client of several resources', async (t) => {
  const server = await newServer(t);
  const client = createClient({
    resources: [Livestreams, Stream],
    baseURL: server.baseURL,
    apiToken: API_TOKEN,
  });
  const answer = await client.realtimeKit.livestreams.getAllLivestreams('app_id', {
    account_id: ACCOUNT,
  });
  assert.deepEqual(answer, getAllLivestreams.response);
  assert.ok(await client.stream.liveInputs.create({ account_id: ACCOUNT }));
});

test('a resource and its own child, in either order', async (t) => {
  const server = await newServer(t);
  for (const chosen of [
    [BaseStream, LiveInputs],
    [LiveInputs, BaseStream],
  ] as const) {
    const client = createClient({
      resources: chosen,
      baseURL: server.baseURL,
      apiToken: API_TOKEN,
    });
    assert.ok(await client.stream.liveInputs.create({ account_id: ACCOUNT }));
  }
});

test('a copy of a client of one resource', async (t) => {
  const server = await newServer(t);
  const client = createClient({
    resources: [LiveInputs],
    baseURL: server.baseURL,
    apiToken: 'first',
  });
  const copy = client.withOptions({ apiToken: 'second' });
  await copy.stream.liveInputs.create({ account_id: ACCOUNT });
  await client.stream.liveInputs.create({ account_id: ACCOUNT });
  const sent = (await server.requests()).map((each) => header(each, 'authorization'));
  assert.deepEqual(sent, ['Bearer second', 'Bearer first']);
});

test('two clients of some resources do not know each other', async (t) => {
  const server = await newServer(t);
  const options = { baseURL: server.baseURL, apiToken: API_TOKEN };
  const one = createClient({ resources: [LiveInputs], ...options });
  const other = createClient({ resources: [Livestreams], ...options });
  assert.ok(!('realtimeKit' in one));
  assert.ok(!('stream' in other));
});
