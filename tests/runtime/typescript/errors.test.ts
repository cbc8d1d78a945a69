/** Errors: their classes, what they hold, what they say. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inspect } from 'node:util';

import { apiKey } from '../../../templates/typescript/src/core/credentials.ts';
import * as errors from '../../../templates/typescript/src/core/errors.ts';
import { description, Recorder, rejection, SECRET } from './recorder.ts';

const { APIError, SDKError } = errors;

test('the class of a status', async () => {
  const classes: [status: number, name: keyof typeof errors][] = [
    [400, 'BadRequestError'],
    [401, 'AuthenticationError'],
    [402, 'APIError'],
    [403, 'PermissionDeniedError'],
    [404, 'NotFoundError'],
    [409, 'ConflictError'],
    [418, 'APIError'],
    [422, 'UnprocessableEntityError'],
    [429, 'RateLimitError'],
    [500, 'InternalServerError'],
    [599, 'InternalServerError'],
  ];
  for (const [status, name] of classes) {
    const headers = { 'x-request': '7' };
    const server = new Recorder(Response.json({ message: 'no', code: 9 }, { status, headers }));
    const error = await rejection(server.client({ maxRetries: 0 }).call());
    assert.ok(error instanceof APIError && error instanceof SDKError && error instanceof Error);
    assert.equal(error.constructor, errors[name]);
    assert.equal(error.name, name);
    assert.equal(error.message, `${status} no`);
    assert.match(String(error.stack), new RegExp(`^${name}: ${status} no\n`));
    assert.equal(error.status, status);
    assert.equal(error.headers?.get('x-request'), '7');
    assert.deepEqual(error.error, { message: 'no', code: 9 });
    assert.equal(error.body, error.error);
  }
});

test('what an error says', async () => {
  const messages: [body: string, message: string][] = [
    ['{"message":"a"}', '404 a'],
    ['{"error":{"message":"b"}}', '404 b'],
    ['{"errors":[{"message":"c"},{"message":"d"}]}', '404 c'],
    ['{"message":""}', '404 {"message":""}'],
    ['{"message":7,"error":"e"}', '404 {"message":7,"error":"e"}'],
    ['[1]', '404 [1]'],
    ['null', '404 the response has no body'],
    ['', '404 the response has no body'],
    ['<html>', '404 <html>'],
    ['x'.repeat(2000), `404 ${'x'.repeat(1000)}…`],
  ];
  for (const [body, message] of messages) {
    const server = new Recorder(new Response(body, { status: 404 }));
    assert.equal((await rejection(server.client().call())).message, message);
  }
});

test('the body of an error', async () => {
  const bodies: [body: string, error: unknown][] = [
    ['{"a":1}', { a: 1 }],
    ['<html>', '<html>'],
    ['', undefined],
  ];
  for (const [body, expected] of bodies) {
    const server = new Recorder(new Response(body, { status: 404 }));
    const error = await rejection(server.client().call());
    assert.ok(error instanceof APIError);
    assert.deepEqual(error.error, expected);
  }
});

test('errors that a program makes itself, as tests do', () => {
  const headers = new Headers();
  const own = new errors.NotFoundError(404, { message: 'no' }, undefined, headers);
  assert.deepEqual([own.message, own.status, own.headers], ['404 no', 404, headers]);
  const named = new APIError(undefined, undefined, 'broken', undefined);
  assert.deepEqual([named.message, named.status], ['broken', undefined]);
  assert.equal(new errors.APIConnectionError().message, 'Connection error.');
  assert.equal(new errors.APIConnectionTimeoutError().message, 'Request timed out.');
  assert.equal(new errors.APIUserAbortError().message, 'Request was aborted.');
  assert.ok(!('cause' in new errors.APIUserAbortError()));
  assert.ok(new errors.APIConnectionTimeoutError() instanceof errors.APIConnectionError);
});

test('an answer that is not JSON', async () => {
  for (const [body, type] of [
    ['<html>', 'text/html'],
    ['{', 'application/json'],
    ['', 'application/json'],
  ] as const) {
    const server = new Recorder(new Response(body, { headers: { 'content-type': type } }));
    const error = await rejection(server.client().call());
    assert.ok(error instanceof APIError);
    assert.equal(error.status, 200);
    assert.match(error.message, /^200 the response must be JSON/);
    assert.equal(server.requests.length, 1);
  }
});

test('the cause of a connection error, unless it shows a credential', async () => {
  const api = {
    ...description,
    schemes: { key: apiKey('query', 'key', 'token') },
    security: [['key']],
  };
  const refused = new Error('connect ECONNREFUSED');
  const thrown: [isKept: boolean, make: (url: string) => unknown][] = [
    [true, () => new TypeError('fetch failed', { cause: refused })],
    [true, () => 'broken'],
    [false, (url) => new TypeError(`cannot send ${url}`)],
    [false, (url) => new TypeError(`cannot send ${url}`, { cause: refused })],
    [false, (url) => new TypeError('failed', { cause: new Error(`no ${url}`) })],
    [false, (url) => new AggregateError([new Error(`no ${url}`)], 'failed')],
    [false, (url) => Object.assign(new TypeError('failed'), { path: url })],
    [false, (url) => Object.assign(new TypeError('failed'), { request: { url } })],
  ];
  for (const [isKept, make] of thrown) {
    let cause: unknown;
    const server = new Recorder((request) => {
      cause = make(request.url);
      throw cause;
    });
    const error = await rejection(server.client({ api, maxRetries: 0 }).call());
    assert.ok(error instanceof errors.APIConnectionError);
    assert.equal(error.cause, isKept ? cause : undefined);
    assert.ok(!inspect(error).includes(SECRET));
  }
});
