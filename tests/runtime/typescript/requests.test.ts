/** What a request is made of: URL, headers, body. */

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { form } from '../../../templates/typescript/src/core/form.ts';
import { SDKError } from '../../../templates/typescript/src/core/errors.ts';
import type { Operation } from '../../../templates/typescript/src/core/operation.ts';
import type {
  HeadersLike,
  RequestOptions,
} from '../../../templates/typescript/src/core/options.ts';
import { BASE_URL, type Options, type Recorded, Recorder } from './recorder.ts';

/** The request of a method. */
async function sent(
  operation: Operation<unknown> = {},
  options: RequestOptions = {},
  set: Options = {},
  method = 'POST',
): Promise<Recorded> {
  const server = new Recorder();
  await server.client(set).call(method, '/things', operation, options);
  return server.last;
}

test('paths', async () => {
  const server = new Recorder();
  for (const path of ['/things', 'things', `${BASE_URL}/things`]) {
    await server.client().get(path);
    assert.equal(server.last.url, `${BASE_URL}/things`);
  }
  await assert.rejects(server.client().get('https://[bad'), SDKError);
});

test('the methods of a client', async () => {
  const server = new Recorder();
  const client = server.client();
  for (const [name, method] of [
    ['get', 'GET'],
    ['post', 'POST'],
    ['put', 'PUT'],
    ['patch', 'PATCH'],
    ['delete', 'DELETE'],
  ] as const) {
    assert.deepEqual(await client[name]('/things'), { ok: 1 });
    assert.equal(server.last.method, method);
    assert.equal(server.last.headers['authorization'], `Bearer ${client.token}`);
  }
});

test('the query', async () => {
  const queries: [
    own: object | undefined,
    extra: object | undefined,
    defaults: object | undefined,
    text: string,
  ][] = [
    [undefined, undefined, undefined, ''],
    [{}, {}, {}, ''],
    [{ a: 1, b: undefined }, undefined, undefined, '?a=1'],
    [{ a: 1 }, { a: 2, b: 3 }, undefined, '?a=2&b=3'],
    [{ a: undefined }, undefined, { a: 1 }, '?a=1'],
    [{ a: 2 }, undefined, { a: 1, c: 'ü' }, '?a=2&c=%C3%BC'],
    [{ a: 2 }, { a: undefined }, { a: 1 }, ''],
  ];
  for (const [query, extra, defaultQuery, text] of queries) {
    const { url } = await sent({ query }, { query: extra }, { defaultQuery });
    assert.equal(url, `${BASE_URL}/things${text}`);
  }
});

test('all of the query as one value', async () => {
  const wholeQuery = { filter: { a: 1 } };
  const { url } = await sent({ wholeQuery }, { query: { b: 2 } }, { defaultQuery: { c: 3 } });
  assert.equal(
    url,
    `${BASE_URL}/things?filter[a]=1&c=3&b=2`.replace('[', '%5B').replace(']', '%5D'),
  );
});

test('headers', async () => {
  const { headers } = await sent({ accept: 'text/plain', headers: { 'X-A': 1, 'X-B': undefined } });
  assert.deepEqual(headers, {
    accept: 'text/plain',
    'user-agent': 'Example/JS 1.2.3',
    authorization: 'Bearer s3cr3t-token',
    'x-a': '1',
  });
});

test('which header wins', async () => {
  const orders: [
    own: object | undefined,
    extra: HeadersLike | undefined,
    defaults: HeadersLike | undefined,
    value: string | undefined,
  ][] = [
    [undefined, undefined, { 'X-A': 'default' }, 'default'],
    [{ 'x-a': 'method' }, undefined, { 'X-A': 'default' }, 'method'],
    [{ 'X-A': 'method' }, { 'x-A': 'call' }, { 'X-A': 'default' }, 'call'],
    [{ 'X-A': 'method' }, { 'x-a': null }, undefined, undefined],
    [undefined, { 'x-a': null }, { 'X-A': 'default' }, undefined],
    [{ 'X-A': 'method' }, { 'X-A': undefined }, undefined, 'method'],
    [{ 'X-A': 'method' }, new Headers({ 'X-A': 'call' }), undefined, 'call'],
    [{ 'X-A': 'method' }, [['X-A', 'call']], undefined, 'call'],
    [undefined, { 'X-A': 7 }, undefined, '7'],
  ];
  for (const [headers, extra, defaultHeaders, value] of orders) {
    const request = await sent({ headers }, { headers: extra }, { defaultHeaders });
    assert.equal(request.headers['x-a'], value);
  }
});

test('headers that the SDK sets can be replaced and removed', async () => {
  const { headers } = await sent(
    {},
    {},
    { defaultHeaders: { authorization: 'mine', Accept: null } },
  );
  assert.deepEqual([headers['authorization'], headers['accept']], ['mine', undefined]);
  const removed = await sent({}, { headers: { Authorization: null, 'User-Agent': null } });
  assert.deepEqual(Object.keys(removed.headers), ['accept']);
});

test('a header that cannot be sent is not shown', async () => {
  for (const value of ['s3cr3t\r\nX-B: 1', 's3cr3tä', ' s3cr3t', 's3cr3t\u0000']) {
    const message =
      'the value of the header `X-A` must be printable ASCII without spaces around it';
    await assert.rejects(sent({}, { headers: { 'X-A': value } }), { name: 'SDKError', message });
    await assert.rejects(sent({ headers: { 'X-A': value } }), { name: 'SDKError', message });
  }
  await assert.rejects(sent({}, { headers: { 'a:b': '1' } }), /`a:b` cannot be the name/);
});

test('a URL with credentials is neither sent nor shown', async () => {
  const server = new Recorder();
  for (const url of ['https://a:s3cr3t@api.example.test/v1', 'https://s3cr3t@other.test']) {
    const message = 'the URL of the request must not contain credentials; pass them as `headers`';
    await assert.rejects(server.client().get(url), { name: 'SDKError', message });
  }
  assert.equal(server.requests.length, 0);
});

test('JSON bodies', async () => {
  const bodies: [own: unknown, extra: unknown, text: string | undefined][] = [
    [undefined, undefined, undefined],
    [{ a: 1, b: undefined }, undefined, '{"a":1}'],
    [null, undefined, 'null'],
    ['text', undefined, '"text"'],
    [[1], undefined, '[1]'],
    [new Date(0), undefined, '"1970-01-01T00:00:00.000Z"'],
    [{ a: { toJSON: () => 1, file: new Blob(['a']) } }, undefined, '{"a":1}'],
    [{ a: 1, b: 2 }, { b: 3, c: 4 }, '{"a":1,"b":3,"c":4}'],
    [{ a: 1 }, { a: undefined }, '{}'],
    [undefined, { a: 1 }, '{"a":1}'],
    [{ a: 1 }, [1], '[1]'],
    [{ a: 1 }, null, 'null'],
    [{ a: 1 }, 7, '7'],
  ];
  for (const [own, body, text] of bodies) {
    const request = await sent({ body: own }, body === undefined ? {} : { body });
    assert.equal(request.body, text);
    assert.equal(request.headers['content-type'], text && 'application/json');
  }
});

test('bodies that fetch knows are sent as they are', async () => {
  const bodies = [
    'text',
    new Uint8Array([1]),
    new Uint8Array([1]).buffer,
    new Blob(['x']),
    new FormData(),
    new URLSearchParams({ a: '1' }),
    new ReadableStream({ start: (controller) => controller.close() }),
  ];
  for (const body of bodies) {
    const request = await sent({ body: { a: 1 } }, { body });
    assert.equal(request.body, body);
    assert.equal(request.headers['content-type'], undefined);
  }
  const own = await sent({}, { body: '{}', headers: { 'Content-Type': 'application/json' } });
  assert.deepEqual([own.body, own.headers['content-type']], ['{}', 'application/json']);
});

test('contents write themselves', async () => {
  const request = await sent({ body: form({ a: 1 }) }, { body: { b: 2 } });
  assert.equal(String(request.body), 'a=1&b=2');
  assert.match(request.headers['content-type'] ?? '', /^application\/x-www-form-urlencoded/);
});

test('a content type that the caller states or leaves out', async () => {
  const json = 'application/merge-patch+json';
  const stated = await sent({ body: {} }, { headers: { 'content-type': json } });
  assert.deepEqual([stated.body, stated.headers['content-type']], ['{}', json]);
  const none = await sent({ body: {} }, { headers: { 'Content-Type': null } });
  assert.equal(none.headers['content-type'], undefined);
  assert.equal(new TextDecoder().decode(none.body as ArrayBuffer), '{}');
  const bodiless = await sent({ headers: { 'Content-Type': json } });
  assert.equal(bodiless.headers['content-type'], undefined);
  await assert.rejects(
    sent({ body: {} }, { headers: { 'content-type': 'multipart/form-data' } }),
    /must be given as `FormData` or `URLSearchParams`/,
  );
});

test('bodies that cannot be sent', async () => {
  const loop: { self?: unknown } = {};
  loop.self = loop;
  await assert.rejects(sent({ body: loop }), /^SDKError: the body cannot be sent as JSON/);
  await assert.rejects(sent({ body: { a: 1n } }), /^SDKError: the body cannot be sent as JSON/);
  for (const file of [new Blob(['a']), new Uint8Array(1), Buffer.from('a')]) {
    const message = 'a file cannot be sent as JSON';
    await assert.rejects(sent({ body: { files: [file] } }), { name: 'SDKError', message });
  }
  for (const method of ['GET', 'HEAD']) {
    const message = `a request with the method ${method} cannot have a body: \`fetch\` sends none`;
    await assert.rejects(sent({ body: {} }, {}, {}, method), { message });
  }
});

test('a method with a server of its own', async () => {
  const server = new Recorder();
  const urls: [own: string, url: string][] = [
    ['https://uploads.example.test/v2/', 'https://uploads.example.test/v2/things'],
    ['/v3', 'https://api.example.test/v3/things'],
  ];
  for (const [own, url] of urls) {
    await server.client().call('GET', '/things', { server: own });
    assert.equal(server.last.url, url);
    assert.equal(server.last.headers['authorization'], 'Bearer s3cr3t-token');
    await server.client({ baseURL: 'http://local.test' }).call('GET', '/things', { server: own });
    assert.equal(server.last.url, 'http://local.test/things');
  }
});

test('fetch and its options', async () => {
  const server = new Recorder();
  const other = new Recorder();
  const client = server.client({ fetchOptions: { cache: 'no-store', mode: 'cors' } });
  const fetchOptions = { mode: 'same-origin', dispatcher: 1, method: 'PUT' } as const;
  await client.get('/', { fetch: other.fetch, fetchOptions });
  assert.equal(server.requests.length, 0);
  const { init } = other.last;
  assert.deepEqual(
    [init.cache, init.mode, init.method, (init as { dispatcher?: unknown }).dispatcher],
    ['no-store', 'same-origin', 'GET', 1],
  );
});

test('the global fetch is called without an object', async (t) => {
  const fetch = t.mock.method(globalThis, 'fetch', async () => Response.json({ ok: 1 }));
  assert.deepEqual(await new Recorder().client({ fetch: undefined }).get('/'), { ok: 1 });
  assert.equal(fetch.mock.calls[0]?.this, undefined);
});
