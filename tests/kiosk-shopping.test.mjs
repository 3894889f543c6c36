// Shopping at a store's screen: on both of them, in both languages, by touch.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, test } from 'node:test';
import {
  EVERYWHERE, choicesOn, closeBrowser, controlsOn, crowdedOn, cutLine, onKiosk, part, picture, screenOf, shows, tap, toElsewhere,
} from './kiosk.mjs';
import { becomes, eventually } from './shop.mjs';

after(closeBrowser);

/** Runs on every screen in every language. */
function everywhere(what, run, options = {}) {
  for (const place of EVERYWHERE) {
    test(`${what}, ${place.profile}, ${place.language}`, () =>
      onKiosk({ ...place, ...options }, run));
  }
}

const pieces = async (page) => Number((await part(page, 'cart').innerText()).match(/\d+/)?.[0] ?? 0);

const quantities = (page) =>
  part(page, 'cart-line').evaluateAll((lines) => lines.map((line) => [
    line.dataset.sku, Number(line.querySelector('[data-testid=quantity]').textContent)]));

/** From rest to the first product of the first collection. */
async function toProduct(page, at = 0) {
  if (await screenOf(page) === 'attract') await tap(page, 'begin');
  else await tap(page, 'home');
  await shows(page, 'browse');
  await tap(page, 'collection');
  await shows(page, 'collection');
  await part(page, 'product').nth(at).click();
  await shows(page, 'product');
}

everywhere('a product is three touches away, and nowhere more than seven things to choose from',
  async (page, { profile, language }) => {
    const seen = [];
    const look = async () => {
      const code = await screenOf(page);
      const choices = await choicesOn(page);
      assert.ok(choices.length <= 7, `${code}: ${choices}`);
      await picture(page, `${profile}-${language}-${code}`);
      seen.push(code);
    };
    await look();
    for (const name of ['begin', 'collection', 'product']) {
      const before = await screenOf(page);
      await tap(page, name);
      await eventually(() => screenOf(page), (now) => now !== before, name);
      await part(page, 'back').waitFor();
      await look();
    }
    assert.deepEqual(seen, ['attract', 'browse', 'collection', 'product']);
    await tap(page, 'add-to-cart');
    await look();
    await tap(page, 'to-cart');
    await part(page, 'order').waitFor();
    await look();
    await tap(page, 'order');
    await part(page, 'way-home').waitFor();
    await look();
    await tap(page, 'way-others');
    await part(page, 'store').first().waitFor();
    await look();
  });

everywhere('what is added can be taken back, counted and put back', async (page) => {
  await toProduct(page);
  await tap(page, 'add-to-cart');
  await becomes(() => pieces(page), 1, 'in the cart');
  await tap(page, 'undo');
  await becomes(() => pieces(page), 0, 'taken back');
  await tap(page, 'add-to-cart');
  await tap(page, 'to-cart');
  await part(page, 'cart-line').waitFor();
  const [[sku]] = await quantities(page);
  for (const [name, want] of [['increase', 2], ['increase', 3], ['decrease', 2], ['decrease', 1]]) {
    await tap(page, name);
    await becomes(async () => (await quantities(page))[0]?.[1], want, name);
  }
  await tap(page, 'decrease');
  await part(page, 'removed').waitFor();
  await becomes(() => pieces(page), 0, 'removed');
  await tap(page, 'undo');
  await eventually(() => quantities(page), (lines) => lines[0]?.[0] === sku, 'put back');
});

everywhere('the cart is emptied only by whoever says so twice', async (page) => {
  await toProduct(page);
  await tap(page, 'add-to-cart');
  await tap(page, 'cart');
  await tap(page, 'empty');
  await tap(page, 'keep');
  assert.equal((await quantities(page)).length, 1, 'nothing is gone');
  await tap(page, 'empty');
  await tap(page, 'empty-yes');
  await part(page, 'browse').waitFor();
  assert.equal(await pieces(page), 0);
});

everywhere('what is not here is ordered by one touch', async (page) => {
  await toElsewhere(page);
  await tap(page, 'order-home');
  await shows(page, 'pay');
  assert.equal(await pieces(page), 1, 'it lies in the cart');
  await tap(page, 'back');
  await tap(page, 'order-store');
  await shows(page, 'stores');
  assert.equal(await pieces(page), 1, 'and once only');
});

everywhere('an option is chosen and stays chosen', async (page) => {
  await toProduct(page);
  await tap(page, 'option');
  await shows(page, 'choose');
  const other = part(page, 'value').and(page.locator('[aria-pressed=false]')).first();
  const name = await other.locator('.label').innerText();
  await other.click();
  await shows(page, 'product');
  await becomes(() => part(page, 'option').first().locator('.note').innerText(), name, 'the choice');
  await tap(page, 'about');
  await tap(page, 'back');
  await shows(page, 'product');
  assert.equal(await part(page, 'option').first().locator('.note').innerText(), name);
});

everywhere('a cut line stops nobody from browsing and filling a cart', async (page, kiosk) => {
  await toProduct(page);
  await cutLine(kiosk);
  await part(page, 'offline').waitFor();
  await part(page, 'as-of').waitFor();
  assert.match(await part(page, 'as-of').innerText(), /\d\d:\d\d/);
  await toProduct(page, 1);
  await tap(page, 'add-to-cart');
  await tap(page, 'cart');
  await part(page, 'cart-line').waitFor();
  assert.match(await part(page, 'cart-total').innerText(), /\d/, 'it is still reckoned');
  await tap(page, 'order');
  await shows(page, 'way');
});

const ZOOMS = { usual: 0, 'half again': 1, double: 2 };

for (const [zoom, presses] of Object.entries(ZOOMS)) {
  everywhere(`nothing is cut or stands on something else, ${zoom}`, async (page) => {
    await tap(page, 'access');
    for (let press = 0; press < presses; press += 1) await magnify(page);
    await tap(page, 'back');
    await shows(page, 'attract');
    const look = async () => {
      await page.evaluate(() => new Promise((drawn) =>
        requestAnimationFrame(() => requestAnimationFrame(drawn))));
      const crowded = await crowdedOn(page);
      assert.deepEqual(crowded, { cut: [], spilled: [], beside: [], outside: [] },
        await screenOf(page));
    };
    await look();
    await tap(page, 'begin');
    for (const name of ['collection', 'product', 'option']) {
      await part(page, name).first().waitFor();
      await look();
      await tap(page, name);
    }
    await part(page, 'value').first().waitFor();
    await look();
    await tap(page, 'back');
    await tap(page, 'add-to-cart');
    await tap(page, 'to-cart');
    await part(page, 'order').waitFor();
    await look();
    await tap(page, 'order');
    await part(page, 'way-others').waitFor();
    await look();
    await tap(page, 'way-others');
    await part(page, 'store').first().waitFor();
    await look();
  });
}

async function magnify(page) {
  for (let turned = 0; turned < 6 && !await part(page, 'zoom').count(); turned += 1) {
    await tap(page, 'next');
  }
  const before = await page.locator('html').getAttribute('data-zoom');
  await tap(page, 'zoom');
  await eventually(() => page.locator('html').getAttribute('data-zoom'), (now) => now !== before,
    'the zoom');
}

everywhere('every control of the shopping screens is large enough for a finger',
  async (page, { profile }) => {
    await toProduct(page);
    await tap(page, 'add-to-cart');
    for (const name of ['product', 'cart', 'browse']) {
      if (name === 'cart') await tap(page, 'cart');
      if (name === 'browse') await tap(page, 'home');
      await shows(page, name);
      for (const { name: control, width, height, primary } of await controlsOn(page, profile)) {
        const least = primary ? 20 : 12;
        assert.ok(Math.min(width, height) >= least, `${control}: ${width} × ${height} mm`);
        assert.ok(width * height >= 150, `${control}: ${width * height} mm²`);
      }
    }
  });

test('the page contract names what these tests touch', async () => {
  const contract = await readFile(new URL('../docs/page-contract.md', import.meta.url), 'utf8');
  const own = await readFile(new URL(import.meta.url), 'utf8');
  const touched = [...own.matchAll(/(?:tap|part)\(page, '([a-z-]+)'\)/g)].map(([, name]) => name);
  for (const name of new Set(touched)) {
    assert.ok(contract.includes(`[data-testid=${name}]`), name);
  }
});
