// A screen in a store without a line (docs/decisions/0021-snapshot.md): it opens, shows the shop as
// of when it last heard of it, keeps nothing of anybody, and survives what it kept being damaged.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { after, test } from 'node:test';
import { becomes, eventually, live, newDevice, putAway } from './shop.mjs';
import { newLine } from './line.mjs';
import {
  EVERYWHERE, PROFILES, closeBrowser, part, picture, screenOf, shows, tap,
} from './kiosk.mjs';
import { find, toProduct, tool } from './kiosk-every-screen.mjs';
import { pair } from './kiosk-paired.mjs';

after(closeBrowser);

/** Where the associate works who sets the screen up. */
const STORE = 'seongsu';

/** What a browser notes of a server that does not answer. */
const WITHOUT_A_LINE = /Failed to load resource|Failed to fetch|WebSocket connection|ERR_/;

/** What is kept, by the name of the cache: paths. */
const kept = (page) => page.evaluate(async () => {
  const all = {};
  for (const name of await caches.keys()) {
    const keys = await (await caches.open(name)).keys();
    all[name] = keys.map((request) => new URL(request.url).pathname);
  }
  return all;
});

const of = (all, name) => Object.entries(all).find(([cache]) => cache.startsWith(`kiosk-${name}`))?.[1] ?? [];

/** Waits until everything is kept that a start without a line needs. */
const everythingKept = (page) => eventually(() => kept(page), (all) => {
  const shell = of(all, 'shell');
  const kinds = ['.css', '.js', '.wasm'].every((end) => shell.some((path) => path.endsWith(end)));
  return shell.includes('/kiosk') && kinds && of(all, 'media').length > 50
    && of(all, 'catalogue').length === 2;
}, 'the page, its files, the catalogue and its pictures are kept');

/** Runs a test on a screen whose line to the shop can be cut, and its server thereby lost. */
async function onLine({ profile, language = 'ko' }, run) {
  const line = await newLine();
  const { width, height } = PROFILES[profile];
  const device = await newDevice({ size: { width, height }, expected: WITHOUT_A_LINE });
  const kiosk = { ...device, profile, language, line };
  try {
    await pair(device.context, { origin: line.origin, profile });
    await device.page.goto(`${line.origin}/kiosk`, { waitUntil: 'load' });
    await live(device.page);
    await shows(device.page, 'attract');
    if (language !== 'ko') await tap(device.page, language);
    await run(device.page, kiosk);
    assert.deepEqual(device.complaints, [], 'the page complained');
  } catch (error) {
    await picture(device.page, `failed-offline-${profile}-${language}`).catch(() => {});
    throw error;
  } finally {
    // A browser that has a worker with a request on a cut line may take long to forget both.
    await putAway(device);
    await line.close();
  }
}

async function reload(page, language) {
  await page.reload({ waitUntil: 'load' });
  await live(page);
  await shows(page, 'attract');
  if (language !== 'ko') await tap(page, language);
}

/** Pictures that are in sight, and whether each is there. */
const pictures = (page) => page.locator('.kiosk img:visible').evaluateAll((all) =>
  Promise.all(all.map(async (img) => {
    await img.decode().catch(() => {});
    return [new URL(img.currentSrc || img.src).pathname, img.naturalWidth > 0];
  })));

async function allPictures(page, where) {
  const seen = await eventually(() => pictures(page), (all) => all.length > 0, `pictures on ${where}`);
  assert.deepEqual(seen.filter(([, there]) => !there), [], `pictures on ${where}`);
}

for (const { profile, language } of EVERYWHERE) {
  test(`without a line the shop is there as it was: ${profile}, ${language}`, () =>
    onLine({ profile, language }, async (page, { line }) => {
      await everythingKept(page);
      line.cut();
      await reload(page, language);
      const asOf = language === 'ko' ? /\d{1,2}:\d{2} 기준/ : /As of \d{1,2}:\d{2}/i;
      await eventually(() => part(page, 'offline').first().innerText(), (said) => asOf.test(said),
        'as of when the shop is shown');
      await picture(page, `offline-${profile}-${language}-attract`);

      await find(page, 'begin');
      await shows(page, 'browse');
      await allPictures(page, 'browse');
      await find(page, 'collection');
      await shows(page, 'collection');
      await allPictures(page, 'the collection');
      await picture(page, `offline-${profile}-${language}-collection`);
      await toProduct(page);
      await allPictures(page, 'the product');
      assert.match(await part(page, 'as-of').innerText(), /\d{1,2}:\d{2}/);
      await picture(page, `offline-${profile}-${language}-product`);
      await tap(page, 'add-to-cart');
      await becomes(() => part(page, 'cart').first().innerText().then((text) => /1/.test(text)), true,
        'it is in the cart');

      await tool(page, 'home');
      await shows(page, 'browse');
      await find(page, 'search');
      await shows(page, 'search');
      for (const [typed, name] of [['머그', /머그|Mug/], ['ㅁㄱ', /머그|Mug/], ['ajrm', /머그|Mug/]]) {
        await part(page, 'typed').fill(typed);
        await eventually(() => part(page, 'product').allInnerTexts(),
          (found) => found.some((title) => name.test(title)), `${typed} finds something`);
      }

      line.mend();
      await part(page, 'offline').waitFor({ state: 'detached' });
      assert.equal(await screenOf(page), 'search', 'nobody is torn from what they look at');
    }));
}

test('what is kept is the same for everybody', () =>
  onLine({ profile: 'portrait' }, async (page, { line }) => {
    await find(page, 'begin');
    await find(page, 'collection');
    await shows(page, 'collection');
    await toProduct(page);
    await tap(page, 'add-to-cart');
    await tool(page, 'cart');
    await shows(page, 'cart');
    const all = await everythingKept(page);
    const paths = Object.values(all).flat();
    const ours = /^\/(kiosk|icon\.svg|kiosk-[\w-]+\.(js|css|wasm)|media\/[\w.-]+|kept\/(snapshot|changes))$/;
    assert.deepEqual(paths.filter((path) => !ours.test(path)), []);
    assert.ok(!paths.includes('/kiosk-worker.js'), 'a worker that keeps itself is never replaced');

    await page.evaluate(() => { window.before = true; });
    await tool(page, 'end');
    await tap(page, 'end-yes');
    await page.waitForFunction(() => !window.before);
    await shows(page, 'attract');
    await live(page);
    const later = Object.values(await everythingKept(page)).flat();
    assert.deepEqual(paths.filter((path) => !later.includes(path)), [], 'a reset takes none of it');
    assert.deepEqual(later.filter((path) => !ours.test(path)), []);
    line.cut();
    await reload(page, 'ko');
    await find(page, 'begin');
    await part(page, 'collection').first().waitFor();
  }));

test('what was kept is damaged, or of another version: it is fetched anew', () =>
  onLine({ profile: 'landscape' }, async (page, { line }) => {
    const damages = {
      'cut short': (bytes) => bytes.slice(0, bytes.length / 2),
      'another bit': (bytes) => bytes.map((byte, at) => (at === 4_000 ? byte ^ 4 : byte)),
      'another version': (bytes) => bytes.map((byte, at) => (at === 0 ? byte + 1 : byte)),
      nothing: () => [],
    };
    for (const [how, damage] of Object.entries(damages)) {
      const all = await everythingKept(page);
      const cache = Object.keys(all).find((name) => name.startsWith('kiosk-catalogue'));
      const bytes = await page.evaluate(async (name) => {
        const response = await (await caches.open(name)).match('/kept/snapshot');
        return [...new Uint8Array(await response.arrayBuffer())];
      }, cache);
      await page.evaluate(async ([name, damaged]) => {
        const open = await caches.open(name);
        const { headers } = await open.match('/kept/snapshot');
        await open.put('/kept/snapshot', new Response(new Uint8Array(damaged), { headers }));
      }, [cache, damage(bytes)]);
      await reload(page, 'ko');
      await find(page, 'begin');
      await shows(page, 'browse');
      await part(page, 'collection').first().waitFor();
      assert.ok(await everythingKept(page), how);
    }
    line.cut();
    await reload(page, 'ko');
    await find(page, 'begin');
    await part(page, 'collection').first().waitFor();
  }));

test('what is sold elsewhere is said here at once, and is still said without a line', () =>
  onLine({ profile: 'portrait' }, async (page, { line }) => {
    await everythingKept(page);
    await find(page, 'begin');
    await find(page, 'collection');
    await shows(page, 'collection');
    await toProduct(page);
    const here = () => part(page, 'stock-here').innerText();
    await tap(page, 'add-to-cart');
    await tool(page, 'cart');
    const sku = await part(page, 'cart-line').first().getAttribute('data-sku');
    await tool(page, 'back');
    await shows(page, 'product');
    const count = (onHand) => execFileSync(process.env.BAGUNI_BIN,
      ['stock', 'count', sku, STORE, String(onHand)], { env: process.env });
    try {
      count(0);
      await eventually(here, (text) => /없어요/.test(text), 'it is gone from this store');
      count(4);
      await eventually(here, (text) => /3/.test(text), 'one is kept back of four');
      // What was told is kept when it is asked for again: every half minute, and after a cut.
      line.cut();
      await part(page, 'offline').waitFor();
      line.mend();
      await eventually(() => page.evaluate(async () => {
        const names = (await caches.keys()).filter((name) => name.startsWith('kiosk-catalogue'));
        const changes = await (await caches.open(names[0])).match('/kept/changes');
        return (await changes.text()).length;
      }), (length) => length > 60, 'what was told is kept');
      line.cut();
      await reload(page, 'ko');
      await find(page, 'begin');
      await find(page, 'collection');
      await shows(page, 'collection');
      await toProduct(page);
      assert.match(await here(), /3/);
    } finally {
      count(6);
    }
  }));

test('a screen that is told to ask less often goes on by itself', () =>
  onLine({ profile: 'portrait' }, async (page) => {
    const refused = [];
    const refuse = (path, times) => page.route(`**${path}`, async (route) => {
      refused.push(path);
      await route.fulfill({ status: 429, headers: { 'retry-after': '1' }, body: '' });
    }, { times });
    await refuse('/api/kiosk/heartbeat', 1);
    await refuse('/api/kiosk/reset', 2);
    await refuse('/api/shopper/session', 1);
    await reload(page, 'ko');
    await find(page, 'begin');
    await find(page, 'collection');
    await shows(page, 'collection');
    await toProduct(page);
    await tap(page, 'add-to-cart');
    await eventually(() => page.context().cookies(),
      (all) => all.some(({ name }) => name === 'baguni_session'), 'somebody is here after all');
    assert.deepEqual(refused.toSorted(),
      ['/api/kiosk/heartbeat', '/api/kiosk/reset', '/api/kiosk/reset', '/api/shopper/session']);
    assert.equal(await part(page, 'offline').count(), 0, 'it has a line');
    const beat = page.waitForResponse((response) => /heartbeat$/.test(response.url()));
    await page.evaluate(() => window.dispatchEvent(new Event('online')));
    assert.equal((await beat).status(), 200);
  }));
