// Lighthouse on the pages that shoppers come in by, as a phone on a slow line sees them:
// `cargo xtask lighthouse`. Prints the median of several runs.

import { createServer } from 'node:net';
import lighthouse from 'lighthouse';
import { chromium } from 'playwright-core';
import { largestCollection, productWithOptions } from './catalogue.mjs';
import { FLAGS, ORIGIN, chromiumPath } from './shop.mjs';

const CATEGORIES = ['performance', 'accessibility', 'best-practices', 'seo'];

/** Column, how it is read off a report, how it is written. */
const COLUMNS = [
  ['performance', score('performance'), whole],
  ['accessibility', score('accessibility'), whole],
  ['best practices', score('best-practices'), whole],
  ['SEO', score('seo'), whole],
  ['CLS', audit('cumulative-layout-shift'), (value) => value.toFixed(3)],
  ['LCP', audit('largest-contentful-paint'), seconds],
  ['FCP', audit('first-contentful-paint'), seconds],
  ['TBT', audit('total-blocking-time'), (value) => `${Math.round(value)} ms`],
  ['transfer', audit('total-byte-weight'), (value) => `${Math.round(value / 1000)} kB`],
];

function score(category) {
  return ({ categories }) => 100 * categories[category].score;
}

function audit(name) {
  return ({ audits }) => audits[name].numericValue;
}

function whole(value) {
  return String(Math.round(value));
}

function seconds(value) {
  return `${(value / 1000).toFixed(2)} s`;
}

function median(values) {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
}

const freePort = () =>
  new Promise((resolve, reject) => {
    const server = createServer().once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });

/** How often a run may fail: Lighthouse now and then loses the beginning of its own trace. */
const TRIES = 3;

/** One run that came to an end. */
async function measured(address, tries = TRIES) {
  const lhr = await run(address);
  if (!lhr.runtimeError) return lhr;
  if (tries > 1) return measured(address, tries - 1);
  throw new Error(`${address}: ${lhr.runtimeError.message}`);
}

/** One run in a browser of its own, so that nothing is kept from the one before. */
async function run(address) {
  const port = await freePort();
  const browser = await chromium.launch({
    executablePath: chromiumPath(),
    args: [...FLAGS, `--remote-debugging-port=${port}`],
  });
  try {
    const { lhr } = await lighthouse(address, { port, onlyCategories: CATEGORIES, logLevel: 'error' });
    return lhr;
  } finally {
    await browser.close();
  }
}

/** What keeps a page from a full score, of all but speed. */
function failures({ categories, audits }) {
  const { performance: _, ...others } = categories;
  return Object.values(others)
    .flatMap(({ auditRefs }) => auditRefs)
    .filter(({ id, weight }) => weight > 0 && audits[id].score !== null && audits[id].score < 1)
    .map(({ id }) => `${id}: ${audits[id].title}`);
}

function table(rows) {
  const widths = rows[0].map((_, at) => Math.max(...rows.map((row) => row[at].length)));
  const line = (row) => `| ${row.map((cell, at) => cell.padEnd(widths[at])).join(' | ')} |`;
  const [head, ...body] = rows;
  return [line(head), line(widths.map((width) => '-'.repeat(width))), ...body.map(line)].join('\n');
}

async function main([times = '5']) {
  const { collection } = await largestCollection();
  const { handle } = await productWithOptions();
  const pages = {
    home: '/',
    collection: `/collections/${collection.link.handle}`,
    product: `/products/${handle}`,
  };
  const rows = [['page', ...COLUMNS.map(([name]) => name)]];
  const wrong = new Set();
  for (const [name, path] of Object.entries(pages)) {
    const reports = [];
    while (reports.length < Number(times)) {
      reports.push(await measured(`${ORIGIN}${path}`));
      process.stdout.write(`\r  ${name}: ${reports.length} of ${times} `);
    }
    process.stdout.write('\n');
    rows.push([name, ...COLUMNS.map(([, read, write]) => write(median(reports.map(read))))]);
    reports.flatMap(failures).forEach((text) => wrong.add(`${name}: ${text}`));
  }
  console.log(`\nMedian of ${times} runs, mobile, simulated slow 4G\n\n${table(rows)}`);
  for (const text of wrong) console.log(`\n  ${text}`);
}

await main(process.argv.slice(2));
