// More than a cart: what is saved for later, wishlists with names, one that is shared, and links
// that offer to fill the cart.

import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { chromium } from 'playwright-core';
import { standing } from './basket.mjs';
import { plainProduct, productOnSale, productWithOptions } from './catalogue.mjs';
import {
  FLAGS, ORIGIN, becomes, cartCount, cartLines, chromiumPath, closeBrowser, eventually, newDevice,
  open, openPlain, part,
} from './shop.mjs';
import { shopping } from './shopping.mjs';

after(closeBrowser);

const becomesCart = (page, lines) =>
  eventually(() => cartLines(page), (seen) => String(seen) === String(lines), `the cart ${lines}`);
const skus = (page, name) =>
  part(page, name).evaluateAll((lines) => lines.map((line) => line.dataset.sku));
const becomesList = (page, name, wanted) =>
  eventually(() => skus(page, name), (seen) => String(seen) === String(wanted), `${name} ${wanted}`);
const line = (page, sku) => page.locator(`[data-testid=cart-line][data-sku="${sku}"]`);
const saved = (page, sku) => page.locator(`[data-testid=saved-line][data-sku="${sku}"]`);
const move = (place, to) => place.locator(`[data-testid=move][data-to="${to}"]`);

async function fill(page, ...chosen) {
  for (const { handle, variants } of chosen) {
    await openPlain(page, `/products/${handle}?sku=${variants[0].sku}`);
    await part(page, 'add-to-cart').first().click();
    if (!page.url().endsWith('/cart')) await page.locator('.notices .notice').waitFor();
  }
  await openPlain(page, '/cart');
  return chosen.map(({ variants }) => variants[0].sku);
}

for (const scripts of [true, false]) {
  const how = scripts ? 'with scripts' : 'without scripts';

  shopping(`a line is saved for later, wished for, and comes back, ${how}`, { scripts }, async (page) => {
    const [first, second] = await fill(page, await plainProduct(), await productOnSale());
    await part(line(page, first), 'increase').click();
    await becomesCart(page, [[first, 2], [second, 1]]);
    await move(line(page, first), 'saved').click();
    await becomesCart(page, [[second, 1]]);
    await becomesList(page, 'saved-line', [first]);
    assert.match(await saved(page, first).innerText(), /2개/);
    await move(saved(page, first), 'cart').click();
    await becomesCart(page, [[second, 1], [first, 2]]);
    await becomesList(page, 'saved-line', []);
    await move(line(page, second), 'wishlist').click();
    await becomesCart(page, [[first, 2]]);
    if (scripts) await becomes(() => standing(page), 'synced', 'the sign');
    await openPlain(page, '/wishlist');
    const wished = page.locator('.product-grid .product-card');
    await becomes(() => wished.count(), 1, 'the wishlist');
    // Into the cart, and the wish stays.
    await part(wished, 'add-to-cart').click();
    await openPlain(page, '/cart');
    await becomesCart(page, [[first, 2], [second, 1]]);
    await openPlain(page, '/wishlist');
    await becomes(() => wished.count(), 1, 'the wishlist');
  });

  shopping(`wishlists with names begin, are named anew and go, ${how}`, { scripts }, async (page) => {
    await openPlain(page, '/wishlist');
    const tabs = part(page, 'wishlist-tab');
    const begin = async (name) => {
      await page.locator('.new-wishlist summary').click();
      await page.locator('.new-wishlist input[name=name]').fill(name);
      await page.locator('.new-wishlist button').click();
    };
    if (scripts) await page.locator('html[data-ready]').waitFor({ state: 'attached' });
    await begin('집들이 선물');
    await becomes(() => tabs.count(), 2, 'the lists');
    await tabs.filter({ hasText: '집들이 선물' }).click();
    await page.waitForURL(/\/wishlist\/[0-9a-f]{8}/);
    await page.locator('.manage-wishlist summary').click();
    await page.locator('.manage-wishlist input[name=name]').fill('캠핑');
    await page.locator('.manage-wishlist form button').first().click();
    await tabs.filter({ hasText: '캠핑' }).waitFor();
    if (!scripts || !(await page.locator('.manage-wishlist').getAttribute('open'))?.length) {
      const open = await page.locator('.manage-wishlist').evaluate((it) => it.open).catch(() => false);
      if (!open) await page.locator('.manage-wishlist summary').click();
    }
    await page.locator('form[action$="/wishlist/discard"] button').click();
    await page.waitForURL(/\/wishlist$/);
    await becomes(() => tabs.count(), 1, 'the lists');
  });

  shopping(`a link offers to fill the cart, and asks first, ${how}`, { scripts }, async (page) => {
    const [own] = await fill(page, await productWithOptions());
    const [plain, sale] = [await plainProduct(), await productOnSale()];
    const [first, second] = [plain, sale].map(({ variants }) => variants[0].sku);
    const address = `/cart/${first}:2,${second}:1,NO-SUCH:3`;
    await openPlain(page, address);
    if (scripts) await page.locator('html[data-ready]').waitFor({ state: 'attached' });
    await becomesList(page, 'offered-line', [first, second]);
    // To look is to change nothing, however often.
    await openPlain(page, address);
    await openPlain(page, '/cart');
    await becomesCart(page, [[own, 1]]);
    await openPlain(page, address);
    if (scripts) await page.locator('html[data-ready]').waitFor({ state: 'attached' });
    await part(page, 'add-lines').click();
    await page.waitForURL(/\/cart$/);
    await becomesCart(page, [[own, 1], [first, 2], [second, 1]]);
  });
}

test('a wishlist is shared by a link, is live, and ends when its owner says so', async () => {
  const owner = await newDevice();
  const friend = await newDevice({ expected: /404|SharedWorker/ });
  try {
    const [plain, sale] = [await plainProduct(), await productOnSale()];
    await open(owner.page, `/products/${plain.handle}`);
    await part(owner.page, 'toggle-wishlist').first().click();
    await open(owner.page, '/wishlist');
    await becomes(() => standing(owner.page), 'synced', 'the sign');
    await owner.page.locator('.manage-wishlist summary').click();
    await part(owner.page, 'share').click();
    await owner.page.locator('.manage-wishlist summary').click();
    const link = await part(owner.page, 'share-link').inputValue();
    assert.ok(link.startsWith(`${ORIGIN}/wishlist/shared/`), link);
    await open(friend.page, link);
    const cards = friend.page.locator('.product-grid .product-card');
    await becomes(() => cards.count(), 1, 'what the friend sees');
    await open(owner.page, `/products/${sale.handle}`);
    await part(owner.page, 'toggle-wishlist').first().click();
    await becomes(() => cards.count(), 2, 'what the friend sees, live');
    // Looking gives no basket away: the friend's own is empty.
    assert.equal(await cartCount(friend.page), 0);
    await open(friend.page, '/wishlist');
    await becomes(() => cards.count(), 0, "the friend's own wishlist");
    await open(owner.page, '/wishlist');
    await owner.page.locator('.manage-wishlist summary').click();
    await owner.page.locator('button[name=stop]').click();
    await owner.page.waitForLoadState('load');
    const gone = await friend.page.goto(link);
    assert.equal(gone.status(), 404);
  } finally {
    await Promise.all([owner, friend].map(({ context }) => context.close()));
  }
});

test('a page that comes back from the back/forward cache goes on where the shopper is', async () => {
  // Playwright turns that cache off; this browser has it.
  const browser = await chromium.launch({
    executablePath: chromiumPath(),
    args: FLAGS,
    ignoreDefaultArgs: ['--disable-back-forward-cache'],
  });
  try {
    const page = await browser.newPage({ baseURL: ORIGIN, reducedMotion: 'reduce' });
    const [{ sku }] = (await plainProduct()).variants;
    await open(page, `/products/${(await plainProduct()).handle}?sku=${sku}`);
    await part(page, 'add-to-cart').first().click();
    await becomes(() => cartCount(page), 1, 'the badge');
    await page.evaluate(() => {
      window.addEventListener('pageshow', (event) => {
        window.cameBack = event.persisted;
      });
    });
    // Another document of the shop, where more is put in.
    await page.evaluate(() => location.assign('/cart'));
    await page.waitForURL(/\/cart$/);
    await page.locator('html[data-ready]').waitFor({ state: 'attached' });
    await part(page, 'increase').click();
    await becomes(() => standing(page), 'synced', 'the sign');
    // Nothing is loaded, so there is no load to wait for.
    await page.goBack({ waitUntil: 'commit' });
    await page.waitForURL(/\/products\//, { waitUntil: 'commit' });
    assert.equal(await page.evaluate(() => window.cameBack), true, 'it was kept and not loaded anew');
    await becomes(() => cartCount(page), 2, 'the badge of the page that is back');
    await part(page, 'add-to-cart').first().click();
    await open(page, '/cart');
    await becomesCart(page, [[sku, 3]]);
  } finally {
    await browser.close();
  }
});
