// An order after it was placed: its page keeps itself fresh, can be paid again, called off and
// found again, and is picked up with its code; with scripts and without, in both languages.

import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import {
  approve, fillContact, fillDelivery, fillPickup, orderNumber, place, press, putSomething,
  toCheckout, toReview,
} from './checkout.mjs';
import { ORIGIN, PREFIXES, SIZES, eventually, live, newDevice, open, openPlain, part } from './shop.mjs';
import { shopping } from './shopping.mjs';

const AXE = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const KIOSK = { width: 1080, height: 1920 };
const PLAIN = { scripts: false };

/** What a browser notes of a page that says that there is nothing. */
const MISSED = { expected: /status of 404/ };
/** A page that is loaded anew while it still loads. */
const LOADED_ANEW = { expected: /net::ERR_ABORTED|closed before the connection/ };

/** The demo's staff, whom the README names. */
const MERCHANT = { email: 'jiwoo@baguni.example', password: 'persimmon-basket' };

const heading = (page) => page.locator('main h1').innerText();
const says = (page, words, what) =>
  eventually(() => heading(page).catch(() => ''), (seen) => words.test(seen), what);

/** Limits count by address, and every test is somebody else. */
async function fromElsewhere(context) {
  const address = Array.from({ length: 3 }, () => randomBytes(1)[0]).join('.');
  await context.setExtraHTTPHeaders({ 'x-forwarded-for': `10.${address}` });
}

/** Orders something and stands at the page of the provider. */
async function toProvider(page, prefix = '', email = undefined) {
  await putSomething(page);
  await toCheckout(page, prefix);
  await fillContact(page, email);
  await fillDelivery(page);
  await toReview(page);
  await place(page);
}

async function ordered(page, prefix, email) {
  await toProvider(page, prefix, email);
  await approve(page);
  return orderNumber(page);
}

const answer = (page, choice) => press(page, page.locator(`button[value=${choice}]`));

/** Moves the first part of an order on, as somebody at the counter does. */
async function staff() {
  const { context } = await newDevice({ scripts: false });
  const form = (fields) => ({ form: fields, headers: { origin: ORIGIN }, maxRedirects: 0 });
  const signed = await context.request.post('/staff/sign-in', form(MERCHANT));
  assert.equal(signed.status(), 303, await signed.text());
  return {
    async step(number, step, more = {}) {
      const command = randomBytes(16).toString('hex');
      const path = `/staff/orders/${number}/1`;
      const done = await context.request.post(path, form({ command, step, ...more }));
      assert.equal(done.status(), 303, `${step}: ${await done.text()}`);
    },
    close: () => context.close(),
  };
}

shopping('a page that is open follows what happens', LOADED_ANEW, async (page, { context }) => {
  const number = await ordered(page);
  await live(page);
  await says(page, /주문을 받았어요/);
  const counter = await staff();
  await counter.step(number, 'accept');
  await says(page, /준비하고 있어요/, 'the page hears of it');
  const other = await context.newPage();
  await open(other, `/orders/${number}`);
  await part(other, 'cancel').click();
  await press(other, part(other, 'cancel-yes'));
  await says(other, /취소된 주문/);
  await says(page, /취소된 주문/, 'and of what another tab does');
  const money = () => page.locator('main').innerText();
  await eventually(money, (text) => /돌려드렸어요/.test(text), 'the money is back');
  await counter.close();
});

shopping('a late answer of the provider arrives by itself', LOADED_ANEW, async (page) => {
  await toProvider(page);
  await answer(page, 'late');
  await live(page);
  await says(page, /결제를 기다리고 있어요/);
  await says(page, /주문을 받았어요/, 'without a press');
});

for (const scripts of [true, false]) {
  const how = scripts ? 'with' : 'without';
  shopping(`a payment that failed is made again: ${how} scripts`, { scripts, ...LOADED_ANEW }, async (page) => {
    await toProvider(page);
    const number = () => orderNumber(page);
    await answer(page, 'decline');
    await says(page, /결제가 되지 않았어요/);
    const first = number();
    await press(page, part(page, 'pay'));
    assert.match(page.url(), /\/payments\/test\//);
    await approve(page);
    assert.equal(number(), first, 'it is the same order');
    await says(page, /주문을 받았어요/);
    assert.equal(await part(page, 'pay').count(), 0);
  });
}

shopping('an order is called off without scripts, and asks before', PLAIN, async (page) => {
  const number = await ordered(page, '/en');
  assert.equal(await page.locator('.refresh').isVisible(), true, 'what changes is a press away');
  assert.equal(await part(page, 'cancel-yes').isVisible(), false);
  await part(page, 'cancel').click();
  await press(page, part(page, 'cancel-yes'));
  assert.equal(orderNumber(page), number);
  assert.match(await heading(page), /This order is cancelled/);
  const refreshed = async () => {
    await page.reload({ waitUntil: 'load' });
    return page.locator('main').innerText();
  };
  await eventually(refreshed, (text) => /has been given back/.test(text), 'the money is back');
});

shopping('a guest finds an order again, and sees what has to be seen', MISSED, async (page, device) => {
  const email = `guest-${randomBytes(4).toString('hex')}@example.com`;
  const number = await ordered(page, '', email);
  const other = await newDevice({ size: SIZES.phone, touch: true, ...MISSED });
  await fromElsewhere(other.context);
  try {
    await openPlain(other.page, `/orders/${number}`);
    assert.doesNotMatch(await other.page.locator('body').innerText(), /김미나|010-/);
    await openPlain(other.page, '/');
    await Promise.all([
      other.page.waitForURL('**/orders/find'),
      other.page.locator('.site-footer a[href="/orders/find"]').click(),
    ]);
    await other.page.locator('#number').fill(number.toLowerCase());
    await other.page.locator('#contact').fill('somebody@example.com');
    await press(other.page, other.page.locator('main form .button'));
    assert.match(await other.page.locator('[role=alert]').innerText(), /찾지 못했어요/);
    assert.equal(await other.page.locator('#number').inputValue(), number.toLowerCase());
    await other.page.locator('#contact').fill(email);
    await press(other.page, other.page.locator('main form .button'));
    assert.equal(other.page.url(), `${ORIGIN}/orders/${number}`, 'the key is not in the address');
    const text = await other.page.locator('main').innerText();
    assert.match(text, /김\*나/);
    assert.doesNotMatch(text, /김미나|연무장길|010-1234/);
  } finally {
    await other.context.close();
  }
  assert.deepEqual(other.complaints, []);
  assert.deepEqual(device.complaints, []);
});

shopping('a pickup shows its code when it is ready', { size: SIZES.phone, touch: true, ...LOADED_ANEW }, async (page) => {
  await putSomething(page);
  await toCheckout(page);
  await fillContact(page);
  await fillPickup(page);
  await toReview(page);
  await place(page);
  const number = orderNumber(page);
  await live(page);
  const counter = await staff();
  for (const step of ['accept', 'pick', 'pack', 'ready']) await counter.step(number, step);
  await says(page, /찾아가실 수 있어요/);
  const code = (await part(page, 'pickup-code').innerText()).replace(/\D/g, '');
  assert.match(code, /^\d{6}$/);
  assert.equal(await page.getByRole('img', { name: '수령 QR 코드' }).isVisible(), true);
  await counter.close();
});

shopping('an account has its orders, and those that its guest has made', async (page, { context }) => {
  await fromElsewhere(context);
  const number = await ordered(page);
  await openPlain(page, '/account/sign-up');
  const email = `orders-${randomBytes(4).toString('hex')}@example.com`;
  for (const [name, value] of Object.entries({ email, name: '김미나', password: 'correct horse battery' })) {
    await page.locator(`main input[name="${name}"]`).fill(value);
  }
  await press(page, page.locator('main form.stacked .button').first());
  await press(page, page.locator('main a[href="/account/orders"]'));
  await press(page, page.locator(`.order-rows a[href="/orders/${number}"]`));
  await says(page, /주문을 받았어요/);
});

for (const [language, prefix] of Object.entries(PREFIXES)) {
  shopping(`the pages of orders leave nobody out: ${language}`, LOADED_ANEW, async (page) => {
    const number = await ordered(page, prefix);
    const paths = [`${prefix}/orders/${number}`, `${prefix}/orders/find`];
    for (const path of paths) {
      for (const size of [{ width: 320, height: 700 }, SIZES.phone, SIZES.desk, KIOSK]) {
        await page.setViewportSize(size);
        await open(page, path);
        await page.locator('main details').evaluateAll((all) => all.forEach((one) => { one.open = true; }));
        const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
        assert.ok(wide <= 0, `${path} is too wide at ${size.width}`);
        await page.evaluate(AXE);
        const { violations } = await page.evaluate(() => globalThis.axe.run());
        const told = violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' ')}`);
        assert.deepEqual(told, [], `${path} at ${size.width}`);
      }
    }
  });
}
