// What somebody leaves behind at a kiosk: nothing. Unmistakable strings are put wherever a session can
// put something; after its end every byte of the browser's profile and of the server's database is
// searched for them.

import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { chromium } from 'playwright-core';
import { FLAGS, becomes, chromiumPath, eventually, putAway } from './shop.mjs';
import { find, tool, toProduct } from './kiosk-every-screen.mjs';
import { part, shows, tap } from './kiosk.mjs';
import { pair } from './kiosk-paired.mjs';
import { inOwnShop } from './own-shop.mjs';

const PICKUP = '739284';
const TYPED = 'zqxplantedsearch';
const SCANNED = 'PLANTED-CODE-7Q9Z-0X';

/** All that the shop has written, as it is now. */
const filesOf = async (shop) => Promise.all((await readdir(shop.folder))
  .filter((name) => name.startsWith('shop.sqlite'))
  .map((name) => readFile(join(shop.folder, name))));

/** Each way in which a text may lie in a file. */
const forms = (text) => [
  Buffer.from(text), Buffer.from(text, 'utf16le'), Buffer.from(text, 'base64'),
  Buffer.from(encodeURIComponent(text)), Buffer.from(Buffer.from(text).toString('hex')),
].filter((bytes) => bytes.length >= 6);

/** Which of these texts lie in some file of a folder, and where. */
async function foundIn(folder, texts) {
  const found = [];
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath ?? entry.path, entry.name);
    // What the browser deletes while it is read has nothing in it any more.
    const bytes = await readFile(path).catch(() => Buffer.alloc(0));
    for (const [what, text] of Object.entries(texts)) {
      if (forms(text).some((form) => bytes.includes(form))) found.push(`${what} in ${path}`);
    }
  }
  return found;
}

/**
 * Runs something in a shop whose database nothing else has written to, with a browser whose profile
 * lies in a folder. Whatever comes of it, the browser is put away: one that is left keeps Node alive.
 */
const withProfile = (run) => inOwnShop(async (shop) => {
  const profile = join(shop.folder, 'profile');
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: chromiumPath(),
    args: FLAGS,
    viewport: { width: 1080, height: 1920 },
    locale: 'ko-KR',
  });
  const page = context.pages()[0] ?? await context.newPage();
  try {
    await run({ shop, profile, context, page });
  } finally {
    await putAway({ context });
  }
});

/** The same, with a screen of a store in it, at its beginning. */
const withScreen = (run) => withProfile(async (here) => {
  await pair(here.context, { origin: here.shop.origin });
  await here.page.goto(`${here.shop.origin}/kiosk`, { waitUntil: 'load' });
  await shows(here.page, 'attract');
  await run(here);
});

/** Somebody uses everything there is; answers with what of theirs must not be found again. */
async function useEverything(page, context, origin) {
  await tool(page, 'access');
  for (const name of ['contrast', 'text', 'voice']) await find(page, name);
  await tool(page, 'home');
  await shows(page, 'browse');
  await find(page, 'search');
  await shows(page, 'search');
  await page.keyboard.type(TYPED, { delay: 90 });
  await becomes(() => part(page, 'typed').inputValue(), TYPED, 'it is typed');
  await tool(page, 'home');
  await page.keyboard.type(SCANNED);
  await page.keyboard.press('Enter');
  await shows(page, 'scan');
  await tool(page, 'home');
  await find(page, 'collection');
  await shows(page, 'collection');
  await toProduct(page);
  await tap(page, 'add-to-cart');
  const cookie = async (name) =>
    (await context.cookies(origin)).find((one) => one.name === name)?.value;
  const shopper = await eventually(() => cookie('baguni_shopper'), Boolean, 'somebody is here');
  const session = await cookie('baguni_session');
  await becomes(async () => (await part(page, 'cart').first().innerText()).includes('1'), true, 'a line');
  const code = page.waitForResponse((answer) => answer.url().endsWith('/api/kiosk/hand-off'));
  await tool(page, 'cart');
  await find(page, 'order');
  await find(page, 'way-home');
  await shows(page, 'pay');
  await tap(page, 'pay-phone');
  await shows(page, 'to-phone');
  const offered = (await (await code).body()).toString('latin1');
  const token = /#([0-9A-Za-z_-]{16,})/.exec(offered)?.[1];
  assert.ok(token && session, 'there is a token and a session');
  return { shopper, session, token };
}

/** The bytes that the server knows somebody by. */
const known = ({ shopper, session }) => ({
  shopper: Buffer.from(shopper, 'hex'),
  'the session’s hash': createHash('sha256').update(Buffer.from(session, 'base64url')).digest(),
});

const holds = (files, bytes) => files.some((file) => file.includes(bytes));

test('after the end of a session nothing of it is found anywhere', () => withScreen(async (here) => {
  const { shop, profile, context, page } = here;
  await find(page, 'pickup');
  await shows(page, 'pickup');
  for (const digit of PICKUP) {
    await part(page, 'digit').filter({ hasText: digit }).first().click();
  }
  await tool(page, 'home');
  const left = await useEverything(page, context, shop.origin);
  const texts = { PICKUP, TYPED, SCANNED, ...left };
  for (const [what, bytes] of Object.entries(known(left))) {
    assert.ok(holds(await filesOf(shop), bytes), `while the session lasts, the server knows ${what}`);
  }
  const reset = page.waitForResponse((answer) => answer.url().endsWith('/api/kiosk/reset'));
  await tool(page, 'end');
  const loaded = page.waitForEvent('load');
  await tap(page, 'end-yes');
  assert.equal((await reset).status(), 200);
  await loaded;
  await shows(page, 'attract');
  await becomes(async () => (await context.cookies(shop.origin)).map(({ name }) => name).join(),
    'baguni_device', 'the screen’s key is the one cookie');
  assert.deepEqual(await page.evaluate(() => Object.keys(sessionStorage)), []);
  assert.deepEqual(
    await page.evaluate(() => Object.keys(localStorage).filter((key) => key !== 'baguni.kiosk.setup')),
    [], 'local storage holds what the screen is, and nothing else');
  const heap = await heapOf(page);
  for (const [what, text] of Object.entries(texts)) {
    assert.ok(!heap.includes(text), `${what} is not in the page’s memory`);
  }
  await context.close();
  assert.deepEqual(await foundIn(profile, texts), [], 'in the browser’s profile');
  await shop.close();
  const files = await filesOf(shop);
  for (const [what, bytes] of Object.entries(known(left))) {
    assert.ok(!holds(files, bytes), `the server does not know ${what} any more`);
  }
  for (const [what, text] of Object.entries(texts)) {
    const inThem = forms(text).some((form) => holds(files, form));
    assert.ok(!inThem, `${what} is not in the server’s database`);
  }
}));

test('what is written to a profile is found there', () => withProfile(async (here) => {
  const { shop, profile, context, page } = here;
  const places = ['local', 'database', 'cookie', 'history', 'cache'];
  const texts = Object.fromEntries(places.map((place) => [place, `zq${place}xplantedw7`]));
  await page.goto(`${shop.origin}/healthz?${texts.history}`);
  await page.evaluate(async (planted) => {
    localStorage.setItem('planted', planted.local);
    document.cookie = `planted=${planted.cookie}; Max-Age=86400; Path=/`;
    const cache = await caches.open('planted');
    await cache.put('/planted', new Response(planted.cache));
    await new Promise((resume, refuse) => {
      const asked = indexedDB.open('planted', 1);
      asked.onupgradeneeded = () => asked.result.createObjectStore('planted');
      asked.onerror = refuse;
      asked.onsuccess = () => {
        const writing = asked.result.transaction('planted', 'readwrite', { durability: 'strict' });
        writing.objectStore('planted').put(planted.database, 1);
        writing.oncomplete = resume;
      };
    });
  }, texts);
  await context.close();
  const found = await foundIn(profile, texts);
  // The browser encrypts the values of cookies.
  for (const place of places.filter((place) => place !== 'cookie')) {
    assert.ok(found.some((line) => line.startsWith(place)), `${place}: ${found.join('; ')}`);
  }
}));

test('what is typed while a session ends reaches nothing', () => withScreen(async ({ page }) => {
  await find(page, 'begin');
  await find(page, 'search');
  await shows(page, 'search');
  let goOn;
  const held = new Promise((resume) => { goOn = resume; });
  await page.route('**/api/kiosk/reset', async (route) => {
    await held;
    await route.continue();
  });
  await tool(page, 'end');
  await part(page, 'veil').waitFor();
  await page.keyboard.type(TYPED, { delay: 60 });
  await page.mouse.click(540, 1400);
  assert.equal(await page.locator('input').count(), 0, 'there is no field any more');
  assert.equal(await page.locator('.kiosk').getAttribute('data-screen'), 'attract');
  goOn();
  await part(page, 'veil').waitFor({ state: 'detached' });
  await shows(page, 'attract');
}));

test('a server that is not reached hears it before anybody is let in', () => withScreen(async (here) => {
  const { page } = here;
  const asked = [];
  page.on('request', (request) => asked.push(new URL(request.url()).pathname));
  let answered = false;
  await page.route('**/api/kiosk/reset', (route) => {
    if (answered) return route.continue();
    return route.abort();
  });
  await tool(page, 'help');
  await tool(page, 'end');
  await part(page, 'veil').waitFor({ state: 'detached' });
  await shows(page, 'attract');
  asked.length = 0;
  await find(page, 'begin');
  await find(page, 'collection');
  await shows(page, 'collection');
  await toProduct(page);
  await tap(page, 'add-to-cart');
  await eventually(() => asked.filter((path) => path === '/api/kiosk/reset').length,
    (many) => many >= 2, 'it tries again');
  assert.ok(!asked.includes('/api/shopper/session'), 'nobody has a session before');
  answered = true;
  await eventually(() => asked.includes('/api/shopper/session'), Boolean, 'then there is one');
  assert.ok(asked.lastIndexOf('/api/kiosk/reset') < asked.indexOf('/api/shopper/session'));
}));

/** Every string in the page's memory, as one text. */
async function heapOf(page) {
  const session = await page.context().newCDPSession(page);
  const chunks = [];
  session.on('HeapProfiler.addHeapSnapshotChunk', ({ chunk }) => chunks.push(chunk));
  await session.send('HeapProfiler.collectGarbage');
  await session.send('HeapProfiler.takeHeapSnapshot', { reportProgress: false });
  await session.detach();
  return chunks.join('');
}
