import assert from 'node:assert/strict';
import { test } from 'node:test';

import { firstPage, items, listed, pages, stream, value } from './outcomes.mts';
import type { Answer, Page } from './outcomes.mts';

function answer(kind: Answer['kind'], found: unknown, list: unknown = null): Answer {
  return { status: 200, kind, value: found, body: btoa(String(found)), items: list };
}

async function* several<T>(...found: T[]): AsyncGenerator<T> {
  yield* found;
}

function page(members: object, list: readonly unknown[], ...more: Page<unknown>[]): Page<unknown> {
  const found: Page<unknown> = {
    ...members,
    getPaginatedItems: () => list,
    iterPages: () => several(found, ...more),
  };
  return found;
}

test('a value that is not that of the answer', async () => {
  const right = await value(Promise.resolve({ a: [1, null] }));
  assert.deepEqual(right.judge([answer('json', { a: [1, null] })]), []);
  for (const wrong of [{ a: [1] }, { a: [1, null], b: 2 }, { a: ['1', null] }, null]) {
    assert.equal(right.judge([answer('json', wrong)]).length, 1);
  }
  assert.equal(right.judge([answer('none', null)]).length, 1);
  assert.equal(right.judge([answer('stream', [])]).length, 1);
  const text = await value(Promise.resolve('a'));
  assert.deepEqual(text.judge([answer('text', 'a')]), []);
  assert.equal(text.judge([answer('text', 'b')]).length, 1);
});

test('bytes that are not those of the answer', async () => {
  const content = await value(Promise.resolve(new Response('abc')));
  assert.deepEqual(content.judge([answer('binary', 'abc')]), []);
  assert.equal(content.judge([answer('binary', 'abd')]).length, 1);
});

test('pages that are not those of the answers', async () => {
  const first = answer('json', { list: [1], more: true }, [1]);
  const second = answer('json', { list: [2] }, [2]);
  const both = await pages(
    Promise.resolve(page({ list: [1], more: true }, [1], page({ list: [2] }, [2]))),
  );
  assert.equal(both.count, 2);
  assert.deepEqual(both.judge([first, second]), []);
  assert.equal(both.judge([first]).length, 1);
  assert.equal(both.judge([second, second]).length, 2);
  assert.equal(both.judge([first, second, answer('json', { list: [3] }, [3])]).length, 1);
  const one = await firstPage(Promise.resolve(page({ list: [1] }, [1])));
  assert.equal(one.judge([first]).length, 1);
});

test('items and events that are not those of the answers', async () => {
  const all = await items(several(1, 2));
  assert.deepEqual(all.judge([answer('json', {}, [1]), answer('json', {}, [2])]), []);
  assert.equal(all.judge([answer('json', {}, [1])]).length, 1);
  const events = await stream(Promise.resolve(several({ a: 1 })));
  assert.deepEqual(events.judge([answer('stream', [{ a: 1 }])]), []);
  assert.equal(events.judge([answer('stream', [{ a: 2 }])]).length, 1);
  assert.equal(events.judge([answer('json', { a: 1 })]).length, 1);
});

test('a last page that only says that there are no more', () => {
  const one = answer('json', {}, [1]);
  assert.deepEqual(listed([one, answer('json', {}, [])]), [[1]]);
  assert.deepEqual(listed([one, one]), [[1]]);
  assert.deepEqual(listed([one, answer('json', {}, [2])]), [[1], [2]]);
});
