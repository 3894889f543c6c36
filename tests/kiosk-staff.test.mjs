// What the staff do about the screens of their store, in a browser: setting one up, looking after it,
// going where somebody calls, and selling at the counter what was put together at the screen.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { find, toProduct, tool } from './kiosk-every-screen.mjs';
import { newKiosk, picture, shows, tap } from './kiosk.mjs';
import { PREFIXES, SIZES, becomes, eventually, newDevice, part, putAway } from './shop.mjs';
import { shopping } from './shopping.mjs';

const AXE = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const PASSWORD = 'persimmon-basket';
const TABLET = { width: 1024, height: 768 };

const go = (page, to) => page.goto(to, { waitUntil: 'load' });
const path = (page) => new URL(page.url()).pathname;

async function press(page, target) {
  const button = typeof target === 'string' ? part(page, target).first() : target;
  await Promise.all([page.waitForEvent('load'), button.click()]);
}

async function signIn(page, who, next = '/staff') {
  await go(page, next);
  await page.locator('#email').fill(`${who}@baguni.example`);
  await page.locator('#password').fill(PASSWORD);
  await press(page, page.locator('main form .button'));
  assert.equal(path(page), next);
}

/** Somebody else of the staff, on a device of their own. */
async function colleague(who, journey) {
  const device = await newDevice({ size: SIZES.phone });
  try {
    await signIn(device.page, who);
    return await journey(device.page);
  } finally {
    await putAway(device);
  }
}

/** A screen of the store, open beside the staff's own. */
async function beside(journey) {
  const kiosk = await newKiosk({ profile: 'portrait' });
  try {
    return await journey(kiosk.page, kiosk);
  } finally {
    await putAway(kiosk);
  }
}

/** What is wrong with a page for somebody. */
async function wrong(page) {
  if (!await page.evaluate(() => 'axe' in window)) await page.evaluate(AXE);
  return page.evaluate(async () => {
    const { violations } = await window.axe.run(document);
    const told = violations.map(({ id, nodes }) => `${id}: ${nodes[0].target} ${nodes[0].failureSummary}`);
    const pressed = document.querySelectorAll('main :is(a.button, button, summary, .cards a, input:not([type=hidden], [type=radio]))');
    for (const one of pressed) {
      const { width, height } = one.getBoundingClientRect();
      if (width > 0 && (height < 43.5 || width < 43.5)) told.push(`too small: ${one.outerHTML.slice(0, 90)}`);
    }
    if (document.documentElement.scrollWidth > innerWidth) told.push('it scrolls sideways');
    for (const table of document.querySelectorAll('.scroll')) {
      const isWide = matchMedia('(width <= 40rem)').matches && table.scrollWidth > table.clientWidth;
      if (isWide) told.push(`a table scrolls sideways: ${table.getAttribute('aria-label')}`);
    }
    return told;
  });
}

/** Looks at a page as everybody sees it, and leaves a picture of it. */
async function everybody(page, name) {
  for (const [called, size] of Object.entries({ tablet: TABLET, phone: SIZES.phone })) {
    await page.setViewportSize(size);
    assert.deepEqual(await wrong(page), [], `${name} at ${size.width}`);
    await picture(page, `staff-${name}-${called}`);
  }
  await page.setViewportSize(TABLET);
}

for (const [language, prefix] of Object.entries(PREFIXES)) {
  shopping(`a screen is set up, looked after and cut off, in ${language}`, { size: TABLET }, async (page, device) => {
    await signIn(page, 'sora', `${prefix}/staff/devices`);
    await everybody(page, `devices-none-${language}`);
    await part(page, 'register').locator('summary').click();
    await page.locator('[name=screen][value=own]').check();
    await page.locator('#idle_s').fill('5');
    await press(page, 'make-code');
    assert.equal(await page.locator('[aria-invalid=true]').count(), 3, 'all of it is told');
    await everybody(page, `devices-wrong-${language}`);
    await page.locator('#name').fill(`창가 ${language}`);
    await page.locator('#idle_s').fill('45');
    await page.locator('[name=screen][value=landscape-10]').check();
    assert.ok(!await page.locator('#width_px').isVisible(), 'nobody has to measure a usual screen');
    await press(page, 'make-code');
    const digits = (await part(page, 'pairing-code').innerText()).replaceAll(/\s/g, '');
    assert.match(digits, /^\d{8}$/);
    await everybody(page, `devices-code-${language}`);

    const screen = await newDevice({ size: { width: 1280, height: 800 } });
    try {
      const origin = new URL(page.url()).origin;
      const post = (to, data) => screen.context.request.post(`${origin}${to}`, { headers: { origin }, data });
      const paired = await post('/api/kiosk/pair', Buffer.from([8, ...Buffer.from(digits)]));
      assert.equal(paired.status(), 200);
      await go(page, `${prefix}/staff/devices`);
      await everybody(page, `devices-${language}`);
      await press(page, part(page, 'device').filter({ hasText: `창가 ${language}` }).locator('a'));
      await page.locator('main[data-live=following]').waitFor();
      await everybody(page, `device-${language}`);
      await press(page, 'device-lock');
      assert.equal(await page.locator('.page-top .state').getAttribute('data-state'), 'locked');
      await page.locator('#message').fill('<b>오늘은 7시까지</b>');
      await press(page, page.locator('.say .button'));
      const facts = await part(page, 'device-facts').innerText();
      assert.ok(facts.includes('<b>오늘은 7시까지</b>'), facts);
      await press(page, 'device-pass');
      assert.match((await part(page, 'staff-pass').innerText()).replaceAll(/\s/g, ''), /^\d{6}$/);
      await everybody(page, `pass-${language}`);
      await press(page, page.locator('main a.button'));
      assert.equal(await part(page, 'device-log').locator('li').count(), 4, 'all of it is kept');
      await part(page, 'revoke').locator('summary').click();
      await everybody(page, `revoke-${language}`);
      await press(page, 'device-revoke');
      assert.equal((await post('/api/kiosk/call', Buffer.from([0]))).status(), 404);
    } finally {
      await putAway(screen);
    }
    assert.deepEqual(device.complaints, []);
  });

  shopping(`somebody calls and one associate goes, in ${language}`, { size: TABLET }, async (page) => {
    await signIn(page, 'sora', `${prefix}/staff`);
    await page.locator('main[data-live=following]').waitFor();
    await beside(async (kiosk, { context }) => {
      const origin = new URL(page.url()).origin;
      await kiosk.waitForLoadState();
      const called = await context.request.post(`${origin}/api/kiosk/call`, { headers: { origin }, data: Buffer.from([0]) });
      assert.equal(called.status(), 200);
      await part(page, 'call').waitFor();
      await everybody(page, `call-${language}`);
      await colleague('minjun', async (theirs) => {
        await press(theirs, 'call-take');
        assert.ok(theirs.url().endsWith('said=going'));
        await part(page, 'call-taken').waitFor();
        assert.equal(await part(page, 'call-take').count(), 0, 'somebody goes already');
        await everybody(page, `call-taken-${language}`);
        await press(theirs, 'call-close');
      });
      await becomes(() => part(page, 'call').count(), 0, 'calls');
    });
  });
}

shopping('what was put together at a screen is sold at the counter', { size: TABLET }, async (page) => {
  await signIn(page, 'sora', '/staff/sale');
  await beside(async (kiosk) => {
    await find(kiosk, 'begin');
    await shows(kiosk, 'browse');
    await find(kiosk, 'collection');
    await shows(kiosk, 'collection');
    await toProduct(kiosk);
    await tap(kiosk, 'add-to-cart');
    await tool(kiosk, 'cart');
    await find(kiosk, 'order');
    await find(kiosk, 'way-home');
    await shows(kiosk, 'pay');
    await tap(kiosk, 'pay-counter');
    await shows(kiosk, 'ticket');
    await picture(kiosk, 'kiosk-ticket');
    const said = await kiosk.locator('.kiosk').innerText();
    const number = /\b\d{4}\b/.exec(said)?.[0];
    assert.ok(number, said);

    await page.locator('#ticket').fill('0000' === number ? '0001' : '0000');
    await press(page, page.locator('.ticket-form .button'));
    assert.ok(await part(page, 'ticket-problem').isVisible());
    await everybody(page, 'ticket-unknown');
    await page.locator('#ticket').fill(number);
    await press(page, page.locator('.ticket-form .button'));
    assert.ok(await part(page, 'ticket-found').isVisible());
    assert.equal(await part(page, 'sale-line').count(), 1);
    await everybody(page, 'ticket');
    await press(page, 'to-buyer');
    assert.ok(await page.locator('[name=method][value=ship]').isChecked(), 'the way is known');
    assert.ok(await page.locator('[name=payment][value=store]').isChecked(), 'they are at the counter');
    await page.locator('#name').fill('김미나');
    await page.locator('#phone').fill('010-1234-5678');
    await page.locator('#email').fill('mina@shop.example');
    await page.locator('#postcode').fill('04782');
    await page.locator('#street').fill('서울 성동구 연무장길 1');
    await press(page, 'ask-price');
    await press(page, 'sell');
    assert.ok((await part(page, 'origin').innerText()).includes('입구'), 'where it was chosen');
    await everybody(page, 'ticket-sold');
    await press(page, 'collect');
    await shows(kiosk, 'paid');
    await picture(kiosk, 'kiosk-paid');
    await go(page, `/staff/sale?ticket=${number}`);
    assert.ok(await part(page, 'ticket-problem').getByRole('link').isVisible(), 'its order');
  });
});

shopping('stock is read on a telephone without scrolling sideways', { size: SIZES.phone }, async (page) => {
  await signIn(page, 'minjun', '/staff/stock');
  await page.locator('#q').fill('머그');
  await press(page, page.locator('main form .button'));
  const found = await eventually(() => part(page, 'found').count(), (many) => many > 0, 'mugs');
  assert.ok(found > 0);
  await press(page, part(page, 'found').first().locator('a'));
  for (const prefix of Object.values(PREFIXES)) {
    await go(page, `${prefix}${path(page).replace(/^\/en/, '')}${new URL(page.url()).search}`);
    assert.deepEqual(await wrong(page), []);
    await picture(page, `staff-stock-phone-${prefix ? 'en' : 'ko'}`);
  }
});
