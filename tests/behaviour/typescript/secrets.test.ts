/** Credentials go to the API and nowhere else. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inspect } from 'node:util';

import Cloudflare, { type ClientOptions } from 'cloudflare';
import { LiveInputs } from 'cloudflare/resources/stream';
import { createClient } from 'cloudflare/tree-shakable';

import {
  API_EMAIL,
  API_KEY,
  API_TOKEN,
  createLiveInput,
  failure,
  failureOf,
  LIVE_INPUTS,
  newClient,
} from './calls.ts';
import {
  contentType,
  drop,
  each,
  garbage,
  halfBody,
  header,
  invalidJSON,
  newServer,
  newServers,
  raw,
  redirect,
  slow,
  status,
  times,
  unchecked,
  type Fault,
  type Sent,
  type TestServer,
} from './server.ts';

/** The ways to give credentials. */
const CREDENTIALS = {
  token: { apiToken: API_TOKEN },
  key: { apiToken: null, apiEmail: API_EMAIL, apiKey: API_KEY },
  headers: {
    apiToken: null,
    defaultHeaders: { 'X-Auth-Email': API_EMAIL, 'x-auth-KEY': API_KEY },
  },
} satisfies Record<string, ClientOptions>;

const EMPTY = { ...unchecked, ...raw('{"result": {}}') };

function assertNoSecret(text: string): void {
  for (const secret of [API_TOKEN, API_KEY, API_EMAIL, encodeURIComponent(API_EMAIL)]) {
    assert.ok(!text.includes(secret), `${secret} is in ${text.slice(0, 2000)}`);
  }
}

/** All that a log or an error tracker would show of a value. */
function shown(value: unknown): string {
  const json = JSON.stringify(value, (_, member: unknown) =>
    member instanceof Headers ? [...member] : member,
  );
  return `${inspect(value, { depth: 10, showHidden: true })}\n${json}\n${String(value)}`;
}

/** The same of an error and its causes. */
function everything(error: unknown): string {
  if (!(error instanceof Error)) return shown(error);
  return `${shown(error)}\n${error.stack}\n${error.message}\n${everything(error.cause)}`;
}

function assertNoCredentials(sent: Sent): void {
  for (const name of ['authorization', 'x-auth-key', 'x-auth-email', 'cookie']) {
    assert.equal(header(sent, name), undefined, name);
  }
  assertNoSecret(JSON.stringify(sent));
}

test(
  'no secret in what is shown of a client',
  ...each(CREDENTIALS, async (t, options) => {
    const server = await newServer(t);
    const client = newClient(server, options);
    const { data, response } = await createLiveInput.do(client).withResponse();
    const copy = client.withOptions({ maxRetries: 1 });
    const promise = createLiveInput.do(client);
    const some = createClient({ resources: [LiveInputs], ...options });
    for (const value of [client, copy, some, client.stream, client.stream.liveInputs, promise]) {
      assertNoSecret(`${inspect(value, { depth: 10, customInspect: false })}\n${shown(value)}`);
    }
    for (const value of [data, response, Object.entries(client)]) assertNoSecret(shown(value));
    await promise;
  }),
);

test('a client knows its credentials', () => {
  const client = new Cloudflare({ apiToken: API_TOKEN, apiEmail: API_EMAIL, apiKey: API_KEY });
  assert.deepEqual(
    [client.apiToken, client.apiEmail, client.apiKey],
    [API_TOKEN, API_EMAIL, API_KEY],
  );
  const copy = client.withOptions({ apiToken: null });
  assert.deepEqual([copy.apiToken, copy.apiEmail, copy.apiKey], [null, API_EMAIL, API_KEY]);
});

test('credentials that are set later', async (t) => {
  const server = await newServer(t);
  const client = newClient(server);
  client.apiToken = 'changed';
  await createLiveInput.do(client);
  assert.equal(header(await server.only(), 'authorization'), 'Bearer changed');
});

interface Failing {
  options: ClientOptions;
  fault: Fault;
}

const FAILING: Readonly<Record<string, Failing>> = Object.fromEntries(
  Object.entries(CREDENTIALS).flatMap(([kind, options]) =>
    Object.entries({
      drop,
      'half a body': halfBody,
      slow: slow(20),
      garbage,
      '401': { ...status(401), ...raw('{"message": "who are you"}') },
      '500': status(500),
      'invalid JSON': invalidJSON,
      HTML: { ...raw('<p>'), ...contentType('text/html') },
    }).map(([name, fault]) => [`${kind}, ${name}`, { options, fault }]),
  ),
);

test(
  'no secret in an error',
  ...each(FAILING, async (t, { options, fault }) => {
    const server = await newServer(t);
    await server.script(fault);
    const client = newClient(server, { ...options, maxRetries: 0, timeout: 500 });
    assertNoSecret(everything(await failureOf(Cloudflare.APIError, createLiveInput.do(client))));
  }),
);

test(
  'a server that repeats the credentials',
  ...each(CREDENTIALS, async (t, options) => {
    const server = await newServer(t);
    const given = options.apiToken ? [API_TOKEN] : [API_KEY, API_EMAIL];
    await server.script({
      ...status(401),
      ...raw(`{"message": "${given.join(' and ')} are wrong"}`),
    });
    const error = await failureOf(
      Cloudflare.AuthenticationError,
      createLiveInput.do(newClient(server, options)),
    );
    assert.match(error.message, /are wrong/);
    assertNoSecret(`${error.message}\n${error.stack}\n${String(error)}`);
  }),
);

test(
  'a token that is no header',
  // A file's last newline is easily read with the token; the message must not show it.
  ...each(['\n', '\r\nX-Other: 1', '\x00', 'ü', '🔑', ' ', '\u2028'], async (t, end) => {
    const server = await newServer(t);
    const client = newClient(server, { apiToken: API_TOKEN + end });
    try {
      await createLiveInput.do(client);
    } catch (error) {
      assert.ok(error instanceof Cloudflare.CloudflareError, inspect(error));
      assertNoSecret(everything(error));
      await server.expectRequests(0);
      return;
    }
    assert.equal(header(await server.only(), 'x-other'), undefined);
  }),
);

test('a base URL with a password', async () => {
  const call = async () =>
    new Cloudflare({ baseURL: `https://user:${API_KEY}@example.com`, apiToken: API_TOKEN }).get(
      '/',
    );
  const error = await failure(call());
  assert.match(error.message, /baseURL/);
  assertNoSecret(everything(error));
});

interface Moved {
  options: ClientOptions;
  code: number;
}

test(
  'a redirect to another origin',
  ...each<Moved>(
    Object.fromEntries(
      Object.entries(CREDENTIALS).flatMap(([kind, options]) =>
        [301, 302, 303, 307, 308].map((code) => [`${kind}, ${code}`, { options, code }]),
      ),
    ),
    async (t, { options, code }) => {
      const { home, other } = await newServers(t);
      await home.script(redirect(other.origin + LIVE_INPUTS, code));
      await other.script(EMPTY);
      await createLiveInput.do(newClient(home, options));
      const sent = await other.only();
      assertNoCredentials(sent);
      const isKept = code === 307 || code === 308;
      assert.equal(sent.method, isKept ? 'POST' : 'GET');
      assert.deepEqual(
        sent.body ? JSON.parse(sent.body) : undefined,
        isKept ? createLiveInput.body : undefined,
      );
      assert.equal(header(sent, 'content-type'), isKept ? 'application/json' : undefined);
      await home.expectRequests(1);
    },
  ),
);

test('redirects that the caller does not want', async (t) => {
  const { home, other } = await newServers(t);
  await home.script(...times(2, redirect(other.origin + LIVE_INPUTS)));
  const client = newClient(home, { maxRetries: 0 });
  const manual = createLiveInput.do(client, { fetchOptions: { redirect: 'manual' } });
  assert.equal((await failureOf(Cloudflare.APIError, manual)).status, 307);
  const error = createLiveInput.do(client, { fetchOptions: { redirect: 'error' } });
  await failureOf(Cloudflare.APIConnectionError, error);
  await other.expectRequests(0);
});

test(
  'a redirect there and on',
  // What was taken away does not come back at the next step.
  ...each(CREDENTIALS, async (t, options) => {
    const { home, other } = await newServers(t);
    await home.script(redirect(other.origin + LIVE_INPUTS));
    await other.script({ ...unchecked, ...redirect('/again') }, EMPTY);
    await createLiveInput.do(newClient(home, options));
    const sent = await other.requests();
    assert.equal(sent.length, 2);
    sent.forEach(assertNoCredentials);
  }),
);

test('a redirect there and back', async (t) => {
  const { home, other } = await newServers(t);
  await home.script(redirect(other.origin + LIVE_INPUTS), EMPTY);
  await other.script({ ...unchecked, ...redirect(home.origin + LIVE_INPUTS) });
  await createLiveInput.do(newClient(home));
  assertNoCredentials(await other.only());
  const sent = await home.requests();
  assert.equal(sent.length, 2);
  // Who sends it on has chosen where it goes.
  assertNoCredentials(sent[1]!);
});

test('a redirect of a call with credentials as headers', async (t) => {
  const { home, other } = await newServers(t);
  await home.script(redirect(other.origin + LIVE_INPUTS));
  await other.script(EMPTY);
  const headers = {
    'X-Auth-Email': API_EMAIL,
    'X-AUTH-KEY': API_KEY,
    'X-Plain': '1',
    Cookie: 'a=1',
  };
  await createLiveInput.do(newClient(home, { apiToken: null }), { headers });
  const sent = await other.only();
  assertNoCredentials(sent);
  assert.equal(header(sent, 'x-plain'), '1');
});

test(
  'a redirect within the origin',
  ...each(CREDENTIALS, async (t, options) => {
    const server = await newServer(t);
    await server.script(redirect(LIVE_INPUTS));
    const input = await createLiveInput.do(newClient(server, options));
    assert.deepEqual(input, createLiveInput.response);
    const [first, second] = await server.requests();
    assert.deepEqual(second!.headers, first!.headers);
    assert.equal(second!.body, first!.body);
  }),
);

test('a retry starts at home', async (t) => {
  const { home, other } = await newServers(t);
  await home.script(redirect(other.origin + LIVE_INPUTS));
  await other.script({ ...unchecked, ...status(503, { 'retry-after-ms': '1' }) });
  assert.deepEqual(await createLiveInput.do(newClient(home)), createLiveInput.response);
  await other.expectRequests(1);
  const sent = await home.requests();
  assert.equal(sent.length, 2);
  assert.equal(header(sent[1]!, 'authorization'), `Bearer ${API_TOKEN}`);
});

test('redirects in a circle', async (t) => {
  const server = await newServer(t);
  await server.script(...times(100, redirect(LIVE_INPUTS)));
  await failureOf(Cloudflare.APIError, createLiveInput.do(newClient(server, { maxRetries: 0 })));
  const { length } = await server.requests();
  assert.ok(2 < length && length < 60, `${length} requests`);
  await server.reset();
});

test(
  'a redirect to nowhere',
  ...each(
    [
      'ftp://example.com/',
      'http://[',
      'http://',
      'javascript:alert(1)',
      'data:application/json,{}',
    ],
    async (t, location) => {
      const server = await newServer(t);
      await server.script(redirect(location));
      const client = newClient(server, { maxRetries: 0 });
      await failureOf(Cloudflare.CloudflareError, createLiveInput.do(client));
      await server.expectRequests(1);
    },
  ),
);

test('a redirect without a place to go', async (t) => {
  const server = await newServer(t);
  await server.script(status(307));
  const error = await failureOf(Cloudflare.APIError, createLiveInput.do(newClient(server)));
  assert.equal(error.status, 307);
});

test('a body that can be read only once is not sent to another place', async (t) => {
  const { home, other } = await newServers(t);
  await home.script({ ...unchecked, ...redirect(other.origin + '/new') });
  const body = new Blob(['once']).stream();
  const client = newClient(home, { maxRetries: 0 });
  await failureOf(Cloudflare.CloudflareError, client.post('/new', { body }));
  await other.expectRequests(0);
});

test(
  'an absolute URL of another origin',
  // As a link in an answer may be one.
  ...each(CREDENTIALS, async (t, options) => {
    const { home, other } = await newServers(t);
    await other.script(EMPTY);
    await newClient(home, options).get(`${other.origin}/elsewhere`);
    assertNoCredentials(await other.only());
  }),
);

test('an absolute URL of the same origin', async (t) => {
  const server = await newServer(t);
  await server.script(EMPTY);
  await newClient(server).get(`${server.origin}/elsewhere`);
  const sent = await server.only();
  assert.equal(sent.path, '/elsewhere');
  assert.equal(header(sent, 'authorization'), `Bearer ${API_TOKEN}`);
});

test('a path that looks like another origin', async (t) => {
  const { home, other } = await newServers(t);
  const client = newClient(home, { maxRetries: 0 });
  const host = new URL(other.origin).host;
  for (const path of [`//${host}/a`, `@${host}/a`, `\\\\${host}/a`, `/\\${host}/a`]) {
    await home.script({ ...unchecked, ...raw('{}') });
    try {
      await client.get(path);
    } catch (error) {
      // To refuse it is as good.
      assert.ok(error instanceof Cloudflare.CloudflareError, inspect(error));
      await resetUnused(home);
    }
  }
  await other.expectRequests(0);
});

async function resetUnused(server: TestServer): Promise<void> {
  await server.checkContract().catch(() => server.reset());
}
