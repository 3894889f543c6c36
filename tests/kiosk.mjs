// A screen in a store as the tests have it: opened at a device's profile, touched by what its parts
// are called, with a line that can be cut.

import assert from 'node:assert/strict';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { ORIGIN, becomes, closeBrowser, live, newDevice, part } from './shop.mjs';

/** The two screens that everything is judged at; sizes in millimetres and physical pixels. */
export const PROFILES = {
  portrait: { width: 1080, height: 1920, heightMm: 708.4, floorMm: 640, letterMm: 12 },
  landscape: { width: 1280, height: 800, heightMm: 136, floorMm: 900, letterMm: 7.25 },
};

export const LANGUAGES = ['ko', 'en'];

/** Every profile in every language. */
export const EVERYWHERE = Object.keys(PROFILES).flatMap((profile) =>
  LANGUAGES.map((language) => ({ profile, language })));

/** CSS pixels to a millimetre. */
export const pxPerMm = (profile) => PROFILES[profile].height / PROFILES[profile].heightMm;

/** The store that the screens of these tests stand in. */
export const STORE = process.env.BAGUNI_KIOSK_STORE ?? 'seongsu';

/** What a page may complain of while the line is cut. */
const WITHOUT_A_LINE = /ERR_INTERNET_DISCONNECTED|Failed to fetch|WebSocket connection/;

/**
 * A screen that is set up and shows what nobody has touched yet. `expected` is what its page may
 * complain of besides a cut line.
 */
export async function newKiosk({ profile, language = 'ko', expected, setup = {} }) {
  const { width, height } = PROFILES[profile];
  const allowed = new RegExp([WITHOUT_A_LINE, expected].filter(Boolean)
    .map((pattern) => pattern.source).join('|'));
  const device = await newDevice({ size: { width, height }, expected: allowed });
  await pretendPaired(device.context, { profile, ...setup });
  const kiosk = { ...device, profile, language };
  await openKiosk(kiosk);
  return kiosk;
}

/** Loads the page anew, in the language of the test. */
export async function openKiosk({ page, language }) {
  await page.goto('/kiosk', { waitUntil: 'load' });
  await live(page);
  await shows(page, 'attract');
  if (language !== 'ko') await tap(page, language);
}

/** Runs a test on a screen and closes it; nothing may have been complained of. */
export async function onKiosk(options, run) {
  const kiosk = await newKiosk(options);
  try {
    await run(kiosk.page, kiosk);
    assert.deepEqual(kiosk.complaints, [], 'the page complained');
  } catch (error) {
    await picture(kiosk.page, `failed-${options.profile}-${options.language ?? 'ko'}`);
    throw error;
  } finally {
    await kiosk.context.close();
  }
}

/** Touches the first part of this name that can be touched. */
export async function tap(place, name) {
  await part(place, name).and(place.locator(':enabled:visible')).first().click();
}

/** Which kind of screen is shown. */
export const screenOf = (page) => page.locator('.kiosk').getAttribute('data-screen');

/** Waits until this kind of screen is shown. */
export const shows = (page, code) => becomes(() => screenOf(page), code, 'the screen');

/** Cuts the line, or joins it again. */
export const cutLine = ({ context }, cut = true) => context.setOffline(cut);

/**
 * What there is to choose on the screen, by name; the tools around it are not counted. A stepper is
 * one choice, and so are the two buttons that turn a list.
 */
export const choicesOn = (page) =>
  page.locator('main.screen').evaluate((main) => {
    const groups = '.stepper, .turning, .scroll-buttons, .keyboard';
    const seen = (it) => it.checkVisibility({ visibilityProperty: true });
    const buttons = [...main.querySelectorAll('button:enabled, a[href], input')].filter(seen);
    const alone = buttons.filter((it) => !it.closest(groups));
    const together = new Set(buttons.map((it) => it.closest(groups)).filter(Boolean));
    together.forEach((it) => it.matches('.scroll-buttons') && together.delete(it));
    return [...alone, ...together].map((it) => it.dataset.testid ?? it.className);
  });

/** Everything that can be pressed, with its box in millimetres. */
export const controlsOn = (page, profile) =>
  page.evaluate((mm) => {
    const seen = (it) => it.checkVisibility({ visibilityProperty: true });
    const named = [...document.querySelectorAll('button, a[href], input')].filter(seen);
    return named.map((it) => {
      const box = it.getBoundingClientRect();
      const [x, y, width, height] = [box.x, box.y, box.width, box.height].map((px) => px / mm);
      const name = it.dataset.testid || it.textContent.trim();
      return { name, primary: it.matches('.primary'), x, y, width, height };
    });
  }, pxPerMm(profile));

/** Words that do not fit where they stand, and parts that stand on each other. */
export const crowdedOn = (page) =>
  page.evaluate(() => {
    const seen = (it) => it.checkVisibility({ visibilityProperty: true });
    const name = (it) => `${it.className || it.tagName}: ${it.textContent.trim().slice(0, 40)}`;
    const texts = [...document.querySelectorAll('.kiosk :is(h1, h2, h3, p, span, dt, dd, strong)')];
    const cut = texts.filter(seen).filter((it) => {
      const style = getComputedStyle(it);
      if (style.display === 'inline') return false;
      const hidden = style.overflow !== 'visible' && it.scrollHeight > it.clientHeight + 2;
      return hidden || (it.clientWidth > 0 && it.scrollWidth > it.clientWidth + 2);
    });
    const buttons = [...document.querySelectorAll('button')].filter(seen);
    const spilled = buttons.filter((it) =>
      it.scrollWidth > it.clientWidth + 2 || it.scrollHeight > it.clientHeight + 2);
    const within = (a, b) => a.contains(b) || b.contains(a);
    const shown = (it) => {
      const box = it.getBoundingClientRect();
      const clip = it.closest('.scroller')?.getBoundingClientRect();
      if (!clip) return box;
      const top = Math.max(box.top, clip.top);
      const bottom = Math.min(box.bottom, clip.bottom);
      return { left: box.left, right: box.right, top, bottom: Math.max(top, bottom) };
    };
    const meet = (a, b) => {
      const [p, q] = [shown(a), shown(b)];
      return Math.min(p.right, q.right) - Math.max(p.left, q.left) > 1
        && Math.min(p.bottom, q.bottom) - Math.max(p.top, q.top) > 1;
    };
    const beside = buttons.flatMap((a, at) => buttons.slice(at + 1)
      .filter((b) => !within(a, b) && meet(a, b) && !a.closest('dialog') && !b.closest('dialog'))
      .map((b) => `${name(a)} on ${name(b)}`));
    const outside = buttons.filter((it) => {
      const box = shown(it);
      return box.left < -1 || box.right > innerWidth + 1 || box.top < -1
        || box.bottom > innerHeight + 1;
    });
    return {
      cut: cut.map(name),
      spilled: spilled.map(name),
      beside,
      outside: outside.map(name),
    };
  });

/** A picture for eyes, where a folder for them is named. */
export async function picture(page, name) {
  const folder = process.env.BAGUNI_SHOTS;
  if (!folder) return;
  await mkdir(folder, { recursive: true });
  await page.evaluate(() => Promise.all([...document.images]
    .map((img) => Promise.race([img.decode(), new Promise((stop) => setTimeout(stop, 2000))])
      .catch(() => {}))));
  await page.screenshot({ path: join(folder, `${name}.png`) });
}

export { closeBrowser, part };

/** Answers as a server does to which the screen is paired, as far as that is not built yet. */
async function pretendPaired(context, { profile, locked = false, message }) {
  const answer = setupBytes({ profile, locked, message });
  const bytes = (body) => ({ contentType: 'application/vnd.baguni.answer', body });
  const { readFile } = await import('node:fs/promises');
  const shell = async () =>
    (await readFile(join(process.env.BAGUNI_BUNDLE_FOLDER, 'kiosk.html'), 'utf8'))
      .replaceAll('%CSP NONCE%', 'none');
  await context.route(/\/kiosk$/, async (route) =>
    route.fulfill({ contentType: 'text/html', body: await shell() }));
  await context.route('**/api/kiosk/**', (route) => {
    const { pathname } = new URL(route.request().url());
    switch (pathname) {
      case '/api/kiosk/setup': return route.fulfill(bytes(answer));
      case '/api/kiosk/reset': return route.fulfill(bytes(Buffer.from([0])));
      case '/api/kiosk/heartbeat': return route.fulfill(bytes(Buffer.from([0, 0])));
      default: return route.fulfill(bytes(Buffer.from([4])));
    }
  });
}

function setupBytes({ profile, locked, message }) {
  const { width, height, heightMm, floorMm } = PROFILES[profile];
  const number = (n) => {
    const bytes = [];
    for (; n > 127; n = Math.floor(n / 128)) bytes.push((n % 128) + 128);
    return Buffer.from([...bytes, n]);
  };
  const float = (n) => {
    const bytes = Buffer.alloc(8);
    bytes.writeDoubleLE(n);
    return bytes;
  };
  const text = (words) => Buffer.concat([number(Buffer.byteLength(words)), Buffer.from(words)]);
  return Buffer.concat([
    Buffer.from([0]), Buffer.alloc(16, 1), text('입구 왼쪽'), text(STORE),
    number(width), number(height), float(1), float(heightMm), float(floorMm),
    number(60), text(ORIGIN), Buffer.from([locked ? 1 : 0]),
    message ? Buffer.concat([Buffer.from([1]), text(message)]) : Buffer.from([0]),
  ]);
}
