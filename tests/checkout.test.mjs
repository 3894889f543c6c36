// From the cart to the order: with scripts and without, in both languages, on two screens at once,
// and with everything that can be typed wrongly.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { after, test } from 'node:test';
import { freshEmail, signUp, standing, twoDevices } from './basket.mjs';
import {
  approve, fillContact, fillDelivery, fillPickup, orderNumber, place, plenty, press, put,
  putSomething, toCheckout, toReview,
} from './checkout.mjs';
import {
  PREFIXES, SIZES, becomes, cartCount, cartLines, closeBrowser, eventually, open, openPlain, part,
} from './shop.mjs';
import { shopping } from './shopping.mjs';

after(closeBrowser);

const AXE = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const KIOSK = { width: 1080, height: 1920 };

/** What the browser notes of a form that has to be looked at again, and of being offline. */
const ASKED = { expected: /status of 422|ERR_INTERNET_DISCONNECTED/ };

const path = (page) => new URL(page.url()).pathname;

for (const [language, prefix] of Object.entries(PREFIXES)) {
  for (const scripts of [true, false]) {
    const how = `${language}, ${scripts ? 'with' : 'without'} scripts`;
    shopping(`a delivery, paid for at the provider: ${how}`, { scripts }, async (page) => {
      await putSomething(page);
      await toCheckout(page, prefix);
      assert.equal(path(page), `${prefix}/checkout`);
      await fillContact(page);
      await fillDelivery(page);
      await toReview(page);
      assert.equal(path(page), `${prefix}/checkout/review`);
      const total = await part(page, 'checkout-total').innerText();
      const button = await part(page, 'place-order').innerText();
      assert.ok(button.includes(total), `${button} says ${total}`);
      assert.equal(await page.locator('main input:checked').count(), 0, 'nothing is ticked for us');
      await place(page);
      assert.match(path(page), /\/payments\/test\//);
      await approve(page);
      assert.ok(orderNumber(page), page.url());
      assert.match(await page.locator('main').innerText(), new RegExp(orderNumber(page)));
      await openPlain(page, `${prefix}/cart`);
      assert.equal((await cartLines(page)).length, 0, 'what was ordered has left the cart');
    });
  }
}

shopping('a pickup, paid for at the store', { size: SIZES.phone, touch: true }, async (page) => {
  await putSomething(page);
  await toCheckout(page);
  await fillContact(page);
  assert.equal(await page.locator('.pay-at-store').isVisible(), true);
  await page.locator('#method').check();
  assert.equal(await page.locator('.pay-at-store').isVisible(), false, 'not for deliveries');
  assert.equal(await page.locator('#postcode').isVisible(), true);
  await fillPickup(page);
  assert.equal(await page.locator('#postcode').isVisible(), false, 'a pickup needs no address');
  await toReview(page);
  await place(page);
  assert.ok(orderNumber(page), page.url());
});

shopping('whoever signs up on the way goes on where they were', async (page) => {
  const sku = await putSomething(page);
  const email = freshEmail();
  await toCheckout(page);
  assert.match(await page.locator('.guest a').getAttribute('href'), /next=%2Fcheckout/);
  await signUp(page, email, '/checkout');
  assert.equal(await page.locator('#email').inputValue(), email);
  assert.equal(await page.locator('#name').inputValue(), '보라');
  assert.equal(await page.locator('.guest').count(), 0);
  assert.equal(await part(page, 'order-line').getAttribute('data-sku'), sku);
  await page.locator('#phone').fill('010-1234-5678');
  await fillPickup(page);
  await toReview(page);
  await place(page);
  assert.ok(orderNumber(page), page.url());
  assert.equal(new URL(page.url()).search, '', 'an account needs no signed link');
});

shopping('an empty cart has nothing to order', async (page) => {
  await open(page, '/checkout');
  assert.equal(path(page), '/cart');
});

shopping('what is wrong is said at its field, and what was typed stays', async (page) => {
  await putSomething(page);
  await toCheckout(page);
  await page.locator('#email').fill('mina@');
  await page.locator('#name').fill('김미나');
  await page.locator('#method').check();
  await page.locator('#street').fill('연무장길 12');
  await toReview(page);
  const summary = part(page, 'checkout-problems');
  for (const [field, typed] of [['email', 'mina@'], ['phone', ''], ['postcode', '']]) {
    const problem = await page.locator(`#${field}-problem`).innerText();
    assert.ok((await summary.innerText()).includes(problem), `${field} is in the summary`);
    const input = page.locator(`#${field}`);
    assert.equal(await input.inputValue(), typed);
    assert.equal(await input.getAttribute('aria-invalid'), 'true');
    assert.match(await input.getAttribute('aria-describedby'), new RegExp(`${field}-problem`));
  }
  assert.equal(await page.locator('#name').inputValue(), '김미나');
  assert.equal(await page.locator('#street').inputValue(), '연무장길 12');
  assert.equal(await page.evaluate(() => document.activeElement.id), 'email', 'the first is focused');
  await summary.locator('a[href="#postcode"]').click();
  assert.equal(await page.evaluate(() => document.activeElement.id), 'postcode');
});

shopping('by the keyboard alone', async (page) => {
  await putSomething(page);
  await toCheckout(page);
  await page.locator('#email').focus();
  for (const typed of ['mina@example.com', '김미나', '010-1234-5678']) {
    await page.keyboard.insertText(typed);
    await page.keyboard.press('Tab');
  }
  await page.keyboard.press('Space');
  assert.equal(await page.locator('#method').isChecked(), true);
  await page.keyboard.press('Tab');
  await page.keyboard.insertText('04782');
  await page.keyboard.press('Enter');
  await page.waitForURL('**/checkout?check');
  assert.equal(await page.locator('#postcode').inputValue(), '04782');
  assert.equal(await page.locator('#postcode-problem').count(), 0);
});

test('two devices place the same cart and make one order', async () => {
  const devices = await twoDevices();
  try {
    const pages = devices.map(({ page }) => page);
    await putSomething(pages[0], 2);
    await toCheckout(pages[0]);
    await fillContact(pages[0]);
    await fillPickup(pages[0]);
    await toReview(pages[0]);
    await open(pages[1], '/checkout/review');
    for (const page of pages) await page.locator('#terms').check();
    await Promise.all(pages.map((page) => press(page, part(page, 'place-order'))));
    const numbers = pages.map(orderNumber);
    assert.ok(numbers[0], pages[0].url());
    assert.equal(numbers[0], numbers[1]);
  } finally {
    await Promise.all(devices.map(({ context }) => context.close()));
  }
});

test('what a laptop does offline while the phone orders', async () => {
  const [laptop, phone] = await twoDevices({ expected: ASKED.expected });
  try {
    const [kept, gone, added] = (await plenty()).map(({ sku }) => sku);
    for (const sku of [kept, gone]) await put(laptop.page, sku);
    await open(laptop.page, '/cart');
    await becomes(() => standing(laptop.page), 'synced', 'the sign');
    const line = (sku) => laptop.page.locator(`[data-testid=cart-line][data-sku="${sku}"]`);
    await laptop.context.setOffline(true);
    await part(line(kept), 'increase').click();
    await part(line(gone), 'remove').click();
    await toCheckout(phone.page);
    await fillContact(phone.page);
    await fillPickup(phone.page);
    await toReview(phone.page);
    await put(phone.page, added);
    // The phone has looked at two lines, and there are three: it is asked.
    await phone.page.locator('#terms').check();
    await press(phone.page, part(phone.page, 'place-order'));
    await part(phone.page, 'checkout-problems').waitFor();
    assert.equal(await part(phone.page, 'order-line').count(), 3);
    await place(phone.page);
    assert.ok(orderNumber(phone.page), phone.page.url());
    await laptop.context.setOffline(false);
    await eventually(() => cartLines(laptop.page), (lines) => String(lines) === String([[kept, 1]]),
      'what the order had not seen is in the next cart');
    // What was said of the removal may still stand there.
    await eventually(() => laptop.page.locator('.notice').innerText(),
      (said) => /이미 주문한/.test(said), 'the word that it has been ordered');
    assert.equal(await cartCount(laptop.page), 1);
  } finally {
    await Promise.all([laptop, phone].map(({ context }) => context.close()));
  }
});

shopping('the back button after an order leads nowhere twice', async (page) => {
  await putSomething(page);
  await toCheckout(page);
  await fillContact(page);
  await fillPickup(page);
  await toReview(page);
  await place(page);
  const number = orderNumber(page);
  await page.goBack({ waitUntil: 'load' });
  await open(page, '/checkout/review');
  assert.notEqual(path(page), '/checkout/review', 'there is nothing left to confirm');
  assert.ok(number);
});

/** What axe-core finds wrong, in one line each. */
async function findings(page) {
  await page.evaluate(AXE);
  return page.evaluate(async () => {
    const { violations } = await window.axe.run(document, { resultTypes: ['violations'] });
    return violations.flatMap(({ id, nodes }) =>
      nodes.slice(0, 3).map((node) => `${id}: ${node.target} ${node.any[0]?.message ?? node.html}`));
  });
}

/** Every state of the pages, each looked at in every size and by light and by dark. */
async function look(page, what, found) {
  for (const [name, size] of Object.entries({ phone: SIZES.phone, desk: SIZES.desk, KIOSK })) {
    await page.setViewportSize(size);
    for (const colorScheme of ['light', 'dark']) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      const where = `${what} (${name}, ${colorScheme})`;
      found.push(...(await findings(page)).map((text) => `${text} on ${where}`));
    }
  }
  await page.setViewportSize({ width: 320, height: 640 });
  const [wide, inner] = await page.evaluate(() =>
    [document.documentElement.scrollWidth, document.documentElement.clientWidth]);
  if (wide > inner) found.push(`${what} scrolls sideways on the narrowest phone`);
}

for (const [language, prefix] of Object.entries(PREFIXES)) {
  shopping(`axe-core finds nothing at the checkout: ${language}`, ASKED, async (page) => {
    const found = [];
    await putSomething(page, 2);
    await toCheckout(page, prefix);
    await look(page, 'the empty form', found);
    await page.locator('#method').check();
    await page.locator('#postcode').fill('서울');
    await press(page, page.locator('button[value=find]'));
    await look(page, 'the places found', found);
    await toReview(page);
    await look(page, 'the problems', found);
    await fillContact(page);
    await page.locator('#method-pickup').check();
    await look(page, 'the stores', found);
    await fillDelivery(page);
    await page.locator('#code').fill('nothing-like-it');
    await press(page, page.locator('button[value=apply]'));
    await toReview(page);
    await look(page, 'the review', found);
    await press(page, part(page, 'place-order'));
    await look(page, 'the review without a yes', found);
    assert.deepEqual(found, []);
  });
}
