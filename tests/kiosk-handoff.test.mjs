// A basket goes from a store's screen to a phone and from a phone to the screen, by the code on it
// (docs/decisions/0018-hand-off.md). The code is read off a picture of the screen by a decoder that
// knows nothing of it, and opened in a browser of a phone's size.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { after, test } from 'node:test';
import jsQR from 'jsqr';
import { PNG } from 'pngjs';
import { EVERYWHERE, closeBrowser, onKiosk, part, picture, shows, tap } from './kiosk.mjs';
import { find, toProduct, tool } from './kiosk-every-screen.mjs';
import {
  ORIGIN, PREFIXES, SIZES, becomes, eventually, live, newDevice, openPlain, putAway,
} from './shop.mjs';

after(closeBrowser);

const AXE = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

const HOST = ORIGIN.split('://')[1];

const WORDS = {
  ko: {
    pay: '가져와서 결제하기',
    show: '화면에 보여 주기',
    end: '화면에서 로그아웃',
    used: '이미 사용된 코드예요',
    expired: '코드 시간이 지났어요',
    script: '자바스크립트',
  },
  en: {
    pay: 'Take it and pay',
    show: 'Show it on the screen',
    end: 'Sign out of the screen',
    used: 'This code has been used',
    expired: 'This code is too old',
    script: 'JavaScript',
  },
};

/** What a camera reads off the screen. */
async function codeOn(page) {
  const shown = part(page, 'qr');
  await shown.waitFor();
  const { data, width, height } = PNG.sync.read(await shown.screenshot());
  const read = jsQR(new Uint8ClampedArray(data), width, height);
  assert.ok(read, 'the code can be read');
  return read.data;
}

/** Runs a test with a phone, which may not complain either. */
async function withPhone(run, options = {}) {
  const phone = await newDevice({ size: SIZES.phone, touch: true, ...options });
  try {
    await run(phone.page, phone);
    assert.deepEqual(phone.complaints, [], 'the phone complained');
  } catch (error) {
    await picture(phone.page, 'failed-phone').catch(() => {});
    throw error;
  } finally {
    await putAway(phone);
  }
}

/** Opens what a code says, as a camera's app does, and waits for what the page makes of it. */
async function scan(phone, url) {
  await phone.goto(url, { waitUntil: 'load' });
  await phone.locator('h1').waitFor();
  assert.ok(!phone.url().includes('#'), 'the code stands in no address any more');
}

const press = (phone, name) => phone.getByRole('button', { name }).click();
const says = (phone) => phone.locator('main').innerText();

/** The page is for everybody: axe-core finds nothing on it. */
async function isForEverybody(page) {
  await page.evaluate(AXE);
  const wrong = await page.evaluate(async () => {
    const { violations } = await window.axe.run(document);
    return violations.map(({ id, nodes }) => `${id}: ${nodes.map((it) => it.html).join(' ')}`);
  });
  assert.deepEqual(wrong, []);
}

/** From rest to a cart with something in it. */
async function fill(page) {
  await tap(page, 'begin');
  await shows(page, 'browse');
  await find(page, 'collection');
  await shows(page, 'collection');
  await toProduct(page);
  await tap(page, 'add-to-cart');
}

/** To the code that takes the cart to a phone, to be paid for there. */
async function toCode(page) {
  await tool(page, 'cart');
  await shows(page, 'cart');
  await find(page, 'order');
  await shows(page, 'way');
  await find(page, 'way-home');
  await shows(page, 'pay');
  await tap(page, 'pay-phone');
  await shows(page, 'to-phone');
}

const piecesIn = async (phone) => {
  const shown = part(phone, 'cart-count');
  return await shown.count() ? Number(await shown.first().innerText()) : 0;
};

for (const { profile, language } of EVERYWHERE) {
  test(`a basket goes to a phone and is paid for there: ${profile}, ${language}`, () =>
    onKiosk({ profile, language }, async (page) => {
      const words = WORDS[language];
      await fill(page);
      await toCode(page);
      const url = await codeOn(page);
      assert.ok(url.startsWith(`${ORIGIN}${PREFIXES[language]}/handoff#`), url);
      await picture(page, `handoff-code-${profile}-${language}`);
      await withPhone(async (phone) => {
        await scan(phone, url);
        const offer = await says(phone);
        assert.ok(offer.includes(HOST), 'it says whose page it should be');
        await isForEverybody(phone);
        await picture(phone, `handoff-offer-${language}`);
        await press(phone, words.pay);
        await phone.waitForURL(`**${PREFIXES[language]}/checkout`);
        assert.ok(await phone.locator('input[name=method][value=ship]').isChecked());
        await shows(page, 'moved');
        await withPhone(async (other) => {
          await scan(other, url);
          assert.ok((await says(other)).includes(words.used));
          await isForEverybody(other);
        }, { expected: /410/ });
        await tap(page, 'end-now');
        await shows(page, 'attract');
        await openPlain(phone, `${PREFIXES[language]}/cart`);
        await live(phone);
        await becomes(() => piecesIn(phone), 1, 'the phone keeps it after the reset');
      });
    }));

  test(`a phone's basket comes to the screen and leaves it: ${profile}, ${language}`, () =>
    onKiosk({ profile, language }, async (page) => {
      const words = WORDS[language];
      await withPhone(async (phone) => {
        const title = await putOnPhone(phone, language);
        await find(page, 'from-phone');
        await shows(page, 'from-phone');
        await scan(phone, await codeOn(page));
        await picture(phone, `handoff-show-${language}`);
        await press(phone, words.show);
        await phone.waitForURL('**/handoff/screens');
        await shows(page, 'cart');
        await eventually(() => page.locator('main.screen').innerText(),
          (text) => text.includes(title), 'the phone\'s basket is shown');
        await picture(phone, `handoff-screens-${language}`);
        await isForEverybody(phone);
        await press(phone, words.end);
        await shows(page, 'attract');
        await openPlain(phone, `${PREFIXES[language]}/cart`);
        await live(phone);
        await becomes(() => piecesIn(phone), 2, 'the phone keeps it');
      });
    }));
}

/** Puts two of something into a phone's cart; answers with what it is called. */
async function putOnPhone(phone, language) {
  const prefix = PREFIXES[language];
  await openPlain(phone, `${prefix}/collections`);
  const collection = phone.locator(`main a[href^="${prefix}/collections/"]`).first();
  await openPlain(phone, await collection.getAttribute('href'));
  await live(phone);
  const products = await phone.locator(`main a[href^="${prefix}/products/"]`)
    .evaluateAll((all) => [...new Set(all.map((it) => it.getAttribute('href')))]);
  for (const product of products) {
    await openPlain(phone, product);
    await live(phone);
    const add = part(phone, 'add-to-cart').and(phone.locator(':enabled:visible')).first();
    if (!await add.count()) continue;
    await add.click();
    await becomes(() => piecesIn(phone), 1, 'one is in the cart');
    await add.click();
    await becomes(() => piecesIn(phone), 2, 'two are in the cart');
    return (await phone.locator('h1').first().innerText()).trim();
  }
  return assert.fail('nothing of it is in stock');
}

test('a screen and a phone go on with one basket', () =>
  onKiosk({ profile: 'portrait', language: 'ko' }, async (page) => {
    await fill(page);
    await toCode(page);
    await withPhone(async (phone) => {
      await scan(phone, await codeOn(page));
      await press(phone, WORDS.ko.pay);
      await shows(page, 'moved');
      await openPlain(phone, '/cart');
      await live(phone);
      await becomes(() => piecesIn(phone), 1, 'what the screen had');
      await tap(page, 'go-on-here');
      await shows(page, 'browse');
      await find(page, 'collection');
      await shows(page, 'collection');
      await toProduct(page);
      await tap(page, 'add-to-cart');
      await becomes(() => piecesIn(phone), 2, 'what the screen adds, at once');
    });
  }));

test('a code that never was, and a phone without scripts', async () => {
  for (const [language, prefix] of Object.entries(PREFIXES)) {
    await withPhone(async (phone) => {
      await scan(phone, `${ORIGIN}${prefix}/handoff#AAAAAAAAAAAAAAAAAAAAAA`);
      assert.ok((await says(phone)).includes(WORDS[language].expired));
    }, { expected: /410/ });
    await withPhone(async (phone) => {
      await phone.goto(`${prefix}/handoff#<script>`, { waitUntil: 'load' });
      assert.ok(await phone.locator('#no-code').isVisible(), 'it says what to do');
    });
    await withPhone(async (phone) => {
      await phone.goto(`${prefix}/handoff#AAAAAAAAAAAAAAAAAAAAAA`, { waitUntil: 'load' });
      assert.ok((await says(phone)).includes(WORDS[language].script));
    }, { scripts: false });
  }
});
