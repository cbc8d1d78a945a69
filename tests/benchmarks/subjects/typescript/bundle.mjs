// The size of a program that uses one resource, bundled and minified: `bundle.mjs ESBUILD`.

import { pathToFileURL } from 'node:url';
import { report } from './measure.mjs';

const { buildSync } = await import(pathToFileURL(process.argv[2]).href);

const program = `
  import { createClient } from 'cloudflare/tree-shakable';
  import { Livestreams } from 'cloudflare/resources/realtime-kit/livestreams';

  const client = createClient({ resources: [Livestreams], apiToken: 'token' });
  console.log(await client.realtimeKit.livestreams.getAllLivestreams('app', { account_id: 'account' }));
`;

const { outputFiles } = buildSync({
  stdin: { contents: program, resolveDir: import.meta.dirname },
  bundle: true,
  minify: true,
  format: 'esm',
  target: 'es2022',
  platform: 'browser',
  write: false,
  logLevel: 'error',
});

report('bytes', outputFiles[0].contents.length);
