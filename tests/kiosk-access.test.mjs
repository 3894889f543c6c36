// A kiosk for everybody (docs/decisions/0020-barrier-free.md): sizes in millimetres on every screen,
// time that is asked about, everything by keys alone and by ear, nothing that moves.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { after, test } from 'node:test';
import { becomes, eventually } from './shop.mjs';
import { handOff, listens, lock, ticket } from './kiosk-answers.mjs';
import { NUMBER, everywhere, find, SCREENS, tool, toProduct } from './kiosk-every-screen.mjs';
import {
  EVERYWHERE, LANGUAGES, PROFILES, closeBrowser, onKiosk, openKiosk, part, picture, screenOf, shows,
  tap,
} from './kiosk.mjs';
import { wrongOn } from './kiosk-measures.mjs';

after(closeBrowser);

const AXE = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** What is chosen before everything is looked at, by what is pressed. */
const MODES = {
  usual: [],
  'large text': ['text'],
  '150 %': ['zoom'],
  '200 %': ['zoom', 'zoom'],
  'low position': ['low'],
  'high contrast': ['contrast'],
};

/** Findings, each told once with the places where it is. */
class Places {
  #found = new Map();

  add(findings, place) {
    for (const text of findings) this.#found.set(text, [...(this.#found.get(text) ?? []), place]);
  }

  told() {
    return [...this.#found].map(([text, places]) => `${text} on ${[...new Set(places)].join(', ')}`);
  }
}

async function axe(page, options = {}) {
  if (!await page.evaluate(() => 'axe' in window)) await page.evaluate(AXE);
  return page.evaluate(async (chosen) => {
    const { violations } = await window.axe.run(document, {
      resultTypes: ['violations'],
      // Two fingers change nothing on a shared screen: the buttons that magnify do.
      rules: { 'meta-viewport': { enabled: false } },
      ...chosen,
    });
    return violations.flatMap(({ id, nodes }) =>
      nodes.slice(0, 3).map((node) => `${id}: ${node.target} ${node.any[0]?.message ?? node.html}`));
  }, options);
}

/** What no screen may have: something that moves by itself, or blinks. */
const moving = (page) => page.evaluate(() =>
  document.getAnimations()
    .filter((it) => it.playState === 'running')
    .map((it) => `moves: ${it.effect?.target?.className} ${it.animationName ?? it.transitionProperty}`));

async function choose(page, presses) {
  if (presses.length === 0) return;
  await tool(page, 'access');
  await shows(page, 'access');
  for (const name of presses) await find(page, name);
  while (await screenOf(page) !== 'attract') await tool(page, 'back');
}

for (const { profile, language } of EVERYWHERE) {
  for (const [mode, presses] of Object.entries(MODES)) {
    test(`every screen can be read, reached and hit: ${profile}, ${language}, ${mode}`, () =>
      onKiosk({ profile, language }, async (page, kiosk) => {
        await answered(kiosk);
        await choose(page, presses);
        const wrong = new Places();
        const visited = await everywhere(page, async (code) => {
          wrong.add(await wrongOn(page, PROFILES[profile], { low: mode === 'low position' }), code);
          wrong.add(await moving(page), code);
          if (mode === 'usual') wrong.add(await axe(page), code);
          if (mode === 'high contrast') {
            wrong.add(await axe(page, { runOnly: { type: 'rule', values: ['color-contrast-enhanced'] } }), code);
          }
          await picture(page, `access-${profile}-${language}-${mode.replaceAll(/\W+/g, '-')}-${code}`);
        });
        for (const code of SCREENS.filter((code) => !visited.has(code))) {
          // These are there only for products that have them.
          assert.ok(['about', 'choose'].includes(code), `${code} was not seen`);
        }
        assert.deepEqual(wrong.told(), []);
      }));
  }
}

for (const profile of Object.keys(PROFILES)) {
  test(`questions can be read, reached and hit: ${profile}`, async () => {
    for (const [mode, presses] of Object.entries(MODES)) {
      await onKiosk({ profile }, async (page, kiosk) => {
        await clocked(kiosk);
        await choose(page, presses);
        await intoCart(page);
        const measure = () => wrongOn(page, PROFILES[profile], { low: mode === 'low position' });
        await tool(page, 'end');
        await part(page, 'all-of-it').waitFor();
        await picture(page, `question-${profile}-${mode.replaceAll(/\W+/g, '-')}-end`);
        assert.deepEqual(await measure(), [], `before all of it goes: ${mode}`);
        await tap(page, 'stay');
        await page.clock.runFor(61_000);
        await part(page, 'anybody').waitFor();
        await picture(page, `question-${profile}-${mode.replaceAll(/\W+/g, '-')}-anybody`);
        assert.deepEqual(await measure(), [], `is anybody there: ${mode}`);
        assert.deepEqual(await axe(page), []);
      });
    }
  });
}

/** Loads the screen anew, where everything that a walk asks for is answered by the test. */
async function answered(kiosk) {
  const { page } = kiosk;
  await handOff(page);
  await ticket(page, NUMBER);
  await listens(page);
  await openKiosk(kiosk);
}

for (const profile of Object.keys(PROFILES)) {
  test(`what stands before and after everything can be read, reached and hit: ${profile}`, () =>
    onKiosk({ profile, expected: /status of 404/ }, async (page, kiosk) => {
      const measure = async (name) => {
        await page.evaluate(() => document.fonts.ready);
        await becomes(() => page.locator('[data-pressed]').count(), 0, 'nothing is pressed');
        await picture(page, `access-${profile}-ko-usual-${name}`);
        assert.deepEqual(await wrongOn(page, PROFILES[profile]), [], name);
        assert.deepEqual(await moving(page), [], name);
        assert.deepEqual(await axe(page), [], name);
      };
      await lock(page);
      await openKiosk(kiosk, 'out-of-service');
      await measure('out-of-service');
      await kiosk.context.clearCookies();
      await openKiosk(kiosk, 'pairing');
      await measure('pairing');
      await page.locator('[data-testid=digit]').first().click();
      await measure('pairing-typed');
    }));
}

/** Loads the screen anew with a clock that a test drives. */
async function clocked(kiosk) {
  await kiosk.context.clock.install();
  await openKiosk(kiosk);
}

async function intoCart(page) {
  await find(page, 'begin');
  await shows(page, 'browse');
  await find(page, 'collection');
  await shows(page, 'collection');
  await toProduct(page);
  await tap(page, 'add-to-cart');
  await becomes(() => part(page, 'cart').first().innerText().then((text) => /1/.test(text)), true,
    'it is in the cart');
}

/** Ends a session: the page is loaded anew. */
async function over(page, end) {
  const loaded = page.waitForEvent('load');
  await end();
  await loaded;
  await shows(page, 'attract');
}

for (const language of LANGUAGES) {
  test(`nobody is sent away without being asked: ${language}`, () =>
    // An hour passes in a second: to the server that is a screen with too many heartbeats.
    onKiosk({ profile: 'landscape', language, expected: /status of 429/ }, async (page, kiosk) => {
      const resets = [];
      page.on('request', (request) => request.url().endsWith('/api/kiosk/reset') && resets.push(1));
      await clocked({ ...kiosk, language: 'ko' });
      await page.clock.runFor(3_600_000);
      assert.equal(await part(page, 'anybody').count(), 0, 'nothing was done that could be left');
      if (language !== 'ko') await tap(page, language);
      await intoCart(page);
      const before = resets.length;
      for (let again = 0; again < 12; again += 1) {
        await page.clock.runFor(62_000);
        await part(page, 'anybody').waitFor();
        const asked = await part(page, 'seconds-left').innerText();
        const left = Number(/\d+/.exec(asked));
        assert.ok(left >= 20 && left <= 30, `when it asks: ${asked}`);
        await page.clock.runFor(15_000);
        // A touch anywhere, a key, or the button.
        if (again % 3 === 0) await page.mouse.click(640, 400);
        if (again % 3 === 1) await page.keyboard.press('Enter');
        if (again % 3 === 2) await tap(page, 'stay');
        await part(page, 'anybody').waitFor({ state: 'detached' });
        assert.equal(await screenOf(page), 'product', 'what lies below was not pressed');
      }
      assert.equal(resets.length, before, 'nothing was ended');
      await page.clock.runFor(62_000);
      await part(page, 'anybody').waitFor();
      const loaded = page.waitForEvent('load');
      await page.clock.runFor(31_000);
      await loaded;
      await eventually(() => resets.length, (many) => many > before, 'the server is told');
      await becomes(() => screenOf(page).catch(() => ''), 'attract', 'it begins anew');
      await becomes(() => page.locator('html').getAttribute('lang'), 'ko', 'in the usual language');
      assert.equal(await page.evaluate(() => history.length), 2, 'there is nothing to go back to');
    }));

  test(`what goes is told before it goes: ${language}`, () =>
    onKiosk({ profile: 'portrait', language }, async (page) => {
      await find(page, 'begin');
      await over(page, () => tool(page, 'end'));
      if (language !== 'ko') await tap(page, language);
      await intoCart(page);
      await tool(page, 'end');
      await part(page, 'all-of-it').waitFor();
      await becomes(() => focused(page), 'stay', 'staying comes first');
      await page.keyboard.press('Escape');
      await part(page, 'all-of-it').waitFor({ state: 'detached' });
      await becomes(() => focused(page), 'end', 'the focus is where it was');
      await tool(page, 'end');
      await over(page, () => tap(page, 'end-yes'));
      await find(page, 'begin');
      await tool(page, 'cart');
      await becomes(() => part(page, 'cart-line').count(), 0, 'the cart is empty');
    }));

  test(`everything by keys alone: ${language}`, () =>
    onKiosk({ profile: 'landscape', language: 'ko' }, async (page) => {
      await handOff(page);
      const keys = new Keys(page);
      if (language !== 'ko') {
        await keys.to(language);
        await keys.ok();
        await becomes(() => focused(page), language, 'the focus stays with its button');
      }
      await keys.on('begin', 'browse');
      await keys.on('collection', 'collection');
      await keys.on('product', 'product');
      await keys.to('add-to-cart');
      await keys.ok();
      await keys.on('cart', 'cart');
      await page.keyboard.press('Backspace');
      await shows(page, 'product');
      await page.keyboard.press('Home');
      await shows(page, 'browse');
      await page.keyboard.press('F1');
      await shows(page, 'help');
      await keys.on('cart', 'cart');
      await keys.on('order', 'way');
      await keys.on('way-home', 'pay');
      await keys.on('pay-phone', 'to-phone');
      await part(page, 'qr').waitFor();
      await keys.around();
      await keys.to('end');
      await keys.ok();
      await becomes(() => focused(page), 'stay', 'the question has the focus');
      for (let press = 0; press < 7; press += 1) {
        await page.keyboard.press(press % 2 ? 'ArrowUp' : 'ArrowRight');
        assert.ok(await page.evaluate(() =>
          Boolean(document.activeElement.closest('[role=alertdialog]'))), 'it keeps it');
      }
    }));

  test(`everything by ear: ${language}`, () =>
    onKiosk({ profile: 'portrait', language }, async (page, kiosk) => {
      await answered(kiosk);
      await page.keyboard.press('F8');
      const voice = language === 'ko' ? '음성 안내를 켰어요' : 'Voice on';
      await becomes(() => said(page).then((all) => all.at(-1)), voice, 'it says that it speaks');
      const missing = new Places();
      await everywhere(page, async (code) => {
        const heading = await page.locator('main h1').first().innerText();
        const all = await said(page);
        assert.ok(code === 'attract' || all.some((line) => plain(line).startsWith(plain(heading))),
          `${code}: “${heading}” is said; said last: ${all.slice(-3).join(' | ')}`);
        await page.evaluate(() => document.querySelector('[data-testid=transcript]').replaceChildren());
        const before = await visibleWords(page);
        await page.keyboard.press('F3');
        const heard = plain((await said(page)).join(' '));
        // A second that has passed meanwhile was said as it was.
        const seen = (await visibleWords(page)).filter((word) => before.includes(word));
        missing.add(seen.filter((word) => !heard.includes(spoken(word, language))), code);
      });
      assert.deepEqual(missing.told(), [], 'what is seen and not said');
    }));
}

for (const { profile, language } of EVERYWHERE) {
  test(`each choice is on one page, and all of a page is seen: ${profile}, ${language}`, () =>
    onKiosk({ profile, language }, async (page) => {
      await tool(page, 'access');
      const where = () => page.locator('.turning .where').innerText();
      const seen = [];
      for (let at = 1, pages = 1; at <= pages; at += 1) {
        const told = await eventually(where, (told) => told.startsWith(`${at} / `), `page ${at}`);
        pages = Number(told.split('/')[1]);
        seen.push(...await page.locator('.choices [data-testid]').evaluateAll((all) =>
          all.map((it) => it.dataset.testid)));
        assert.equal(await page.locator('.scroll-buttons').count(), 0, `page ${at} is longer than its place`);
        if (at < pages) await tap(page, 'next');
      }
      assert.equal(seen.length, 15, seen.join());
      assert.equal(new Set(seen).size, 15, seen.join());
    }));
}

test('a control says what it is, how it is and where', () =>
  onKiosk({ profile: 'portrait' }, async (page) => {
    const keys = new Keys(page);
    const last = async () => (await said(page)).at(-1);
    await keys.to('begin');
    assert.match(await last(), /^둘러보기.*, 버튼, \d+개 중 \d+번째$/);
    await keys.to('en');
    assert.match(await last(), /^English, 버튼, 선택 안 됨, 2개 중 2번째$/);
    await keys.ok();
    await becomes(last, 'English, button, selected, 2 of 2', 'its state after the press');
    await keys.to('ko');
    await keys.ok();
    await keys.on('begin', 'browse');
    assert.ok((await said(page)).some((line) => /^무엇을 .*, 고를 수 있는 것 \d+개$/.test(line)));
    await keys.on('collection', 'collection');
    await keys.to('product');
    assert.match(await last(), /원.*, 버튼, \d+개 중 \d+번째$/, 'a product says its price');
    const before = await last();
    await page.keyboard.press('F2');
    await becomes(last, before, 'again');
    for (const [key, words] of [
      ['F10', '소리 크기 80퍼센트, 빠르기 100퍼센트'],
      ['F9', '소리 크기 70퍼센트, 빠르기 100퍼센트'],
      ['PageUp', '소리 크기 70퍼센트, 빠르기 110퍼센트'],
      ['PageDown', '소리 크기 70퍼센트, 빠르기 100퍼센트'],
    ]) {
      await page.keyboard.press(key);
      await becomes(last, words, key);
    }
  }));

test('the voice of the browser speaks as it is told to, and a press is heard and seen', () =>
  onKiosk({ profile: 'portrait' }, async (page, kiosk) => {
    await page.addInitScript(() => {
      window.spoken = [];
      window.clicks = 0;
      const speech = {
        getVoices: () => [Object.create(SpeechSynthesisVoice.prototype, {
          lang: { value: 'ko-KR' }, localService: { value: true },
        })],
        speak: (it) => window.spoken.push({ text: it.text, volume: it.volume, rate: it.rate }),
        cancel: () => window.spoken.push('stop'),
        pause: () => window.spoken.push('pause'),
        resume: () => window.spoken.push('resume'),
      };
      Object.defineProperty(window, 'speechSynthesis', { value: speech });
      // Only a real voice may be set.
      Object.defineProperty(SpeechSynthesisUtterance.prototype, 'voice', { set() {} });
      const make = AudioContext.prototype.createOscillator;
      AudioContext.prototype.createOscillator = function oscillator() {
        window.clicks += 1;
        return make.call(this);
      };
    });
    await openKiosk(kiosk);
    const spoken = () => page.evaluate(() => window.spoken.filter((it) => it.text));
    await tap(page, 'help');
    await shows(page, 'help');
    assert.deepEqual(await spoken(), [], 'off, it says nothing');
    assert.equal(await page.evaluate(() => window.clicks), 0, 'and nothing is heard');
    await page.keyboard.press('F8');
    await page.keyboard.press('F10');
    await becomes(() => spoken().then((all) => all.at(-1)?.volume.toFixed(1)), '0.8', 'louder');
    await page.keyboard.press('F4');
    await page.keyboard.press('F4');
    assert.deepEqual(await page.evaluate(() => window.spoken.slice(-2)), ['pause', 'resume']);
    await page.evaluate(() => {
      window.pressed = 0;
      new MutationObserver((all) => { window.pressed += all.length; })
        .observe(document, { subtree: true, attributeFilter: ['data-pressed'] });
    });
    await tool(page, 'home');
    await shows(page, 'browse');
    assert.equal(await page.evaluate(() => window.clicks), 1, 'a press is heard');
    assert.ok(await page.evaluate(() => window.pressed) > 0, 'and seen');
  }));

test('what somebody types is never said', () =>
  onKiosk({ profile: 'portrait' }, async (page) => {
    await page.keyboard.press('F8');
    await find(page, 'pickup');
    await shows(page, 'pickup');
    await page.evaluate(() => document.querySelector('[data-testid=transcript]').replaceChildren());
    for (const digit of '482913') {
      await part(page, 'digit').filter({ hasText: digit }).click();
    }
    await eventually(() => said(page), (all) => all.some((line) => line.includes('6')), 'how many');
    await page.keyboard.press('F3');
    const all = (await said(page)).join('\n');
    assert.doesNotMatch(all.replaceAll(/[^\d]/g, ''), /482913/);
    for (const line of (await said(page)).slice(0, 6)) {
      assert.doesNotMatch(line, /^[482913]\b/, 'a pressed digit is not said');
    }
  }));

test('what is chosen is over with the session', () =>
  onKiosk({ profile: 'portrait' }, async (page) => {
    await tool(page, 'access');
    for (const name of ['contrast', 'text', 'zoom', 'low', 'voice', 'louder', 'faster', 'still']) {
      await find(page, name);
      if (name !== 'still') while (await previous(page)) await tap(page, 'previous');
    }
    const html = page.locator('html');
    const state = () => html.evaluate((it) => {
      const { ready: _, ...rest } = it.dataset;
      return rest;
    });
    const chosen = await state();
    const before = await said(page);
    assert.ok(before.length > 5, 'much was said');
    assert.deepEqual([chosen.contrast, chosen.low, chosen.still], ['high', 'low', 'still']);
    await over(page, () => tool(page, 'end'));
    assert.deepEqual(await state(), { contrast: 'usual', low: 'usual', still: 'usual', zoom: '1', shape: 'portrait' });
    const left = (await said(page)).filter((line) => before.includes(line));
    assert.deepEqual(left, [], 'and nothing is left of what was said');
  }));

const previous = (page) =>
  part(page, 'previous').and(page.locator(':enabled:visible')).count().then((many) => many > 0);

/** What has the focus, by what tests call it. */
const focused = (page) => page.evaluate(() =>
  document.activeElement === document.body ? 'nothing'
    : document.activeElement.dataset.testid ?? document.activeElement.tagName);

/** Everything that was said, oldest first. */
const said = (page) => part(page, 'transcript').locator('li').allTextContents();

const plain = (text) => text.replaceAll(/₩([\d,]+)/g, '$1원').replaceAll(/[\s·–—,]+/g, '')
  .replaceAll(/원|won|×|곱하기|times/g, '');

/** As it is said: "1 / 4" is which of how many. */
const spoken = (word, language) => plain(word.replace(/^(\d+) \/ (\d+)$/, (_, at, all) =>
  (language === 'ko' ? `${all} 중 ${at}` : `${at} of ${all}`)));

/** Every text that can be seen; of a key its name. */
const visibleWords = (page) => page.locator('.kiosk').evaluate((kiosk) => {
  const walker = document.createTreeWalker(kiosk, NodeFilter.SHOW_TEXT);
  const words = [];
  while (walker.nextNode()) {
    const it = walker.currentNode.parentElement;
    const text = walker.currentNode.textContent.trim();
    const box = it.getBoundingClientRect();
    const isDrawn = it.checkVisibility({ visibilityProperty: true }) && box.width > 1.5;
    if (!text || !isDrawn || it.closest('[aria-hidden=true]')) continue;
    words.push(it.closest('button[aria-label]')?.ariaLabel ?? text);
  }
  return words;
});

/** A keypad below the screen. */
class Keys {
  constructor(page) {
    this.page = page;
  }

  /** Moves the focus to a control. It is seen wherever it is. */
  async to(name) {
    for (let press = 0; press < 60; press += 1) {
      if (await focused(this.page) === name) return;
      await this.page.keyboard.press('ArrowRight');
      const ring = await this.page.evaluate(() => {
        const it = document.activeElement;
        const { outlineStyle, outlineWidth } = getComputedStyle(it);
        const mm = parseFloat(getComputedStyle(document.documentElement).getPropertyValue('--mm'));
        return { name: it.dataset.testid, style: outlineStyle, wide: parseFloat(outlineWidth) / mm };
      });
      assert.ok(ring.style !== 'none' && ring.wide > 0.9, `the focus is seen: ${JSON.stringify(ring)}`);
    }
    assert.fail(`${name} cannot be reached from ${await focused(this.page)}`);
  }

  ok() {
    return this.page.keyboard.press('Enter');
  }

  /** Presses a control that leads to a screen, perhaps from the menu. */
  async on(name, screen) {
    await this.to(name);
    await this.ok();
    await shows(this.page, screen);
    await eventually(() => focused(this.page), (now) => now !== 'nothing', 'the focus is not lost');
  }

  /** The arrows lead through everything, and round. */
  async around() {
    const names = () => this.page.evaluate(() => [...document.querySelectorAll('.kiosk button:enabled')]
      .filter((it) => it.checkVisibility()).map((it) => it.dataset.testid));
    const seen = new Set();
    for (let press = 0; press < (await names()).length + 2; press += 1) {
      await this.page.keyboard.press('ArrowRight');
      seen.add(await focused(this.page));
    }
    assert.deepEqual((await names()).filter((name) => !seen.has(name)), [], 'what the arrows miss');
  }
}
