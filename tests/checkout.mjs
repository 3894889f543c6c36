// A shopper at the checkout: the forms filled in as people do, with or without scripts.

import { products } from './catalogue.mjs';
import { ORIGIN, openPlain, part } from './shop.mjs';

/** Puts a thing in the cart of a device by the plain form. */
export async function put(page, sku, quantity = 1) {
  const form = { sku, quantity: String(quantity) };
  await page.context().request.post('/cart/add', { form, headers: { origin: ORIGIN } });
}

const stocked = ({ stock }) => stock.reduce((sum, { available }) => sum + available, 0);

/** The variants of which there are most, the most first: tests that order take some away. */
export async function plenty() {
  const all = (await products()).flatMap(({ variants }) => variants);
  return all.filter(({ sellable }) => sellable).sort((a, b) => stocked(b) - stocked(a));
}

/** Puts something in the cart that there is plenty of, and tells what. */
export async function putSomething(page, quantity = 1) {
  const [{ sku }] = await plenty();
  await put(page, sku, quantity);
  return sku;
}

/** A press that loads the next page. */
export async function press(page, button) {
  await Promise.all([page.waitForEvent('load'), button.click()]);
}

/** Begins at the cart, as everybody does, and comes to the first step. */
export async function toCheckout(page, prefix = '') {
  await openPlain(page, `${prefix}/cart`);
  await press(page, part(page, 'checkout'));
}

export async function fillContact(page, email = 'mina@example.com') {
  await page.locator('#email').fill(email);
  await page.locator('#name').fill('김미나');
  await page.locator('#phone').fill('010-1234-5678');
}

/** To an address in Seoul, paid at the test provider. */
export async function fillDelivery(page) {
  await page.locator('#method').check();
  await page.locator('#postcode').fill('04782');
  await page.locator('#street').fill('연무장길 12');
  await page.locator('#payment').check();
}

/** At the first store that can have it, paid there. */
export async function fillPickup(page) {
  await page.locator('#method-pickup').check();
  await page.locator('input[name=location]:enabled').first().check();
  await page.locator('input[name=payment][value=store]').check();
}

export const toReview = (page) => press(page, part(page, 'to-review'));

/** Agrees, and presses the button that says what it costs. */
export async function place(page) {
  await page.locator('#terms').check();
  await press(page, part(page, 'place-order'));
}

export const approve = (page) => press(page, page.locator('button[value=approve]'));

/** The order's page: its number stands in the address. */
export const orderNumber = (page) => /\/orders\/([^/?]+)/.exec(page.url())?.[1];
