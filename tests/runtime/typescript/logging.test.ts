/** The log, and that it shows no credential. */

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { apiKey, httpAuth } from '../../../templates/typescript/src/core/credentials.ts';
import type { Logger, LogLevel } from '../../../templates/typescript/src/core/logging.ts';
import { shownURL } from '../../../templates/typescript/src/core/redaction.ts';
import { BASE_URL, description, failing, Recorder, SECRET } from './recorder.ts';

const api = {
  ...description,
  schemes: {
    token: httpAuth('Bearer', 'token'),
    key: apiKey('query', 'key', 'key'),
    custom: apiKey('header', 'X-Custom', 'token'),
  },
  security: [['token', 'key', 'custom']],
  credentials: [['token', 'key']],
};

/** What is logged: the level, the message, and the details as text. */
class Lines implements Logger {
  readonly all: [level: string, message: string, details: string][] = [];
  readonly error = this.#line('error');
  readonly warn = this.#line('warn');
  readonly info = this.#line('info');
  readonly debug = this.#line('debug');

  #line(level: string) {
    return (message: string, ...details: unknown[]): void => {
      this.all.push([level, message, JSON.stringify(details)]);
    };
  }
}

test('requests, responses and retries', async () => {
  const logger = new Lines();
  const link = `<${BASE_URL}/things?key=${SECRET}&page=2>; rel=next`;
  const server = new Recorder(
    failing(503, {}, { 'set-cookie': SECRET }),
    Response.json({}, { headers: { 'x-request': '7', link } }),
  );
  const client = server.client({ api, key: SECRET, logger, logLevel: 'debug' });
  await client.call('POST', '/things', { query: { a: 1 }, body: { password: SECRET } });
  assert.deepEqual(
    logger.all.map(([level, message]) => [level, message]),
    [
      ['debug', `Request: POST ${BASE_URL}/things?key=redacted&a=1`],
      ['debug', `Response: 503 from POST ${BASE_URL}/things?key=redacted&a=1`],
      ['info', 'Retrying POST in 0 ms'],
      ['debug', `Request: POST ${BASE_URL}/things?key=redacted&a=1`],
      ['debug', `Response: 200 from POST ${BASE_URL}/things?key=redacted&a=1`],
    ],
  );
  const text = JSON.stringify(logger.all);
  assert.doesNotMatch(text, /s3cr3t/);
  assert.match(logger.all[0]?.[2] ?? '', /"authorization":"redacted".*"x-custom":"redacted"/);
  assert.match(logger.all[3]?.[2] ?? '', /"retries":1/);
  assert.match(logger.all[4]?.[2] ?? '', /key=redacted&page=2/);
  assert.match(logger.all[4]?.[2] ?? '', /"x-request":"7"/);
});

test('a header whose name tells that it is secret', async () => {
  const names = [
    'X-Api-Token',
    'x_client_secret',
    'Session-KEY',
    'Proxy-Auth',
    'DB-Password',
    'X-ApiKey',
  ];
  for (const name of names) {
    const logger = new Lines();
    const server = new Recorder(
      Response.json({}, { headers: { [name]: SECRET, 'X-Keyboard': 'shown' } }),
    );
    const client = server.client({ logger, logLevel: 'debug' });
    await client.get('/', { headers: { [name]: SECRET, 'X-Monkey': 'seen' } });
    const text = JSON.stringify(logger.all);
    assert.match(text, /shown/);
    assert.match(text, /seen/);
    assert.doesNotMatch(text, /s3cr3t/);
  }
});

test('user name and password in a URL', () => {
  const shown = shownURL(api, `https://user:${SECRET}@h.test/a?key=${SECRET}&b=2`);
  assert.equal(shown, 'https://redacted@h.test/a?key=redacted&b=2');
});

test('what is logged at which level', async () => {
  const counts: [level: LogLevel | undefined, lines: number][] = [
    [undefined, 0],
    ['off', 0],
    ['error', 0],
    ['warn', 0],
    ['info', 1],
    ['debug', 5],
  ];
  for (const [logLevel, lines] of counts) {
    const logger = new Lines();
    const server = new Recorder(failing(503), Response.json({}));
    await server.client({ logger, logLevel }).call();
    assert.equal(logger.all.length, lines, logLevel);
  }
});

test('the level of the environment', (t) => {
  t.after(() => delete process.env['EXAMPLE_LOG']);
  const levels: [text: string, level: LogLevel][] = [
    ['debug', 'debug'],
    ['INFO', 'info'],
    [' warning ', 'warn'],
    ['off', 'off'],
    ['nonsense', 'warn'],
    ['', 'warn'],
  ];
  for (const [text, level] of levels) {
    process.env['EXAMPLE_LOG'] = text;
    assert.equal(new Recorder().client().logLevel, level);
    assert.equal(new Recorder().client({ logLevel: 'error' }).logLevel, 'error');
  }
});

test('a level that there is not', () => {
  const logLevel = 'verbose' as LogLevel;
  assert.throws(() => new Recorder().client({ logLevel }), {
    message: '`logLevel` must be one of off, error, warn, info, debug',
  });
});
