// The page contract of docs/page-contract.md: what merchants' scripts, measurements and these
// tests rely on. A row here is a row there.

import assert from 'node:assert/strict';
import { readFile, readdir } from 'node:fs/promises';
import { test } from 'node:test';
import { plainProduct, productWithOptions, stores, largestCollection } from './catalogue.mjs';
import { prepare } from './pages.mjs';
import { ORIGIN, PREFIXES, becomes, open, openPlain, part } from './shop.mjs';
import { shopping } from './shopping.mjs';

const attribute = (place, name) => place.getAttribute(name);

for (const scripts of [true, false]) {
  const how = scripts ? 'with' : 'without';
  const go = scripts ? open : openPlain;

  shopping(`the header, ${how} scripts`, { scripts }, async (page) => {
    for (const prefix of Object.values(PREFIXES)) {
      await go(page, prefix || '/');
      const ready = await attribute(page.locator('html'), 'data-ready');
      assert.equal(ready, scripts ? 'hydrated' : null);
      assert.equal(await part(page, 'cart-count').textContent(), '0');
      assert.equal(await attribute(part(page, 'cart-link'), 'href'), `${prefix}/cart`);
      assert.equal(await attribute(part(page, 'account-link'), 'href'), `${prefix}/account`);
      assert.equal(await attribute(part(page, 'wishlist-link'), 'href'), `${prefix}/wishlist`);
    }
  });

  shopping(`the product page, ${how} scripts`, { scripts }, async (page) => {
    for (const product of [await productWithOptions(), await plainProduct()]) {
      const [{ sku }] = product.variants;
      await go(page, `/products/${product.handle}?sku=${sku}`);
      const add = page.locator('main .buy [data-testid=add-to-cart]');
      assert.equal(await attribute(add, 'data-sku'), sku);
      assert.equal(await attribute(add, 'type'), 'submit');
      const form = page.locator('main .buy form', { has: part(page, 'add-to-cart') });
      assert.equal(await attribute(form, 'method'), 'post');
      assert.equal(await attribute(form, 'action'), '/cart/add');
      assert.equal(await form.locator('input[name=sku]').inputValue(), sku);
      assert.equal(await form.locator('input[name=quantity]').inputValue(), '1');
      for (const [option, { values }] of product.options.entries()) {
        const radios = form.locator(`input[type=radio][name="option-${option}"]`);
        assert.equal(await radios.count(), values.length);
        assert.equal(await form.locator(`input[name="option-${option}"]:checked`).count(), 1);
      }
      const heart = page.locator('main .buy [data-testid=toggle-wishlist]');
      assert.equal(await attribute(heart, 'aria-pressed'), 'false');
      assert.equal(await part(page, 'stock-here').count(), 1);
    }
  });

  shopping(`the cart, ${how} scripts`, { scripts }, async (page, { context }) => {
    const [{ sku }] = (await plainProduct()).variants;
    await prepare(context, { cookies: { baguni_cart: `${sku}:2` } });
    await go(page, '/cart');
    const line = part(page, 'cart-line');
    assert.equal(await attribute(line, 'data-sku'), sku);
    const quantity = part(line, 'quantity');
    assert.equal(await quantity.evaluate((it) => it.tagName), 'INPUT');
    assert.equal(await quantity.inputValue(), '2');
    for (const button of ['increase', 'decrease', 'remove']) {
      assert.equal(await part(line, button).evaluate((it) => it.tagName), 'BUTTON', button);
    }
    assert.match(await part(page, 'cart-total').innerText(), /^[\d,]+원$/);
    assert.equal(await attribute(part(page, 'sync-state'), 'data-state'), 'synced');
    await becomes(() => part(page, 'cart-count').textContent(), '2', 'the badge');
  });
}

test('the paths answer in both languages', async () => {
  const [product, list, [store]] =
    await Promise.all([plainProduct(), largestCollection(), stores()]);
  const paths = ['/', '/collections', `/collections/${list.collection.link.handle}`,
    `/products/${product.handle}`, '/search?q=a', '/cart', '/wishlist', '/stores',
    `/stores/${store.link.handle}`];
  for (const [language, prefix] of Object.entries(PREFIXES)) {
    for (const path of paths) {
      const address = `${ORIGIN}${path === '/' ? prefix || '/' : prefix + path}`;
      const response = await fetch(address, { redirect: 'manual' });
      assert.equal(response.status, 200, address);
      assert.match(await response.text(), new RegExp(`<html[^>]* lang="?${language}"?`), address);
    }
  }
});

test('the forms answer with 303 and the cookies of the contract', async () => {
  const [{ sku }] = (await plainProduct()).variants;
  const [store] = await stores();
  const named = (cookies) => cookies.map((cookie) => cookie.split('=')[0]).sort();
  const post = async (path, fields, next) => {
    const response = await fetch(`${ORIGIN}${path}`, {
      method: 'POST',
      body: new URLSearchParams(fields),
      redirect: 'manual',
    });
    assert.equal(response.status, 303, path);
    assert.equal(response.headers.get('location'), next, path);
    return response.headers.getSetCookie();
  };
  const begins = async (path, fields, next) => {
    const cookies = await post(path, fields, next);
    assert.deepEqual(named(cookies), ['baguni_session', 'baguni_shopper'], path);
    for (const cookie of cookies) {
      assert.match(cookie, /SameSite=Lax/);
      assert.match(cookie, /Max-Age=34560000/);
      assert.equal(/HttpOnly/i.test(cookie), cookie.startsWith('baguni_session'), cookie);
    }
  };
  await begins('/cart/add', { sku, quantity: 3 }, '/cart');
  await begins('/en/cart/add', { sku }, '/en/cart');
  await begins('/cart/add', { sku, next: '/stores' }, '/stores');
  await begins('/cart/add', { sku, next: '//elsewhere.example' }, '/cart');
  await begins('/wishlist/toggle', { sku }, '/wishlist');
  assert.deepEqual(await post('/cart/add', { sku: 'NO-SUCH' }, '/cart?problem=sku'), []);
  assert.deepEqual(await post('/cart/add', { sku, quantity: 'x' }, '/cart?problem=quantity'), []);
  const keeps = async (fields, cookie, next) => {
    const [set = ''] = await post('/preferences', fields, next);
    assert.equal(set.split(';')[0], cookie);
    assert.ok(!/HttpOnly/i.test(set), 'scripts read it');
  };
  await keeps({ currency: 'USD' }, 'baguni_currency=USD', '/');
  const { handle } = store.link;
  await keeps({ store: handle, next: '/stores' }, `baguni_store=${handle}`, '/stores');
  await keeps({ store: 'moon' }, '', '/');
});

test('what the contract says is what is tried here', async () => {
  const told = await readFile(new URL('../docs/page-contract.md', import.meta.url), 'utf8');
  const names = (text, pattern) => new Set([...text.matchAll(pattern)].map(([, name]) => name));
  const documented = names(told, /data-testid=([a-z-]+)/g);
  const sources = [];
  const folder = new URL('../src/', import.meta.url);
  for (const file of await readdir(folder, { recursive: true })) {
    if (file.endsWith('.rs')) sources.push(await readFile(new URL(file, folder), 'utf8'));
  }
  const all = sources.join('\n');
  // A button of the kiosk is given its name as what it is called (`parts::Press`), and the staff's
  // are called after what they do.
  const written = names(all, /(?:data-testid|\bname)="([a-z]+(?:-[a-z]+)*)"/g);
  const spoken = names(all, /"([a-z-]+)"/g);
  const made = (name) => /^(call|device)-/.test(name) && spoken.has(name.replace(/^[a-z]+-/, ''));
  const attributed = names(all, /data-testid="([a-z-]+)"/g);
  const missing = [...attributed].filter((name) => !documented.has(name));
  assert.deepEqual(missing, [], 'the contract does not say it');
  const stale = [...documented].filter((name) =>
    !written.has(name) && !spoken.has(name) && !made(name));
  assert.deepEqual(stale, [], 'nothing is called so');
});
