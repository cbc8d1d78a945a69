/** Values in paths, queries, headers and cookies. */

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { cookiePairs } from '../../../templates/typescript/src/core/cookies.ts';
import { SDKError } from '../../../templates/typescript/src/core/errors.ts';
import { headerText } from '../../../templates/typescript/src/core/headers.ts';
import { path } from '../../../templates/typescript/src/core/path.ts';
import { queryText, wholeQueryText } from '../../../templates/typescript/src/core/query.ts';
import { styled, type Style } from '../../../templates/typescript/src/core/styles.ts';

const LIST = ['a/b', 2];
const OBJECT = { r: 1, g: 'x y' };

test('values are parts of a path', () => {
  assert.equal(path`/zones`, '/zones');
  assert.equal(path`/zones/${'a b/c?d#é'}`, '/zones/a%20b%2Fc%3Fd%23%C3%A9');
  assert.equal(path`/files/${'a'}.${true}/${7}/${10n}`, '/files/a.true/7/10');
  assert.equal(path`/${"!'()*-._~"}`, '/%21%27%28%29%2A-._~');
  assert.equal(
    path`/${new Date(0)}/${new URL('https://a.b/c')}`,
    '/1970-01-01T00%3A00%3A00.000Z/https%3A%2F%2Fa.b%2Fc',
  );
  assert.equal(path`/${LIST}/${OBJECT}`, '/a%2Fb,2/r,1,g,x%20y');
  assert.equal(path`/${'%2e%2e'}/${'...'}/${'\uD800'}`, '/%252e%252e/.../%EF%BF%BD');
  assert.equal(path`/a\tb/${1}`, '/a\tb/1');
});

test('a path leads to no other resource', () => {
  for (const value of [
    '',
    '.',
    '..',
    null,
    undefined,
    [],
    {},
    ['.'],
    [null],
    new Date(Number.NaN),
  ]) {
    assert.throws(
      () => path`/zones/${1}/records/${value}/x`,
      (error) => {
        assert.ok(error instanceof SDKError);
        assert.match(
          error.message,
          /^the parameter behind `\/zones\/…\/records\/` must be neither empty nor a dot segment, but is /,
        );
        return true;
      },
    );
  }
  assert.throws(() => path`/${undefined}`, /but is missing$/);
  assert.throws(() => path`/${''}`, /but is ""$/);
  assert.throws(
    () => path`/${styled('..', 'simple', { name: 'id' })}`,
    /^SDKError: `id` must be neither empty nor a dot segment, but is "\.\."$/,
  );
  assert.throws(() => path`/${() => 1}`, SDKError);
});

test('each style has its parts of a path', () => {
  const rows: [boolean, unknown, string, string, string][] = [
    [false, 'a b', 'a%20b', '.a%20b', ';c=a%20b'],
    [true, 5, '5', '.5', ';c=5'],
    [false, LIST, 'a%2Fb,2', '.a%2Fb,2', ';c=a%2Fb,2'],
    [true, LIST, 'a%2Fb,2', '.a%2Fb.2', ';c=a%2Fb;c=2'],
    [false, OBJECT, 'r,1,g,x%20y', '.r,1,g,x%20y', ';c=r,1,g,x%20y'],
    [true, OBJECT, 'r=1,g=x%20y', '.r=1.g=x%20y', ';r=1;g=x%20y'],
  ];
  for (const [explode, value, simple, label, matrix] of rows) {
    const write = (style: Style) => path`${styled(value, style, { explode, name: 'c' })}`;
    assert.deepEqual([write('simple'), write('label'), write('matrix')], [simple, label, matrix]);
  }
  assert.equal(path`${styled([1, 2], 'json')}`, '%5B1%2C2%5D');
  assert.equal(path`/${styled('a/b c', 'simple', { allowReserved: true })}`, '/a/b%20c');
});

test('no style leads to another resource', () => {
  for (const style of ['simple', 'label', 'matrix'] as const) {
    for (const value of ['', null, [], {}, ['']]) {
      assert.throws(
        () => path`/${styled(value, style, { name: 'c' })}`,
        /`c` must be neither empty/,
      );
    }
    assert.throws(() => path`/${styled(undefined, style)}`, /but is missing/);
  }
  assert.throws(() => path`/${styled('.', 'simple')}`, SDKError);
  assert.throws(() => path`/${styled('.', 'label')}`, SDKError);
  for (const text of ['', '..', 'a/../b', './a']) {
    assert.throws(() => path`/${styled(text, 'simple', { allowReserved: true })}`, SDKError);
  }
});

test('queries', () => {
  const rows: [object, string][] = [
    [{ a: 1, b: undefined, c: null, d: false, e: 'x y&z' }, 'a=1&d=false&e=x%20y%26z'],
    [{ a: ['b', undefined, null, 'c d'], 'e[f]': 1 }, 'a=b&a=c%20d&e%5Bf%5D=1'],
    [{ a: [] }, ''],
    [{ a: { b: { c: 1 }, d: [1, 2] } }, 'a%5Bb%5D%5Bc%5D=1&a%5Bd%5D=1&a%5Bd%5D=2'],
    [{ a: [{ b: 1 }, { b: 2 }] }, 'a%5B0%5D%5Bb%5D=1&a%5B1%5D%5Bb%5D=2'],
    [{ a: new Date(0) }, 'a=1970-01-01T00%3A00%3A00.000Z'],
    [{ a: styled({ b: [1] }, 'json') }, 'a=%7B%22b%22%3A%5B1%5D%7D'],
    [{ a: styled(undefined, 'json'), b: styled(undefined, 'form') }, ''],
    [{ a: styled('x/y?z&=+#', 'form', { allowReserved: true }) }, 'a=x/y?z%26%3D%2B%23'],
    [{ a: styled(['a/b', undefined, null, 1], 'form', { allowReserved: true }) }, 'a=a/b&a=1'],
    [{ a: styled({ b: 'c/d', e: [1, 2], f: undefined }, 'form') }, 'b=c%2Fd&e=1&e=2'],
    [{ a: styled({ b: 'c/d' }, 'form', { allowReserved: true }) }, 'b=c/d'],
    [{ a: styled(['a', 'b,c'], 'form', { explode: false }) }, 'a=a,b%2Cc'],
    [{ a: styled(['a/b', 'c,d'], 'form', { explode: false, allowReserved: true }) }, 'a=a/b,c,d'],
    [{ a: styled({ b: 1, c: 'd,e' }, 'form', { explode: false }) }, 'a=b,1,c,d%2Ce'],
    [{ a: styled([], 'form', { explode: false }) }, ''],
    [{ a: styled(null, 'form', { explode: false }) }, ''],
    [{ a: styled(1, 'form', { explode: false }) }, 'a=1'],
    [{ a: styled([{ b: 1 }, 2], 'form', { explode: false }) }, 'a=%7B%22b%22%3A1%7D,2'],
    [{ a: styled([1, 'b c'], 'spaceDelimited') }, 'a=1%20b%20c'],
    [{ a: styled(['b', 'c|d'], 'pipeDelimited') }, 'a=b%7Cc%7Cd'],
    [{ a: styled(['b', 'c'], 'spaceDelimited', { explode: true }) }, 'a=b&a=c'],
    [{ a: styled({ b: 1, c: { d: 2 } }, 'deepObject') }, 'a%5Bb%5D=1&a%5Bc%5D%5Bd%5D=2'],
    [{ a: styled([1, { b: [2] }], 'deepObject') }, 'a%5B0%5D=1&a%5B1%5D%5Bb%5D%5B0%5D=2'],
    [{ a: styled(5, 'deepObject') }, 'a=5'],
  ];
  for (const [query, text] of rows) {
    assert.equal(queryText(query), text);
  }
  assert.throws(() => queryText({ a: Symbol('b') }), SDKError);
});

test('whole queries', () => {
  assert.equal(wholeQueryText({ a: 1, b: [2, 3] }), 'a=1&b=2&b=3');
  assert.equal(wholeQueryText('a=b&c[d]=%20é'), 'a=b&c[d]=%20%C3%A9');
  assert.equal(wholeQueryText(styled({ a: [1] }, 'json')), '%7B%22a%22%3A%5B1%5D%7D');
  assert.equal(wholeQueryText(undefined), '');
});

test('headers', () => {
  assert.equal(headerText('a'), 'a');
  assert.equal(headerText(true), 'true');
  assert.equal(headerText(['a', 2]), 'a,2');
  assert.equal(headerText(OBJECT), 'r,1,g,x y');
  assert.equal(headerText(styled(OBJECT, 'simple', { explode: true })), 'r=1,g=x y');
  assert.equal(headerText(styled([4], 'json')), '[4]');
  assert.equal(headerText(undefined), undefined);
  assert.equal(headerText(null), undefined);
});

test('cookies', () => {
  const rows: [object, string][] = [
    [{ a: 1, b: undefined, c: null }, 'a=1'],
    [{ a: 'x y;z', b: 'p/q==' }, 'a=x%20y%3Bz; b=p/q=='],
    [{ a: [1, 2] }, 'a=1; a=2'],
    [{ a: styled(['c', 'd,e'], 'form', { explode: false }) }, 'a=c,d%2Ce'],
    [{ a: styled({ b: 1, c: [2, 3] }, 'form') }, 'b=1; c=2; c=3'],
    [{ a: styled([5, 6], 'json') }, 'a=[5%2C6]'],
    [{ a: { b: 1 } }, 'a={%22b%22:1}'],
  ];
  for (const [cookies, text] of rows) {
    assert.equal(
      cookiePairs(cookies)
        .map((pair) => pair.join('='))
        .join('; '),
      text,
    );
  }
});
