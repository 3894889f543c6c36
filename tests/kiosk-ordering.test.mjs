// Ordering at a store's screen, together with the phones and the associates that it is done with:
// a phone reads the code off the picture of the screen as a camera would.

import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { after, test } from 'node:test';
import { PNG } from 'pngjs';
import { products } from './catalogue.mjs';
import { PREFIXES, SIZES, becomes, cartLines, eventually, newDevice, putAway } from './shop.mjs';
import {
  EVERYWHERE, PROFILES, closeBrowser, crowdedOn, cutLine, onKiosk, part, picture, pxPerMm, shows, tap, toElsewhere,
} from './kiosk.mjs';
import { find, tool } from './kiosk-every-screen.mjs';
import { pairingCode } from './kiosk-paired.mjs';
import { codeOf } from './letters.mjs';
import { approve, fillContact, fillDelivery, orderNumber, place, putSomething, toReview }
  from './checkout.mjs';

const jsQR = createRequire(import.meta.url)('jsqr');
const PHONE = { size: SIZES.phone, touch: true };
const TABLET = { width: 1024, height: 768 };
const PASSWORD = 'persimmon-basket';

after(closeBrowser);

/** What a phone's camera makes of a screen. */
async function readCode(page) {
  await part(page, 'qr').waitFor();
  return eventually(async () => {
    const { data, width, height } = PNG.sync.read(await page.screenshot());
    return jsQR(new Uint8ClampedArray(data), width, height)?.data;
  }, Boolean, 'a code that can be read off the screen');
}

/** Opens what a phone has read, and waits until the code is out of its address. */
async function openCode(phone, url) {
  await phone.goto(url, { waitUntil: 'load' });
  await phone.locator('form .button').waitFor();
  assert.ok(!phone.url().includes('#'), 'the code stands in no history');
}

async function press(page, target) {
  const button = typeof target === 'string' ? part(page, target).first() : target;
  await Promise.all([page.waitForEvent('load'), button.click()]);
}

/** Somebody with a browser of their own. */
async function beside(options, journey) {
  const device = await newDevice(options);
  try {
    return await journey(device.page, device);
  } finally {
    await putAway(device);
  }
}

async function signIn(page, who, next = '/staff') {
  await page.goto(next, { waitUntil: 'load' });
  await page.locator('#email').fill(`${who}@baguni.example`);
  await page.locator('#password').fill(PASSWORD);
  await press(page, page.locator('main form .button'));
}

/** A look at a screen: a picture for eyes, and nothing on it is cut or covered. */
async function look(kiosk, name) {
  const { page, profile, language } = kiosk;
  await picture(page, `ordering-${profile}-${language}-${name}`);
  const crowded = await crowdedOn(page);
  // What is for ears alone takes no room.
  crowded.cut = crowded.cut.filter((words) => !words.startsWith('visually-hidden'));
  const nothing = { cut: [], spilled: [], beside: [], outside: [] };
  assert.deepEqual(crowded, nothing, `${name} is crowded`);
}

/** From rest to a product that is not in this store, and in one touch to where it is paid. */
async function toPay(kiosk) {
  const { page } = kiosk;
  await toElsewhere(page);
  return tap(page, 'order-home');
}

/** What the shop's own people see of an order. */
const orderAsMerchant = (number) => beside({ size: TABLET }, async (page) => {
  await signIn(page, 'jiwoo', `/admin/orders/${number}`);
  return page.locator('main').innerText();
});

for (const where of EVERYWHERE) {
  const { profile, language } = where;
  test(`what is not in the store is ordered on a phone, ${profile}, ${language}`, () =>
    onKiosk(where, async (page, kiosk) => {
      await toPay(kiosk);
      await shows(page, 'pay');
      await look(kiosk, 'pay');
      await tap(page, 'pay-phone');
      await shows(page, 'to-phone');
      const url = await readCode(page);
      await look(kiosk, 'to-phone');
      const side = await part(page, 'qr').evaluate((svg) => svg.getBoundingClientRect().width);
      const modules = await part(page, 'qr').evaluate((svg) => svg.viewBox.baseVal.width);
      const dark = side * (modules - 8) / modules / pxPerMm(profile);
      assert.ok(dark >= 59.5, `the code is ${dark.toFixed(1)} mm wide`);

      const number = await beside(PHONE, async (phone) => {
        await openCode(phone, url);
        assert.ok(phone.url().includes(PREFIXES[language]), 'in the language of the screen');
        assert.match(await phone.locator('.place').innerText(), /입구/);
        await press(phone, phone.locator('form .button'));
        assert.match(phone.url(), /\/checkout/);
        await fillContact(phone);
        await fillDelivery(phone);
        await toReview(phone);
        await place(phone);
        await approve(phone);
        return orderNumber(phone);
      });
      await shows(page, 'moved');
      await look(kiosk, 'moved');
      const told = await orderAsMerchant(number);
      assert.match(told, /입구/, 'the order says at which screen it was chosen');
      assert.match(told, /성수/, 'and in which store');

      await tap(page, 'end-now');
      await shows(page, 'attract');
      await tap(page, 'begin');
      assert.doesNotMatch(await page.locator('.tools').innerText(), /\d/, 'nothing is left');
    }));
}

for (const profile of Object.keys(PROFILES)) {
  test(`a phone reads the code though everything is twice as large, ${profile}`, () =>
    onKiosk({ profile }, async (page, kiosk) => {
      await tool(page, 'access');
      await shows(page, 'access');
      await find(page, 'zoom');
      await tap(page, 'zoom');
      await becomes(() => page.locator('html').getAttribute('data-zoom'), '2', 'the size');
      await tool(page, 'back');
      await find(page, 'from-phone');
      await shows(page, 'from-phone');
      assert.match(await readCode(page), /\/handoff#[\w-]{22}$/);
      await look(kiosk, 'from-phone-enlarged');
    }));
}

test('the basket that has moved goes on here too, for whoever wants it', () =>
  onKiosk({ profile: 'portrait' }, async (page, kiosk) => {
    await toPay(kiosk);
    await tap(page, 'pay-phone');
    const url = await readCode(page);
    await beside(PHONE, async (phone) => {
      await openCode(phone, url);
      await press(phone, phone.locator('form .button'));
      await shows(page, 'moved');
      const left = () => part(page, 'time-left').getAttribute('data-seconds').then(Number);
      const first = await left();
      assert.ok(first > 10 && first <= 20, `${first} s are left, and are said`);
      await eventually(left, (now) => now < first, 'time passes');
      await tap(page, 'go-on-here');
      await shows(page, 'browse');
      await tool(page, 'cart');
      await part(page, 'increase').first().click();
      await phone.goto('/cart');
      await becomes(async () => (await cartLines(phone))[0]?.[1], 2, 'the phone shows the other piece');
    });
    const again = await beside(PHONE, async (other) => {
      await other.goto(url, { waitUntil: 'load' });
      await other.locator('main h1').waitFor();
      await other.waitForLoadState('load');
      return other.locator('form .button').count();
    });
    assert.equal(again, 0, 'a code is good for one phone');
  }));

for (const where of [EVERYWHERE[0], EVERYWHERE[3]]) {
  test(`a ticket is paid at the counter, ${where.profile}, ${where.language}`, () =>
    onKiosk(where, async (page, kiosk) => {
      await toPay(kiosk);
      await shows(page, 'pay');
      await tap(page, 'pay-counter');
      await shows(page, 'ticket');
      const number = (await part(page, 'ticket-number').locator('[aria-hidden]').innerText()).trim();
      assert.match(number, /^\d{4}$/);
      await look(kiosk, 'ticket');
      assert.match(await part(page, 'cart').innerText(), /1/, 'nothing is lost by a number');
      const order = await beside({ size: TABLET }, (desk) => sell(desk, number));
      await shows(page, 'paid');
      assert.equal(await part(page, 'order-number').innerText(), order);
      await becomes(() => part(page, 'cart').innerText().then((text) => /^\D+$/.test(text)), true,
        'what was sold is in no cart');
      await look(kiosk, 'paid');
      const told = await orderAsMerchant(order);
      assert.match(told, /입구/, 'which screen');
      await tap(page, 'end-now');
      await shows(page, 'attract');
    }));
}

/** Sells a ticket at the counter, where it is paid. */
async function sell(page, ticket) {
  await signIn(page, 'sora', '/staff/sale');
  await part(page, 'ticket').fill(ticket);
  await press(page, page.locator('.ticket-form .button'));
  assert.ok(await part(page, 'ticket-found').isVisible());
  await press(page, 'to-buyer');
  await fillContact(page);
  await page.locator('#postcode').fill('04782');
  await page.locator('#street').fill('서울 성동구 연무장길 1');
  await page.locator('input[name=payment][value=store]').check();
  await press(page, 'ask-price');
  await press(page, 'sell');
  const number = /\/orders\/([^/?]+)/.exec(page.url())?.[1];
  const take = part(page, 'collect');
  if (await take.count()) await press(page, take);
  return number;
}

for (const where of [EVERYWHERE[1], EVERYWHERE[2]]) {
  test(`a phone shows its basket on the screen, ${where.profile}, ${where.language}`, () =>
    onKiosk(where, (page, kiosk) => beside(PHONE, async (phone) => {
      const sku = await putSomething(phone);
      await find(page, 'from-phone');
      await shows(page, 'from-phone');
      const url = await readCode(page);
      await look(kiosk, 'from-phone');
      await openCode(phone, url);
      await press(phone, phone.locator('form .button'));
      await shows(page, 'cart');
      const line = page.locator(`[data-testid=cart-line][data-sku="${sku}"]`);
      await line.waitFor();
      await line.locator('[data-testid=increase]').click();
      await phone.goto('/cart');
      await becomes(async () => (await cartLines(phone))[0]?.[1], 2, 'the phone has both');
      await tool(page, 'end');
      await part(page, 'end-yes').click();
      await shows(page, 'attract');
      await phone.reload();
      assert.equal((await cartLines(phone)).length, 1, 'the phone keeps what is its own');
    })));
}

for (const where of EVERYWHERE) {
  test(`somebody is called and comes, ${where.profile}, ${where.language}`, () =>
    onKiosk(where, async (page, kiosk) => {
      await tap(page, 'call-staff');
      await shows(page, 'call-staff');
      await look(kiosk, 'call-staff');
      await tap(page, 'advice');
      await part(page, 'call-state').waitFor();
      await look(kiosk, 'called');
      await beside({ size: TABLET }, async (desk) => {
        await signIn(desk, 'sora');
        await press(desk, 'call-take');
        await becomes(() => part(page, 'call-state').innerText().then((said) => /소라/.test(said)), true,
          'who comes is said at the screen');
        await press(desk, 'call-close');
      });
      await part(page, 'advice').waitFor();
      await tap(page, 'trouble');
      await part(page, 'call-off').click();
      await part(page, 'trouble').waitFor();
    }));
}

test('a basket that went to a phone while the line was cut is said to have when it is back', () =>
  onKiosk({ profile: 'portrait' }, async (page, kiosk) => {
    await toPay(kiosk);
    await tap(page, 'pay-phone');
    const url = await readCode(page);
    await beside(PHONE, async (phone) => {
      await openCode(phone, url);
      await cutLine(kiosk);
      await part(page, 'offline').waitFor();
      await press(phone, phone.locator('form .button'));
      await cutLine(kiosk, false);
      await shows(page, 'moved');
      // Said once: whoever goes on here is not sent away when the line is cut again.
      await tap(page, 'go-on-here');
      await shows(page, 'browse');
      await cutLine(kiosk);
      await part(page, 'offline').waitFor();
      const events = page.waitForRequest(/\/api\/kiosk\/events\?since=/);
      await cutLine(kiosk, false);
      await (await events).response();
      await part(page, 'online-again').waitFor();
      await shows(page, 'browse');

      await cutLine(kiosk);
      await part(page, 'offline').waitFor();
      await phone.goto('/handoff/screens', { waitUntil: 'load' });
      await press(phone, phone.locator('form .button').first());
      await shows(page, 'browse');
      await cutLine(kiosk, false);
      await shows(page, 'attract');
    });
  }));

test('a ticket that was paid while the line was cut is said to be when it is back', () =>
  onKiosk({ profile: 'landscape' }, async (page, kiosk) => {
    await toPay(kiosk);
    await tap(page, 'pay-counter');
    await shows(page, 'ticket');
    const number = (await part(page, 'ticket-number').locator('[aria-hidden]').innerText()).trim();
    await cutLine(kiosk);
    await part(page, 'offline').waitFor();
    const order = await beside({ size: TABLET }, (desk) => sell(desk, number));
    await shows(page, 'ticket');
    await cutLine(kiosk, false);
    await shows(page, 'paid');
    assert.equal(await part(page, 'order-number').innerText(), order);
  }));

test('without a line nothing is paid, and it goes on when the line is back', () =>
  onKiosk({ profile: 'landscape' }, async (page, kiosk) => {
    await toPay(kiosk);
    await shows(page, 'pay');
    await cutLine(kiosk);
    await part(page, 'cannot-pay').waitFor();
    assert.ok(await part(page, 'offline').isVisible(), 'it is said');
    await look(kiosk, 'pay-offline');
    assert.equal(await part(page, 'pay-phone').count(), 0);
    await cutLine(kiosk, false);
    await part(page, 'online-again').waitFor();
    await tap(page, 'pay-counter');
    await shows(page, 'ticket');
    await tap(page, 'end-now');
    await shows(page, 'attract');
  }));

for (const where of EVERYWHERE) {
  test(`a pickup is looked for by its digits, ${where.profile}, ${where.language}`, () =>
    onKiosk({ ...where, expected: /status of 429/ }, async (page, kiosk) => {
      await find(page, 'pickup');
      await shows(page, 'pickup');
      for (const digit of '123456') await digitKey(page, digit).click();
      assert.equal(await part(page, 'digits').locator('.boxes').innerText().then((shown) =>
        shown.replaceAll(/\s/g, '')), '•••••6', 'only the last digit is seen');
      await look(kiosk, 'pickup');
      await tap(page, 'check-pickup');
      await becomes(() => part(page, 'pickup-said').innerText().then(Boolean), true, 'what was found');
      await look(kiosk, 'pickup-unknown');
    }));
}

const digitKey = (page, digit) =>
  page.locator('[data-testid=digit]').filter({ hasText: new RegExp(`^${digit}$`) });

/** What no other screen is called. */
const called = (name) => `${name} ${Math.random().toString(36).slice(2, 6)}`;

/** Sets a screen up as associates do, by typing the eight digits at it. */
async function pairByHand(page, { profile, name }) {
  await page.goto('/kiosk', { waitUntil: 'load' });
  await part(page, 'pairing').waitFor();
  await picture(page, `ordering-${profile}-ko-pairing`);
  await type(page, '00000000', 'pair');
  await becomes(() => part(page, 'pairing-said').innerText().then(Boolean), true, 'it is refused');
  await type(page, await pairingCode({ profile, name }), 'pair');
  await shows(page, 'attract');
}

async function type(page, digits, then) {
  for (const digit of digits) await digitKey(page, digit).click();
  await tap(page, then);
}

/** The page of a screen, for an associate of its store. */
async function openDevice(desk, name) {
  await signIn(desk, 'sora', '/staff/devices');
  await press(desk, part(desk, 'device').filter({ hasText: name }).getByRole('link').first());
}

test('associates see how a screen is, and do more with a pass that is good once', () =>
  beside({ size: PROFILES.landscape, expected: /status of 40[04]/ }, async (page, device) => {
    const kiosk = { ...device, profile: 'landscape', language: 'ko' };
    const name = called('창가');
    await pairByHand(page, { profile: 'landscape', name });
    for (let touch = 0; touch < 5; touch += 1) await part(page, 'shop-name').click();
    await shows(page, 'staff');
    await look(kiosk, 'staff');
    assert.match(await part(page, 'version').innerText(), /^\d+\.\d+\.\d+\+[0-9a-f]{7}$/);
    assert.match(await part(page, 'diagnosis').innerText(), /21[78] × 136 mm/);
    await tap(page, 'staff-pass');
    await look(kiosk, 'staff-pass');
    await type(page, '000000', 'open-staff');
    await becomes(() => part(page, 'pass-said').innerText().then(Boolean), true, 'it is refused');
    const pass = await beside({ size: TABLET }, async (desk) => {
      await openDevice(desk, name);
      await press(desk, 'device-pass');
      return (await part(desk, 'staff-pass').innerText()).replaceAll(/\s/g, '');
    });
    await type(page, pass, 'open-staff');
    await part(page, 'deeds').waitFor();
    await look(kiosk, 'staff-deeds');
    await tap(page, 'staff-unpair');
    assert.equal(await part(page, 'pairing').count(), 0, 'it is announced before');
    await tap(page, 'staff-unpair');
    await part(page, 'pairing').waitFor();
    assert.deepEqual(device.complaints, []);
  }));

test('a screen does what associates tell it, and stops when its key is taken back', () =>
  beside({ size: PROFILES.portrait, expected: /status of 40[04]/ }, async (page, device) => {
    const name = called('기둥 옆');
    await pairByHand(page, { profile: 'portrait', name });
    await beside({ size: TABLET }, async (desk) => {
      await openDevice(desk, name);
      const address = desk.url();
      const tell = async (what) => {
        await desk.goto(address, { waitUntil: 'load' });
        await press(desk, `device-${what}`);
      };
      await desk.locator('#message').fill('오늘은 여덟 시까지예요');
      await press(desk, 'device-message');
      await page.getByText('오늘은 여덟 시까지예요').waitFor();

      await tell('lock');
      await part(page, 'out-of-service').waitFor();
      await picture(page, 'ordering-portrait-ko-out-of-service');
      await tell('unlock');
      await shows(page, 'attract');

      let loads = 0;
      page.on('load', () => { loads += 1; });
      await find(page, 'begin');
      await shows(page, 'browse');
      const heard = page.waitForResponse(/\/heartbeat$/);
      await tell('reload');
      await heard;
      assert.equal(loads, 0, 'whoever is here is not torn away');
      await tool(page, 'end');
      // Once because somebody has gone, and once because it was told to.
      await becomes(() => loads, 2, 'how often the page was loaded');
      await shows(page, 'attract');
      await desk.goto(address, { waitUntil: 'load' });
      await desk.locator('#message').fill('내일 만나요');
      await press(desk, 'device-message');
      await page.getByText('내일 만나요').waitFor();
      assert.equal(loads, 2, 'what is told once is done once');

      await find(page, 'begin');
      await shows(page, 'browse');
      await desk.goto(address, { waitUntil: 'load' });
      await part(desk, 'revoke').locator('summary').click();
      await press(desk, 'device-revoke');
    });
    await part(page, 'pairing').waitFor();
    assert.deepEqual(device.complaints, []);
  }));

test('what waits at this store is found by its number, and somebody comes with it', () =>
  onKiosk({ profile: 'portrait' }, async (page, kiosk) => {
    const code = await beside({ size: TABLET }, async (desk) => readyForPickup(desk));
    await find(page, 'pickup');
    await shows(page, 'pickup');
    await type(page, code, 'check-pickup');
    await page.locator('h1[data-testid=pickup-said]').waitFor();
    await look(kiosk, 'pickup-ready');
    assert.match(await part(page, 'pickup-said').innerText(), /1개/);
    assert.ok(await part(page, 'called').isVisible(), 'somebody is called');
    assert.doesNotMatch(await page.locator('main').innerText(), /김미나|@/, 'and nobody is named');
    await beside({ size: TABLET }, async (desk) => {
      await signIn(desk, 'sora');
      assert.ok(await part(desk, 'call-about').first().isVisible(), 'the associate sees which');
      await press(desk, 'call-take');
      await becomes(() => part(page, 'called').innerText().then((said) => /소라/.test(said)), true,
        'who comes');
      await press(desk, 'call-close');
    });
    await part(page, 'called').waitFor({ state: 'detached' });
  }));

/** Sells something that is here for pickup here, and makes it ready; the six digits of it. */
async function readyForPickup(desk) {
  await signIn(desk, 'sora');
  const here = (variant) => variant.stock.find(({ location }) => location.handle === 'seongsu');
  const variants = (await products()).flatMap((product) => product.variants);
  const { sku } = variants.find((variant) => (here(variant)?.available ?? 0) > 2);
  await desk.goto(`/staff/sale?q=${encodeURIComponent(sku)}`, { waitUntil: 'load' });
  await press(desk, part(desk, 'sale-found').first().getByRole('link'));
  await press(desk, 'to-buyer');
  await fillContact(desk);
  await desk.locator('input[name=method][value=pickup]').check();
  await desk.locator('#location').selectOption('seongsu');
  await desk.locator('input[name=payment][value=store]').check();
  await press(desk, 'ask-price');
  await press(desk, 'sell');
  const number = orderNumber(desk);
  for (let at = 0; at < 4; at += 1) {
    await desk.goto(`/staff/orders/${number}/1`, { waitUntil: 'load' });
    await press(desk, 'next-step');
  }
  return codeOf(number);
}
