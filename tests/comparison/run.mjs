// `node run.mjs [HISTORIES]`: every kind of cart on the same histories, as the tables of
// docs/comparison.md. `cargo xtask comparison` installs what this needs, and runs it.

import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { outcomes } from './baguni.mjs';
import { histories, twentyLines } from './histories.mjs';
import { replay } from './replay.mjs';
import { ROWS } from './rows.mjs';
import { Tally } from './tally.mjs';
import { weights } from './weight.mjs';

const count = Number(process.argv[2] ?? 10_000);
const all = [...histories(count)];
const written = all.map((history) => `${JSON.stringify(history)}\n`);
writeFileSync(fileURLToPath(new URL('histories.json', import.meta.url)), written.join(''));
await faults();
await downloads();

async function faults() {
  const smooth = all.filter(({ rough }) => !rough).length;
  console.log(`${figure(count)} histories, ${figure(smooth)} of them on a smooth network.\n`);
  heading('', 'lost adds', 'removed lines back', 'units too many', 'screens differ', 'any of these',
    'any, smooth network', 'bytes a tap, p50 / p99', 'bytes of 20 lines');
  for (const { name, make } of ROWS) {
    const tally = new Tally();
    for (const history of all) {
      tally.count(history, replay(history, make));
      // WebAssembly's memory is given back between turns of the loop only.
      if (tally.histories % 100 === 0) await new Promise(setImmediate);
    }
    printFaults(name, tally, replay(twentyLines(), make).state);
  }
  const tally = new Tally();
  let twenty;
  for await (const outcome of outcomes([...all, twentyLines()], { release: true })) {
    if (tally.histories < count) tally.count(all[tally.histories], outcome);
    else twenty = outcome.state;
  }
  printFaults('**Baguni**', tally, twenty);
}

function printFaults(name, tally, twenty) {
  const { lost, back, extra, diverged, any, smooth } = tally.counts;
  const bytes = tally.weight(0.5) && `${tally.weight(0.5)} / ${tally.weight(0.99)}`;
  console.log(row([name, lost, back, extra, diverged, any, smooth, bytes, twenty].map(figure)));
  if (any) console.error(`  the first seeds: ${JSON.stringify(tally.first)}`);
}

async function downloads() {
  console.log('\nWhat a browser downloads for it, in bytes.\n');
  heading('', 'JavaScript', 'WebAssembly', 'together, gzip', 'together, brotli');
  for (const { name, script, module, gzip, brotli } of await weights()) {
    console.log(row([name, script, module, gzip, brotli].map(figure)));
  }
}

function heading(...names) {
  console.log(row(names));
  console.log(row(names.map((name) => (name ? '---:' : '---'))));
}

function row(cells) {
  return `| ${cells.join(' | ')} |`;
}

function figure(value) {
  if (value === undefined) return '–';
  return typeof value === 'number' ? value.toLocaleString('en-US') : value;
}
