/** What methods return: a promise that also gives the response. */

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { APIPromise } from '../../../templates/typescript/src/core/api-promise.ts';
import { NotFoundError } from '../../../templates/typescript/src/core/errors.ts';
import { APIResource } from '../../../templates/typescript/src/core/resource.ts';
import { Recorder } from './recorder.ts';

test('the data', async () => {
  const server = new Recorder();
  const promise = server.client().call<{ ok: number }>();
  assert.ok(promise instanceof APIPromise && promise instanceof Promise);
  assert.deepEqual(await promise, { ok: 1 });
  assert.equal(await promise, await promise);
  assert.equal(server.requests.length, 1);
});

test('the response, whose body has not been read', async () => {
  const server = new Recorder();
  const response = await server.client().call().asResponse();
  assert.equal(response.bodyUsed, false);
  assert.deepEqual(await response.json(), { ok: 1 });
});

test('the data and the response', async () => {
  const server = new Recorder(Response.json({ ok: 1 }, { headers: { 'x-request': '7' } }));
  const { data, response } = await server.client().call().withResponse();
  assert.deepEqual(data, { ok: 1 });
  assert.equal(response.headers.get('x-request'), '7');
});

test('the data after the response', async () => {
  const promise = new Recorder().client().call();
  assert.equal((await promise.asResponse()).status, 200);
  assert.deepEqual(await promise, { ok: 1 });
});

test('a body that the caller has read cannot be read again', async () => {
  const promise = new Recorder().client().call();
  const response = await promise.asResponse();
  assert.deepEqual(await response.json(), { ok: 1 });
  const message = 'the body of the response has been read already, by way of `asResponse()`';
  await assert.rejects(promise, { name: 'SDKError', message });
});

test('a request is sent at once, and once', async () => {
  const server = new Recorder();
  const promise = server.client().call();
  await new Promise((resolve) => setTimeout(resolve, 1));
  assert.equal(server.requests.length, 1);
  await Promise.all([promise, promise.then(), promise.finally(), promise.withResponse()]);
  assert.equal(server.requests.length, 1);
});

test('failures come by each way', async () => {
  const server = new Recorder(new Response('{}', { status: 404 }));
  const client = server.client();
  const named = { name: 'NotFoundError' };
  await assert.rejects(client.call(), named);
  await assert.rejects(client.call().asResponse(), named);
  await assert.rejects(client.call().withResponse(), named);
  await assert.rejects(client.call().finally(), named);
  assert.ok((await client.call().catch((error: unknown) => error)) instanceof NotFoundError);
});

test('what then and its kin make is an ordinary promise', () => {
  const promise = new Recorder().client().call();
  for (const each of [promise.then(), promise.catch(), promise.finally()]) {
    assert.equal(each.constructor, Promise);
  }
});

test('what the reader throws is not a connection error, and not sent again', async () => {
  const server = new Recorder();
  const read = (): never => {
    throw new RangeError('a mistake');
  };
  await assert.rejects(server.client().call('GET', '/', { read }), RangeError);
  assert.equal(server.requests.length, 1);
});

test('a resource sends by its client', async () => {
  class Things extends APIResource {
    static override readonly _key = ['things'] as const;

    list(): APIPromise<unknown> {
      return this._request('GET', '/things', {}, undefined);
    }
  }
  const server = new Recorder();
  assert.deepEqual(await new Things(server.client()).list(), { ok: 1 });
  assert.deepEqual(Things._key, ['things']);
});
