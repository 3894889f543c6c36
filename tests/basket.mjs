// Shopping on more than one screen: accounts that devices share, and what a screen shows.

import { randomUUID } from 'node:crypto';
import { SIZES, newDevice, open, part } from './shop.mjs';

export const PASSWORD = 'a basket on every screen';

/** An address that nobody has used. */
export const freshEmail = () => `${randomUUID()}@example.com`;

/** A phone as far as a page can tell. */
export const PHONE = { size: SIZES.phone, touch: true };

export async function signUp(page, email, next = '/cart') {
  await open(page, `/account/sign-up?next=${encodeURIComponent(next)}`);
  await page.locator('main input[name=email]').fill(email);
  await page.locator('main input[name=name]').fill('보라');
  await page.locator('main input[name=password]').fill(PASSWORD);
  await page.locator('main form button[type=submit]').first().click();
  await page.waitForURL(`**${next}`);
}

export async function signIn(page, email, next = '/cart') {
  await open(page, `/account/sign-in?next=${encodeURIComponent(next)}`);
  await page.locator('main input[name=email]').fill(email);
  await page.locator('main input[name=password]').fill(PASSWORD);
  await page.locator('main form button[type=submit]').first().click();
  await page.waitForURL(`**${next}`);
}

/** How safe the lists are, as the page says. */
export const standing = (page) => part(page, 'sync-state').getAttribute('data-state');

/** Two devices of one person, each at the cart. */
export async function twoDevices(first = {}, second = PHONE) {
  const email = freshEmail();
  const devices = [await newDevice(first), await newDevice(second)];
  await signUp(devices[0].page, email);
  await signIn(devices[1].page, email);
  return devices;
}
