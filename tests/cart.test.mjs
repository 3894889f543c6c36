// The cart and the wishlist of one device, with scripts: nothing that is typed or pressed is lost.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { standing, twoDevices } from './basket.mjs';
import { largestCollection, plainProduct, productOnSale, productWithOptions } from './catalogue.mjs';
import { choose } from './reading.mjs';
import {
  becomes, cartCount, cartLines, eventually, live, open, part, putAway,
} from './shop.mjs';
import { shopping } from './shopping.mjs';

const becomesCart = (page, lines) =>
  eventually(() => cartLines(page), (seen) => String(seen) === String(lines), `the cart ${lines}`);

/** The notice at the foot of the screen. */
const notice = (page) => page.locator('.notices .notice');

const won = (minor) => `${minor.toLocaleString('en-US')}원`;

/** Puts products in the cart, one of each, and opens it. */
async function fill(page, ...products) {
  for (const { handle, variants } of products) {
    await open(page, `/products/${handle}?sku=${variants[0].sku}`);
    await part(page, 'add-to-cart').click();
    await notice(page).waitFor();
  }
  await part(page, 'cart-link').click();
  await part(page, 'cart-line').first().waitFor();
  return products.map(({ variants }) => variants[0]);
}

shopping('five quick presses give five, and the sums follow', async (page) => {
  const [first, second] = await fill(page, await plainProduct(), await productWithOptions());
  const line = page.locator(`[data-testid=cart-line][data-sku="${first.sku}"]`);
  // Presses that do not wait for one another, as a thumb makes them.
  await part(line, 'increase').evaluate((button) => {
    for (let press = 0; press < 4; press += 1) button.click();
  });
  await becomesCart(page, [[first.sku, 5], [second.sku, 1]]);
  await becomes(() => cartCount(page), 6, 'the badge');
  const [price, other] = [first, second].map((it) => it.price.amount.minor);
  assert.equal(await line.locator('.amounts strong').innerText(), won(5 * price));
  assert.equal(await part(page, 'cart-subtotal').innerText(), won(5 * price + other));
  for (const wanted of [4, 3]) {
    await part(line, 'decrease').click();
    await becomesCart(page, [[first.sku, wanted], [second.sku, 1]]);
  }
  // It is all there after a reload, from the server's hand.
  await open(page, '/cart');
  assert.deepEqual(await cartLines(page), [[first.sku, 3], [second.sku, 1]]);
  assert.equal(await part(page, 'cart-subtotal').innerText(), won(3 * price + other));
});

shopping('what is typed counts; what is no quantity is told and loses nothing', async (page) => {
  const [{ sku, price }] = await fill(page, await plainProduct());
  const field = part(page, 'quantity');
  const type = async (text) => {
    await field.fill(text);
    await field.press('Enter');
  };
  await type('12');
  await becomes(() => part(page, 'cart-subtotal').innerText(), won(12 * price.amount.minor), 'total');
  for (const wrong of ['-1', 'abc', '99999', '1.5', '']) {
    await type(wrong);
    await notice(page).filter({ hasText: '1부터 9,999까지' }).waitFor();
    await becomesCart(page, [[sku, 12]]);
    assert.equal(await cartCount(page), 12, `the badge after ${wrong}`);
    await open(page, '/cart');
    assert.deepEqual(await cartLines(page), [[sku, 12]], `after ${wrong} and a reload`);
  }
  await type(' 9999 ');
  await becomes(() => cartCount(page), 9999, 'the badge');
  await part(page, 'increase').click();
  await becomesCart(page, [[sku, 9999]]);
  // Nothing of it is taken away by a zero: it can be undone.
  await type('0');
  await part(page, 'cart-line').waitFor({ state: 'detached' });
  await part(page, 'undo').click();
  await becomesCart(page, [[sku, 9999]]);
});

shopping('what is removed comes back to where it was', async (page) => {
  const all = await fill(page, await plainProduct(), await productWithOptions(), await productOnSale());
  const lines = all.map(({ sku }) => [sku, 1]);
  await becomesCart(page, lines);
  await part(part(page, 'cart-line').nth(1), 'remove').click();
  await becomesCart(page, [lines[0], lines[2]]);
  assert.equal(await cartCount(page), 2);
  await part(page, 'undo').click();
  await becomesCart(page, lines);
  for (const left of [2, 1]) {
    await part(page, 'remove').first().click();
    await becomes(() => part(page, 'cart-line').count(), left, 'the lines');
  }
  await part(page, 'remove').click();
  await page.getByRole('heading', { name: '장바구니가 비어 있어요' }).waitFor();
  assert.equal(await cartCount(page), 0);
});

shopping('a quantity on the product page is taken, and a wrong one refused', async (page) => {
  const { handle } = await plainProduct();
  await open(page, `/products/${handle}`);
  const field = page.locator('input[name="quantity"]');
  const add = part(page, 'add-to-cart');
  for (const wrong of ['0', '-1', 'abc', '']) {
    await field.fill(wrong);
    await add.click();
    await notice(page).filter({ hasText: '1부터 9,999까지' }).waitFor();
    assert.equal(await cartCount(page), 0, `the badge after ${wrong}`);
  }
  await field.fill('3');
  await add.click();
  await becomes(() => cartCount(page), 3, 'the badge');
  await add.click();
  await becomes(() => cartCount(page), 6, 'the badge after another press');
});

shopping('hearts on cards and on the product are one wishlist', async (page) => {
  const product = await productWithOptions();
  const { collection: { link }, listing } = await largestCollection();
  await open(page, `/collections/${link.handle}`);
  const heart = part(page.locator('.product-card').first(), 'toggle-wishlist');
  assert.equal(await heart.getAttribute('aria-pressed'), 'false');
  await heart.click();
  await becomes(() => heart.getAttribute('aria-pressed'), 'true', 'the heart');
  // The heart of a product is for the chosen variant.
  await open(page, `/products/${product.handle}`);
  const last = product.variants.at(-1);
  for (const [option, value] of last.choices.entries()) await choose(page, option, value);
  await part(page, 'toggle-wishlist').first().click();
  await part(page, 'wishlist-link').click();
  await page.getByRole('heading', { level: 1, name: '찜' }).waitFor();
  const marked = () => part(page, 'add-to-cart').evaluateAll((all) => all.map((it) => it.dataset.sku));
  const both = [last.sku, listing.products[0].sku];
  await eventually(marked, (seen) => String(seen) === String(both), `the wishlist ${both}`);
  // From the wishlist into the cart, and off the list.
  await part(page, 'add-to-cart').first().click();
  await becomes(() => cartCount(page), 1, 'the badge');
  await part(page, 'toggle-wishlist').first().click();
  await eventually(marked, (seen) => String(seen) === both[1], 'the wishlist with one');
  await open(page, `/collections/${link.handle}`);
  await becomes(() => heart.getAttribute('aria-pressed'), 'true', 'the heart after a reload');
  await heart.click();
  await open(page, '/wishlist');
  await page.getByRole('heading', { name: '찜한 것이 없어요' }).waitFor();
});

shopping('two tabs of one device share the cart', async (page, { context }) => {
  const [plain, other] = [await plainProduct(), await productWithOptions()];
  const [{ sku }] = await fill(page, plain);
  const tab = await context.newPage();
  await open(tab, `/products/${other.handle}?sku=${other.variants[0].sku}`);
  await becomes(() => cartCount(tab), 1, 'the badge of the second tab');
  await part(tab, 'add-to-cart').click();
  await becomes(() => cartCount(tab), 2, 'the badge of the second tab');
  // The first tab learns of it when the shopper comes back to it.
  await page.bringToFront();
  await page.evaluate(() => window.dispatchEvent(new Event('focus')));
  await becomesCart(page, [[sku, 1], [other.variants[0].sku, 1]]);
  // A tab that has not heard of a change does not undo it: both add, nothing is lost.
  await part(tab, 'add-to-cart').click();
  await part(part(page, 'cart-line').first(), 'increase').click();
  await becomesCart(page, [[sku, 2], [other.variants[0].sku, 2]]);
});

shopping('the way to the cart by keyboard alone', async (page) => {
  const product = await productWithOptions();
  await open(page, '/');
  const focused = () => page.evaluate(() => {
    const { tagName, name, type, dataset, href } = document.activeElement;
    return { tagName, name, type, href, testid: dataset.testid };
  });
  const tabTo = async (wanted, what) => {
    for (let press = 0; press < 60; press += 1) {
      await page.keyboard.press('Tab');
      if (wanted(await focused())) {
        const seen = await page.evaluate(() => {
          const { outlineStyle, boxShadow } = getComputedStyle(document.activeElement);
          const label = document.activeElement.closest('label');
          const around = label && getComputedStyle(label);
          return [outlineStyle, around?.outlineStyle].some((it) => it && it !== 'none') ||
            [boxShadow, around?.boxShadow].some((it) => it && it !== 'none');
        });
        assert.ok(seen, `the focus on ${what} is not to be seen`);
        return;
      }
    }
    assert.fail(`${what} is not reached by the Tab key`);
  };
  await page.keyboard.press('Tab');
  assert.match((await focused()).href, /#content$/, 'the first stop skips to the content');
  await tabTo((it) => it.name === 'q', 'the search field');
  await page.keyboard.type(product.title);
  await page.keyboard.press('Enter');
  await page.locator('.search-page .product-card').first().waitFor();
  await tabTo((it) => it.tagName === 'A' && it.href.endsWith(`/products/${product.handle}`),
    'the product');
  await page.keyboard.press('Enter');
  await page.locator('.product-page').waitFor();
  await tabTo((it) => it.type === 'radio', 'the first option');
  await page.keyboard.press('ArrowRight');
  await tabTo((it) => it.testid === 'add-to-cart', 'the button');
  const sku = await part(page, 'add-to-cart').getAttribute('data-sku');
  const { choices } = product.variants.find((it) => it.sku === sku);
  assert.equal(choices[0], product.variants[0].choices[0] + 1, 'the arrow key chose the next value');
  await page.keyboard.press('Enter');
  await becomes(() => cartCount(page), 1, 'the badge');
  await open(page, '/cart');
  await tabTo((it) => it.testid === 'increase', 'one more');
  await page.keyboard.press('Space');
  await becomesCart(page, [[sku, 2]]);
  assert.equal((await focused()).testid, 'increase', 'the focus stays where it pressed');
  await page.keyboard.press('Space');
  await becomesCart(page, [[sku, 3]]);
});

shopping('a step back from the cart finds the badge as it is', async (page) => {
  const { handle } = await plainProduct();
  await open(page, `/products/${handle}`);
  await part(page, 'add-to-cart').click();
  await becomes(() => cartCount(page), 1, 'the badge');
  await page.goto('/cart');
  await live(page);
  await part(page, 'increase').click();
  await becomes(() => cartCount(page), 2, 'the badge');
  await page.goBack();
  await live(page);
  await becomes(() => cartCount(page), 2, 'the badge of the page before');
});

shopping('what the shop no longer has is told, kept out of the total and taken out', async (page) => {
  const [gone, kept] = await fill(page, await plainProduct(), await productOnSale());
  // The shop is asked about both and knows only one.
  await page.route('**/api/storefront/variants*', (route) => {
    const url = new URL(route.request().url());
    url.searchParams.delete('sku', gone.sku);
    return route.continue({ url: String(url) });
  });
  await open(page, '/');
  await part(page, 'cart-link').click();
  const line = page.locator(`[data-testid=cart-line][data-sku="${gone.sku}"]`);
  await line.filter({ hasText: '더는 팔지 않는' }).waitFor();
  assert.equal(await part(page, 'cart-subtotal').innerText(), won(kept.price.amount.minor));
  await part(line, 'remove').click();
  await line.waitFor({ state: 'detached' });
  assert.equal(await cartCount(page), 1);
});

shopping('no total is told before the price of every line is known', async (page, { context }) => {
  const [first] = await fill(page, await plainProduct());
  const second = await productOnSale();
  await open(page, '/cart');
  let release;
  const held = new Promise((resume) => { release = resume; });
  await page.route('**/api/storefront/variants*', async (route) => {
    await held;
    await route.continue();
  });
  const beside = await context.newPage();
  await fill(beside, second);
  const waiting = page.locator('[data-testid=cart-line].unknown');
  await waiting.waitFor();
  assert.equal(await part(page, 'cart-total').count(), 0, 'a part of it is not the total');
  assert.equal(await part(page, 'checkout').count(), 0);
  release();
  await waiting.waitFor({ state: 'detached' });
  const [variant] = second.variants;
  const both = first.price.amount.minor + variant.price.amount.minor;
  assert.equal(await part(page, 'cart-subtotal').innerText(), won(both));
});

shopping('an answer that did not come is asked for again', { expected: /ERR_FAILED/ }, async (page) => {
  const [{ price }] = await fill(page, await plainProduct());
  let lost = 0;
  await page.route('**/api/storefront/variants*', (route) => {
    lost += 1;
    return lost > 2 ? route.continue() : route.abort();
  });
  await open(page, '/');
  await part(page, 'cart-link').click();
  const waiting = page.locator('[data-testid=cart-line].unknown');
  await waiting.waitFor();
  assert.equal(await part(page, 'checkout').count(), 0);
  await part(page, 'checkout').waitFor();
  assert.equal(await part(page, 'cart-subtotal').innerText(), won(price.amount.minor));
  assert.ok(lost > 2);
});

shopping('an answer that never comes is given up, and asked for again', async (page) => {
  await fill(page, await plainProduct());
  await page.route('**/api/storefront/variants*', () => {}, { times: 1 });
  await open(page, '/');
  await part(page, 'cart-link').click();
  await part(page, 'checkout').waitFor();
});

shopping('a page that could not be had comes by itself', { expected: /ERR_FAILED/ }, async (page) => {
  await open(page, '/');
  await page.route('**/api/storefront/collections/**', (route) => route.abort(), { times: 1 });
  await page.locator('main a[href^="/collections/"]').first().click();
  await page.getByRole('heading', { level: 1 }).filter({ hasText: '연결이 되지 않아요' }).waitFor();
  await page.locator('.product-card').first().waitFor();
});

shopping('what the shop no longer has is seen in every list, and is taken out', async (page) => {
  const [gone] = await fill(page, await plainProduct());
  const line = part(page, 'cart-line');
  await line.locator('[data-testid=move][data-to=saved]').click();
  await part(page, 'saved-line').waitFor();
  await open(page, `/products/${(await plainProduct()).handle}?sku=${gone.sku}`);
  await part(page, 'toggle-wishlist').first().click();
  await becomes(() => part(page, 'toggle-wishlist').first().getAttribute('aria-pressed'), 'true', 'it');
  await page.route('**/api/storefront/variants*', (route) => {
    const url = new URL(route.request().url());
    url.searchParams.delete('sku', gone.sku);
    return route.continue({ url: String(url) });
  });
  for (const [way, name] of [['cart-link', 'saved-line'], ['wishlist-link', 'wished-line']]) {
    await open(page, '/');
    await part(page, way).click();
    const unknown = page.locator(`[data-testid=${name}][data-sku="${gone.sku}"]`);
    await unknown.filter({ hasText: '더는 팔지 않는' }).waitFor();
    await part(unknown, 'remove').click();
    await unknown.waitFor({ state: 'detached' });
  }
});

const focused = (page) => page.evaluate(() => {
  const at = document.activeElement;
  const { sku } = at.closest('[data-sku]')?.dataset ?? {};
  return sku ?? at.tagName;
});

shopping('the focus stays beside what has gone', async (page) => {
  const all = await fill(page, await plainProduct(), await productWithOptions(), await productOnSale());
  const skus = all.map(({ sku }) => sku);
  const press = async (name, sku) => {
    const line = page.locator(`[data-sku="${sku}"]`);
    await line.locator(name).focus();
    await page.keyboard.press('Enter');
    await line.and(page.locator('[data-testid=cart-line]')).waitFor({ state: 'detached' });
  };
  await press('[data-testid=remove]', skus[2]);
  await becomes(() => focused(page), skus[1], 'the focus after the last line');
  await press('[data-testid=move][data-to=saved]', skus[0]);
  await becomes(() => focused(page), skus[1], 'the focus after the first line');
  await press('[data-testid=decrease]', skus[1]);
  await becomes(() => focused(page), 'H1', 'the focus in an empty cart');
  await part(page, 'undo').focus();
  await page.keyboard.press('Enter');
  await part(page, 'cart-line').waitFor();
  await becomes(() => focused(page), 'H1', 'the focus after it came back');
});

test('what is being typed stays with its line, whatever another device does', async () => {
  const [first, second] = await twoDevices({}, {});
  try {
    const [gone, kept] = await fill(first.page, await plainProduct(), await productWithOptions());
    const third = await productOnSale();
    await open(second.page, '/cart');
    await becomesCart(second.page, [[gone.sku, 1], [kept.sku, 1]]);
    const { page } = first;
    await open(page, '/cart');
    await becomes(() => standing(page), 'synced', 'the sign');
    const field = part(part(page, 'cart-line').nth(1), 'quantity');
    await field.focus();
    await field.selectText();
    await page.keyboard.type('1');
    await page.keyboard.type('2');
    await page.keyboard.press('Backspace');
    await page.keyboard.type('4');
    const theirs = (sku) => second.page.locator(`[data-testid=cart-line][data-sku="${sku}"]`);
    await part(theirs(gone.sku), 'remove').click();
    await becomes(() => part(page, 'cart-line').count(), 1, 'the lines');
    await part(theirs(kept.sku), 'increase').click();
    await page.locator('.line-form button[data-testid=increase][value="3"]').waitFor({ state: 'attached' });
    await open(second.page, `/products/${third.handle}?sku=${third.variants[0].sku}`);
    await part(second.page, 'add-to-cart').click();
    await page.locator(`[data-testid=cart-line][data-sku="${third.variants[0].sku}"] .title`).waitFor();
    await page.keyboard.type('5');
    await page.keyboard.press('Enter');
    const after = [[kept.sku, 145], [third.variants[0].sku, 1]];
    await becomesCart(page, after);
    await open(second.page, '/cart');
    await becomesCart(second.page, after);
    assert.deepEqual([first, second].flatMap((device) => device.complaints), []);
  } finally {
    await Promise.all([first, second].map(putAway));
  }
});

shopping('a shop that takes no more guests for now keeps what was put in', { expected: /429/ }, async (page) => {
  await page.route('**/api/session', (route) => route.fulfill({
    status: 429, headers: { 'retry-after': '1' }, contentType: 'application/problem+json', body: '{}',
  }), { times: 1 });
  const [{ sku }] = await fill(page, await plainProduct());
  await becomesCart(page, [[sku, 1]]);
  await becomes(() => standing(page), 'synced', 'the sign');
});
