// What a browser would download: for each library a bundle of just what its cart here calls,
// minified, and the WebAssembly beside it; for Baguni its replica alone, as a module of its own.

import { execFileSync } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { build } from 'esbuild';

const HERE = fileURLToPath(new URL('.', import.meta.url));
const ROOT = fileURLToPath(new URL('../..', import.meta.url));

const LIBRARIES = [
  { name: 'Yjs', uses: "export { Doc, applyUpdate, encodeStateAsUpdate } from 'yjs'" },
  {
    name: 'Loro',
    uses: "export { default, LoroDoc } from 'loro-crdt/web'",
    module: 'node_modules/loro-crdt/web/loro_wasm_bg.wasm',
  },
  {
    name: 'Automerge',
    uses: `export { initializeWasm, load, save, change, applyChanges, getAllChanges,
      getLastLocalChange, Counter } from '@automerge/automerge/slim'`,
    module: 'node_modules/@automerge/automerge/dist/automerge.wasm',
  },
];

/** Bytes: `script` and `module` as they are, `gzip` and `brotli` of both together. */
export async function weights() {
  const libraries = await Promise.all(LIBRARIES.map(async ({ name, uses, module }) => (
    weighed(name, await bundled(uses), module && await readFile(`${HERE}${module}`))
  )));
  return [...libraries, weighed('**Baguni**, its replica', undefined, await replica())];
}

function weighed(name, script, module) {
  const parts = [script, module].filter(Boolean);
  const sum = (pack) => parts.reduce((bytes, part) => bytes + pack(part).length, 0);
  const gzip = sum((part) => gzipSync(part, { level: 9 }));
  return { name, script: script?.length, module: module?.length, gzip, brotli: sum(brotli) };
}

/** The example `weight` of crates/replica as the shop's bundle is built. */
async function replica() {
  const cargo = ['build', '--package', 'baguni-replica', '--example', 'weight'];
  const how = ['--profile', 'bundle', '--target', 'wasm32-unknown-unknown'];
  const told = execFileSync('cargo', [...cargo, ...how, '--message-format=json'], {
    cwd: ROOT,
    encoding: 'utf8',
    env: { ...process.env, CARGO_PROFILE_BUNDLE_STRIP: 'symbols' },
    maxBuffer: 2 ** 28,
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const made = told.trim().split('\n').map((line) => JSON.parse(line))
    .find(({ reason, target }) => reason === 'compiler-artifact' && target.name === 'weight');
  return readFile(made.filenames.find((file) => file.endsWith('.wasm')));
}

function brotli(bytes) {
  const params = {
    [constants.BROTLI_PARAM_QUALITY]: 11,
    [constants.BROTLI_PARAM_LGWIN]: 24,
    [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
  };
  return brotliCompressSync(bytes, { params });
}

async function bundled(contents) {
  const { outputFiles: [file] } = await build({
    stdin: { contents, resolveDir: HERE },
    bundle: true,
    minify: true,
    format: 'esm',
    platform: 'browser',
    target: 'es2022',
    write: false,
    logLevel: 'error',
  });
  return Buffer.from(file.contents);
}
