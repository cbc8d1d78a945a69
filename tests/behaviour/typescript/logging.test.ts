/** What is logged, where, and that no credential is in it. */

import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { inspect } from 'node:util';

import Cloudflare, { type ClientOptions } from 'cloudflare';

import {
  API_EMAIL,
  API_KEY,
  API_TOKEN,
  createLiveInput,
  failure,
  getAllLivestreams,
  LIVE_INPUTS,
  newClient,
} from './calls.ts';
import {
  inTurn,
  newServer,
  newServers,
  noFault,
  raw,
  redirect,
  status,
  unchecked,
} from './server.ts';

type Level = 'error' | 'warn' | 'info' | 'debug';
const LEVELS: readonly Level[] = ['error', 'warn', 'info', 'debug'];

/** A logger, and what it was told: the level, and all that `console` would print. */
function recorder(): {
  logger: Record<Level, (...told: unknown[]) => void>;
  lines: Array<[Level, string]>;
} {
  const lines: Array<[Level, string]> = [];
  const writer =
    (level: Level) =>
    (...told: unknown[]): void => {
      const text = told.map((each) =>
        typeof each === 'string' ? each : inspect(each, { depth: 10 }),
      );
      lines.push([level, text.join(' ')]);
    };
  const logger = {
    error: writer('error'),
    warn: writer('warn'),
    info: writer('info'),
    debug: writer('debug'),
  };
  return { logger, lines };
}

/** What is written to `console` until the test is over. */
function consoleLines(t: TestContext): Array<[Level, string]> {
  const { logger, lines } = recorder();
  for (const level of LEVELS) t.mock.method(console, level, logger[level]);
  t.mock.method(console, 'log', logger.info);
  return lines;
}

const CREDENTIALS: Readonly<Record<string, ClientOptions>> = {
  token: { apiToken: API_TOKEN },
  key: { apiToken: null, apiEmail: API_EMAIL, apiKey: API_KEY },
  headers: { apiToken: null, defaultHeaders: { 'X-Auth-Email': API_EMAIL, 'x-auth-KEY': API_KEY } },
};

test(
  'no secret in the log',
  ...inTurn(CREDENTIALS, async (t, options) => {
    const { home, other } = await newServers(t);
    // A retry, redirects and an error, so that everything that may be logged is.
    await home.script(
      status(503, { 'retry-after-ms': '1', 'set-cookie': 'a=a-cookie' }),
      noFault,
      redirect(`${LIVE_INPUTS}?again`),
      { ...unchecked, ...redirect(`${other.origin}/elsewhere`) },
      status(404),
    );
    await other.script({ ...unchecked, ...raw('{"result": {}}') });
    const { logger, lines } = recorder();
    const client = newClient(home, { ...options, logger, logLevel: 'debug' });
    await createLiveInput.do(client);
    await createLiveInput.do(client);
    await failure(createLiveInput.do(client));
    const text = lines.map(([, line]) => line).join('\n');
    const given = options.apiToken ? [API_TOKEN] : [API_KEY, API_EMAIL];
    for (const secret of [...given, 'a-cookie']) assert.ok(!text.includes(secret), text);
    assert.match(text, /\/stream\/live_inputs/);
    assert.match(text, /503/);
    assert.match(text, /404/);
    assert.match(text, /POST/);
    // Bodies are the caller's own affair.
    assert.ok(!text.includes('test stream 1'), text);
    assert.ok(!text.includes('rtmps'), text);
  }),
);

test('the levels', async (t) => {
  const server = await newServer(t);
  const said = new Map<string, Set<Level>>();
  for (const logLevel of ['off', ...LEVELS] as const) {
    const { logger, lines } = recorder();
    await server.script(status(503, { 'retry-after-ms': '1' }));
    await getAllLivestreams.do(newClient(server, { logger, logLevel }));
    said.set(logLevel, new Set(lines.map(([level]) => level)));
  }
  assert.deepEqual(said.get('off'), new Set());
  assert.deepEqual(said.get('error'), new Set());
  assert.deepEqual(said.get('warn'), new Set());
  assert.deepEqual(said.get('info'), new Set(['info']));
  assert.ok(said.get('debug')?.has('debug'));
});

test('a level that there is not', () => {
  assert.throws(() => new Cloudflare({ apiToken: 't', logLevel: 'loud' as 'debug' }), /logLevel/);
});

test('no log unless it is asked for', async (t) => {
  const lines = consoleLines(t);
  const server = await newServer(t);
  await server.script(status(503, { 'retry-after-ms': '1' }));
  await getAllLivestreams.do(newClient(server));
  assert.deepEqual(lines, []);
});

test('the console is the logger', async (t) => {
  const lines = consoleLines(t);
  const server = await newServer(t);
  await getAllLivestreams.do(newClient(server, { logLevel: 'debug' }));
  assert.ok(lines.length >= 2);
  assert.ok(lines.every(([level]) => level === 'debug'));
});

test('the level of the environment', async (t) => {
  const before = process.env;
  process.env = { ...before };
  t.after(() => {
    process.env = before;
  });
  const lines = consoleLines(t);
  const server = await newServer(t);
  for (const [level, isLogged] of [
    ['debug', true],
    [' DEBUG ', true],
    ['off', false],
    // A mistake in the environment must not stop a program.
    ['loud', false],
    ['', false],
  ] as const) {
    lines.length = 0;
    process.env['CLOUDFLARE_LOG'] = level;
    await getAllLivestreams.do(newClient(server));
    assert.equal(
      lines.some(([each]) => each === 'debug'),
      isLogged,
      `CLOUDFLARE_LOG=${level}`,
    );
  }
  lines.length = 0;
  process.env['CLOUDFLARE_LOG'] = 'debug';
  await getAllLivestreams.do(newClient(server, { logLevel: 'warn' }));
  assert.deepEqual(lines, [], 'the option wins');
});

test('a logger of a copy', async (t) => {
  const server = await newServer(t);
  const client = newClient(server, { logLevel: 'debug', logger: recorder().logger });
  const { logger, lines } = recorder();
  await getAllLivestreams.do(client.withOptions({ logger }));
  assert.ok(lines.length >= 2);
});
