// Makes `dist`: each entry point of the package is one file, as ES module and as CommonJS, with one more that all of
// them share. A program so loads two files, and a bundler takes what is used of them.

import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const source = join(root, 'src');
const core = join(source, 'core', 'index.ts');
const formats = { esm: join(root, 'dist', 'esm'), cjs: join(root, 'dist', 'cjs') };
const client = join(source, 'client.ts');
const inside = join(source, 'core') + sep;
const entryPoints = readdirSync(source, { recursive: true })
  .map((name) => join(source, String(name)))
  .filter((file) => file.endsWith('.ts') && !file.startsWith(inside) && file !== client)
  .sort();

/** Stands for the path of the shared file, which each file writes in its own way; and where a file imports it. */
const SHARED = '#shared';
const IMPORT = new RegExp(`(from |import |require\\()"${SHARED}"(?=[);])`, 'g');
const shared = {
  name: 'shared',
  setup({ onResolve }) {
    onResolve({ filter: /\/core\/index\.js$/ }, () => ({ path: SHARED, external: true }));
  },
};

rmSync(join(root, 'dist'), { recursive: true, force: true });
for (const [format, folder] of Object.entries(formats)) {
  const options = {
    bundle: true,
    format,
    outbase: source,
    outdir: folder,
    platform: 'neutral',
    sourcemap: true,
    sourcesContent: false,
    target: 'es2022',
  };
  await build({ ...options, entryPoints: [core] });
  const { outputFiles } = await build({ ...options, entryPoints, plugins: [shared], write: false });
  for (const { path, text } of outputFiles) {
    const own = relative(dirname(path), join(folder, 'core', 'index.js')).replaceAll(sep, '/');
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text.replace(IMPORT, `$1"${own.startsWith('.') ? own : `./${own}`}"`));
  }
}
// There is one class of the client, wherever it is imported from.
writeFileSync(join(formats.esm, 'client.js'), "export * from './index.js';\n");
writeFileSync(
  join(formats.cjs, 'client.js'),
  "const { default: _, ...named } = require('./index.js');\nmodule.exports = named;\n",
);
writeFileSync(join(formats.cjs, 'package.json'), '{ "type": "commonjs" }\n');

const typescript = createRequire(import.meta.url).resolve('typescript/package.json');
execFileSync(process.execPath, [join(dirname(typescript), 'bin', 'tsc'), '--project', root], {
  stdio: 'inherit',
});
cpSync(formats.esm, formats.cjs, {
  recursive: true,
  filter: (path) => !path.endsWith('.js') && !path.endsWith('.js.map'),
});
