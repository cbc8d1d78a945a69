/** Files, in each of their forms, by a package whose document has uploads; and bodies of all kinds. */

import assert from 'node:assert/strict';
import { createReadStream, mkdtempSync, openAsBlob, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { test, type TestContext } from 'node:test';

import { CloudflareError, toFile, type Uploadable } from 'cloudflare';

import { failureOf, newClient } from './calls.ts';
import {
  each,
  header,
  newServer,
  raw,
  status,
  unchecked,
  type Sent,
  type TestServer,
} from './server.ts';

/** What the tests need of the package that is generated from `tests/cases/multipart`. */
interface Uploads {
  uploads: { create(params: { file: Uploadable } & Record<string, unknown>): Promise<void> };
  avatars: { replace(params?: { image?: Uploadable }): Promise<void> };
}
const { default: Client } = (await import(process.env['SDK_UPLOADS']!)) as {
  default: new (options: { baseURL: string; maxRetries?: number }) => Uploads;
};

const DONE = { ...unchecked, ...status(204) };

async function parts(sent: Sent): Promise<Array<[string, File | string]>> {
  const headers = { 'Content-Type': header(sent, 'content-type')! };
  const form = await new Response(sent.body, { headers }).formData();
  return [...form];
}

/** The name, media type and text of the one file that was sent. */
async function onlyFile(server: TestServer): Promise<[string, string, string]> {
  const sent = await parts(await server.only());
  assert.equal(sent.length, 1);
  const [name, file] = sent[0]!;
  assert.equal(name, 'file');
  assert.ok(file instanceof File);
  return [file.name, file.type, await file.text()];
}

/** The path of a file with this content. */
function fileOnDisk(t: TestContext, name: string, content: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'uploads-'));
  t.after(() => rmSync(folder, { recursive: true }));
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

const OCTETS = 'application/octet-stream';
const bytes = new TextEncoder().encode('meow');

async function* pieces(): AsyncGenerator<Uint8Array | string> {
  yield 'me';
  yield new TextEncoder().encode('ow');
}

test(
  'each form of a file',
  ...each<{
    file(t: TestContext): Uploadable | Promise<Uploadable>;
    sent: [string, string, string];
  }>(
    {
      File: {
        file: () => new File(['meow'], 'cat.png', { type: 'image/png' }),
        sent: ['cat.png', 'image/png', 'meow'],
      },
      'File without a type': {
        file: () => new File(['meow'], 'cat.bin'),
        sent: ['cat.bin', OCTETS, 'meow'],
      },
      Blob: {
        file: () => new Blob(['meow'], { type: 'image/png' }),
        sent: ['upload', 'image/png', 'meow'],
      },
      Uint8Array: { file: () => bytes, sent: ['upload', OCTETS, 'meow'] },
      Buffer: { file: () => Buffer.from('meow'), sent: ['upload', OCTETS, 'meow'] },
      ArrayBuffer: { file: () => bytes.slice().buffer, sent: ['upload', OCTETS, 'meow'] },
      'a part of an ArrayBuffer': {
        file: () => new TextEncoder().encode('a meow.').subarray(2, 6),
        sent: ['upload', OCTETS, 'meow'],
      },
      ReadableStream: {
        file: () => new Blob(['meow']).stream(),
        sent: ['upload', OCTETS, 'meow'],
      },
      'an asynchronous generator': { file: pieces, sent: ['upload', OCTETS, 'meow'] },
      'a stream of Node': { file: () => Readable.from([bytes]), sent: ['upload', OCTETS, 'meow'] },
      'a file of Node': {
        file: (t) => createReadStream(fileOnDisk(t, 'cat.png', 'meow')),
        sent: ['cat.png', 'image/png', 'meow'],
      },
      'a blob of Node': {
        file: (t) => openAsBlob(fileOnDisk(t, 'cat.png', 'meow')),
        sent: ['upload', OCTETS, 'meow'],
      },
      Response: {
        file: () => new Response('meow', { headers: { 'Content-Type': 'image/png' } }),
        sent: ['upload', 'image/png', 'meow'],
      },
      toFile: {
        file: () => toFile(bytes, 'cat.png', { type: 'image/x' }),
        sent: ['cat.png', 'image/x', 'meow'],
      },
      'toFile of text': {
        file: () => toFile('meow', 'cat.txt'),
        sent: ['cat.txt', 'text/plain', 'meow'],
      },
      'toFile of a stream': { file: () => toFile(pieces(), 'cat'), sent: ['cat', OCTETS, 'meow'] },
      'toFile of a promise': {
        file: () => toFile(Promise.resolve(new Response('meow')), 'cat.png', { type: 'image/png' }),
        sent: ['cat.png', 'image/png', 'meow'],
      },
      'a name that needs quotes': {
        file: () => new File(['meow'], 'a "b"\r\nX-C: 1.png', { type: 'image/png' }),
        sent: ['a "b"\r\nX-C: 1.png', 'image/png', 'meow'],
      },
      'a name in other letters': {
        file: () => new File(['meow'], '名前.png', { type: 'image/png' }),
        sent: ['名前.png', 'image/png', 'meow'],
      },
      'nothing in it': { file: () => new Blob([]), sent: ['upload', OCTETS, ''] },
    },
    async (t, { file, sent }) => {
      const server = await newServer(t);
      await server.script(DONE);
      const given = await file(t);
      await new Client({ baseURL: server.baseURL }).uploads.create({ file: given });
      const found = await onlyFile(server);
      found[1] = found[1].replace(/; ?charset=utf-8$/i, '');
      assert.deepEqual(found, sent);
    },
  ),
);

test('files beside other values', async (t) => {
  const server = await newServer(t);
  await server.script(DONE);
  await new Client({ baseURL: server.baseURL }).uploads.create({
    file: new File(['meow'], 'cat.png', { type: 'image/png' }),
    extras: [bytes, new File(['b'], 'b')],
    isPublic: false,
    labels: ['x', 'y'],
    details: { madeAt: '2020-01-01T00:00:00Z' },
  });
  const sent = await parts(await server.only());
  assert.deepEqual(sent.map(([name]) => name).sort(), [
    'details',
    'extras',
    'extras',
    'file',
    'isPublic',
    'labels',
    'labels',
  ]);
  assert.deepEqual(
    sent.filter(([name]) => name === 'labels').map(([, value]) => value),
    ['x', 'y'],
  );
  assert.equal(sent.find(([name]) => name === 'isPublic')![1], 'false');
});

test('a file is sent again with a retry', async (t) => {
  const server = await newServer(t);
  await server.script({ ...unchecked, ...status(500, { 'retry-after-ms': '1' }) }, DONE);
  await new Client({ baseURL: server.baseURL }).uploads.create({
    file: new File(['meow'], 'cat.png', { type: 'image/png' }),
  });
  const sent = await server.requests();
  assert.equal(sent.length, 2);
  for (const request of sent) {
    const [, file] = (await parts(request))[0]!;
    assert.ok(file instanceof File);
    assert.equal(await file.text(), 'meow');
  }
});

test('what is no file', async () => {
  for (const value of [1, true, { path: 'cat.png' }, null, undefined]) {
    await failureOf(CloudflareError, toFile(value as never, 'cat.png'));
  }
});

test('a stream that fails', async (t) => {
  const server = await newServer(t);
  const client = new Client({ baseURL: server.baseURL, maxRetries: 0 });
  async function* broken(): AsyncGenerator<string> {
    yield 'me';
    throw new Error('the disk is gone');
  }
  const error = await client.uploads.create({ file: broken() }).then(
    () => assert.fail('it succeeded'),
    (reason: Error) => reason,
  );
  const told = [error, error.cause].map((each) => (each instanceof Error ? each.message : ''));
  assert.ok(
    told.some((message) => message.includes('the disk is gone')),
    told.join('\n'),
  );
});

test('a body without any part', async (t) => {
  const server = await newServer(t);
  await server.script(DONE);
  await new Client({ baseURL: server.baseURL }).avatars.replace();
  assert.deepEqual(await parts(await server.only()), []);
});

test(
  'bodies of undocumented endpoints',
  ...each<{ body: () => unknown; type: RegExp | undefined; sent: string | RegExp }>(
    {
      object: { body: () => ({ a: 1 }), type: /^application\/json$/, sent: '{"a":1}' },
      array: { body: () => [1], type: /^application\/json$/, sent: '[1]' },
      text: { body: () => 'meow', type: /^(text\/plain|application\/json)/, sent: 'meow' },
      bytes: { body: () => bytes, type: undefined, sent: 'meow' },
      Blob: {
        body: () => new Blob(['meow'], { type: 'text/cat' }),
        type: /^text\/cat$/,
        sent: 'meow',
      },
      URLSearchParams: {
        body: () => new URLSearchParams({ a: 'b c' }),
        type: /^application\/x-www-form-urlencoded/,
        sent: 'a=b+c',
      },
      FormData: {
        body: () => {
          const form = new FormData();
          form.append('a', 'b c');
          return form;
        },
        type: /^multipart\/form-data; boundary=/,
        sent: /name="a"\r\n\r\nb c\r\n/,
      },
      ReadableStream: { body: () => new Blob(['meow']).stream(), type: undefined, sent: 'meow' },
    },
    async (t, { body, type, sent }) => {
      const server = await newServer(t);
      await server.script({ ...unchecked, ...raw('{}') });
      await newClient(server).post('/new', { body: body() });
      const request = await server.only();
      if (typeof sent === 'string') assert.equal(request.body, sent);
      else assert.match(request.body, sent);
      if (type) assert.match(header(request, 'content-type') ?? '', type);
    },
  ),
);
