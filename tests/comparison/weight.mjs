// What a browser would download for each library: a bundle of just what its cart here calls,
// minified, and the WebAssembly beside it.

import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { build } from 'esbuild';

const HERE = fileURLToPath(new URL('.', import.meta.url));

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

/** Bytes by library: `script` and `module` as they are, `gzip` and `brotli` of both together. */
export async function weighLibraries() {
  return Promise.all(LIBRARIES.map(async ({ name, uses, module }) => {
    const parts = [await bundled(uses), ...(module ? [await readFile(`${HERE}${module}`)] : [])];
    const sum = (pack) => parts.reduce((bytes, part) => bytes + pack(part).length, 0);
    const gzip = sum((part) => gzipSync(part, { level: 9 }));
    return { name, script: parts[0].length, module: parts[1]?.length, gzip, brotli: sum(brotli) };
  }));
}

export function brotli(bytes) {
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
