// A voice where the browser has none (docs/decisions/0020-barrier-free.md): what is said is fetched as
// sound and heard in its order, it stops, waits and grows louder, and nothing of it is left.

import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { after, before, test } from 'node:test';
import { chromium } from 'playwright-core';
import {
  FLAGS, becomes, chromiumPath, closeBrowser, eventually, live, newDevice, part, putAway,
} from './shop.mjs';
import { find, tool, toProduct } from './kiosk-every-screen.mjs';
import { LANGUAGES, PROFILES, shows, tap } from './kiosk.mjs';
import { pair } from './kiosk-paired.mjs';
import { openShop } from './own-shop.mjs';
import { PLANTED, secondsOf } from './stand-in-voice.mjs';

const STAND_IN = fileURLToPath(new URL('./stand-in-voice.mjs', import.meta.url));
const REAL = ['/usr/bin/espeak-ng', '/usr/local/bin/espeak-ng'].find((path) => existsSync(path));

/** What a page complains of when a sentence does not come. */
const NOT_HEARD = /Failed to load resource|Failed to fetch|ERR_INTERNET_DISCONNECTED|WebSocket/;

let folder;
const shops = new Map();

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kiosk-voice-'));
});

after(async () => {
  await closeBrowser();
  await Promise.all([...shops.values()].map((shop) => shop.close()));
  await rm(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 200 });
});

/** Where the shop is whose voice is this program. */
async function shopWith(program) {
  if (!shops.has(program)) {
    const files = join(folder, String(shops.size));
    await mkdir(files);
    process.env.BAGUNI_VOICE_PROGRAM = program;
    shops.set(program, await openShop(files));
  }
  return shops.get(program).origin;
}

/** Takes note of everything that is played, in its order. */
function listen() {
  window.heard = [];
  const { connect } = AudioNode.prototype;
  AudioNode.prototype.connect = function through(to, ...rest) {
    this.leadsTo = to;
    return connect.call(this, to, ...rest);
  };
  const { start } = AudioBufferSourceNode.prototype;
  AudioBufferSourceNode.prototype.start = function begin(...rest) {
    window.sound = this.context;
    const loudest = this.buffer.getChannelData(0).reduce((most, at) => Math.max(most, Math.abs(at)), 0);
    const sound = {
      seconds: this.buffer.duration,
      volume: this.leadsTo.gain.value,
      loudest,
      over: false,
      cut: false,
      alone: window.heard.every((other) => other.over),
    };
    window.heard.push(sound);
    this.addEventListener('ended', () => { sound.over = true; });
    const { stop } = this;
    this.stop = function end(...when) {
      sound.cut = !sound.over;
      return stop.apply(this, when);
    };
    return start.apply(this, rest);
  };
}

/** Runs a test on a screen of a shop whose voice is this program. */
async function atScreen({ program = STAND_IN, language = 'ko', expected, prepare }, run) {
  const origin = await shopWith(program);
  const { width, height } = PROFILES.portrait;
  const device = await newDevice({ size: { width, height }, expected });
  const { context, page, complaints } = device;
  const asked = [];
  page.on('request', (request) => {
    if (request.url().endsWith('/api/kiosk/voice') && request.method() === 'POST') asked.push(request);
  });
  try {
    await context.addInitScript(listen);
    if (prepare) await context.addInitScript(prepare);
    await pair(context, { origin });
    const told = page.waitForResponse((answer) => answer.url().endsWith('/api/kiosk/voice'));
    await page.goto(`${origin}/kiosk`, { waitUntil: 'load' });
    await live(page);
    await shows(page, 'attract');
    await (await told).finished();
    await drawn(page);
    if (language !== 'ko') await tap(page, language);
    await run(page, { context, asked });
    assert.deepEqual(complaints, [], 'the page complained');
  } finally {
    await putAway(device);
  }
}

/** Whatever follows an answer has done so after two frames. */
const drawn = (page) => page.evaluate(() => new Promise((resume) =>
  requestAnimationFrame(() => requestAnimationFrame(resume))));

const heard = (page) => page.evaluate(() => window.heard);
const said = (page) => part(page, 'transcript').locator('li').allTextContents();

/** Puts a paragraph of so many sentences to the beginning of the screen. */
const tellMore = (page, many) => page.evaluate((times) => {
  const told = document.createElement('p');
  told.textContent = 'This bowl is glazed twice by hand. '.repeat(times);
  document.querySelector('main section, main').prepend(told);
}, many);

/** Switches the voice on by key, and waits until it has said so. */
async function speak(page) {
  await page.keyboard.press('F8');
  await quiet(page, 1);
}

/** Waits until so much was heard and nothing more is to come. */
const quiet = (page, many) => eventually(() => heard(page),
  (all) => all.length >= many && all.every((sound) => sound.over), `${many} sentences were heard`);

const near = (seconds, words, speed = 175) =>
  Math.abs(seconds - secondsOf(words, speed)) < 0.005;

for (const language of LANGUAGES) {
  test(`a screen is heard as it is read, one sentence after another: ${language}`, () =>
    atScreen({ language }, async (page, { asked }) => {
      await speak(page);
      const before = (await heard(page)).length;
      const lines = (await said(page)).length;
      await page.keyboard.press('F3');
      const sentences = (await said(page)).slice(lines);
      assert.ok(sentences.length > 5, 'there is something to read');
      const all = (await quiet(page, before + sentences.length)).slice(before);
      assert.equal(all.length, sentences.length, 'each once');
      all.forEach((sound, at) => {
        assert.ok(near(sound.seconds, sentences[at]), `${at}: “${sentences[at]}” ${sound.seconds}`);
        assert.ok(sound.alone, `“${sentences[at]}” begins when the one before is over`);
        assert.ok(sound.loudest > 0.2, 'it is no silence');
        assert.equal(sound.volume.toFixed(2), '0.70');
      });
      for (const request of asked) {
        assert.equal(new URL(request.url()).search, '', 'no address tells what was said');
        assert.equal((await request.response()).headers()['cache-control'], 'no-store');
      }
    }));
}

test('it is silent until it is switched on', () =>
  atScreen({}, async (page, { asked }) => {
    await tap(page, 'begin');
    await shows(page, 'browse');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('F3');
    await eventually(() => said(page), (all) => all.length > 5, 'it would be said');
    assert.deepEqual([asked.length, (await heard(page)).length], [0, 0]);
  }));

test('whoever goes on does not hear the rest', () =>
  atScreen({}, async (page, { asked }) => {
    await speak(page);
    await tellMore(page, 5);
    const before = (await heard(page)).length;
    await page.keyboard.press('F3');
    const long = await eventually(() => heard(page), (all) => all.at(-1).seconds > 1.5, 'it reads');
    await page.keyboard.press('ArrowRight');
    const last = (await said(page)).at(-1);
    const all = await eventually(() => heard(page),
      (now) => now.every((sound) => sound.over) && near(now.at(-1).seconds, last), 'the control is heard');
    assert.equal(all.length, long.length + 1, 'and nothing of the rest');
    const cut = all.slice(before).map((sound) => sound.cut);
    assert.deepEqual(cut.slice(-2), [true, false], 'what was being said stops');
    assert.ok(all.every((sound) => sound.alone), 'before another begins');
    // A sentence that is on its way when something else is said.
    let held;
    const stopped = new Promise((resume) => {
      page.route('**/api/kiosk/voice', (route) => {
        held = route;
        resume();
      }, { times: 1 });
    });
    await page.keyboard.press('ArrowRight');
    const missed = (await said(page)).at(-1);
    await stopped;
    await page.keyboard.press('F2');
    await page.keyboard.press('ArrowRight');
    const next = (await said(page)).at(-1);
    assert.ok(!near(secondsOf(missed), next), 'they can be told apart');
    const asks = asked.length;
    await held.continue();
    await eventually(() => heard(page),
      (now) => now.length > all.length && now.every((sound) => sound.over), 'the next is heard');
    await page.keyboard.press('F2');
    const end = await eventually(() => heard(page),
      (now) => now.length === all.length + 2 && now.at(-1).over, 'and once more');
    assert.ok(end.slice(all.length).every((sound) => near(sound.seconds, next)), 'and no other');
    assert.ok(asked.length >= asks);
  }));

test('keys that are pressed in a row are not asked for one by one', () =>
  atScreen({}, async (page, { asked }) => {
    await speak(page);
    const before = asked.length;
    const lines = (await said(page)).length;
    await page.evaluate(() => {
      for (let press = 0; press < 30; press += 1) {
        document.activeElement.dispatchEvent(
          new KeyboardEvent('keydown', { key: 'ArrowRight', bubbles: true, cancelable: true }));
      }
    });
    const sentences = (await said(page)).slice(lines);
    assert.equal(sentences.length, 30);
    await eventually(() => heard(page),
      (all) => all.every((sound) => sound.over) && near(all.at(-1).seconds, sentences.at(-1)), 'the last');
    assert.equal(asked.length - before, 1);
  }));

test('it stops for a while and goes on where it was', () =>
  atScreen({}, async (page) => {
    await speak(page);
    const before = (await heard(page)).length;
    const lines = (await said(page)).length;
    await page.keyboard.press('F3');
    const many = (await said(page)).length - lines;
    await eventually(() => heard(page), (all) => all.length > before, 'it reads');
    await page.keyboard.press('F4');
    const state = () => page.evaluate(() => window.sound.state);
    await becomes(state, 'suspended', 'it waits');
    const at = () => page.evaluate(() => window.sound.currentTime);
    const stood = [await at(), (await heard(page)).length];
    await page.waitForTimeout(600);
    assert.deepEqual([await at(), (await heard(page)).length], stood, 'nothing is heard meanwhile');
    await page.keyboard.press('F4');
    const all = await quiet(page, before + many);
    assert.equal(all.length, before + many, 'nothing is missing and nothing said twice');
    await page.keyboard.press('F3');
    await page.keyboard.press('F4');
    await page.keyboard.press('ArrowRight');
    const last = (await said(page)).at(-1);
    await eventually(() => heard(page),
      (now) => now.every((sound) => sound.over) && near(now.at(-1).seconds, last), 'going on is going on');
  }));

test('louder, faster, and with the next one as usual', () =>
  atScreen({}, async (page) => {
    await speak(page);
    const last = async (many) => (await quiet(page, many)).at(-1);
    await page.keyboard.press('F10');
    assert.equal((await last(2)).volume.toFixed(2), '0.80');
    await page.keyboard.press('F9');
    await last(3);
    await page.keyboard.press('F9');
    assert.equal((await last(4)).volume.toFixed(2), '0.60');
    await page.keyboard.press('PageUp');
    await last(5);
    await page.keyboard.press('PageUp');
    const fast = await last(6);
    const words = (await said(page)).at(-1);
    assert.ok(near(fast.seconds, words, 210), `${words} at 120 percent: ${fast.seconds}`);
    await tap(page, 'begin');
    await shows(page, 'browse');
    await page.keyboard.press('F3');
    const loaded = page.waitForEvent('load');
    await tool(page, 'end');
    await loaded;
    await shows(page, 'attract');
    await eventually(() => said(page).catch(() => ['?']), (all) => all.length === 0, 'nothing is said');
    assert.deepEqual(await heard(page), [], 'nobody speaks to the next one');
    await tap(page, 'begin');
    await shows(page, 'browse');
    assert.deepEqual(await heard(page), [], 'unless they want it');
    await page.keyboard.press('F8');
    const [usual] = await quiet(page, 1);
    assert.equal(usual.volume.toFixed(2), '0.70');
    assert.ok(near(usual.seconds, (await said(page)).at(-1)), 'at the usual speed');
  }));

test('what is long is said in pieces', () =>
  atScreen({ language: 'en' }, async (page, { asked }) => {
    await find(page, 'begin');
    await find(page, 'collection');
    await toProduct(page);
    await tellMore(page, 15);
    await page.keyboard.press('F8');
    await page.keyboard.press('F3');
    const long = (await said(page)).find((line) => line.length > 500);
    assert.ok(long, 'it is one sentence to the page');
    await eventually(() => asked.length, (many) => many > 3, 'it is asked for');
    for (const request of asked) {
      assert.equal((await request.response()).status(), 200, 'none is too long');
    }
  }));

test('the browser’s own voice comes first', () =>
  atScreen({
    prepare: () => {
      window.spoken = [];
      const speech = {
        getVoices: () => [Object.create(SpeechSynthesisVoice.prototype, {
          lang: { value: 'ko-KR' }, localService: { value: true },
        })],
        speak: (it) => window.spoken.push(it.text),
        cancel: () => {}, pause: () => {}, resume: () => {},
      };
      Object.defineProperty(window, 'speechSynthesis', { value: speech });
      // Only a real voice may be set.
      Object.defineProperty(SpeechSynthesisUtterance.prototype, 'voice', { set() {} });
    },
  }, async (page, { asked }) => {
    await page.keyboard.press('F8');
    await page.keyboard.press('ArrowRight');
    const spoken = () => page.evaluate(() => window.spoken);
    await eventually(spoken, (all) => all.length > 1, 'it speaks');
    assert.deepEqual([asked.length, (await heard(page)).length], [0, 0], 'in one voice');
    const before = (await spoken()).length;
    await tap(page, 'en');
    await page.keyboard.press('F3');
    await eventually(() => heard(page), (all) => all.length > 0, 'what it does not speak the server does');
    assert.deepEqual((await spoken()).slice(before).filter((text) => !/[가-힣]/.test(text)), []);
  }));

test('a voice that fails is silent, and the screen goes on', () =>
  atScreen({ expected: NOT_HEARD }, async (page) => {
    const statuses = [503, 404, 429, 400, 200];
    await page.route('**/api/kiosk/voice', (route) => {
      if (route.request().method() !== 'POST' || statuses.length === 0) return route.continue();
      return route.fulfill({ status: statuses.shift(), contentType: 'audio/wav', body: 'nothing' });
    });
    const lines = (await said(page)).length;
    await page.keyboard.press('F8');
    await page.keyboard.press('F3');
    const sentences = (await said(page)).slice(lines + 1);
    assert.ok(sentences.length > 6);
    const all = await eventually(() => heard(page),
      (now) => now.length > 0 && near(now.at(-1).seconds, sentences.at(-1)) && now.at(-1).over,
      'what comes after is heard');
    assert.ok(all.length < sentences.length);
  }));

test('a screen that cannot speak says so', async () => {
  const note = (page) => part(page, 'voice').innerText();
  await atScreen({ program: 'off' }, async (page, { asked }) => {
    await tool(page, 'access');
    while (!await part(page, 'voice').isVisible()) await tap(page, 'next');
    await eventually(() => note(page), (text) => text.includes('소리 없음'), 'it says so');
    await page.keyboard.press('F8');
    await page.keyboard.press('F3');
    await eventually(() => said(page), (all) => all.length > 5, 'it is all written');
    assert.deepEqual([asked.length, (await heard(page)).length], [0, 0]);
  });
  await atScreen({ expected: NOT_HEARD }, async (page, { context }) => {
    await tool(page, 'access');
    while (!await part(page, 'voice').isVisible()) await tap(page, 'next');
    await eventually(() => note(page), (text) => text.includes('꺼짐'), 'it can');
    await context.setOffline(true);
    await eventually(() => note(page), (text) => text.includes('소리 없음'), 'without a line not');
    await context.setOffline(false);
    await eventually(() => note(page), (text) => text.includes('꺼짐'), 'and then again');
  });
});

test('nothing that was heard is left on the disk', async () => {
  const origin = await shopWith(STAND_IN);
  const profile = join(folder, 'profile');
  const open = () => chromium.launchPersistentContext(profile, {
    executablePath: chromiumPath(),
    args: FLAGS,
    viewport: { width: 1080, height: 1920 },
    locale: 'ko-KR',
  });
  const context = await open();
  await context.addInitScript(listen);
  await pair(context, { origin });
  const page = context.pages()[0] ?? await context.newPage();
  await page.goto(`${origin}/kiosk`, { waitUntil: 'load' });
  await live(page);
  await shows(page, 'attract');
  await tool(page, 'access');
  while (!await part(page, 'voice').isVisible()) await tap(page, 'next');
  await eventually(() => part(page, 'voice').innerText(), (text) => text.includes('꺼짐'), 'it can speak');
  await page.keyboard.press('F8');
  await page.keyboard.press('F3');
  await quiet(page, 5);
  await context.close();
  const found = [];
  for (const entry of await readdir(profile, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath ?? entry.path, entry.name);
    const bytes = await readFile(path).catch(() => Buffer.alloc(0));
    if (bytes.includes(PLANTED)) found.push(path);
  }
  assert.deepEqual(found, []);
});

for (const language of LANGUAGES) {
  test(`espeak-ng is heard: ${language}`, { skip: !REAL && 'it is not installed' }, () =>
    atScreen({ program: REAL ?? '', language }, async (page) => {
      await speak(page);
      const before = (await heard(page)).length;
      const lines = (await said(page)).length;
      for (const [at, key] of ['ArrowRight', 'ArrowRight', 'F10'].entries()) {
        await page.keyboard.press(key);
        await quiet(page, before + at + 1);
      }
      const sounds = (await heard(page)).slice(before);
      const sentences = (await said(page)).slice(lines);
      assert.equal(sounds.length, sentences.length);
      sounds.forEach(({ seconds, loudest }, at) => {
        assert.ok(loudest > 0.2, `“${sentences[at]}” is no silence`);
        assert.ok(seconds > 0.5 && seconds > 0.04 * sentences[at].length, `${seconds}: ${sentences[at]}`);
      });
    }));
}
