/** From responses to what methods return. */

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { APIError } from '../../../templates/typescript/src/core/errors.ts';
import type { Reader } from '../../../templates/typescript/src/core/operation.ts';
import {
  asJSON,
  asNothing,
  asResponse,
  asText,
  unwrapped,
} from '../../../templates/typescript/src/core/readers.ts';
import { answer, Server } from './example.ts';

async function read<T>(response: Response, reader: Reader<T>, method = 'GET'): Promise<T> {
  return new Server(response).client().call(method, '/', { read: reader });
}

function typed(body: string | null, type: string, status = 200): Response {
  return new Response(body, { status, headers: { 'content-type': type } });
}

test('JSON', async () => {
  assert.deepEqual(await read(answer({ a: [1, null] }), asJSON), { a: [1, null] });
  for (const type of ['application/json; charset=utf-8', 'application/problem+json', 'TEXT/JSON']) {
    assert.equal(await read(typed('1', type), asJSON), 1);
  }
  const untyped = new Response(new TextEncoder().encode('2'));
  assert.equal(await read(untyped, asJSON), 2);
});

test('an answer that has no content', async () => {
  assert.equal(await read(new Response(null, { status: 204 }), asJSON), null);
  assert.equal(await read(new Response(null), asJSON), null);
  assert.equal(await read(typed('', 'application/json'), asJSON, 'HEAD'), null);
  assert.equal(await read(new Response(null, { status: 204 }), unwrapped('a')), null);
  await assert.rejects(
    read(typed('', 'application/json'), asJSON),
    /must be JSON, but cannot be parsed/,
  );
});

test('an answer that is no JSON', async () => {
  const rows: [Response, RegExp, unknown][] = [
    [
      typed('<p>', 'text/html'),
      /the response must be JSON, but its content type is text\/html$/,
      '<p>',
    ],
    [typed('{"a": 1}', 'text/plain'), /its content type is text\/plain$/, { a: 1 }],
    [typed('{', 'application/json'), /the response must be JSON, but cannot be parsed$/, '{'],
  ];
  for (const [response, message, body] of rows) {
    await assert.rejects(read(response, asJSON), (error) => {
      assert.ok(error instanceof APIError);
      assert.match(error.message, message);
      assert.deepEqual(error.error, body);
      return true;
    });
  }
});

test('a member of the answer', async () => {
  assert.deepEqual(await read(answer({ result: [1] }), unwrapped('result')), [1]);
  assert.equal(await read(answer({ result: null }), unwrapped('result')), null);
  assert.equal(await read(answer({}), unwrapped('result')), null);
  assert.equal(await read(answer({}), unwrapped('constructor')), null);
  assert.deepEqual(await read(answer([1]), unwrapped('result')), [1]);
});

test('text, the response itself, and nothing', async () => {
  assert.equal(await read(typed('wörld', 'text/markdown'), asText), 'wörld');
  const response = await read(typed('bytes', 'image/png'), asResponse);
  assert.equal(response.bodyUsed, false);
  assert.equal(await response.text(), 'bytes');
  const ignored = typed('bytes', 'image/png');
  assert.equal(await read(ignored, asNothing), undefined);
  assert.ok(ignored.bodyUsed);
});
