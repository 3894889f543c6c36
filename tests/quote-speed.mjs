// How long the browser takes to reckon a cart of 50 lines with 20 promotions: the example `quote`
// of `commerce`, compiled as the bundle is, run in Chromium. `node tests/quote-speed.mjs`.

import { execFileSync } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { browser, closeBrowser } from './shop.mjs';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
/** Quotes in one run of the example's `main`. */
const QUOTES = 200;
const RUNS = 50;

function compiled() {
  const options = { cwd: ROOT, encoding: 'utf8' };
  execFileSync('cargo', [
    'build', '--quiet', '--package', 'baguni-commerce', '--example', 'quote',
    '--target', 'wasm32-unknown-unknown', '--profile', 'bundle',
  ], options);
  const metadata = execFileSync('cargo', ['metadata', '--no-deps', '--offline', '--format-version=1'], options);
  const folder = JSON.parse(metadata).target_directory;
  return readFile(`${folder}/wasm32-unknown-unknown/bundle/examples/quote.wasm`);
}

/** In the page: microseconds for one quote, of each run. */
async function measured({ base64, quotes, runs }) {
  const bytes = Uint8Array.from(atob(base64), (char) => char.charCodeAt(0));
  const { instance } = await WebAssembly.instantiate(bytes);
  const once = () => {
    const start = performance.now();
    instance.exports.main(0, 0);
    return (performance.now() - start) * 1000 / quotes;
  };
  return Array.from({ length: runs }, once);
}

const base64 = (await compiled()).toString('base64');
const page = await (await browser()).newPage();
const micros = await page.evaluate(measured, { base64, quotes: QUOTES, runs: RUNS });
await closeBrowser();
const [first] = micros;
micros.sort((one, other) => one - other);
const shown = [first, micros[RUNS / 2], micros[RUNS - 1]].map((it) => it.toFixed(1));
console.log(`  in the browser: first ${shown[0]} us, median ${shown[1]} us, worst ${shown[2]} us`);
