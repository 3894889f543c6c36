// A screen that a store has really set up: an associate makes the code, the screen uses it.

import assert from 'node:assert/strict';
import { ORIGIN } from './shop.mjs';
import { PROFILES } from './kiosk.mjs';

const ASSOCIATE = { email: 'sora@baguni.example', password: 'persimmon-basket' };
const SCREENS = { portrait: 'portrait-32', landscape: 'landscape-10' };

/** The eight digits that set a screen up, as the associate of a store has them made. */
export async function pairingCode({ origin = ORIGIN, profile = 'portrait', name = '입구' } = {}) {
  const post = (path, fields, cookie = '') => fetch(`${origin}${path}`, {
    method: 'POST',
    redirect: 'manual',
    headers: { origin, cookie },
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

/** Makes a store's screen of a browser, by what its page would send. */
export async function pair(context, { origin = ORIGIN, profile = 'portrait' } = {}) {
  assert.ok(PROFILES[profile]);
  const digits = await pairingCode({ origin, profile });
  const paired = await context.request.post(`${origin}/api/kiosk/pair`, {
    headers: { origin },
    data: Buffer.concat([Buffer.from([digits.length]), Buffer.from(digits)]),
  });
  assert.equal(paired.status(), 200, 'the code is taken');
}
