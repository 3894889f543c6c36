// The staff's screens in a browser, with scripts and without: a sale of what lies elsewhere, its
// way through two places, a reject, a pickup at the counter, stock that is carried; and that
// merchants see it happen.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { PREFIXES, SIZES, becomes, eventually, newDevice, part } from './shop.mjs';
import { products } from './catalogue.mjs';
import { codeOf } from './letters.mjs';
import { shopping } from './shopping.mjs';

const AXE = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const PASSWORD = 'persimmon-basket';
const STAFF = {
  associate: 'sora@baguni.example',
  manager: 'minjun@baguni.example',
  elsewhere: 'haeun@baguni.example',
  merchant: 'jiwoo@baguni.example',
};
const TABLET = { width: 1024, height: 768 };
const WAYS = [['with scripts', { size: TABLET }], ['without scripts', { size: TABLET, scripts: false }]];

const path = (page) => new URL(page.url()).pathname;

/** Opens a page; the staff's are whole as they come. */
const go = (page, to) => page.goto(to, { waitUntil: 'load' });

async function press(page, target) {
  const button = typeof target === 'string' ? part(page, target).first() : target;
  await Promise.all([page.waitForEvent('load'), button.click()]);
}

async function signIn(page, who, next = '/staff') {
  await go(page, next);
  assert.ok(path(page).endsWith('/staff/sign-in'), page.url());
  await page.locator('#email').fill(STAFF[who]);
  await page.locator('#password').fill(PASSWORD);
  await press(page, page.locator('main form .button'));
  assert.equal(path(page), next.split('?')[0]);
}

async function lookAt(page, place) {
  await go(page, '/staff');
  const chooser = page.locator('main details').filter({ has: page.locator('[name=place]') });
  if (await chooser.count()) await chooser.evaluate((one) => { one.open = true; }).catch(() =>
    chooser.locator('summary').click());
  await press(page, page.locator(`[name=place][value="${place}"]`));
}

/** Somebody else of the staff, on a device of their own. */
async function colleague(who, options, journey) {
  const device = await newDevice(options);
  try {
    await signIn(device.page, who);
    return await journey(device.page);
  } finally {
    await device.context.close();
  }
}

/** What a place can promise of a variant, by the staff's own page. */
async function available(page, sku, place) {
  await go(page, `/staff/stock?sku=${encodeURIComponent(sku)}`);
  const row = page.locator(`[data-testid=levels] tr[data-place="${place}"]`);
  return Number(await row.locator('td').first().innerText());
}

/** A variant that can be sold from these places, by what `fits` says of the levels there. */
async function variantWith(page, places, fits) {
  for (const { variants } of await products()) {
    for (const { sku } of variants) {
      const levels = [];
      for (const place of places) levels.push(await available(page, sku, place));
      if (fits(levels)) return sku;
    }
  }
  return assert.fail('nothing in the shop is in such places');
}

async function buy(page, sku, { store, payment }) {
  await go(page, `/staff/sale?q=${encodeURIComponent(sku)}`);
  await press(page, part(page, 'sale-found').first().getByRole('link'));
  assert.equal(await part(page, 'sale-line').getAttribute('data-sku'), sku);
  await press(page, 'to-buyer');
  await page.locator('#name').fill('김미나');
  await page.locator('#phone').fill('010-1234-5678');
  await page.locator('#email').fill('mina@shop.example');
  if (store) {
    await page.locator('input[name=method][value=pickup]').check();
    await page.locator('#location').selectOption(store);
  } else {
    await page.locator('#postcode').fill('04782');
    await page.locator('#street').fill('서울 성동구 연무장길 1');
  }
  await page.locator(`input[name=payment][value=${payment}]`).check();
  await press(page, 'ask-price');
  await press(page, 'sell');
  return path(page).split('/').at(-1);
}

async function step(page, number, at = 1) {
  await go(page, `/staff/orders/${number}/${at}`);
  await press(page, 'next-step');
}

/** Types what a shopper says, or what a scanner reads. */
async function type(page, code) {
  await page.locator('#code').fill(code);
  await press(page, page.locator('main form .button'));
}

const stateOf = (page) => page.locator('.page-top .state').getAttribute('data-state');

for (const [how, options] of WAYS) {
  shopping(`an associate sells for pickup, and hands it over when it is paid, ${how}`, options, async (page) => {
    await signIn(page, 'associate');
    const sku = await variantWith(page, ['seongsu'], ([here]) => here > 0);
    const before = await available(page, sku, 'seongsu');
    const number = await buy(page, sku, { store: 'seongsu', payment: 'store' });
    assert.equal(await available(page, sku, 'seongsu'), before - 1, 'it is promised');
    for (const state of ['accepted', 'picking', 'packed', 'ready_for_pickup']) {
      await step(page, number);
      assert.equal(await stateOf(page), state);
    }
    await go(page, '/staff/hand-over');
    await type(page, 'anything');
    assert.ok(await page.locator('.said[role=alert]').isVisible(), 'a wrong code is told');
    const code = await codeOf(number);
    await type(page, code);
    await press(page, 'collect');
    await go(page, '/staff/hand-over');
    await type(page, code);
    await press(page, 'hand-out');
    assert.equal(await stateOf(page), 'picked_up');
    await go(page, '/staff/hand-over');
    await type(page, code);
    assert.ok(await page.locator('.said[role=alert]').isVisible(), 'it is there no longer');
  });

  shopping(`what a store rejects goes to another place at once, ${how}`, options, async (page) => {
    await signIn(page, 'merchant');
    await lookAt(page, 'seongsu');
    // The warehouse is asked next: of stores it depends on the hour.
    const sku = await variantWith(page, ['seongsu', 'icheon'],
      ([here, depot]) => here > 0 && depot > 1);
    const number = await buy(page, sku, { store: 'seongsu', payment: 'store' });
    await go(page, `/admin/orders/${number}`);
    const place = await part(page, 'part').first().getAttribute('data-place');
    await lookAt(page, place);
    await go(page, `/staff/orders/${number}/1`);
    assert.ok(await part(page, 'why').isVisible(), 'why this place');
    await part(page, 'reject').locator('summary').click();
    await page.locator('input[name=reason][value=not_in_stock]').check();
    await press(page, part(page, 'reject').locator('.button'));
    assert.equal(await available(page, sku, place), 0, 'nothing more is promised from there');
    await go(page, `/admin/orders/${number}`);
    const parts = await part(page, 'part').evaluateAll((all) =>
      all.map(({ dataset }) => [dataset.place, dataset.state]));
    assert.deepEqual(parts[0], [place, 'rejected']);
    assert.equal(parts[1][1], 'offered');
    assert.notEqual(parts[1][0], place);

    // It comes to the store, is received there and waits.
    await lookAt(page, parts[1][0]);
    for (let at = 0; at < 4; at += 1) await step(page, number, 2);
    assert.equal(await stateOf(page), 'in_transit');
    await colleague('associate', options, async (theirs) => {
      await step(theirs, number, 2);
      assert.equal(await stateOf(theirs), 'received_at_store');
      await step(theirs, number, 2);
      assert.equal(await stateOf(theirs), 'ready_for_pickup');
    });
  });

  shopping(`stock is carried from one store to another, ${how}`, options, async (page) => {
    await signIn(page, 'manager');
    const sku = await variantWith(page, ['seongsu'], ([here]) => here > 3);
    const here = await available(page, sku, 'seongsu');
    const there = await available(page, sku, 'yeonnam');
    await part(page, 'transfer').locator('summary').click();
    await page.locator('#to').selectOption('yeonnam');
    await page.locator('#transferred').fill('2');
    await press(page, part(page, 'transfer').locator('.button'));
    assert.equal(await available(page, sku, 'seongsu'), here - 2);
    assert.equal(await available(page, sku, 'yeonnam'), there, 'not before it has come');
    await colleague('elsewhere', options, async (theirs) => {
      await go(theirs, '/staff/transfers');
      const coming = part(theirs, 'arriving').filter({ hasText: sku });
      await press(theirs, coming.last().locator('.button'));
      const level = await available(theirs, sku, 'yeonnam');
      // A store keeps a piece back, which the first that comes may become.
      assert.ok(level === there + 2 || (there === 0 && level === 1), `${there} and 2 are ${level}`);
    });
  });
}

shopping('many presses on one button are one step', { size: TABLET }, async (page) => {
  await signIn(page, 'associate');
  const sku = await variantWith(page, ['seongsu'], ([here]) => here > 0);
  const number = await buy(page, sku, { store: 'seongsu', payment: 'store' });
  await go(page, `/staff/orders/${number}/1`);
  const form = page.locator('form:has([data-testid=next-step])');
  const fields = await form.evaluate((one) => Object.fromEntries(new FormData(one)));
  const answers = await Promise.all(Array.from({ length: 5 }, () =>
    page.request.post(`/staff/orders/${number}/1`, {
      form: fields,
      headers: { origin: new URL(page.url()).origin },
      maxRedirects: 0,
    })));
  for (const answer of answers) assert.ok(answer.headers().location.endsWith('said=done'));
  await go(page, `/staff/orders/${number}`);
  const accepted = await part(page, 'history').locator('li').filter({ hasText: '수락함' }).count();
  assert.equal(accepted, 1);
});

shopping('merchants see an order come without doing anything', { size: SIZES.desk }, async (page) => {
  await signIn(page, 'merchant', '/admin/orders');
  await page.locator('main[data-live=following]').waitFor();
  const number = await colleague('associate', { size: TABLET }, async (theirs) => {
    const sku = await variantWith(theirs, ['seongsu'], ([here]) => here > 0);
    return buy(theirs, sku, { store: 'seongsu', payment: 'store' });
  });
  const row = page.locator(`[data-testid=order-row][data-order="${number}"]`);
  await row.waitFor();
  await colleague('associate', { size: TABLET }, async (theirs) => {
    await go(page, `/admin/orders/${number}`);
    await page.locator('main[data-live=following]').waitFor();
    await step(theirs, number);
  });
  await becomes(() => part(page, 'part').first().getAttribute('data-state'), 'accepted', 'the state');
});

/** What is wrong with a page for somebody. */
async function wrong(page) {
  if (!await page.evaluate(() => 'axe' in window)) await page.evaluate(AXE);
  return page.evaluate(async () => {
    const { violations } = await window.axe.run(document);
    const told = violations.map(({ id, nodes }) => `${id}: ${nodes[0].target} ${nodes[0].failureSummary}`);
    const pressed = document.querySelectorAll('main :is(a.button, button, nav a, .cards a, input:not([type=hidden], [type=checkbox], [type=radio]), select), header :is(nav a, button)');
    for (const one of pressed) {
      const { width, height } = one.getBoundingClientRect();
      if (width > 0 && (height < 43.5 || width < 43.5)) {
        told.push(`too small: ${one.outerHTML.slice(0, 90)} ${width}×${height}`);
      }
    }
    if (document.documentElement.scrollWidth > innerWidth) told.push('it scrolls sideways');
    return told;
  });
}

shopping('everybody can use every page of the staff, in both languages', { size: TABLET }, async (page) => {
  await go(page, '/staff/sign-in');
  assert.deepEqual(await wrong(page), [], 'signing in');
  await signIn(page, 'merchant');
  await lookAt(page, 'seongsu');
  const sku = await variantWith(page, ['seongsu'], ([here]) => here > 0);
  const number = await buy(page, sku, { store: 'seongsu', payment: 'store' });
  const shown = ['/staff', '/staff/work?list=accept', '/staff/pick', '/staff/hand-over',
    `/staff/stock?q=${encodeURIComponent('머그')}`, `/staff/stock?sku=${encodeURIComponent(sku)}`,
    '/staff/transfers', `/staff/sale?q=${encodeURIComponent('머그')}&lines=${sku}:1`,
    `/staff/sale/buyer?lines=${sku}:1`, `/staff/orders/${number}`, `/staff/orders/${number}/1`,
    '/admin/orders', `/admin/orders/${number}`];
  for (const prefix of Object.values(PREFIXES)) {
    for (const size of [TABLET, SIZES.phone, SIZES.desk]) {
      await page.setViewportSize(size);
      for (const one of shown) {
        await go(page, `${prefix}${one}`);
        assert.deepEqual(await wrong(page), [], `${prefix}${one} at ${size.width}`);
      }
    }
  }
});

shopping('the others see no more than they may', { expected: /status of 403|status of 404/ }, async (page) => {
  await signIn(page, 'associate');
  await go(page, '/admin/orders');
  assert.equal(await page.locator('h1').innerText(), '볼 수 없는 화면이에요');
  await go(page, '/staff/orders/0000-0000-0000');
  assert.equal(await page.locator('h1').innerText(), '찾는 것이 없어요');
  await press(page, page.locator('header form button'));
  assert.equal(path(page), '/staff/sign-in');
  await eventually(() => go(page, '/staff').then(() => path(page)), (at) => at === '/staff/sign-in');
});
