// `node run.mjs [HISTORIES]`: every kind of cart on the same histories, as the table of
// docs/comparison.md. `cargo xtask comparison` installs what this needs, and runs it.

import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { outcomes } from './baguni.mjs';
import { histories, twentyLines } from './histories.mjs';
import { replay } from './replay.mjs';
import { ROWS } from './rows.mjs';
import { Tally } from './tally.mjs';
import { weighLibraries } from './weight.mjs';

const HEAD = ['', 'lost adds', 'removed lines back', 'units too many', 'screens differ',
  'any of these', '… smooth network', 'bytes a tap, p50 / p99', 'state of 20 lines'];

const count = Number(process.argv[2] ?? 10_000);
const all = [...histories(count)];
await writeFile(
  fileURLToPath(new URL('histories.json', import.meta.url)),
  all.map((history) => `${JSON.stringify(history)}\n`).join(''),
);

const smooth = all.filter(({ rough }) => !rough).length;
console.log(`${count} histories, ${smooth} of them on a smooth network:\n`);
console.log(row(HEAD));
console.log(row(HEAD.map((_, column) => (column ? '---:' : '---'))));
for (const { name, make } of ROWS) {
  const tally = new Tally();
  for (const history of all) {
    tally.count(history, replay(history, make));
    // WebAssembly's memory is given back between turns of the loop only.
    if (tally.histories % 100 === 0) await new Promise(setImmediate);
  }
  print(name, tally, replay(twentyLines(), make).state);
}
const baguni = new Tally();
let state;

let index = 0;
for await (const outcome of outcomes([...all, last], { release: true })) {
  if (index < all.length) baguni.count(all[index], outcome);
  else state = outcome.state;
  index += 1;
}
print('**Baguni**', baguni, state);

console.log('\nWhat a browser downloads for it, in bytes:\n');
console.log(row(['', 'JavaScript', 'WebAssembly', 'together, gzip', 'together, brotli']));
console.log(row(['---', '---:', '---:', '---:', '---:']));
for (const { name, script, module, gzip, brotli } of await weighLibraries()) {
  console.log(row([name, script, module, gzip, brotli].map(figure)));
}

function print(name, tally, size) {
  const { lost, back, extra, diverged, any, smooth: smoothly } = tally.counts;
  const bytes = tally.weight(0.5) && `${tally.weight(0.5)} / ${tally.weight(0.99)}`;
  console.log(row([name, lost, back, extra, diverged, any, smoothly, bytes, size].map(figure)));
  if (any) console.error(`  first seeds: ${JSON.stringify(tally.first)}`);
}

function row(cells) {
  return `| ${cells.join(' | ')} |`;
}

function figure(value) {
  if (value === undefined) return '–';
  return typeof value === 'number' ? value.toLocaleString('en-US') : value;
}
