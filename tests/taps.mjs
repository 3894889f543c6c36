// How long a press takes until it is seen, in a real browser on whatever line:
// `cargo xtask bench taps`. Nothing of it waits for a network, so the line must make no difference.

import { products } from './catalogue.mjs';
import { browser, closeBrowser, newDevice, open, openPlain, part } from './shop.mjs';

const PRESSES = 400;
const LINES = [1, 20];
/** Milliseconds that each request is held up. */
const DELAYS = [0, 2_000];

const percentile = (values, part) =>
  [...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * part))];
const ms = (value) => `${value.toFixed(2)} ms`;

/** Presses `increase` so often, and times each until the call is back and until the badge says it. */
const press = (page) =>
  page.evaluate(async (presses) => {
    const badge = document.querySelector('[data-testid=cart-count]');
    const called = [];
    const shown = [];
    for (let at = 0; at < presses; at += 1) {
      const changed = new Promise((resume) => {
        const observer = new MutationObserver(() => {
          observer.disconnect();
          resume(performance.now());
        });
        observer.observe(badge, { childList: true, characterData: true, subtree: true });
      });
      const button = document.querySelector('[data-testid=increase]');
      const start = performance.now();
      button.click();
      called.push(performance.now() - start);
      shown.push((await changed) - start);
      await new Promise((resume) => setTimeout(resume, 10));
    }
    return { called, shown };
  }, PRESSES);

async function measure(lines, delay) {
  const { page, context } = await newDevice();
  const all = (await products()).flatMap(({ variants }) => variants).filter((it) => it.sellable);
  const offer = all.slice(0, lines).map(({ sku }) => `${encodeURIComponent(sku)}:1`);
  await openPlain(page, `/cart/${offer.join(',')}`);
  await part(page, 'add-lines').click();
  await open(page, '/cart');
  const session = await context.newCDPSession(page);
  await session.send('Network.emulateNetworkConditions', {
    offline: false,
    latency: delay,
    downloadThroughput: -1,
    uploadThroughput: -1,
  });
  await press(page);
  const { called, shown } = await press(page);
  await context.close();
  return [called, shown].flatMap((times) => [0.5, 0.99].map((part) => ms(percentile(times, part))));
}

await browser();
console.log('| lines in the cart | each request held up | press → signals set, p50 | p99 | press → badge, p50 | p99 |');
console.log('| ---: | ---: | ---: | ---: | ---: | ---: |');
for (const lines of LINES) {
  for (const delay of DELAYS) {
    console.log(`| ${[lines, `${delay} ms`, ...(await measure(lines, delay))].join(' | ')} |`);
  }
}
await closeBrowser();
