// A screen that a store has really set up: an associate makes the code, the screen uses it.

import assert from 'node:assert/strict';
import { ORIGIN } from './shop.mjs';

const ASSOCIATE = { email: 'sora@baguni.example', password: 'persimmon-basket' };
const SCREENS = { portrait: 'portrait-32', landscape: 'landscape-10' };

/** Tries are counted by address, and all tests come from one: each pairing says another. */
const fromElsewhere = () => {
  const part = () => Math.floor(Math.random() * 254) + 1;
  return { 'x-forwarded-for': `198.${part()}.${part()}.${part()}` };
};

/** The eight digits that set a screen up, as the associate of a store has them made. */
export async function pairingCode({ origin = ORIGIN, profile = 'portrait', name = '입구' } = {}) {
  const post = (path, fields, cookie = '') => fetch(`${origin}${path}`, {
    method: 'POST',
    redirect: 'manual',
    headers: { origin, cookie, ...fromElsewhere() },
    body: new URLSearchParams(fields),
  });
  const signed = await post('/staff/sign-in', ASSOCIATE);
  const cookies = signed.headers.getSetCookie().map((line) => line.split(';')[0]).join('; ');
  const made = await post('/staff/devices', { name, screen: SCREENS[profile], idle_s: '60' }, cookies);
  const page = await made.text();
  const digits = /data-testid="pairing-code"[^>]*>([\d\s]+)</.exec(page)?.[1].replaceAll(/\s/g, '');
  assert.match(digits ?? page.slice(0, 500), /^\d{8}$/, 'the associate is given a code');
  return digits;
}

const keys = new Map();

/**
 * Makes a store's screen of a browser, by what its page would send. Codes may not be tried often, so
 * one screen of each kind is used by all tests of a file, one after another; `another` is one more.
 */
export async function pair(context, { origin = ORIGIN, profile = 'portrait', another = '' } = {}) {
  const which = `${origin} ${profile} ${another}`;
  if (!keys.has(which)) keys.set(which, await newKey(context, { origin, profile }));
  await context.addCookies([keys.get(which)]);
}

async function newKey(context, { origin, profile }) {
  const digits = await pairingCode({ origin, profile });
  const paired = await context.request.post(`${origin}/api/kiosk/pair`, {
    headers: { origin, ...fromElsewhere() },
    data: Buffer.concat([Buffer.from([digits.length]), Buffer.from(digits)]),
  });
  assert.equal(paired.status(), 200, 'the code is taken');
  const cookies = await context.cookies(origin);
  const key = cookies.find(({ name }) => name === 'baguni_device');
  assert.ok(key?.httpOnly, 'the key is where no script reads it');
  return key;
}
