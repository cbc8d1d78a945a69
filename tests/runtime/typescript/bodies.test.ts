/** Bodies of requests: JSON, text, bytes, forms, several parts. */

import assert from 'node:assert/strict';
import { createReadStream } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';

import { binary, given, json, text } from '../../../templates/typescript/src/core/bodies.ts';
import type { Content } from '../../../templates/typescript/src/core/content.ts';
import { SDKError } from '../../../templates/typescript/src/core/errors.ts';
import { form, type Parts } from '../../../templates/typescript/src/core/form.ts';
import { multipart } from '../../../templates/typescript/src/core/multipart.ts';
import { toFile } from '../../../templates/typescript/src/core/uploads.ts';

/** What is sent of a content: its media type and its text. */
async function sent(
  content: Content,
  stated?: string,
): Promise<[string | undefined, string] | undefined> {
  const written = await content.write(stated);
  return written && [written.mediaType, await new Response(written.body).text()];
}

async function* pieces(...chunks: (string | Uint8Array | number)[]) {
  yield* chunks as Uint8Array[];
}

test('a body is left out when nothing of it is given', async () => {
  assert.equal(given({ a: undefined }), undefined);
  assert.equal(given({}), undefined);
  assert.equal(given(undefined), undefined);
  assert.equal(given(null), undefined);
  assert.deepEqual(given({ a: null }), { a: null });
  for (const content of [
    json(undefined, 'a/json'),
    text(undefined),
    binary(undefined),
    form(undefined),
    multipart(undefined),
    form({}),
  ]) {
    assert.equal(await sent(content), undefined);
  }
});

test('JSON of a media type of its own', async () => {
  const content = json({ a: 1, b: undefined }, 'application/merge-patch+json');
  assert.deepEqual(await sent(content), ['application/merge-patch+json', '{"a":1}']);
  assert.deepEqual(await sent(content, 'application/json'), ['application/json', '{"a":1}']);
  assert.deepEqual(await sent(content.with({ c: [2] })), [
    'application/merge-patch+json',
    '{"a":1,"c":[2]}',
  ]);
  assert.deepEqual(await sent(json(null, 'application/json; charset=utf-8')), [
    'application/json; charset=utf-8',
    'null',
  ]);
  assert.deepEqual(await sent(json([1], 'a/json')), ['a/json', '[1]']);
  assert.throws(
    () => json([1], 'a/json').with({ a: 1 }),
    /can only be merged into a body that has members/,
  );
  assert.throws(
    () => json({ a: new Blob() }, 'a/json').write(undefined),
    /a file cannot be sent as a\/json/,
  );
  assert.throws(
    () => content.write('multipart/form-data'),
    /must not be multipart\/form-data for this body; pass a `FormData`/,
  );
});

test('text', async () => {
  assert.deepEqual(await sent(text('héllo')), ['text/plain; charset=utf-8', 'héllo']);
  assert.deepEqual(await sent(text('# a', 'text/markdown')), ['text/markdown', '# a']);
  assert.deepEqual(await sent(text(''), 'a/b'), ['a/b', '']);
  assert.throws(() => text('a').with({}), SDKError);
});

test('bytes of every kind', async () => {
  const bytes = new TextEncoder().encode('xcontentx');
  const part = bytes.subarray(1, 8);
  for (const value of [
    new Blob(['content']),
    part,
    part.slice().buffer,
    new DataView(bytes.buffer, 1, 7),
    'content',
  ]) {
    const content = binary(value);
    assert.ok(content.isRepeatable);
    assert.deepEqual(await sent(content), ['application/octet-stream', 'content']);
    assert.deepEqual(await sent(content, 'image/png'), ['image/png', 'content']);
  }
  assert.throws(() => binary('a').with({}), SDKError);
  await assert.rejects(
    async () => binary(5).write(undefined),
    /must be a Blob, bytes, a Response or a stream, but is a number/,
  );
});

test('bytes that come piece by piece', async () => {
  const streamed: [unknown, boolean][] = [
    [new Response('content'), false],
    [new Blob(['content']).stream(), false],
    [pieces('con', new TextEncoder().encode('tent')), false],
    [['con', new TextEncoder().encode('tent')], true],
    [new Set(['con', 'tent']), false],
    [new Response(null), false],
  ];
  for (const [value, isRepeatable] of streamed) {
    const content = binary(value);
    assert.equal(content.isRepeatable, isRepeatable);
    const written = await content.write('image/png');
    assert.ok(written?.body instanceof ReadableStream);
    const found = await new Response(written.body).text();
    assert.equal(found, value instanceof Response && value.body === null ? '' : 'content');
  }
  const wrong = await binary(pieces(5)).write(undefined);
  await assert.rejects(
    new Response(wrong?.body).text(),
    /must consist of bytes or text, but has a number in it/,
  );
});

test('a stream that is not read to its end is closed', async () => {
  let isClosed = false;
  async function* endless() {
    try {
      for (;;) {
        yield 'a';
      }
    } finally {
      isClosed = true;
    }
  }
  const written = await binary(endless()).write(undefined);
  assert.ok(written?.body instanceof ReadableStream);
  const reader = written.body.getReader();
  await reader.read();
  await reader.cancel();
  assert.ok(isClosed);
});

test('browsers are given all bytes of a stream at once', async () => {
  Object.assign(globalThis, { location: { href: 'https://example.com' } });
  try {
    const written = await binary(pieces('con', 'tent')).write(undefined);
    assert.ok(written?.body instanceof Blob);
    assert.equal(await written.body.text(), 'content');
  } finally {
    Reflect.deleteProperty(globalThis, 'location');
  }
});

test('forms', async () => {
  const write = async (body: object, parts?: Parts) => (await sent(form(body, parts)))?.[1];
  const type = 'application/x-www-form-urlencoded';
  assert.deepEqual(await sent(form({ a: 'b c', d: [1, 2] })), [type, 'a=b%20c&d=1&d=2']);
  assert.equal(await write({ a: { b: [1, { c: 2 }] } }), 'a%5Bb%5D=1&a%5Bb%5D%5B1%5D%5Bc%5D=2');
  assert.equal(await write({ a: undefined, b: null, c: { d: null } }), 'b=');
  assert.equal(await write({ a: [1, 2] }, { a: { style: 'deepObject' } }), 'a%5B0%5D=1&a%5B1%5D=2');
  assert.equal(await write({ a: ['x', 'y,z'] }, { a: { explode: false } }), 'a=x,y%2Cz');
  assert.equal(await write({ a: ['x', 'y'] }, { a: { style: 'pipeDelimited' } }), 'a=x%7Cy');
  assert.equal(
    await write({ a: { b: 'me' } }, { a: { contentType: 'application/json' } }),
    'a=%7B%22b%22%3A%22me%22%7D',
  );
  assert.equal(await write({ a: 'me' }, { a: { contentType: 'application/json' } }), 'a=me');
  assert.equal(
    await write({ a: 'https://b/c?d&e' }, { a: { allowReserved: true } }),
    'a=https://b/c?d%26e',
  );
  assert.equal(await write({ a: { b: 'c/d' } }, { a: { allowReserved: true } }), 'a%5Bb%5D=c/d');
  assert.equal(await write({ ['__proto__']: 1, constructor: 2 }), '__proto__=1&constructor=2');
  const content = form({ a: 5 }, { b: { explode: false } });
  assert.deepEqual(await sent(content.with({ a: 6, b: [1, 2] })), [type, 'a=6&b=1,2']);
  assert.deepEqual(await sent(content, 'application/json'), ['application/json', '{"a":5}']);
  assert.throws(() => content.write('multipart/form-data; boundary=x'), SDKError);
  assert.deepEqual(await sent(form('a=b&c')), [type, 'a=b&c']);
  assert.throws(
    () => form({ a: [new Blob()] }).write(undefined),
    /a file cannot be sent as application\/x-www-form-urlencoded/,
  );
  assert.throws(() => form([1]).write(undefined), SDKError);
});

const FORM_DATA = 'multipart/form-data; boundary=b';

/** The parts of a body: each its headers and its content. */
async function partsOf(body: object, parts?: Parts): Promise<[string, string][]> {
  const [type, content = ''] = (await sent(multipart(body, parts), FORM_DATA)) ?? [];
  assert.equal(type, FORM_DATA);
  assert.ok(content.endsWith('--b--\r\n'));
  return content
    .slice(0, -'--b--\r\n'.length)
    .split('--b\r\n')
    .slice(1)
    .map((part) => {
      const [head = '', ...rest] = part.split('\r\n\r\n');
      assert.ok(part.endsWith('\r\n'));
      const said = head
        .replace('Content-Disposition: form-data; ', '')
        .replace('\r\nContent-Type: ', '; ');
      return [said, rest.join('\r\n\r\n').slice(0, -2)];
    });
}

test('parts', async () => {
  assert.deepEqual(
    await partsOf({
      a: 'b',
      c: 5,
      d: true,
      e: [1, 'x'],
      f: { g: [1] },
      h: null,
      i: undefined,
      j: [[1, 2], { k: 1 }],
    }),
    [
      ['name="a"', 'b'],
      ['name="c"', '5'],
      ['name="d"', 'true'],
      ['name="e"', '1'],
      ['name="e"', 'x'],
      ['name="f"; application/json', '{"g":[1]}'],
      ['name="h"', ''],
      ['name="j"; application/json', '[1,2]'],
      ['name="j"; application/json', '{"k":1}'],
    ],
  );
  assert.deepEqual(await partsOf({ 'a"\r\nb': 1 }), [['name="a%22%0D%0Ab"', '1']]);
  await assert.rejects(partsOf({ 'a\0': 1 }), /must not have control characters/);
  assert.deepEqual(await partsOf({}), []);
});

test('parts that are files', async () => {
  const bytes = new TextEncoder().encode('x');
  assert.deepEqual(
    await partsOf({
      a: bytes,
      b: new File(['y'], 'cat.png'),
      c: new File(['z'], 'dog "1".txt', { type: 'image/gif' }),
      d: [new Blob(['1']), new Blob(['2'], { type: 'text/css' })],
      e: { f: 1, g: new Blob(['3']) },
      h: [{ i: 1, j: bytes }, { i: 2 }],
    }),
    [
      ['name="a"; filename="upload"; application/octet-stream', 'x'],
      ['name="b"; filename="cat.png"; image/png', 'y'],
      ['name="c"; filename="dog %221%22.txt"; image/gif', 'z'],
      ['name="d"; filename="upload"; application/octet-stream', '1'],
      ['name="d"; filename="upload"; text/css', '2'],
      ['name="e[f]"', '1'],
      ['name="e[g]"; filename="upload"; application/octet-stream', '3'],
      ['name="h[0][i]"', '1'],
      ['name="h[0][j]"; filename="upload"; application/octet-stream', 'x'],
      ['name="h[1][i]"', '2'],
    ],
  );
  await assert.rejects(partsOf({ a: new File([''], 'a\tb') }), /must not have control characters/);
});

test('parts that the document describes', async () => {
  const file = new Blob(['x']);
  const write = async (value: unknown, options: Parts[string]) =>
    partsOf({ a: value }, { a: options });
  assert.deepEqual(await write(file, { contentType: 'image/png' }), [
    ['name="a"; filename="upload"; image/png', 'x'],
  ]);
  assert.deepEqual(await write([file, file], { contentType: 'image/png' }), [
    ['name="a"; filename="upload"; image/png', 'x'],
    ['name="a"; filename="upload"; image/png', 'x'],
  ]);
  assert.deepEqual(await write('x', { contentType: 'text/csv, text/plain' }), [['name="a"', 'x']]);
  assert.deepEqual(await write('x', { contentType: 'text/*' }), [['name="a"', 'x']]);
  assert.deepEqual(await write('x', { contentType: 'text/plain' }), [['name="a"', 'x']]);
  assert.deepEqual(await write('x', { contentType: 'text/csv' }), [['name="a"; text/csv', 'x']]);
  assert.deepEqual(await write(['x', 'y'], { contentType: 'text/csv' }), [
    ['name="a"; text/csv', 'x'],
    ['name="a"; text/csv', 'y'],
  ]);
  assert.deepEqual(await write('x', { contentType: 'application/json' }), [
    ['name="a"; application/json', '"x"'],
  ]);
  assert.deepEqual(await write([1, 2], { contentType: 'application/json' }), [
    ['name="a"; application/json', '[1,2]'],
  ]);
  assert.deepEqual(await write([1, 2], { style: 'json' }), [
    ['name="a"; application/json', '[1,2]'],
  ]);
  assert.deepEqual(await write([1, [2]], { style: 'deepObject' }), [
    ['name="a[0]"', '1'],
    ['name="a[1][0]"', '2'],
  ]);
  assert.deepEqual(await write([1, 'b c'], { explode: false }), [['name="a"', '1,b c']]);
  assert.deepEqual(await write([1, 2], { style: 'pipeDelimited' }), [['name="a"', '1|2']]);
  assert.deepEqual(await write([file], { explode: false }), [
    ['name="a"; filename="upload"; application/octet-stream', 'x'],
  ]);
  await assert.rejects(
    write({ b: file }, { contentType: 'application/xml' }),
    /a file in `a` cannot be sent as application\/xml/,
  );
});

test('parts that are streams', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'parts-'));
  try {
    await writeFile(join(folder, 'cat.png'), 'meow');
    const body = {
      a: createReadStream(join(folder, 'cat.png')),
      b: new Response('b', { headers: { 'content-type': 'text/css' } }),
      c: pieces('c', 'd'),
      e: 1,
      // Of another library than the runtime's.
      f: { name: 'a.css', lastModified: 5, size: 1, type: '', stream: () => pieces('f') },
    };
    assert.equal(multipart(body).isRepeatable, false);
    assert.equal(multipart({ a: [{ b: pieces() }] }).isRepeatable, false);
    assert.equal(multipart({ a: [{ b: new Blob() }] }).isRepeatable, true);
    assert.deepEqual(await partsOf(body), [
      ['name="a"; filename="cat.png"; image/png', 'meow'],
      ['name="b"; filename="upload"; text/css', 'b'],
      ['name="c"; filename="upload"; application/octet-stream', 'cd'],
      ['name="e"', '1'],
      ['name="f"; filename="a.css"; text/css', 'f'],
    ]);
  } finally {
    await rm(folder, { recursive: true });
  }
});

test('the boundary is one that nobody can foresee', async () => {
  const content = multipart({ a: new File(['b'], 'c.txt'), d: 'e' });
  const types = new Set<string | undefined>();
  for (let i = 0; i < 3; i++) {
    const written = await content.write(undefined);
    types.add(written?.mediaType);
    assert.match(written?.mediaType ?? '', /^multipart\/form-data; boundary=[0-9a-f]{32}$/);
    const headers = { 'content-type': written?.mediaType ?? '' };
    const read = await new Response(written?.body ?? null, { headers }).formData();
    assert.equal(read.get('d'), 'e');
    assert.equal((read.get('a') as File).name, 'c.txt');
  }
  assert.equal(types.size, 3);
  assert.deepEqual(await sent(multipart({ a: 1 }).with({ a: 2 }), 'application/json'), [
    'application/json',
    '{"a":2}',
  ]);
  assert.throws(
    () => multipart({ a: new Blob() }).write('application/json'),
    /a file cannot be sent as application\/json/,
  );
});

test('files of everything that holds bytes', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'files-'));
  try {
    await writeFile(join(folder, 'cat.png'), 'x');
    const stream = createReadStream(join(folder, 'cat.png'));
    const image = new Response('x', { headers: { 'content-type': 'image/gif' } });
    Object.defineProperty(image, 'url', { value: 'https://example.com/a/my%20cat.gif?b=c' });
    const rows: [Parameters<typeof toFile>, string, string][] = [
      [['x'], 'upload', ''],
      [[new TextEncoder().encode('x'), 'a.txt'], 'a.txt', ''],
      [[new Blob(['x'], { type: 'text/css' })], 'upload', 'text/css'],
      [[new File(['x'], 'a.txt'), null, { type: 'a/b' }], 'a.txt', 'a/b'],
      [[Promise.resolve(new Uint8Array([120]).buffer), 'b', { type: 'a/b' }], 'b', 'a/b'],
      [[pieces('x')], 'upload', ''],
      [[new Blob(['x']).stream()], 'upload', ''],
      [[stream], 'cat.png', ''],
      [[image], 'my cat.gif', 'image/gif'],
    ];
    for (const [args, name, type] of rows) {
      const file = await toFile(...args);
      assert.ok(file instanceof File);
      assert.deepEqual([file.name, file.type, await file.text()], [name, type, 'x']);
    }
    const foreign = { name: 'a', lastModified: 5, size: 1, type: 'a/b', stream: () => pieces('x') };
    const own = await toFile(foreign as unknown as File);
    assert.ok(own instanceof File);
    assert.deepEqual(
      [own.name, own.type, own.lastModified, await own.text()],
      ['a', 'a/b', 5, 'x'],
    );
    const file = new File(['x'], 'a', { lastModified: 5 });
    assert.equal(await toFile(file), file);
    assert.equal((await toFile(file, 'b')).lastModified, 5);
    assert.equal((await toFile('x', 'b', { lastModified: 7 })).lastModified, 7);
    await assert.rejects(toFile(pieces(5)), SDKError);
    for (const wrong of [null, undefined, 5, { a: 1 }]) {
      await assert.rejects(toFile(wrong as never), /^SDKError: a file must be made of bytes/);
    }
  } finally {
    await rm(folder, { recursive: true });
  }
});

test('files where there is no class for them', async () => {
  const { File: own } = globalThis;
  Reflect.deleteProperty(globalThis, 'File');
  try {
    const file = await toFile('x', 'a.txt', { type: 'a/b' });
    assert.deepEqual([file.name, file.type, await file.text()], ['a.txt', 'a/b', 'x']);
    assert.deepEqual(await partsOf({ f: file }), [['name="f"; filename="a.txt"; a/b', 'x']]);
  } finally {
    globalThis.File = own;
  }
});
