/** Redirects: followed, and never with credentials to another origin. */

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { apiKey, httpAuth } from '../../../templates/typescript/src/core/credentials.ts';
import { APIConnectionError, APIError } from '../../../templates/typescript/src/core/errors.ts';
import { BASE_URL, description, failing, type Options, Recorder, SECRET } from './recorder.ts';

const api = {
  ...description,
  schemes: {
    token: httpAuth('Bearer', 'token'),
    header: apiKey('header', 'X-Key', 'token'),
    query: apiKey('query', 'key', 'token'),
    cookie: apiKey('cookie', 'sid', 'token'),
  },
  security: [['token', 'header', 'cookie']],
};

function redirect(location: string, status = 307): Response {
  return new Response(null, { status, headers: { location } });
}

/** The names of the headers that hold the secret. */
function secrets({ headers }: { readonly headers: { readonly [name: string]: string } }): string[] {
  return Object.keys(headers)
    .filter((name) => headers[name]?.includes(SECRET))
    .sort();
}

const ALL = ['authorization', 'cookie', 'proxy-authorization', 'x-key'];

test('credentials stay at their origin', async () => {
  const places: [location: string, isSame: boolean][] = [
    ['/elsewhere', true],
    ['relative', true],
    [`${BASE_URL}/x`, true],
    ['https://api.example.test:443/x', true],
    ['http://api.example.test/x', false],
    ['https://api.example.test:8443/x', false],
    ['https://other.test/x', false],
    ['//other.test/x', false],
  ];
  for (const [location, isSame] of places) {
    const server = new Recorder(redirect(location), Response.json({ ok: 1 }));
    const headers = { 'Proxy-Authorization': SECRET };
    assert.deepEqual(await server.client({ api }).call('GET', '/', {}, { headers }), { ok: 1 });
    assert.deepEqual(secrets(server.requests[0]!), ALL);
    assert.deepEqual(secrets(server.last), isSame ? ALL : [], location);
    assert.equal(server.last.url, new URL(location, `${BASE_URL}/`).href);
  }
});

test('credentials do not come back', async () => {
  const server = new Recorder(
    redirect('https://other.test/x'),
    redirect(BASE_URL),
    Response.json({}),
  );
  await server.client({ api }).call();
  assert.equal(server.last.url, BASE_URL);
  assert.deepEqual(secrets(server.last), []);
});

test('credentials in a query that the server repeats are removed', async () => {
  const client = { api: { ...api, security: [['query']] } };
  const away = new Recorder(redirect(`https://other.test/x?key=${SECRET}&a=1`), Response.json({}));
  await away.client(client).call();
  assert.equal(away.requests[0]?.url, `${BASE_URL}/things?key=${SECRET}`);
  assert.equal(away.last.url, 'https://other.test/x?a=1');
  const here = new Recorder(redirect(`/x?key=${SECRET}`), Response.json({}));
  await here.client(client).call();
  assert.equal(here.last.url, `https://api.example.test/x?key=${SECRET}`);
});

test('what becomes of the method and the body', async () => {
  const rules: [status: number, method: string, next: string][] = [
    [301, 'POST', 'GET'],
    [302, 'POST', 'GET'],
    [303, 'POST', 'GET'],
    [303, 'PUT', 'GET'],
    [301, 'PUT', 'PUT'],
    [307, 'POST', 'POST'],
    [308, 'POST', 'POST'],
  ];
  for (const [status, method, next] of rules) {
    const server = new Recorder(redirect('/x', status), Response.json({}));
    await server.client().call(method, '/things', { body: { a: 1 } });
    assert.equal(server.last.method, next);
    assert.equal(server.last.body, next === 'GET' ? undefined : '{"a":1}');
    assert.equal(
      server.last.headers['content-type'],
      next === 'GET' ? undefined : 'application/json',
    );
  }
});

test('a redirect of HEAD is a HEAD', async () => {
  for (const status of [301, 303, 307]) {
    const server = new Recorder(redirect('/x', status), new Response());
    await server.client().call('HEAD').asResponse();
    assert.equal(server.last.method, 'HEAD');
  }
});

test('too many redirects', async () => {
  const server = new Recorder(redirect('/again'));
  const message = 'Too many redirects.';
  await assert.rejects(server.client().call(), { name: 'APIConnectionError', message });
  assert.equal(server.requests.length, 21);
});

test('a response that is not wanted any more is ended', async () => {
  const ended: unknown[] = [];
  const server = new Recorder(({ init }) => {
    init.signal?.addEventListener('abort', () => ended.push(init));
    return new Response('…', { status: 307, headers: { location: '/again' } });
  });
  await assert.rejects(server.client().call(), APIConnectionError);
  assert.ok(ended.includes(server.last.init));
});

test('a redirect that leads nowhere', async () => {
  for (const location of ['https://[bad', 'ftp://other.test/', 'data:,1', 'https://a:b@c.test']) {
    const server = new Recorder(redirect(location));
    await assert.rejects(
      server.client().call(),
      /^APIConnectionError: The server redirects to a URL (that|with) /,
    );
    assert.equal(server.requests.length, 1);
  }
});

test('a retry starts from the beginning', async () => {
  const server = new Recorder(
    redirect('https://other.test'),
    failing(503),
    Response.json({ ok: 1 }),
  );
  assert.deepEqual(await server.client().call(), { ok: 1 });
  assert.equal(server.last.url, `${BASE_URL}/things`);
  assert.deepEqual(secrets(server.last), ['authorization']);
});

test('a body that can be read once does not follow', async () => {
  const body = new ReadableStream({ start: (controller) => controller.close() });
  const server = new Recorder(redirect('/x'));
  await assert.rejects(server.client().post('/', { body }), APIConnectionError);
  assert.equal(server.requests.length, 1);
});

test('the caller may decide about redirects', async () => {
  const server = new Recorder(redirect('/x'));
  const options = { fetchOptions: { redirect: 'manual' as const } };
  const error = { name: 'APIError', status: 307 };
  await assert.rejects(server.client().call('GET', '/', {}, options), error);
  await assert.rejects(server.client(options).call(), APIError);
  assert.equal(server.requests.length, 2);
  const unsaid = { fetchOptions: { redirect: undefined } } as unknown as Options;
  await assert.rejects(server.client(unsaid).call(), { message: 'Too many redirects.' });
  assert.equal(server.last.init.redirect, 'manual');
  const follow = { fetchOptions: { redirect: 'follow' as const } };
  await assert.rejects(server.client(follow).call(), APIError);
  assert.equal(server.last.init.redirect, 'follow');
});

/** What a browser gives in place of a redirect. */
function opaque(): Response {
  const response = Response.error();
  Object.defineProperty(response, 'type', { value: 'opaqueredirect' });
  return response;
}

test('in a browser, redirects are followed by fetch', async () => {
  const server = new Recorder(opaque, () => Response.json({ ok: 1 }));
  assert.deepEqual(await server.client().call(), { ok: 1 });
  assert.deepEqual(
    server.requests.map(({ init }) => init.redirect),
    ['manual', 'follow'],
  );
});

test('in a browser, other credentials than Authorization do not follow', async () => {
  for (const scheme of ['header', 'query']) {
    const server = new Recorder(opaque);
    const client = server.client({ api: { ...api, security: [[scheme]] } });
    await assert.rejects(client.call(), /In a browser, nobody can tell where to/);
    assert.equal(server.requests.length, 1);
  }
});
