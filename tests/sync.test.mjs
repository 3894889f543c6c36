// One basket on every screen: tabs, devices and accounts, with lines that fail and memories that
// are taken away. Nothing that was pressed is lost, doubled or risen from the dead.

import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { PHONE, freshEmail, signIn, signUp, standing, twoDevices } from './basket.mjs';
import { plainProduct, productOnSale, productWithOptions } from './catalogue.mjs';
import { newLine } from './line.mjs';
import { becomes, cartCount, cartLines, closeBrowser, eventually, live, newDevice, open, part } from './shop.mjs';
import { shopping } from './shopping.mjs';

after(closeBrowser);

const becomesCart = (page, lines) =>
  eventually(() => cartLines(page), (seen) => String(seen) === String(lines), `the cart ${lines}`);
const becomesCount = (page, count) => becomes(() => cartCount(page), count, `the badge ${count}`);
const isSynced = (page) => becomes(() => standing(page), 'synced', 'the sign');
const line = (page, sku) => page.locator(`[data-testid=cart-line][data-sku="${sku}"]`);

/** What the browser notes of a request that it cannot send. */
const OFFLINE = { expected: /ERR_INTERNET_DISCONNECTED/ };

/** Presses a button so many times in one turn, as no network could follow. */
const press = (button, times) =>
  button.evaluate((pressed, count) => {
    for (let at = 0; at < count; at += 1) pressed.click();
  }, times);

async function productPage(page, product) {
  await open(page, `/products/${product.handle}?sku=${product.variants[0].sku}`);
  return part(page, 'add-to-cart').first();
}

/** Devices that are shopping together; their contexts are closed whatever comes. */
function together(name, begin, journey) {
  test(name, async () => {
    const devices = await begin();
    try {
      await journey(...devices);
    } finally {
      await Promise.all(devices.map(({ context }) => context.close()));
    }
    for (const { complaints } of devices) assert.deepEqual(complaints, [], 'what pages complained of');
  });
}

together('what is put in the cart on one screen is on the other, at once', twoDevices, async (desk, phone) => {
  const product = await plainProduct();
  const [{ sku }] = product.variants;
  await isSynced(phone.page);
  await press(await productPage(desk.page, product), 5);
  await becomesCount(desk.page, 5);
  await becomesCart(phone.page, [[sku, 5]]);
  await part(line(phone.page, sku), 'came-from').waitFor();
  // And back: the phone changes it, the computer follows.
  await part(line(phone.page, sku), 'decrease').click();
  await becomesCount(desk.page, 4);
  await part(line(phone.page, sku), 'remove').click();
  await becomesCount(desk.page, 0);
  await part(phone.page, 'undo').click();
  await becomesCount(desk.page, 4);
});

together('both screens press at once, and every press counts', twoDevices, async (desk, phone) => {
  const product = await plainProduct();
  const [{ sku }] = product.variants;
  await (await productPage(desk.page, product)).click();
  await becomesCart(phone.page, [[sku, 1]]);
  await open(desk.page, '/cart');
  await Promise.all([desk, phone].map(({ page }) => press(part(line(page, sku), 'increase'), 5)));
  for (const { page } of [desk, phone]) await becomesCart(page, [[sku, 11]]);
});

together(
  'what is done without a network joins what the other screen did meanwhile',
  () => twoDevices({}, { ...PHONE, ...OFFLINE }),
  async (desk, phone) => {
    const [plain, sale] = [await plainProduct(), await productOnSale()];
    const [kept, gone] = [plain.variants[0].sku, sale.variants[0].sku];
    for (const product of [plain, sale]) await (await productPage(desk.page, product)).click();
    await becomesCount(phone.page, 2);
    await isSynced(phone.page);
    await phone.context.setOffline(true);
    await press(part(line(phone.page, kept), 'increase'), 2);
    await part(line(phone.page, gone), 'remove').click();
    await becomes(() => standing(phone.page), 'offline', 'the sign');
    await open(desk.page, '/cart');
    await press(part(line(desk.page, kept), 'increase'), 3);
    await becomesCart(desk.page, [[kept, 4], [gone, 1]]);
    await phone.context.setOffline(false);
    for (const { page } of [desk, phone]) await becomesCart(page, [[kept, 6]]);
  },
);

shopping('two tabs of one device see each other without waiting for a server', OFFLINE, async (page, { context }) => {
  const product = await plainProduct();
  const other = await context.newPage();
  await open(other, '/');
  const add = await productPage(page, product);
  await context.setOffline(true);
  await press(add, 3);
  await becomesCount(other, 3);
  await context.setOffline(false);
  await open(other, '/cart');
  await isSynced(other);
  await becomesCart(other, [[product.variants[0].sku, 3]]);
});

shopping('what was done offline survives the tab', OFFLINE, async (page, { context }) => {
  const product = await plainProduct();
  const add = await productPage(page, product);
  await context.setOffline(true);
  await press(add, 4);
  await becomesCount(page, 4);
  await page.close({ runBeforeUnload: false });
  await context.setOffline(false);
  const again = await context.newPage();
  await open(again, '/cart');
  await becomesCart(again, [[product.variants[0].sku, 4]]);
  await isSynced(again);
  // The server has it too: a browser that remembers nothing is told the same.
  await again.evaluate(() => localStorage.clear());
  await open(again, '/cart');
  await becomesCart(again, [[product.variants[0].sku, 4]]);
});

/** A browser that knows no Web Locks, as before 2022. */
const withoutLocks = (context) => context.addInitScript(() => {
  Object.defineProperty(Navigator.prototype, 'locks', { value: undefined });
});

for (const [browser, prepare] of [['', () => {}], [', without locks', withoutLocks]]) {
test(`a tab that dies in the middle of fast pressing loses no press${browser}`, async () => {
  const wire = await newLine();
  const { page, context } = await newDevice();
  try {
    await prepare(context);
    const product = await plainProduct();
    const [{ sku }] = product.variants;
    const witness = await context.newPage();
    await open(witness, `${wire.origin}/cart`);
    await open(page, `${wire.origin}/products/${product.handle}?sku=${sku}`);
    // Nothing gets through any more, so that what is left is on the device alone.
    wire.cut();
    await press(part(page, 'add-to-cart').first(), 20);
    const session = await context.newCDPSession(page);
    const crashed = page.waitForEvent('crash');
    session.send('Page.crash').catch(() => {});
    await crashed;
    wire.mend();
    // A tab that was there all the while takes it over.
    await becomesCount(witness, 20);
    await isSynced(witness);
    await witness.evaluate(() => localStorage.clear());
    await open(witness, `${wire.origin}/cart`);
    await becomesCart(witness, [[sku, 20]]);
  } finally {
    await context.close();
    await wire.close();
  }
});
}

shopping('a database that is deleted under a live tab loses nothing', OFFLINE, async (page, { context }) => {
  const product = await plainProduct();
  const add = await productPage(page, product);
  await add.click();
  await becomesCount(page, 1);
  await context.setOffline(true);
  await press(add, 2);
  await page.evaluate(
    () =>
      new Promise((resume, fail) => {
        const request = indexedDB.deleteDatabase('baguni');
        request.onsuccess = resume;
        request.onerror = fail;
      }),
  );
  await press(add, 2);
  await becomesCount(page, 5);
  await context.setOffline(false);
  await open(page, '/cart');
  await becomesCart(page, [[product.variants[0].sku, 5]]);
  await isSynced(page);
});

test('a device that keeps nothing says so, and still sends', async () => {
  const device = await newDevice();
  const { page, context } = device;
  await page.addInitScript(() => {
    Storage.prototype.setItem = () => {
      throw new DOMException('full', 'QuotaExceededError');
    };
    IDBFactory.prototype.open = () => {
      throw new DOMException('refused', 'SecurityError');
    };
  });
  try {
    const product = await plainProduct();
    await (await productPage(page, product)).click();
    await becomesCount(page, 1);
    // Nothing is written down here, so the page must not be left before the shop has it.
    const shown = async () => (await context.request.get('/cart')).text();
    await eventually(shown, (text) => text.includes('data-testid="cart-line"'), 'the cart');
    await open(page, '/cart');
    await isSynced(page);
    await context.setOffline(true);
    await part(page, 'increase').click();
    await becomes(() => standing(page), 'at-risk', 'the sign');
    await becomesCart(page, [[product.variants[0].sku, 2]]);
    await context.setOffline(false);
    await isSynced(page);
    await open(page, '/cart');
    await becomesCart(page, [[product.variants[0].sku, 2]]);
  } finally {
    await context.close();
  }
});

test('a shop that is gone for a while, cut off or deaf, gets everything when it is back', async () => {
  const wire = await newLine();
  const device = await newDevice({ expected: /WebSocket|Failed to (load|fetch)|ERR_/ });
  const { page, context } = device;
  try {
    const product = await plainProduct();
    const [{ sku }] = product.variants;
    await open(page, `${wire.origin}/products/${product.handle}?sku=${sku}`);
    await part(page, 'add-to-cart').first().click();
    await part(page, 'cart-link').click();
    await isSynced(page);
    wire.cut();
    await press(part(line(page, sku), 'increase'), 2);
    await becomes(() => standing(page), 'offline', 'the sign');
    wire.mend();
    await isSynced(page);
    // A line that is dead and does not say so: noticed when something that was sent stays
    // unanswered.
    wire.deaden();
    await press(part(line(page, sku), 'increase'), 2);
    await becomes(() => standing(page), 'offline', 'the sign');
    wire.mend();
    await isSynced(page);
    await becomesCart(page, [[sku, 5]]);
    await open(page, `${wire.origin}/cart`);
    await becomesCart(page, [[sku, 5]]);
  } finally {
    await context.close();
    await wire.close();
  }
});

shopping('forms without scripts and a live tab work on one basket', async (page, { context }) => {
  const product = await productWithOptions();
  const [{ sku }] = product.variants;
  await (await productPage(page, product)).click();
  await open(page, '/cart');
  await isSynced(page);
  // The same session, as a browser without scripts would send it.
  const posted = await context.request.post('/cart/add', {
    form: { sku, quantity: '2' },
    headers: { origin: new URL(page.url()).origin },
    maxRedirects: 0,
  });
  assert.equal(posted.status(), 303);
  await becomesCart(page, [[sku, 3]]);
  await part(page, 'increase').click();
  await isSynced(page);
  const shown = await (await context.request.get('/cart')).text();
  assert.match(shown, /data-testid="quantity"[^>]*value="4"|value="4"[^>]*data-testid="quantity"/);
});

shopping('a guest who signs in keeps what both had, and nothing is doubled', async (page, { context }) => {
  const [plain, sale] = [await plainProduct(), await productOnSale()];
  const email = freshEmail();
  const [both, theirs] = [plain.variants[0].sku, sale.variants[0].sku];
  // On the computer: an account with three of one and one of another.
  await press(await productPage(page, plain), 3);
  await (await productPage(page, sale)).click();
  await becomesCount(page, 4);
  await signUp(page, email);
  await becomesCart(page, [[both, 3], [theirs, 1]]);
  // On the phone: a guest with two of the first.
  const phone = await newDevice(PHONE);
  await press(await productPage(phone.page, plain), 2);
  await becomesCount(phone.page, 2);
  await signIn(phone.page, email);
  for (const screen of [phone.page, page]) {
    await becomesCart(screen, [[both, 3], [theirs, 1]]);
  }
  assert.deepEqual(phone.complaints, []);
  await phone.context.close();
  assert.equal(await context.pages().length, 1);
});

shopping('signing out leaves nothing on the device', async (page, { context }) => {
  const product = await plainProduct();
  const [{ sku }] = product.variants;
  await (await productPage(page, product)).click();
  await signUp(page, freshEmail());
  await becomesCart(page, [[sku, 1]]);
  const other = await context.newPage();
  await open(other, '/');
  await becomesCount(other, 1);
  await open(page, '/account');
  await page.locator('form[action$="/account/sign-out"] button').first().click();
  await page.waitForLoadState('load');
  await live(page);
  await becomesCount(page, 0);
  await becomesCount(other, 0);
  const left = await page.evaluate(async () => {
    const keys = Object.keys(localStorage).filter((key) => key.startsWith('baguni.'));
    const request = indexedDB.open('baguni');
    const database = await new Promise((resume) => {
      request.onsuccess = () => resume(request.result);
      request.onerror = () => resume(null);
    });
    const has = database?.objectStoreNames.contains('outbox');
    const rows = has
      ? await new Promise((resume) => {
          const all = database.transaction('outbox').objectStore('outbox').getAll();
          all.onsuccess = () => resume(all.result);
        })
      : [];
    database?.close();
    return { keys, rows, cookies: document.cookie };
  });
  assert.deepEqual(left.keys, []);
  assert.deepEqual(left.rows, []);
  assert.doesNotMatch(left.cookies, /baguni_shopper/);
  await open(page, '/cart');
  assert.deepEqual(await cartLines(page), []);
});
