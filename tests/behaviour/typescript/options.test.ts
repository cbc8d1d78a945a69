/** What a user can set for a client, a copy of it or one call. */

import assert from 'node:assert/strict';
import { test } from 'node:test';

import Cloudflare, { type ClientOptions } from 'cloudflare';

import {
  ACCOUNT,
  API_TOKEN,
  CALLS_BY_NAME,
  createLiveInput,
  failureOf,
  getAllLivestreams,
  LIVESTREAMS,
  newClient,
} from './calls.ts';
import { drop, each, header, newServer, raw, status, unchecked } from './server.ts';

test('headers of a call', async (t) => {
  const server = await newServer(t);
  const client = newClient(server);
  const given = [
    { 'X-A': '1', 'USER-AGENT': 'mine' },
    new Headers({ 'X-A': '1', 'User-Agent': 'mine' }),
    [
      ['X-A', '1'],
      ['user-agent', 'mine'],
    ] as Array<[string, string]>,
    new Map([
      ['x-a', '1'],
      ['user-agent', 'mine'],
    ]),
  ];
  for (const headers of given) await getAllLivestreams.do(client, { headers });
  for (const sent of await server.requests()) {
    assert.deepEqual([header(sent, 'x-a'), header(sent, 'user-agent')], ['1', 'mine']);
  }
});

test('headers of clients, copies and calls', async (t) => {
  const server = await newServer(t);
  const client = newClient(server, { defaultHeaders: { 'X-A': '1', 'X-B': '1' } });
  await getAllLivestreams.do(client.withOptions({ timeout: 9000 }), { headers: { 'x-b': '2' } });
  // What a copy is given stands in place of what the client has.
  await getAllLivestreams.do(client.withOptions({ defaultHeaders: { 'x-b': '3' } }));
  await getAllLivestreams.do(client);
  const sent = (await server.requests()).map((each) => [header(each, 'x-a'), header(each, 'x-b')]);
  assert.deepEqual(sent, [
    ['1', '2'],
    [undefined, '3'],
    ['1', '1'],
  ]);
});

test('null removes a header', async (t) => {
  const server = await newServer(t);
  const gone = { AUTHORIZATION: null, 'X-A': null };
  const defaultHeaders = { 'X-A': '1', 'X-B': '2' };
  await server.script(unchecked, unchecked, unchecked);
  await getAllLivestreams.do(newClient(server, { defaultHeaders }), { headers: gone });
  await getAllLivestreams.do(newClient(server, { defaultHeaders: { authorization: null } }));
  // Who takes the header away on purpose is not told that it is missing.
  const bare = newClient(server, { apiToken: null, defaultHeaders: { Authorization: null } });
  await getAllLivestreams.do(bare);
  const sent = await server.requests();
  for (const each of sent) assert.equal(header(each, 'authorization'), undefined);
  assert.equal(header(sent[0]!, 'x-a'), undefined);
  assert.equal(header(sent[0]!, 'x-b'), '2');
});

test('undefined says nothing about a header', async (t) => {
  const server = await newServer(t);
  const client = newClient(server, { defaultHeaders: { 'X-A': '1', 'X-B': undefined } });
  await getAllLivestreams.do(client, { headers: { 'X-A': undefined, Authorization: undefined } });
  const sent = await server.only();
  assert.equal(header(sent, 'x-a'), '1');
  assert.equal(header(sent, 'x-b'), undefined);
  assert.equal(header(sent, 'authorization'), `Bearer ${API_TOKEN}`);
});

test('a header that is none', async (t) => {
  const server = await newServer(t);
  const client = newClient(server);
  for (const headers of [{ 'X-A': 'a\r\nX-B: 1' }, { 'X A': '1' }, { 'X-A': '\u0000' }]) {
    await assert.rejects((async () => getAllLivestreams.do(client, { headers }))(), Error);
  }
  await server.expectRequests(0);
});

test('the query of a call', async (t) => {
  const server = await newServer(t);
  await newClient(server).realtimeKit.livestreams.getAllLivestreams(
    'app_id',
    { account_id: ACCOUNT, page_no: 1, per_page: 2, sort_order: 'ASC' },
    { query: { page_no: 3, status: 'LIVE', sort_order: undefined } },
  );
  assert.deepEqual(Object.fromEntries((await server.only()).query), {
    page_no: '3',
    per_page: '2',
    status: 'LIVE',
  });
});

test('a query of every kind', async (t) => {
  const server = await newServer(t);
  await server.script(unchecked);
  const query = {
    text: 'a b&c=d+e/ü',
    yes: true,
    many: [1, 'x', false],
    none: undefined,
    deep: { a: { b: 1 } },
    number: 1.5,
    at: new Date(0),
  };
  await getAllLivestreams.do(newClient(server), { query });
  assert.deepEqual((await server.only()).query.sort(), [
    ['at', '1970-01-01T00:00:00.000Z'],
    ['deep[a][b]', '1'],
    ['many', '1'],
    ['many', 'false'],
    ['many', 'x'],
    ['number', '1.5'],
    ['text', 'a b&c=d+e/ü'],
    ['yes', 'true'],
  ]);
});

test('the query of clients and copies', async (t) => {
  const server = await newServer(t);
  const client = newClient(server, { defaultQuery: { page_no: 1, status: 'LIVE' } });
  const copy = client.withOptions({ defaultQuery: { per_page: 2, status: 'LIVE' } });
  const { livestreams } = copy.realtimeKit;
  await livestreams.getAllLivestreams('app_id', { account_id: ACCOUNT, status: 'IDLE' });
  await getAllLivestreams.do(client, { query: { status: 'ERRORED' } });
  await getAllLivestreams.do(client, { query: { status: undefined } });
  const sent = (await server.requests()).map((each) => Object.fromEntries(each.query));
  assert.deepEqual(sent, [
    { per_page: '2', status: 'IDLE' },
    { page_no: '1', status: 'ERRORED' },
    { page_no: '1' },
  ]);
});

test('the body of a call', async (t) => {
  const server = await newServer(t);
  const client = newClient(server);
  const body = { enabled: false, extra: { a: [1] } };
  await server.script(unchecked, unchecked);
  const params = { account_id: ACCOUNT, enabled: true, meta: 1 };
  await client.stream.liveInputs.create(params, { body });
  await client.stream.liveInputs.create(params, { body: { meta: undefined } });
  const [first, second] = (await server.requests()).map((sent) => JSON.parse(sent.body) as unknown);
  assert.deepEqual(first, { enabled: false, meta: 1, extra: { a: [1] } });
  assert.deepEqual(second, { enabled: true });
});

test('a body that is no object replaces that of the method', async (t) => {
  const server = await newServer(t);
  const client = newClient(server);
  await server.script(unchecked, unchecked);
  await createLiveInput.do(client, { body: '{"enabled": false}' });
  await createLiveInput.do(client, {
    body: new TextEncoder().encode('{}'),
    headers: { 'Content-Type': 'text/x' },
  });
  const [first, second] = await server.requests();
  assert.equal(first!.body, '{"enabled": false}');
  assert.equal(second!.body, '{}');
  assert.equal(header(second!, 'content-type'), 'text/x');
});

test(
  'a base URL that is given',
  ...each(['', '/', '//'], async (t, end) => {
    const server = await newServer(t);
    await getAllLivestreams.do(newClient(server, { baseURL: server.baseURL + end }));
    assert.equal((await server.only()).target, LIVESTREAMS);
  }),
);

test('the base URL of the API', async () => {
  const client = new Cloudflare({ apiToken: 't' });
  assert.equal(client.baseURL, 'https://api.cloudflare.com/client/v4');
  const urls: string[] = [];
  const fetch = async (input: string): Promise<Response> => {
    urls.push(input);
    return Response.json({});
  };
  await getAllLivestreams.do(client.withOptions({ fetch }));
  await getAllLivestreams.do(client, { fetch });
  await getAllLivestreams.do(new Cloudflare({ apiToken: 't', baseURL: null, fetch }));
  await getAllLivestreams.do(new Cloudflare({ apiToken: 't', environment: 'production', fetch }));
  assert.deepEqual([...new Set(urls)], [`https://api.cloudflare.com${LIVESTREAMS}`]);
  assert.equal(urls.length, 4);
});

test('a base URL that is set later, or of a copy', async (t) => {
  const server = await newServer(t);
  const client = new Cloudflare({ apiToken: API_TOKEN, baseURL: 'http://127.0.0.1:9/' });
  await getAllLivestreams.do(client.withOptions({ baseURL: server.baseURL }));
  client.baseURL = server.baseURL;
  await getAllLivestreams.do(client);
  await server.expectRequests(2);
});

test('a base URL that is none', async () => {
  for (const baseURL of [
    'api.example.com',
    'ftp://example.com',
    '/path',
    'http://',
    'http://a?b=c',
    'http://a#b',
  ]) {
    const call = async () =>
      new Cloudflare({ apiToken: 't', baseURL }).get('/a', { maxRetries: 0 });
    const error = await failureOf(Cloudflare.CloudflareError, call());
    assert.match(error.message, /baseURL/);
  }
});

test('an environment that there is not', () => {
  assert.throws(
    () => new Cloudflare({ apiToken: 't', environment: 'staging' as 'production' }),
    /production/,
  );
});

test(
  'a fetch of the client',
  ...each(CALLS_BY_NAME, async (t, call) => {
    const server = await newServer(t);
    const seen: Array<[string, RequestInit | undefined]> = [];
    const client = newClient(server, {
      fetch: async (input, init) => {
        seen.push([input, init]);
        return fetch(input, init);
      },
    });
    assert.deepEqual(await call.do(client), call.response);
    const sent = await server.only();
    assert.deepEqual([sent.method, sent.target], [call.method, call.target]);
    assert.equal(seen.length, 1);
    const [input, init] = seen[0]!;
    assert.equal(input, server.origin + call.target);
    assert.equal(init?.method, call.method);
    assert.equal(new Headers(init?.headers).get('authorization'), `Bearer ${API_TOKEN}`);
    assert.ok(init?.signal instanceof AbortSignal);
  }),
);

test('a fetch without any network', async () => {
  // This is how users test their own programs.
  const client = new Cloudflare({
    apiToken: API_TOKEN,
    fetch: async (input) => Response.json({ success: true, path: new URL(input).pathname }),
  });
  const answer = await getAllLivestreams.do(client);
  assert.deepEqual(answer, { success: true, path: LIVESTREAMS });
});

test('the fetch of a call', async (t) => {
  const server = await newServer(t);
  const never = async (): Promise<Response> => assert.fail('the fetch of the client is used');
  const client = newClient(server, { fetch: never });
  assert.deepEqual(await getAllLivestreams.do(client, { fetch }), getAllLivestreams.response);
});

test('a fetch that fails', async () => {
  const mine = new TypeError('not today');
  const client = new Cloudflare({
    apiToken: API_TOKEN,
    maxRetries: 0,
    fetch: async () => {
      throw mine;
    },
  });
  const error = await failureOf(Cloudflare.APIConnectionError, getAllLivestreams.do(client));
  assert.equal(error.cause, mine);
  assert.match(error.message, /not today/);
});

test('a fetch that never ends and does not listen', async () => {
  const fetch = (): Promise<Response> => new Promise(() => {});
  const client = new Cloudflare({ apiToken: API_TOKEN, maxRetries: 0, timeout: 50, fetch });
  await failureOf(Cloudflare.APIConnectionTimeoutError, getAllLivestreams.do(client));
  const options = { timeout: 60_000, signal: AbortSignal.timeout(50) };
  await failureOf(Cloudflare.APIUserAbortError, getAllLivestreams.do(client, options));
});

test('options of fetch', async (t) => {
  const server = await newServer(t);
  const seen: Array<RequestInit & { dispatcher?: unknown }> = [];
  const client = newClient(server, {
    fetchOptions: { cache: 'no-store', keepalive: true, mine: 1 },
    fetch: async (input, init = {}) => {
      seen.push(init);
      return fetch(input, init);
    },
  });
  await getAllLivestreams.do(client, { fetchOptions: { keepalive: false, referrer: '' } });
  await createLiveInput.do(client.withOptions({ fetchOptions: { cache: 'reload' } }));
  assert.equal(seen[0]!.cache, 'no-store');
  assert.equal(seen[0]!.keepalive, false);
  assert.equal(seen[0]!.referrer, '');
  assert.equal(seen[1]!.cache, 'reload');
  assert.equal(seen[1]!.method, 'POST');
});

test('options of fetch do not change what the SDK decides', async (t) => {
  const server = await newServer(t);
  const fetchOptions = { method: 'DELETE', body: 'x' } as ClientOptions['fetchOptions'];
  await createLiveInput.do(newClient(server), { fetchOptions });
  const sent = await server.only();
  assert.equal(sent.method, 'POST');
  assert.deepEqual(JSON.parse(sent.body), createLiveInput.body);
});

test('a copy', async (t) => {
  const server = await newServer(t);
  const client = newClient(server);
  const copy = client.withOptions({ maxRetries: 7, timeout: 1000 });
  assert.ok(copy instanceof Cloudflare);
  assert.notEqual(copy, client);
  assert.deepEqual([copy.maxRetries, copy.timeout], [7, 1000]);
  assert.deepEqual([client.maxRetries, client.timeout], [2, 60_000]);
  await getAllLivestreams.do(copy);
  await getAllLivestreams.do(client.withOptions({ apiToken: 'other' }));
  await getAllLivestreams.do(client);
  const sent = (await server.requests()).map((each) => header(each, 'authorization'));
  assert.deepEqual(sent, [`Bearer ${API_TOKEN}`, 'Bearer other', `Bearer ${API_TOKEN}`]);
});

test('a copy of a subclass', async (t) => {
  const server = await newServer(t);
  class Mine extends Cloudflare {
    livestreams(): Promise<unknown> {
      return getAllLivestreams.do(this);
    }
  }
  const client = new Mine({ baseURL: server.baseURL, apiToken: API_TOKEN });
  const copy = client.withOptions({ timeout: 9000 });
  assert.deepEqual(await copy.livestreams(), getAllLivestreams.response);
});

test('an idempotency key, which only who gives one sends to this API', async (t) => {
  const server = await newServer(t);
  const client = newClient(server);
  await server.script(status(500, { 'retry-after-ms': '1' }));
  await createLiveInput.do(client, { idempotencyKey: 'k' });
  await createLiveInput.do(client);
  await getAllLivestreams.do(client);
  const sent = await server.requests();
  assert.deepEqual(
    sent.map((each) => header(each, 'idempotency-key')),
    ['k', 'k', undefined, undefined],
  );
});

test(
  'an undocumented endpoint by each verb',
  ...each(['get', 'post', 'put', 'patch', 'delete'] as const, async (t, verb) => {
    const server = await newServer(t);
    await server.script({ ...unchecked, ...raw('{"a": {"b": 1}}') });
    const answer = await newClient(server)[verb]<{ a: { b: number } }>('/new/thing');
    assert.equal(answer.a.b, 1);
    const sent = await server.only();
    assert.deepEqual([sent.method, sent.target], [verb.toUpperCase(), '/client/v4/new/thing']);
    assert.equal(header(sent, 'authorization'), `Bearer ${API_TOKEN}`);
    assert.equal(sent.body, '');
  }),
);

test('an undocumented endpoint with all options', async (t) => {
  const server = await newServer(t);
  await server.script({ ...unchecked, ...status(500, { 'retry-after-ms': '1' }) }, unchecked);
  const { data, response } = await newClient(server)
    .post<object>('new?a=0', {
      body: { a: [null, undefined, new Date(0)], b: undefined },
      query: { c: [1, 2] },
      headers: { 'X-A': '1' },
      maxRetries: 1,
    })
    .withResponse();
  assert.deepEqual([data, response.status], [{}, 200]);
  for (const sent of await server.requests()) {
    assert.deepEqual(JSON.parse(sent.body), { a: [null, null, '1970-01-01T00:00:00.000Z'] });
    assert.equal(sent.path, '/client/v4/new');
    assert.deepEqual(sent.query, [
      ['a', '0'],
      ['c', '1'],
      ['c', '2'],
    ]);
    assert.equal(header(sent, 'content-type'), 'application/json');
    assert.equal(header(sent, 'x-a'), '1');
  }
});

test('an undocumented endpoint without content', async (t) => {
  const server = await newServer(t);
  await server.script({ ...unchecked, ...status(204) }, { ...unchecked, ...drop });
  const client = newClient(server, { maxRetries: 0 });
  assert.ok((await client.delete('/new')) == null);
  await failureOf(Cloudflare.APIConnectionError, client.get('/new'));
});

test('options of one call are not those of the next', async (t) => {
  const server = await newServer(t);
  const client = newClient(server, {
    defaultHeaders: { 'X-A': '1' },
    defaultQuery: { page_no: 1 },
  });
  await getAllLivestreams.do(client, {
    headers: { 'X-A': '2', 'X-B': '1' },
    query: { page_no: 2, per_page: 1 },
  });
  await getAllLivestreams.do(client);
  const [, second] = await server.requests();
  assert.deepEqual([header(second!, 'x-a'), header(second!, 'x-b')], ['1', undefined]);
  assert.deepEqual(second!.query, [['page_no', '1']]);
});

test('options that are undefined are those that are left out', async (t) => {
  const server = await newServer(t);
  const client = new Cloudflare({
    apiToken: API_TOKEN,
    baseURL: server.baseURL,
    timeout: undefined,
    maxRetries: undefined,
    defaultHeaders: undefined,
    defaultQuery: undefined,
    fetch: undefined,
    fetchOptions: undefined,
    logger: undefined,
    logLevel: undefined,
  });
  assert.deepEqual([client.timeout, client.maxRetries], [60_000, 2]);
  const answer = await getAllLivestreams.do(client, {
    timeout: undefined,
    maxRetries: undefined,
    headers: undefined,
    query: undefined,
    body: undefined,
    signal: undefined,
    idempotencyKey: undefined,
    fetch: undefined,
    fetchOptions: undefined,
  });
  assert.deepEqual(answer, getAllLivestreams.response);
});
