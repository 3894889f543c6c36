// The way to every screen of a kiosk, by touching what is there.

import assert from 'node:assert/strict';
import { becomes, eventually } from './shop.mjs';
import { part, screenOf, shows, tap } from './kiosk.mjs';
import { hearsMoved, hearsPaid } from './kiosk-answers.mjs';

/** Everything that `Screen::code` may say. */
export const SCREENS = [
  'attract', 'access', 'help', 'call-staff', 'scan', 'pickup', 'from-phone', 'browse', 'search',
  'collection', 'product', 'about', 'choose', 'cart', 'way', 'stores', 'pay', 'to-phone', 'moved',
  'ticket', 'paid', 'staff',
];

/** What the counter calls the cart of this walk, and the order that comes of it. */
export const NUMBER = '4071';
const ORDER = '7K3M-9QXT-2DW8';

const seen = (page, name) =>
  part(page, name).and(page.locator(':enabled:visible')).count().then((many) => many > 0);

/** A tool of the frame, which may be in the menu where there is little room. */
export async function tool(page, name) {
  if (!await seen(page, name)) {
    await tap(page, 'menu');
    await shows(page, 'menu');
  }
  await tap(page, name);
}

/** Whatever follows the size of the screen has done so after two frames. */
const settle = (page) => page.evaluate(() => new Promise((drawn) =>
  requestAnimationFrame(() => requestAnimationFrame(drawn))));

/** Touches what may be on a later page of a list. */
export async function find(page, name) {
  await settle(page);
  for (let turned = 0; turned < 30 && !await seen(page, name); turned += 1) await tap(page, 'next');
  await tap(page, name);
}

/** Leads to a screen by `name` and back again, with a look at it. */
async function aside(page, code, lead, look) {
  const before = await screenOf(page);
  await lead();
  await shows(page, code);
  await look(code);
  while (await screenOf(page) !== before) {
    const now = await screenOf(page);
    await tool(page, 'back');
    await eventually(() => screenOf(page), (shown) => shown !== now, `back from ${now}`);
  }
}

/**
 * Goes everywhere that a shopper gets to and looks at each screen. Begins at rest, on a screen that is
 * answered by `kiosk-answers.mjs`; answers with the screens that were seen.
 */
export async function everywhere(page, look) {
  const visited = new Set();
  const visit = async (code) => {
    await becomes(() => page.locator('.waiting').count(), 0, `${code} has its answer`);
    await page.evaluate(() => document.fonts.ready);
    await settle(page);
    visited.add(code);
    await look(code);
  };
  await shows(page, 'attract');
  await visit('attract');
  for (const code of ['access', 'help', 'call-staff']) {
    await aside(page, code, () => tool(page, code), visit);
  }
  for (const code of ['scan', 'pickup', 'from-phone']) {
    await aside(page, code, () => find(page, code), visit);
  }
  await find(page, 'begin');
  await shows(page, 'browse');
  await visit('browse');
  if (await seen(page, 'menu')) await aside(page, 'menu', () => tap(page, 'menu'), visit);
  await aside(page, 'search', () => find(page, 'search'), visit);
  await find(page, 'collection');
  await shows(page, 'collection');
  await visit('collection');
  await toProduct(page);
  await visit('product');
  await onward(page, visit);
  await staff(page, visit);
  return visited;
}

/** From a collection to the first product on its page that lies in this store. */
export async function toProduct(page) {
  await settle(page);
  const many = await part(page, 'product').count();
  for (let at = 0; at < many; at += 1) {
    await part(page, 'product').nth(at).click();
    await shows(page, 'product');
    await becomes(() => page.locator('.waiting').count(), 0, 'the product is there');
    if (await seen(page, 'add-to-cart')) return;
    await tool(page, 'back');
    await shows(page, 'collection');
    await settle(page);
  }
  assert.fail('nothing on this page lies here');
}

async function onward(page, visit) {
  if (await seen(page, 'about')) await aside(page, 'about', () => tap(page, 'about'), visit);
  if (await seen(page, 'option')) await aside(page, 'choose', () => tap(page, 'option'), visit);
  await tap(page, 'add-to-cart');
  await tool(page, 'cart');
  await shows(page, 'cart');
  await visit('cart');
  await find(page, 'order');
  await shows(page, 'way');
  await visit('way');
  await aside(page, 'stores', () => find(page, 'way-others'), visit);
  await find(page, 'way-home');
  await shows(page, 'pay');
  await visit('pay');
  await aside(page, 'to-phone', () => tap(page, 'pay-phone'), visit);
  await hearsMoved(page);
  await shows(page, 'moved');
  await visit('moved');
  await tap(page, 'go-on-here');
  await tool(page, 'cart');
  await find(page, 'order');
  await find(page, 'way-here');
  await tap(page, 'pay-counter');
  await shows(page, 'ticket');
  await visit('ticket');
  await numberIsKept(page, visit);
  await hearsPaid(page, NUMBER, ORDER);
  await shows(page, 'paid');
  await visit('paid');
}

/** Whoever leaves their number still sees it above every screen, and finds it where the cart was. */
async function numberIsKept(page, visit) {
  await tool(page, 'home');
  await shows(page, 'browse');
  await becomes(() => part(page, 'kept-number').locator('strong').innerText(), NUMBER, 'the number');
  await visit('browse');
  await tool(page, 'cart');
  await shows(page, 'cart');
  await visit('cart');
  await find(page, 'empty');
  await tap(page, 'empty-yes');
  await part(page, 'show-number').waitFor();
  await visit('cart');
  await tap(page, 'show-number');
  await shows(page, 'ticket');
  assert.equal(await part(page, 'kept-number').count(), 0, 'it is said once');
}

async function staff(page, visit) {
  for (let touch = 0; touch < 5; touch += 1) await part(page, 'shop-name').click();
  await shows(page, 'staff');
  await visit('staff');
  assert.equal(await screenOf(page), 'staff');
}
