// Thousands of people at one kiosk, one after another: node kiosk-soak.mjs SESSIONS [SERVER'S PROCESS].
// Each begins, looks at a product, puts it into the cart and ends. What the page, the browser and the
// server hold is read meanwhile, and may not grow.

import assert from 'node:assert/strict';
import { readFile, readdir, stat } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { browser, closeBrowser, eventually } from './shop.mjs';
import { find, toProduct } from './kiosk-every-screen.mjs';
import { newKiosk, part, shows, tap } from './kiosk.mjs';

const MIB = 1024 * 1024;

/**
 * How much may be added between the middle of the second fifth and that of the last, in bytes. The
 * first fifth is not counted: caches fill then.
 */
const BOUNDS = { heap: 2 * MIB, nodes: 300, server: 24 * MIB, database: MIB / 4 };

/** What the browser as a whole takes swings by far more than that; this is said of thousands. */
const OF_THOUSANDS = { browser: 200 * MIB };

/** So many measurements are made. */
const SAMPLES = 50;

/**
 * So many people, one after another. Answers with what has grown beyond its bounds, in words. `server`
 * is the number of the server's process, where that runs here.
 */
export async function soak(sessions, { server = 0, tell = () => {} } = {}) {
  const kiosk = await newKiosk({ profile: 'portrait' });
  const cdp = await kiosk.context.newCDPSession(kiosk.page);
  const main = await mainProcess();
  const seen = [];
  for (let session = 1; session <= sessions; session += 1) {
    await one(kiosk);
    if (session % Math.max(1, Math.floor(sessions / SAMPLES)) === 0) {
      seen.push(await measure(cdp, main, server));
      const { heap, nodes, browser: resident, server: serving } = seen.at(-1);
      tell(`${session} sessions: heap ${mib(heap)}, ${nodes} nodes, browser ${mib(resident)}, `
        + `server ${mib(serving)} MiB`);
    }
  }
  await kiosk.context.close();
  const bounds = { ...BOUNDS, ...(sessions >= 1_000 && OF_THOUSANDS) };
  const wrong = Object.entries(bounds)
    .map(([what, bound]) => ({ what, bound, by: grown(seen, what) }))
    .filter(({ bound, by }) => by > bound)
    .map(({ what, bound, by }) => `${what} has grown by ${by}, which is more than ${bound}`);
  return [...wrong, ...kiosk.complaints];
}

/** One person. */
async function one({ page, context }) {
  await find(page, 'begin');
  await shows(page, 'browse');
  await find(page, 'collection');
  await shows(page, 'collection');
  await toProduct(page);
  await tap(page, 'add-to-cart');
  await eventually(async () => (await context.cookies()).some(({ name }) => name === 'baguni_shopper'),
    Boolean, 'somebody is here');
  await tap(page, 'end');
  const loaded = page.waitForEvent('load');
  await tap(page, 'end-yes');
  await loaded;
  await shows(page, 'attract');
  await eventually(async () => (await context.cookies()).every(({ name }) => name !== 'baguni_shopper'),
    Boolean, 'nobody is here any more');
  await part(page, 'begin').waitFor();
}

async function measure(cdp, main, server) {
  await cdp.send('HeapProfiler.collectGarbage');
  const { usedSize: heap } = await cdp.send('Runtime.getHeapUsage');
  const { nodes } = await cdp.send('Memory.getDOMCounters');
  const [resident, serving] = await Promise.all([tree(main), residentOf(server)]);
  const database = (process.env.BAGUNI_DATABASE ?? '').replace(/^sqlite:/, '');
  const stored = database ? (await stat(database)).size : 0;
  return { heap, nodes, browser: resident, server: serving, database: stored };
}

/** By how much something has grown, by the medians of the second fifth and of the last. */
function grown(seen, what) {
  const fifth = Math.max(1, Math.floor(seen.length / 5));
  const median = (some) => some.map((one) => one[what]).sort((a, b) => a - b)[Math.floor(some.length / 2)];
  return median(seen.slice(-fifth)) - median(seen.slice(fifth, 2 * fifth));
}

function mib(bytes) {
  return (bytes / MIB).toFixed(1);
}

/** The browser's first process: the one that has this program as its parent. */
async function mainProcess() {
  await browser();
  const all = await processes();
  return all.find(({ parent, name }) => parent === process.pid && /chrom/.test(name))?.id ?? 0;
}

/** Memory that a process and all its children really have, in bytes. */
async function tree(root) {
  const all = await processes();
  const under = new Set([root]);
  for (let before = 0; before !== under.size;) {
    before = under.size;
    all.filter(({ parent }) => under.has(parent)).forEach(({ id }) => under.add(id));
  }
  const sizes = await Promise.all([...under].map(residentOf));
  return sizes.reduce((sum, size) => sum + size, 0);
}

async function processes() {
  const ids = (await readdir('/proc').catch(() => [])).filter((name) => /^\d+$/.test(name));
  const read = ids.map(async (id) => {
    const line = await readFile(`/proc/${id}/stat`, 'utf8').catch(() => '');
    const [, name, rest] = /\((.*)\) (.*)/.exec(line) ?? ['', '', ''];
    return { id: Number(id), name, parent: Number(rest?.split(' ')[1]) };
  });
  return Promise.all(read);
}

/** 0 for none, and where there is no `/proc`. */
async function residentOf(id) {
  const text = id ? await readFile(`/proc/${id}/smaps_rollup`, 'utf8').catch(() => '') : '';
  return Number(/^Pss:\s+(\d+) kB/m.exec(text)?.[1] ?? 0) * 1024;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [sessions, server] = process.argv.slice(2).map(Number);
  const tell = (line) => process.stdout.write(`${line}\n`);
  const began = Date.now();
  try {
    const wrong = await soak(sessions || 2_000, { server, tell });
    tell(`${Math.round((Date.now() - began) / sessions)} ms each`);
    assert.deepEqual(wrong, []);
  } finally {
    await closeBrowser();
  }
}
