// How the shop is opened: one browser for each program, fresh devices in it, and an ear for
// everything that a page complains of.

import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { chromium } from 'playwright-core';

/** Where the shop is open, without a slash at the end. */
export const ORIGIN = process.env.BAGUNI_URL ?? 'http://127.0.0.1:8080';

/** The sizes that every page is judged at. */
export const SIZES = {
  phone: { width: 390, height: 844 },
  tablet: { width: 768, height: 1024 },
  desk: { width: 1440, height: 900 },
};

/** What each language's addresses begin with. */
export const PREFIXES = { ko: '', en: '/en' };

/** How long anything may take, in milliseconds. It is never waited for: conditions are. */
const PATIENCE = Number(process.env.BAGUNI_PATIENCE ?? 20_000);

/** How the browser is started. */
export const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** The machine's Chromium. */
export function chromiumPath() {
  const places = [process.env.BAGUNI_CHROMIUM, '/usr/bin/chromium', '/usr/bin/chromium-browser'];
  const found = places.find((place) => place && existsSync(place));
  assert.ok(found, 'there is no Chromium: name one in BAGUNI_CHROMIUM');
  return found;
}

let launched;

/** The browser of this program. */
export function browser() {
  launched ??= chromium.launch({ executablePath: chromiumPath(), args: FLAGS });
  return launched;
}

export async function closeBrowser() {
  await (await launched)?.close();
  launched = undefined;
}

/** Closes a device. A browser may wait for ever for a service worker that has work to do. */
export async function putAway({ context }) {
  const patience = new Promise((resume) => { setTimeout(resume, 5_000).unref(); });
  await Promise.race([context.close().catch(() => {}), patience]);
}

/**
 * A device that has never been in the shop. `scripts: false` is a browser without scripts;
 * `touch` is a screen without a mouse; `expected` says which complaints of a page are part of the
 * test.
 */
export async function newDevice(options = {}) {
  const { scripts = true, size = SIZES.desk, colors = 'light', touch = false, expected } = options;
  const context = await (await browser()).newContext({
    baseURL: ORIGIN,
    javaScriptEnabled: scripts,
    viewport: size,
    hasTouch: touch,
    isMobile: touch,
    colorScheme: colors,
    reducedMotion: 'reduce',
    locale: 'ko-KR',
  });
  context.setDefaultTimeout(PATIENCE);
  const complaints = [];
  const complain = (text) => expected?.test(text) || complaints.push(text);
  context.on('page', (page) => listen(page, complain));
  return { context, page: await context.newPage(), complaints, scripts };
}

/** What Chromium notes when somebody leaves a page that is just connecting: no complaint of ours. */
const LEFT_EARLY = /WebSocket is closed before the connection is established/;

function listen(page, complain) {
  page.on('console', (message) => {
    const noted = LEFT_EARLY.test(message.text());
    if (['warning', 'error', 'assert'].includes(message.type()) && !noted) {
      complain(`${message.type()} at ${page.url()}: ${message.text()}`);
    }
  });
  page.on('pageerror', (error) => complain(`exception at ${page.url()}: ${error.message}`));
}

/** Opens an address and waits until its page is live; answers with the response. */
export async function open(page, path) {
  const response = await page.goto(path, { waitUntil: 'load' });
  await live(page);
  return response;
}

/** Opens an address in a browser without scripts. */
export const openPlain = (page, path) => page.goto(path, { waitUntil: 'load' });

/** Waits until the bundle has taken over, which a document says of itself. */
export const live = (page) => page.locator('html[data-ready]').waitFor({ state: 'attached' });

/** An element of the page contract. */
export const part = (place, name) => place.locator(`[data-testid="${name}"]`);

/** Waits until `read` gives what `wanted` accepts, and gives it. */
export async function eventually(read, wanted, what) {
  const end = Date.now() + PATIENCE;
  let value;
  do {
    value = await read();
    if (await wanted(value)) return value;
    await new Promise((resume) => setTimeout(resume, 25));
  } while (Date.now() < end);
  assert.fail(`${what ?? 'the condition'} was not met; last seen: ${JSON.stringify(value)}`);
}

/** Waits until `read` gives this value. */
export const becomes = (read, value, what) => eventually(read, (seen) => seen === value, what);

/** The number at the cart in the header. */
export const cartCount = async (page) => Number(await part(page, 'cart-count').innerText());

/** What lies in the cart by the cart page: pairs of SKU and quantity. */
export const cartLines = (page) =>
  part(page, 'cart-line').evaluateAll((lines) =>
    lines.map((line) => [
      line.dataset.sku,
      Number(line.querySelector('[data-testid=quantity]')?.value),
    ]),
  );
