// What changes while it lies in the cart of a store's screen: another price, none left. It is said in
// words, with what it was and what it is, and what can be done about it.

import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { becomes, eventually, live, newDevice, putAway } from './shop.mjs';
import { find, toProduct, tool } from './kiosk-every-screen.mjs';
import {
  EVERYWHERE, PROFILES, closeBrowser, crowdedOn, part, picture, shows, tap,
} from './kiosk.mjs';
import { wrongOn } from './kiosk-measures.mjs';
import { pair } from './kiosk-paired.mjs';
import { inOwnShop } from './own-shop.mjs';

after(closeBrowser);

const CURRENCY = { ko: 'KRW', en: 'USD' };

/** An amount in minor units, as the screen says it. */
const said = (minor, language) =>
  (language === 'ko' ? `${minor.toLocaleString('en')}원` : `$${(minor / 100).toFixed(2)}`);

const SAID = {
  ko: { price: /가격이 .*에서 .*으로 바뀌었어요/, none: /품절/, cannot: /빼거나/ },
  en: { price: /The price has changed from .* to /, none: /Sold out/, cannot: /Remove/ },
};

/** A screen of a shop of its own. */
const onOwnKiosk = ({ profile, language }, run) => inOwnShop(async (shop) => {
  const { width, height } = PROFILES[profile];
  const device = await newDevice({ size: { width, height } });
  try {
    await pair(device.context, { origin: shop.origin, profile });
    await device.page.goto(`${shop.origin}/kiosk`, { waitUntil: 'load' });
    await live(device.page);
    await shows(device.page, 'attract');
    if (language !== 'ko') await tap(device.page, language);
    await run(device.page, shop);
    assert.deepEqual(device.complaints, [], 'the page complained');
  } catch (error) {
    await picture(device.page, `failed-cart-${profile}-${language}`).catch(() => {});
    throw error;
  } finally {
    await putAway(device);
  }
});

/** The first product that lies here, in the cart: its SKU, its price, and where it lies. */
async function fillCart(page, { origin }, language) {
  await find(page, 'begin');
  await shows(page, 'browse');
  await find(page, 'collection');
  await shows(page, 'collection');
  await toProduct(page);
  await tap(page, 'add-to-cart');
  await tool(page, 'cart');
  await part(page, 'cart-line').waitFor();
  const sku = await part(page, 'cart-line').getAttribute('data-sku');
  const ask = async (path, asked) => {
    const query = new URLSearchParams({ locale: language, currency: CURRENCY[language], ...asked });
    return (await fetch(`${origin}/api/storefront/${path}?${query}`)).json();
  };
  const { lines: [line] } = await ask('variants', { sku });
  const { variants } = await ask(`products/${line.handle}`);
  const { price, stock } = variants.find((variant) => variant.sku === sku);
  return { sku, price: price.amount.minor, places: stock.map(({ location }) => location.handle) };
}

/** From now on it costs so many won, or so many cents. */
async function setPrice({ folder, tell }, sku, amount) {
  const file = join(folder, 'price.toml');
  const from = new Date(Date.now() - 5_000).toISOString().replace(/\.\d+/, '');
  await writeFile(file, `[[price]]\nsku = "${sku}"\nprice = [${amount}, ${amount}]\nfrom = ${from}\n`);
  tell('import', 'pricing', file);
}

for (const { profile, language } of EVERYWHERE) {
  test(`what changes in the cart is said: ${profile}, ${language}`, () =>
    onOwnKiosk({ profile, language }, async (page, shop) => {
      const line = part(page, 'cart-line');
      const note = part(page, 'line-note');
      const look = async (name) => {
        await picture(page, `cart-${profile}-${language}-${name}`);
        assert.deepEqual(await wrongOn(page, PROFILES[profile]), [], name);
        const { cut, spilled, beside } = await crowdedOn(page);
        assert.deepEqual({ cut, spilled, beside }, { cut: [], spilled: [], beside: [] }, name);
      };
      const { sku, price, places } = await fillCart(page, shop, language);
      assert.equal(await note.count(), 0, 'nothing is different');

      const dearer = price + 1_500;
      await setPrice(shop, sku, dearer);
      const told = await eventually(() => note.allInnerTexts().then((all) => all.join()), Boolean,
        'the price is said to be another');
      assert.match(told, SAID[language].price);
      for (const amount of [price, dearer]) assert.ok(told.includes(said(amount, language)), told);
      assert.equal(await line.locator('.amount').innerText(), said(dearer, language));
      assert.ok(await part(page, 'order').isEnabled(), 'it can be ordered all the same');
      await look('price');
      // It is said as long as the session lasts, and not only once.
      await tool(page, 'home');
      await shows(page, 'browse');
      await tool(page, 'cart');
      await becomes(() => note.innerText().catch(() => ''), told, 'it is still said');

      for (const place of places) shop.tell('stock', 'count', sku, place, '0');
      await eventually(() => note.allInnerTexts(), (all) => all.some((it) => SAID[language].none.test(it)),
        'it is said to be sold out');
      assert.match(await line.locator('.amount').innerText(), SAID[language].none);
      assert.match(await part(page, 'cannot-order').innerText(), SAID[language].cannot);
      assert.ok(await part(page, 'order').isDisabled(), 'nothing of it can be ordered');
      await look('sold-out');

      shop.tell('stock', 'count', sku, places[0], '9');
      await becomes(() => part(page, 'order').isEnabled(), true, 'it is there again');
      assert.equal(await part(page, 'cannot-order').count(), 0);
      for (const place of places) shop.tell('stock', 'count', sku, place, '0');
      await part(page, 'cannot-order').waitFor();
      await tap(page, 'decrease');
      await part(page, 'removed').waitFor();
      await becomes(() => line.count(), 0, 'what is sold out can be taken out');
    }));
}
