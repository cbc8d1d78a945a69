/** Clients: base URLs, options of the environment, copies. */

import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';

import type { APIDescription } from '../../../templates/typescript/src/core/api.ts';
import { fromEnvironment } from '../../../templates/typescript/src/core/environment.ts';
import { BASE_URL, Client, description, type Options, Recorder, SECRET } from './recorder.ts';

/** Sets environment variables for the time of a test. */
function environment(t: TestContext, variables: { readonly [name: string]: string }): void {
  Object.assign(process.env, variables);
  t.after(() => Object.keys(variables).forEach((name) => delete process.env[name]));
}

test('defaults', () => {
  const client = new Client({ token: SECRET });
  assert.equal(client.baseURL, BASE_URL);
  assert.equal(client.timeout, 60_000);
  assert.equal(client.maxRetries, 2);
  assert.equal(client.logger, console);
  assert.equal(client.logLevel, 'warn');
  assert.equal(client.token, SECRET);
});

test('base URLs that cannot be used', () => {
  const wrong: [url: string, message: RegExp][] = [
    ['', /must begin with http:\/\/ or https:\/\//],
    ['api.example.test', /must begin with/],
    ['ftp://api.example.test', /must begin with/],
    ['https://', /must begin with/],
    ['https://h.test?a=1', /neither a query nor a fragment/],
    ['https://h.test/a#b', /neither a query nor a fragment/],
    ['https://user:s3cr3t@h.test', /must not contain credentials/],
    ['https://h.test:port', /must be a URL/],
  ];
  for (const [baseURL, message] of wrong) {
    assert.throws(
      () => new Client({ baseURL }),
      (error: unknown) => {
        assert.ok(error instanceof Error);
        assert.match(error.message, message);
        assert.match(error.message, /`baseURL`/);
        assert.doesNotMatch(error.message, /s3cr3t/);
        return true;
      },
    );
  }
  const client = new Client();
  assert.throws(() => (client.baseURL = 'nowhere'), /`baseURL` must begin/);
});

test('the base URL of the environment', (t) => {
  environment(t, { EXAMPLE_BASE_URL: 'http://surrounding.test/' });
  assert.equal(new Client().baseURL, 'http://surrounding.test');
  assert.equal(new Client({ baseURL: null }).baseURL, 'http://surrounding.test');
  assert.equal(new Client({ baseURL: 'http://given.test//' }).baseURL, 'http://given.test');
  assert.equal(new Client({ environment: 'production' }).baseURL, BASE_URL);
  process.env['EXAMPLE_BASE_URL'] = 'nowhere';
  assert.throws(() => new Client(), /`EXAMPLE_BASE_URL` must begin/);
});

const regions = 'https://{region}.example.test/v1';
const regional: APIDescription = {
  ...description,
  environments: { production: regions, staging: 'https://{region}.staging.test/{tenant}/{{x}}' },
  serverVariables: { region: 'us', tenant: null },
  variables: { region: 'EXAMPLE_REGION' },
};

function where(client: Client): [url: string, isElsewhere: boolean] {
  return [client.baseURL, client._isElsewhere];
}

test('the base URLs of an API', () => {
  const chosen: [options: Options, url: string][] = [
    [{}, 'https://us.example.test/v1'],
    [{ region: 'eu' }, 'https://eu.example.test/v1'],
    [{ region: '' }, 'https://us.example.test/v1'],
    [{ tenant: 'acme' }, 'https://us.example.test/v1'],
    [{ environment: 'production' }, 'https://us.example.test/v1'],
    [{ environment: 'staging', tenant: 'acme' }, 'https://us.staging.test/acme/{x}'],
    [{ environment: 'staging', tenant: 'acme/eu' }, 'https://us.staging.test/acme/eu/{x}'],
  ];
  for (const [options, url] of chosen) {
    assert.deepEqual(where(new Client({ api: regional, ...options })), [url, false]);
    assert.deepEqual(where(new Client({ api: regional }).withOptions(options)), [url, false]);
  }
  assert.equal(new Client({ api: regional }).region, 'us');
});

test('a part of the base URL of the environment', (t) => {
  environment(t, { EXAMPLE_REGION: 'de' });
  assert.equal(new Client({ api: regional }).baseURL, 'https://de.example.test/v1');
  assert.equal(new Client({ api: regional, region: 'eu' }).baseURL, 'https://eu.example.test/v1');
});

test('a client that is pointed elsewhere', () => {
  const client = new Client({ api: regional, baseURL: 'http://a.test', region: 'eu' });
  assert.deepEqual(where(client), ['http://a.test', true]);
  assert.deepEqual(where(client.withOptions({ maxRetries: 1 })), ['http://a.test', true]);
  const moved = client.withOptions({ region: 'de' } as Options);
  assert.deepEqual(where(moved), ['https://de.example.test/v1', false]);
  const home = new Client({ api: regional });
  assert.deepEqual(where(home.withOptions({ baseURL: 'http://b.test' })), ['http://b.test', true]);
  home.baseURL = 'http://c.test/';
  assert.deepEqual(where(home.withOptions({})), ['http://c.test', true]);
});

test('a copy stays in its environment', () => {
  const client = new Client({ api: regional, environment: 'staging', tenant: 'acme' });
  const eu = client.withOptions({ region: 'eu' } as Options);
  assert.deepEqual(where(eu), ['https://eu.staging.test/acme/{x}', false]);
  const other = eu.withOptions({ tenant: 'other' } as Options);
  assert.deepEqual(where(other), ['https://eu.staging.test/other/{x}', false]);
  const production = other.withOptions({ environment: 'production' });
  assert.deepEqual(where(production), ['https://eu.example.test/v1', false]);
});

test('base URLs of an API that cannot be used', () => {
  const staging = { api: regional, environment: 'staging' };
  assert.throws(() => new Client(staging), {
    message:
      '`tenant` must be given: it is a part of the base URL https://{region}.staging.test/{tenant}/{{x}}',
  });
  assert.throws(() => new Client({ api: regional, environment: 'moon' }), {
    message: '`environment` must be one of production, staging, but is `moon`',
  });
  assert.throws(() => new Client({ api: regional, environment: 'toString' }), /must be one of/);
  for (const region of ['evil.test/', 'evil.test:443/x', 'evil.test\\', 'a@b', 'a?b', 'a#b']) {
    assert.throws(
      () => new Client({ api: regional, region }),
      /`region` must be a part of the host/,
    );
  }
  const none = { ...description, environments: {} };
  assert.throws(() => new Client({ api: none }), /`baseURL` \(EXAMPLE_BASE_URL\) must be given/);
});

const acme: APIDescription = {
  ...description,
  variables: { token: 'ACME_TOKEN', key: 'ACME_KEY', email: 'ACME_EMAIL', team: 'ACME_TEAM' },
  credentials: [['token'], ['email', 'key'], ['other']],
};

test('the environment completes what is given', (t) => {
  environment(t, { ACME_TOKEN: 'e', ACME_KEY: 'e', ACME_EMAIL: 'e', ACME_TEAM: 'e' });
  const cases: [given: { [option: string]: string | null }, taken: string[]][] = [
    [{}, ['token', 'key', 'email', 'team']],
    [{ token: 'mine' }, ['team']],
    [{ key: 'mine' }, ['email', 'team']],
    [{ key: 'mine', email: 'mine' }, ['team']],
    [{ team: 'mine' }, ['token', 'key', 'email']],
    [{ token: '' }, ['key', 'email', 'team']],
    [{ token: null }, ['key', 'email', 'team']],
  ];
  for (const [given, taken] of cases) {
    const found = fromEnvironment(acme, given);
    const own = Object.keys(found).filter((option) => found[option] === 'e');
    assert.deepEqual(own, taken);
    assert.deepEqual({ ...found, ...given }, found);
    assert.equal(found['other'], null);
  }
});

test('an empty variable is not there', (t) => {
  environment(t, { ACME_TOKEN: '' });
  assert.equal(fromEnvironment(acme, {})['token'], null);
});

test('a copy has the options of its original', async (t) => {
  const server = new Recorder();
  const client = server.client({
    timeout: 5,
    maxRetries: 7,
    defaultHeaders: { 'X-Team': 'a' },
    defaultQuery: { team: 'a' },
    logLevel: 'error',
  });
  client.token = 'changed';
  client.timeout = 6;
  environment(t, { EXAMPLE_LOG: 'debug', EXAMPLE_BASE_URL: 'http://surrounding.test' });
  const copy = client.withOptions({ maxRetries: 1, timeout: undefined });
  assert.ok(copy instanceof Client);
  assert.deepEqual([copy.timeout, copy.maxRetries, copy.logLevel], [6, 1, 'error']);
  assert.deepEqual([client.maxRetries, copy.baseURL], [7, BASE_URL]);
  await copy.get('/');
  assert.equal(server.last.url, `${BASE_URL}/?team=a`);
  assert.equal(server.last.headers['x-team'], 'a');
  assert.equal(server.last.headers['authorization'], 'Bearer changed');
  await copy.withOptions({ defaultHeaders: {}, defaultQuery: {} }).get('/');
  assert.equal(server.last.url, `${BASE_URL}/`);
  assert.equal(server.last.headers['x-team'], undefined);
});

test('there is no User-Agent of our own in a browser', async (t) => {
  t.after(() => Reflect.deleteProperty(globalThis, 'location'));
  const server = new Recorder();
  await server.client().get('/');
  assert.equal(server.last.headers['user-agent'], 'Example/JS 1.2.3');
  Object.defineProperty(globalThis, 'location', { value: {}, configurable: true });
  await server.client().get('/');
  assert.equal(server.last.headers['user-agent'], undefined);
});

test('default headers that cannot be sent', () => {
  assert.throws(() => new Client({ defaultHeaders: { 'X Y': '1' } }), /`X Y` cannot be the name/);
  assert.throws(() => new Client({ defaultHeaders: { 'X-Y': 's3cr3t\n' } }), {
    message: 'the value of the header `X-Y` must be printable ASCII without spaces around it',
  });
});
