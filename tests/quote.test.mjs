// What the cart says it costs: on the first paint, in the browser, and without a network.

import assert from 'node:assert/strict';
import { ask, products } from './catalogue.mjs';
import { becomes, cartCount, live, open, part } from './shop.mjs';
import { shopping } from './shopping.mjs';

const won = (minor) => `${minor.toLocaleString('en-US')}원`;
const percent = ({ reward }) => reward.percent?.off / 10_000;

/** A cheap product on which an automatic promotion takes a share, and the terms of sale. */
async function promoted() {
  for (const product of await products()) {
    const [variant] = product.variants;
    const { lines: [line], terms } = await ask('/variants', { sku: variant.sku });
    const promotion = terms.promotions.find((it) =>
      percent(it) && it.scope.collections?.some((handle) => line.collections.includes(handle)));
    const { minor } = line.price.amount;
    if (promotion && line.sellable && line.available > 2 && minor < terms.method.free_from.krw) {
      return { handle: product.handle, minor, promotion, method: terms.method };
    }
  }
  return assert.fail('the demonstration shop has no promoted product');
}

/** What the page says, by the names of its rows. */
async function said(page) {
  const text = (name) => part(page, name).innerText();
  return {
    subtotal: await text('cart-subtotal'),
    discount: await text('cart-discount'),
    shipping: await text('cart-shipping'),
    total: await text('cart-total'),
  };
}

/** What it should say of so many, reckoned here in another way. */
function reckoned({ minor, promotion, method }, count) {
  const subtotal = minor * count;
  const discount = Math.round(subtotal * percent(promotion));
  const shipping = subtotal >= method.free_from.krw ? 0 : method.rate.krw;
  return {
    subtotal: won(subtotal),
    discount: `−${won(discount)}`,
    shipping: shipping ? won(shipping) : '무료',
    total: won(subtotal - discount + shipping),
  };
}

shopping('discounts, delivery and total follow every press, without a network too',
  { expected: /ERR_INTERNET_DISCONNECTED|WebSocket/ },
  async (page, { context }) => {
    const product = await promoted();
    await open(page, `/products/${product.handle}`);
    await part(page, 'add-to-cart').click();
    await becomes(() => cartCount(page), 1, 'the badge');
    // Drawn by the server.
    await open(page, '/cart');
    assert.deepEqual(await said(page), reckoned(product, 1));
    assert.match(await page.locator('dt:has(+ [data-testid=cart-discount])').innerText(), /10%/);
    const missing = product.method.free_from.krw - product.minor;
    assert.match(await part(page, 'until-free').innerText(), new RegExp(won(missing)));
    // Reckoned by the page alone.
    await context.setOffline(true);
    const enough = Math.ceil(product.method.free_from.krw / product.minor);
    for (let count = 2; count <= enough; count += 1) {
      await part(page, 'increase').click();
      await becomes(() => part(page, 'cart-total').innerText(), reckoned(product, count).total,
        `the total of ${count}`);
      assert.deepEqual(await said(page), reckoned(product, count));
    }
    assert.equal(await part(page, 'until-free').count(), 0);
    await context.setOffline(false);
    // And the server comes to the same.
    await becomes(() => part(page, 'sync-state').getAttribute('data-state'), 'synced', 'the sign');
    await page.reload();
    await live(page);
    assert.deepEqual(await said(page), reckoned(product, enough));
  });

shopping('the same total without scripts', { scripts: false }, async (page) => {
  const product = await promoted();
  await page.goto(`/products/${product.handle}`);
  await part(page, 'add-to-cart').click();
  await page.goto('/cart');
  assert.deepEqual(await said(page), reckoned(product, 1));
  assert.equal(await part(page, 'checkout').getAttribute('href'), '/checkout');
});
