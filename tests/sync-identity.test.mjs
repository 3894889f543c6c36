// Whose basket it is: tabs that are hidden, stale or asleep while somebody else signs in, and
// cookies and memories that come late or not at all.

import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { chromium } from 'playwright-core';
import { PASSWORD, freshEmail, signIn, signUp, standing } from './basket.mjs';
import { plainProduct, productOnSale } from './catalogue.mjs';
import { newLine } from './line.mjs';
import {
  FLAGS, ORIGIN, becomes, cartCount, cartLines, chromiumPath, closeBrowser, eventually, open, part,
} from './shop.mjs';
import { shopping } from './shopping.mjs';

after(closeBrowser);

const OFFLINE = { expected: /ERR_INTERNET_DISCONNECTED/ };
const becomesCart = (page, lines) =>
  eventually(() => cartLines(page), (seen) => String(seen) === String(lines), `the cart ${lines}`);
const isSynced = (page) => becomes(() => standing(page), 'synced', 'the sign');
const increase = (page, sku) =>
  part(page.locator(`[data-testid=cart-line][data-sku="${sku}"]`), 'increase').click();
const shopperIn = async (context) =>
  (await context.cookies(ORIGIN)).find(({ name }) => name === 'baguni_shopper')?.value;

/** What the server itself says is in the cart. */
async function onServer(context) {
  const shown = await (await context.request.get(`${ORIGIN}/cart`)).text();
  const lines = shown.matchAll(/data-testid="cart-line"[^>]*data-sku="([^"]+)"|data-sku="([^"]+)"[^>]*data-testid="cart-line"/g);
  const quantities = [...shown.matchAll(/<input[^>]*data-testid="quantity"[^>]*>/g)]
    .map(([input]) => Number(/value="(\d+)"/.exec(input)?.[1]));
  return [...lines].map((line, at) => [line[1] ?? line[2], quantities[at]]);
}

/** Puts one in the cart as a page without scripts would. */
async function post(context, sku) {
  const answer = await context.request.post(`${ORIGIN}/cart/add`, {
    form: { sku, quantity: '1' }, headers: { origin: ORIGIN }, maxRedirects: 0,
  });
  assert.equal(answer.status(), 303);
}

/** Turns a page to the background, as far as it can tell. */
const hide = (page) => page.evaluate(() => {
  Object.defineProperty(document, 'hidden', { configurable: true, get: () => true });
  document.dispatchEvent(new Event('visibilitychange'));
});

const CUT = { expected: /WebSocket|Failed to (load|fetch)|ERR_/ };

shopping('what waits in a hidden tab is sent, and nobody says before that it is', CUT, async (page, { context }) => {
  const [{ sku }] = (await plainProduct()).variants;
  const wire = await newLine();
  try {
    await open(page, '/');
    await post(context, sku);
    const other = await context.newPage();
    for (const tab of [page, other]) {
      await open(tab, `${wire.origin}/cart`);
      await isSynced(tab);
    }
    wire.cut();
    await increase(page, sku);
    await becomesCart(other, [[sku, 2]]);
    for (const tab of [page, other]) await becomes(() => standing(tab), 'offline', 'the sign');
    await hide(page);
    wire.mend();
    await isSynced(other);
    assert.deepEqual(await onServer(context), [[sku, 2]], 'who says that it is synced is right');
  } finally {
    await wire.close();
  }
});

shopping('another account in one tab is another account in all of them', async (page, { context }) => {
  const [one, two] = [(await plainProduct()).variants[0].sku, (await productOnSale()).variants[0].sku];
  const [first, second] = [freshEmail(), freshEmail()];
  for (const email of [first, second]) {
    await signUp(page, email);
    await open(page, '/account');
    await page.locator('form[action$="/account/sign-out"] button').first().click();
    await page.waitForURL(/sign-in/);
  }
  await open(page, '/account/sign-in?next=%2Fcart');
  const stale = await context.newPage();
  await signIn(stale, first);
  const is = await shopperIn(context);
  await post(context, one);
  await becomesCart(stale, [[one, 1]]);
  // The form has been open all the while.
  await page.locator('main input[name=email]').fill(second);
  await page.locator('main input[name=password]').fill(PASSWORD);
  await page.locator('main form button[type=submit]').first().click();
  await page.waitForURL('**/cart');
  await page.locator('html[data-ready]').waitFor({ state: 'attached' });
  const now = await shopperIn(context);
  assert.notEqual(now, is);
  for (const tab of [stale, page]) await becomesCart(tab, []);
  // Both tabs hear, and what is done in one is in the other and with the shop.
  await post(context, two);
  for (const tab of [stale, page]) {
    await becomesCart(tab, [[two, 1]]);
    await isSynced(tab);
  }
  await increase(page, two);
  await becomesCart(stale, [[two, 2]]);
  await isSynced(page);
  assert.deepEqual(await onServer(context), [[two, 2]]);
  assert.equal(await shopperIn(context), now, 'who is here stays here');
});

shopping('what one shopper left unsent is not the next one’s', OFFLINE, async (page, { context }) => {
  const [{ sku }] = (await plainProduct()).variants;
  await signUp(page, freshEmail());
  await post(context, sku);
  await becomesCart(page, [[sku, 1]]);
  const is = await shopperIn(context);
  // Left in writing by a tab that is gone; another's and this one's own.
  const left = async (of) => {
    await context.setOffline(true);
    await increase(page, sku);
    const kept = await page.evaluate(() => Object.entries(localStorage)
      .filter(([key]) => key.startsWith('baguni.op.')));
    assert.equal(kept.length, 1);
    await context.setOffline(false);
    await isSynced(page);
    const [key, text] = kept[0];
    assert.ok(text.startsWith(`${is}.`), 'it says whose it is');
    // As another replica would have said it: number 1 of a name that is not taken.
    const fresh = Math.random().toString(16).slice(2).padEnd(16, '7').slice(0, 16);
    return page.evaluate(([name, value]) => localStorage.setItem(name, value),
      [key.replace(/[0-9a-f]{16}/, fresh), text.replace(is, of)]);
  };
  await left('0123456789abcdef');
  await open(page, '/cart');
  await isSynced(page);
  const others = () => page.evaluate(() => Object.keys(localStorage)
    .filter((key) => key.startsWith('baguni.op.')).length);
  await becomes(others, 0, 'what is nobody’s here is taken away');
  assert.deepEqual(await onServer(context), [[sku, 2]]);
  assert.deepEqual(await cartLines(page), [[sku, 2]]);
});

shopping('a page that has lost the name of its shopper still shows and keeps the basket', async (page, { context }) => {
  const [{ sku }] = (await plainProduct()).variants;
  await open(page, '/');
  await post(context, sku);
  await open(page, '/cart');
  await isSynced(page);
  await context.clearCookies({ name: 'baguni_shopper' });
  await page.evaluate(() => localStorage.clear());
  await open(page, '/cart');
  await isSynced(page);
  assert.deepEqual(await cartLines(page), [[sku, 1]]);
  await increase(page, sku);
  await isSynced(page);
  assert.deepEqual(await onServer(context), [[sku, 2]]);
});

/** A browser with the back/forward cache, which Playwright turns off. */
async function withCache(run) {
  const browser = await chromium.launch({
    executablePath: chromiumPath(),
    args: FLAGS,
    ignoreDefaultArgs: ['--disable-back-forward-cache'],
  });
  try {
    await run(await browser.newContext({ baseURL: ORIGIN, reducedMotion: 'reduce' }));
  } finally {
    await browser.close();
  }
}

test('a page that comes back from the back/forward cache shows whoever is here by now', () => withCache(async (context) => {
  const product = await plainProduct();
  const page = await context.newPage();
  await open(page, '/');
  await post(context, product.variants[0].sku);
  await open(page, `/products/${product.handle}`);
  await becomes(() => cartCount(page), 1, 'the badge');
  await page.evaluate(() => {
    window.addEventListener('pageshow', (event) => { window.cameBack = event.persisted; });
  });
  await page.evaluate(() => location.assign('/about-nothing'));
  await page.waitForURL('**/about-nothing');
  // Somebody else is here by then, and no connection can say so.
  await context.clearCookies();
  const begun = await context.request.post(`${ORIGIN}/api/shopper/session`, { headers: { origin: ORIGIN } });
  assert.equal(begun.status(), 204);
  await context.setOffline(true);
  await page.goBack({ waitUntil: 'commit' });
  await page.waitForURL('**/products/**', { waitUntil: 'commit' });
  assert.equal(await page.evaluate(() => window.cameBack), true, 'it was kept and not loaded anew');
  await becomes(() => cartCount(page), 0, 'the badge');
}));

shopping('what was wiped before it could be read is not read afterwards', async (page, { context }) => {
  const product = await plainProduct();
  const [{ sku }] = product.variants;
  await signUp(page, freshEmail());
  await post(context, sku);
  await becomesCart(page, [[sku, 1]]);
  const text = await page.evaluate(async () => {
    const seen = [];
    const set = Storage.prototype.setItem;
    Storage.prototype.setItem = function setItem(key, value) {
      if (key.startsWith('baguni.op.')) seen.push(value);
      return set.call(this, key, value);
    };
    document.querySelector('[data-testid=increase]').click();
    Storage.prototype.setItem = set;
    return seen[0];
  });
  await isSynced(page);
  // As an earlier build wrote it, without a name.
  const replica = Math.random().toString(16).slice(2).padEnd(16, '7').slice(0, 16);
  await page.evaluate(([name, said]) => new Promise((resume) => {
    const request = indexedDB.open('baguni');
    request.onsuccess = () => {
      const writing = request.result.transaction('outbox', 'readwrite');
      writing.objectStore('outbox').put(said, name);
      writing.oncomplete = () => { request.result.close(); resume(); };
    };
  }), [`baguni.op.${replica}.00000001`, text.split('.').at(-1)]);
  await context.addInitScript(() => {
    const { open } = IDBFactory.prototype;
    window.openNow = (name) => open.call(indexedDB, name);
    IDBFactory.prototype.open = function later(...asked) {
      const request = {};
      window.letOpen = () => {
        const real = open.apply(this, asked);
        for (const name of ['onsuccess', 'onerror', 'onupgradeneeded']) real[name] = request[name];
      };
      return request;
    };
  });
  // The session ends from elsewhere, and the page hears of it before its memory is open.
  const cookies = await context.cookies(ORIGIN);
  const token = cookies.find(({ name }) => name === 'baguni_session');
  await open(page, `/products/${product.handle}`);
  const out = await fetch(`${ORIGIN}/account/sign-out`, {
    method: 'POST', redirect: 'manual', body: new URLSearchParams({}),
    headers: { cookie: `baguni_session=${token.value}`, origin: ORIGIN },
  });
  assert.equal(out.status, 303);
  await becomes(() => shopperIn(context), undefined, 'the name');
  const begun = [];
  page.on('request', (request) => {
    if (request.method() === 'POST') begun.push(new URL(request.url()).pathname);
  });
  await page.evaluate(() => window.letOpen());
  const left = () => page.evaluate(() => new Promise((resume) => {
    const request = window.openNow('baguni');
    request.onsuccess = (event) => {
      const all = event.target.result.transaction('outbox').objectStore('outbox').getAllKeys();
      all.onsuccess = () => { event.target.result.close(); resume(all.result.length); };
    };
  }));
  await becomes(left, 0, 'what is left');
  assert.equal(await cartCount(page), 0);
  assert.deepEqual(begun, [], 'nobody is made a guest by it');
});

/** A browser in which sockets never open. */
const withoutSockets = (context) => context.addInitScript(() => {
  window.WebSocket = class extends EventTarget {
    constructor() {
      super();
      setTimeout(() => this.dispatchEvent(new CloseEvent('close')));
    }
    send() {}
    close() {}
  };
});

shopping('where sockets fail, the own presses are not told as another’s', async (page, { context }) => {
  const [{ sku }] = (await plainProduct()).variants;
  await withoutSockets(context);
  await open(page, '/');
  await post(context, sku);
  const streams = [];
  page.on('request', (request) => {
    if (request.url().includes('/api/sync/events')) streams.push(request.url());
  });
  await open(page, '/cart');
  await eventually(() => streams.length, (count) => count > 0, 'the stream');
  assert.match(streams[0], /\?replica=[0-9a-f]{16}$/);
  await increase(page, sku);
  await isSynced(page);
  assert.deepEqual(await onServer(context), [[sku, 2]]);
  // And what others do comes in by it.
  await post(context, sku);
  await becomesCart(page, [[sku, 3]]);
});

shopping('a shop that was gone for a while is not taken for one without sockets', CUT, async (page, { context }) => {
  const [{ sku }] = (await plainProduct()).variants;
  const wire = await newLine();
  try {
    await open(page, '/');
    await post(context, sku);
    await open(page, `${wire.origin}/cart`);
    await isSynced(page);
    let [sockets, posts] = [0, 0];
    page.on('websocket', () => { sockets += 1; });
    page.on('request', (request) => {
      if (request.url().endsWith('/api/sync/frames')) posts += 1;
    });
    wire.cut();
    // It goes on without sockets, and when that fails too it tries one again.
    await eventually(() => posts, (count) => count > 0, 'a post');
    sockets = 0;
    await eventually(() => sockets, (count) => count > 0, 'a socket');
    wire.mend();
    await increase(page, sku);
    await isSynced(page);
    assert.deepEqual(await onServer(context), [[sku, 2]]);
  } finally {
    await wire.close();
  }
});

shopping('a page that is too old for the shop does not say that it is synced', async (page, { context }) => {
  const [{ sku }] = (await plainProduct()).variants;
  await open(page, '/');
  await post(context, sku);
  await context.addInitScript(() => {
    const NativeSocket = window.WebSocket;
    window.WebSocket = class extends NativeSocket {
      // A greeting in a version that is not there yet.
      send(bytes) {
        const sent = new Uint8Array(bytes.slice ? bytes.slice(0) : bytes);
        sent[0] = 250;
        super.send(sent);
      }
    };
  });
  await open(page, '/cart');
  await becomes(() => standing(page), 'saved-here', 'the sign');
});
