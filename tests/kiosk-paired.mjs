// A screen that a store has really set up: an associate makes the code, the screen uses it.

import assert from 'node:assert/strict';
import { ORIGIN, newDevice } from './shop.mjs';
import { PROFILES, openKiosk, picture } from './kiosk.mjs';

/** What a page complains of that is no complaint of ours: a line that is just being closed. */
const NOTED = /ERR_INTERNET_DISCONNECTED|Failed to fetch|WebSocket connection/;

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

/** Runs a test on a screen of a store and closes it; nothing may have been complained of. */
export async function onPaired({ profile, language = 'ko', expected = NOTED, ...options }, run) {
  const { width, height } = PROFILES[profile];
  const device = await newDevice({ size: { width, height }, expected, ...options });
  const kiosk = { ...device, profile, language };
  try {
    await pair(device.context, { profile });
    await openKiosk(kiosk);
    await run(kiosk.page, kiosk);
    assert.deepEqual(kiosk.complaints, [], 'the page complained');
  } catch (error) {
    error.message += device.complaints.map((text) => `\n  ${text}`).join('');
    await picture(kiosk.page, `failed-${profile}-${language}`).catch(() => {});
    throw error;
  } finally {
    await kiosk.context.close();
  }
}
