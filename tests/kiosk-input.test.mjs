// What people type and scan at a store's screen: Korean on the keys of the screen, initials, a
// keyboard that somebody brought, and a barcode scanner whatever has the focus. The scanner's keys
// are real ones, each with the time that it says it was pressed at.

import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { ask, products } from './catalogue.mjs';
import { letters } from './hangul.mjs';
import {
  EVERYWHERE, PROFILES, closeBrowser, controlsOn, onKiosk, part, screenOf, shows, tap,
} from './kiosk.mjs';
import { becomes, eventually } from './shop.mjs';

after(closeBrowser);

const typed = (page) => part(page, 'typed');
const key = (page, letter) => page.locator(`.keyboard [data-key="${letter}"]`);
const press = (page, name) => part(page, `key-${name}`).click();
const type = async (page, letters) => {
  for (const letter of letters) await key(page, letter).click();
};
const names = (page) => part(page, 'product').allInnerTexts();
const handles = (page) =>
  part(page, 'product').evaluateAll((all) => all.map((it) => it.dataset.handle));
const offers = (page, title) =>
  eventually(() => names(page), (all) => all.some((name) => name.includes(title)), `${title} found`);
const h1 = (page) => page.locator('main h1').innerText();

async function toSearch(page) {
  await tap(page, 'begin');
  await shows(page, 'browse');
  await tap(page, 'search');
  await shows(page, 'search');
}

/** The last word of a product's title, of three syllables at least, and what it is typed with. */
async function worded() {
  for (const { title } of await products()) {
    const word = title.split(' ').at(-1);
    if (/^[가-힣]{3,}$/.test(word)) {
      return { title, word, keys: letters(word), initials: letters(word, true) };
    }
  }
  return assert.fail('no title of the demonstration shop ends with a word of three syllables');
}

/** A product with a choice, and a variant of it with a barcode that is not the one shown first. */
async function barcoded() {
  for (const product of await products()) {
    const variant = product.variants.slice(1).find(({ barcode }) => /^\d{13}$/.test(barcode ?? ''));
    if (variant) return { product, variant };
  }
  return assert.fail('no variant of the demonstration shop has a barcode');
}

const MARKS = {
  ' ': 'Space', '-': 'Minus', '.': 'Period', '/': 'Slash', ':': 'Shift+Semicolon', ';': 'Semicolon',
  '<': 'Shift+Comma', '>': 'Shift+Period', '(': 'Shift+Digit9', ')': 'Shift+Digit0',
  '\'': 'Quote', '"': 'Shift+Quote', '=': 'Equal', '+': 'Shift+Equal', '%': 'Shift+Digit5',
  '$': 'Shift+Digit4', '#': 'Shift+Digit3', '?': 'Shift+Slash', '_': 'Shift+Minus', '*': 'Shift+Digit8',
};

/** The key of a character on the American layout. */
function keyOf(character) {
  if (/\d/.test(character)) return { code: `Digit${character}`, shift: false };
  if (/[a-z]/i.test(character)) {
    return { code: `Key${character.toUpperCase()}`, shift: /[A-Z]/.test(character) };
  }
  const mark = MARKS[character];
  assert.ok(mark, `no key for ${character}`);
  return { code: mark.replace('Shift+', ''), shift: mark.startsWith('Shift+') };
}

/**
 * Types like a scanner: so many milliseconds between the keys. With `ime` a Korean input method is
 * on, which says `Process` of every key; `compose` is what it shows of them in a field meanwhile.
 */
async function scan(page, text, { gap = 4, end = 'Enter', ime = false, compose } = {}) {
  const cdp = await page.context().newCDPSession(page);
  let at = Date.now() / 1000;
  const send = (type, { code, shift, key: said, text: typing, keyCode }) =>
    cdp.send('Input.dispatchKeyEvent', {
      type, code, key: said, text: typing, modifiers: shift ? 8 : 0, timestamp: at,
      windowsVirtualKeyCode: keyCode,
    });
  const stroke = async (pressed) => {
    at += gap / 1000;
    await send(pressed.text ? 'keyDown' : 'rawKeyDown', pressed);
    await send('keyUp', { ...pressed, text: undefined });
  };
  for (const [place, character] of [...text].entries()) {
    const pressed = keyOf(character);
    const said = ime ? { key: 'Process', keyCode: 229 } : { key: character, text: character };
    await stroke({ ...pressed, ...said });
    if (compose && place === 2) {
      await cdp.send('Input.imeSetComposition',
        { text: compose, selectionStart: compose.length, selectionEnd: compose.length });
    }
  }
  const ends = { Enter: { key: 'Enter', text: '\r', keyCode: 13 }, Tab: { key: 'Tab', keyCode: 9 } };
  await stroke({ code: end, shift: false, ...ends[end] });
  await cdp.detach();
}

for (const { profile, language } of EVERYWHERE) {
  test(`a word is typed by touch, and by its initials: ${profile}, ${language}`, async () => {
    const { title, word, keys: all, initials } = await worded();
    await onKiosk({ profile, language }, async (page) => {
      await toSearch(page);
      await press(page, 'korean');
      await type(page, all);
      assert.equal(await typed(page).inputValue(), word);
      await eventually(() => names(page), (found) => found.length > 0, 'something found');
      if (language === 'ko') await offers(page, title);
      await press(page, 'clear');
      await becomes(() => typed(page).inputValue(), '', 'the field');
      await press(page, 'initials');
      await type(page, initials);
      assert.equal(await typed(page).inputValue(), initials);
      await eventually(() => names(page), (found) => found.length > 0, 'something found');
      // What was found has all the room, and is there again after a look at a product.
      await press(page, 'done');
      await becomes(() => page.locator('.keyboard').count(), 0, 'the keyboard');
      const first = await eventually(() => handles(page), (all) => all.length > 0, 'what was found');
      await part(page, 'product').first().click();
      await shows(page, 'product');
      await tap(page, 'back');
      await shows(page, 'search');
      await eventually(() => handles(page), (again) => again.join() === first.join(), 'what was found before');
      assert.equal(new URL(page.url()).search, '', 'the address tells what was looked for');
    });
  });
}

for (const profile of Object.keys(PROFILES)) {
  test(`what stands there after "find" is what was looked for: ${profile}`, async () => {
    const { initials } = await worded();
    const { listing } = await ask('/search', { q: initials });
    const wanted = listing.products.map(({ handle }) => handle);
    await onKiosk({ profile }, async (page) => {
      await toSearch(page);
      await press(page, 'initials');
      await type(page, initials[0]);
      await part(page, 'found-count').waitFor({ state: 'attached' });
      // The other keys and "find" in one breath: none of them has rested.
      const shown = await page.evaluate((keys) => new Promise((resume) => {
        const at = (selector) => document.querySelector(`.keyboard ${selector}`);
        for (const letter of keys) at(`[data-key="${letter}"]`).click();
        at('[data-testid="key-done"]').click();
        const found = () => document.querySelectorAll('[data-testid="product"]');
        setTimeout(() => resume([...found()].map((it) => it.dataset.handle)));
      }), [...initials].slice(1));
      assert.ok(shown.length > 0, 'something is found');
      assert.deepEqual(shown, wanted.slice(0, shown.length));
    });
  });
}

test('keys are taken back one by one, across syllables and layouts', async () => {
  await onKiosk({ profile: 'portrait' }, async (page) => {
    await toSearch(page);
    const back = async () => {
      await press(page, 'backspace');
      return typed(page).inputValue();
    };
    const shown = [];
    for (const letter of 'ㅅㅗㄴㄱㅓㅇㅜㄹ') {
      await type(page, letter);
      shown.push(await typed(page).inputValue());
    }
    assert.deepEqual(shown, ['ㅅ', '소', '손', '손ㄱ', '손거', '손겅', '손거우', '손거울']);
    await press(page, 'clear');
    await type(page, 'ㄱㅏㅂㅅㅣ');
    assert.equal(await typed(page).inputValue(), '갑시');
    const seen = [];
    for (let n = 0; n < 5; n += 1) seen.push(await back());
    assert.deepEqual(seen, ['값', '갑', '가', 'ㄱ', '']);
    // Shift is for one letter; a change of the layout ends the syllable.
    await press(page, 'shift');
    await type(page, 'ㄲㅏ');
    assert.equal(await part(page, 'key-shift').getAttribute('aria-pressed'), 'false');
    await press(page, 'latin');
    await type(page, 'm');
    await press(page, 'numbers');
    await type(page, '1-');
    await press(page, 'space');
    await press(page, 'korean');
    await type(page, 'ㅏㄱ');
    assert.equal(await typed(page).inputValue(), '까m1- ㅏㄱ');
    for (let n = 0; n < 6; n += 1) await back();
    assert.equal(await typed(page).inputValue(), '까');
    assert.equal(await back(), 'ㄲ');
  });
});

test('two thumbs may overlap', async () => {
  await onKiosk({ profile: 'landscape' }, async (page) => {
    await toSearch(page);
    const cdp = await page.context().newCDPSession(page);
    const at = async (letter, id) => {
      const box = await key(page, letter).boundingBox();
      return { id, x: box.x + box.width / 2, y: box.y + box.height / 2 };
    };
    const [left, right] = [await at('ㄱ', 1), await at('ㅏ', 2)];
    const touch = (type, ...touchPoints) => cdp.send('Input.dispatchTouchEvent', { type, touchPoints });
    await touch('touchStart', left);
    await touch('touchStart', left, right);
    await touch('touchEnd', right);
    await touch('touchEnd');
    await becomes(() => typed(page).inputValue(), '가', 'what two thumbs typed');
  });
});

for (const profile of ['portrait', 'landscape']) {
  test(`every key is large enough and stands apart: ${profile}`, async () => {
    await onKiosk({ profile }, async (page) => {
      await toSearch(page);
      for (const layout of ['korean', 'initials', 'latin', 'numbers']) {
        await press(page, layout);
        const keys = (await controlsOn(page, profile))
          .filter(({ name }) => /^(key-.*|.)$/u.test(name));
        const small = keys.filter(({ width, height }) =>
          width < 12 || height < 12 || width * height < 150);
        assert.deepEqual(small, [], `${layout}: too small`);
        const apart = (a, b) => Math.max(
          Math.max(a.x, b.x) - Math.min(a.x + a.width, b.x + b.width),
          Math.max(a.y, b.y) - Math.min(a.y + a.height, b.y + b.height));
        const close = keys.flatMap((a, at) => keys.slice(at + 1)
          .filter((b) => apart(a, b) < 2.5 - 0.01).map((b) => `${a.name} and ${b.name}`));
        assert.deepEqual(close, [], `${layout}: too close`);
      }
    });
  });
}

test('what is not found leads to somebody who knows', async () => {
  await onKiosk({ profile: 'landscape' }, async (page) => {
    await toSearch(page);
    await press(page, 'latin');
    await type(page, 'qqqqzzzzxxxx');
    await part(page, 'nothing-found').waitFor();
    await press(page, 'done');
    await part(page, 'product').first().waitFor();
    await tap(page, 'ask-staff');
    await shows(page, 'call-staff');
  });
});

test('a keyboard that somebody brought works, slowly and wherever the focus is', async () => {
  const { product, variant } = await barcoded();
  await onKiosk({ profile: 'portrait' }, async (page) => {
    await toSearch(page);
    await page.evaluate(() => document.activeElement?.blur());
    // By hand a barcode is a text: it is looked for and found, and opens nothing by itself.
    await scan(page, variant.barcode, { gap: 120 });
    await shows(page, 'search');
    await becomes(() => page.locator('.keyboard').count(), 0, 'the keyboard after Enter');
    await offers(page, product.title);
    await tap(page, 'type-again');
    assert.equal(await typed(page).inputValue(), variant.barcode);
    // Its keys go on where those on the screen began.
    await press(page, 'clear');
    await type(page, 'ㅁㅓ');
    await typed(page).focus();
    await page.keyboard.press('End');
    await page.keyboard.insertText('그');
    await becomes(() => typed(page).inputValue(), '머그', 'both keyboards');
    await press(page, 'backspace');
    await becomes(() => typed(page).inputValue(), '머', 'the last character');
  });
});

for (const ime of [false, true]) {
  test(`what is scanned opens from anywhere${ime ? ' while Korean is typed' : ''}`, async (t) => {
    const { product, variant } = await barcoded();
    const chosen = product.options.map(({ values }, at) => values[variant.choices[at]].name);
    await onKiosk({ profile: 'portrait' }, async (page) => {
      const opens = async (where, how) => {
        const began = Date.now();
        await scan(page, variant.barcode, { ime, ...how });
        const read = Date.now();
        await shows(page, 'product');
        await eventually(() => h1(page), (title) => title === product.title, `from ${where}`);
        t.diagnostic(`${where}: ${Date.now() - read} ms after the last key, `
          + `${Date.now() - began} ms after the first`);
        const text = await page.locator('main').innerText();
        assert.deepEqual(chosen.filter((name) => !text.includes(name)), [], 'another variant');
      };
      await opens('attract', {});
      await tap(page, 'home');
      await opens('browse', { end: 'Tab' });
      await tap(page, 'home');
      await tap(page, 'scan');
      await opens('scan', { gap: 30 });
      await tap(page, 'back');
      await shows(page, 'browse');
      await tap(page, 'cart');
      await opens('cart', {});
      await tap(page, 'help');
      await opens('help', { gap: 1 });
      // Another scan takes the place of the first.
      await scan(page, variant.sku, { ime });
      await shows(page, 'product');
      await tap(page, 'back');
      await shows(page, 'help');
    });
  });
}

test('the keys of a scan reach nothing else', async () => {
  const { product, variant } = await barcoded();
  await onKiosk({ profile: 'landscape' }, async (page) => {
    // The Enter of a hand presses what has the focus, that of a scanner does not.
    const focus = () => part(page, 'help').focus();
    await focus();
    await page.keyboard.press('Enter');
    await shows(page, 'help');
    await tap(page, 'home');
    await focus();
    await scan(page, variant.barcode);
    await shows(page, 'product');
    assert.equal(await h1(page), product.title);
    // What somebody was typing is as it was.
    await tap(page, 'home');
    await tap(page, 'search');
    await type(page, 'ㅁㅓㄱ');
    for (const how of [{ ime: false }, { ime: true, compose: 'ㅋㅋ' }]) {
      await typed(page).focus();
      await page.keyboard.press('End');
      await scan(page, variant.barcode, how);
      await shows(page, 'product');
      await tap(page, 'back');
      await becomes(() => typed(page).inputValue(), '먹', 'the field');
    }
  });
});

const REFUSED = [
  ['a wrong check digit', '8801234567894', 'misread'],
  ['a number that nothing has', '96385074', 'not-sold'],
  ['a code that nothing has', 'NOBODY-SELLS-THIS', 'not-sold'],
  ['markup', '<img src=x onerror=document.title=1>', 'unknown'],
  ['a script', '<script>document.title=1</script>', 'unknown'],
  ['SQL', '\'; DROP TABLE session; --', 'unknown'],
  ['an address', 'https://evil.example/x?y=1', 'address'],
  ['a script in an address', 'javascript:document.title=1', 'address'],
  ['what the browser has for itself', 'chrome://settings', 'address'],
  ['what is too long', 'A'.repeat(300), 'unknown'],
];

test('whatever else is scanned is told and does nothing', async () => {
  await onKiosk({ profile: 'portrait' }, async (page) => {
    const [address, title] = [page.url(), await page.title()];
    const history = await page.evaluate(() => window.history.length);
    page.on('dialog', (dialog) => assert.fail(`a dialog: ${dialog.message()}`));
    for (const [what, text, trouble] of REFUSED) {
      await scan(page, text);
      await shows(page, 'scan');
      const said = page.locator(`[data-trouble="${trouble}"]`);
      await said.waitFor();
      const shown = await page.locator('body').innerText();
      if (!/^\d+$/.test(text)) assert.ok(!shown.includes(text.slice(0, 12)), `${what} is shown`);
      await tap(page, 'home');
    }
    assert.equal(page.url(), address);
    assert.equal(await page.title(), title);
    assert.equal(await page.evaluate(() => window.history.length), history);
    assert.equal(await page.locator('main img[src="x"]').count(), 0);
  });
});

test('a pickup is scanned from anywhere, and nothing is heard while a session ends', async () => {
  const { variant } = await barcoded();
  await onKiosk({ profile: 'portrait' }, async (page, { context }) => {
    await tap(page, 'begin');
    await scan(page, 'BAGUNI:7K3M-9QXT-2DW8:1:00112233445566778899AABBCCDDEEFF');
    await shows(page, 'pickup');
    let go;
    const held = new Promise((resolve) => { go = resolve; });
    await context.route('**/api/kiosk/reset', async (route) => {
      await held;
      await route.continue();
    });
    await tap(page, 'home');
    await tap(page, 'end');
    await scan(page, variant.barcode);
    assert.notEqual(await screenOf(page).catch(() => null), 'product');
    go();
    await shows(page, 'attract');
  });
});
