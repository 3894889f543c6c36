// A screen in a store as the tests have it: opened at a device's profile, touched by what its parts
// are called, with a line that can be cut.

import assert from 'node:assert/strict';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { pair } from './kiosk-paired.mjs';
import { becomes, closeBrowser, eventually, live, newDevice, part, putAway } from './shop.mjs';

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

/** What a page may complain of while the line is cut. */
const WITHOUT_A_LINE = /ERR_INTERNET_DISCONNECTED|Failed to fetch|WebSocket connection/;

/**
 * A screen that is set up and shows what nobody has touched yet. `expected` is what its page may
 * complain of besides a cut line.
 */
export async function newKiosk({ profile, language = 'ko', expected }) {
  const { width, height } = PROFILES[profile];
  const allowed = new RegExp([WITHOUT_A_LINE, expected].filter(Boolean)
    .map((pattern) => pattern.source).join('|'));
  const device = await newDevice({ size: { width, height }, expected: allowed });
  await pair(device.context, { profile });
  const kiosk = { ...device, profile, language };
  await openKiosk(kiosk);
  return kiosk;
}

/** Loads the page anew, in the language of the test; `instead` is what stands in the shop's place. */
export async function openKiosk({ page, language }, instead) {
  await page.goto('/kiosk', { waitUntil: 'load' });
  if (instead) return void await part(page, instead).waitFor();
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
    await putAway(kiosk);
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

/**
 * Opens products, page by page, until one is not in this store: which that is depends on what other
 * tests have bought.
 */
export async function toElsewhere(page) {
  const firstOf = () => part(page, 'product').first().getAttribute('data-handle');
  for (let collection = 0; collection < 4; collection += 1) {
    await tap(page, await screenOf(page) === 'attract' ? 'begin' : 'home');
    await shows(page, 'browse');
    await part(page, 'collection').nth(collection).click();
    await shows(page, 'collection');
    for (;;) {
      const many = await part(page, 'product').count();
      for (let at = 0; at < many; at += 1) {
        await part(page, 'product').nth(at).click();
        await shows(page, 'product');
        await part(page, 'stock-here').waitFor();
        if (await part(page, 'order-home').count()) return;
        await tap(page, 'back');
        await shows(page, 'collection');
      }
      const next = part(page, 'next').and(page.locator(':enabled'));
      if (!(await next.count())) break;
      const before = await firstOf();
      await next.click();
      await eventually(firstOf, (now) => now !== before, 'another page');
    }
  }
  assert.fail('nothing is anywhere but here');
}

/** Cuts the line, or joins it again. */
export const cutLine = ({ context }, cut = true) => context.setOffline(cut);

/**
 * What there is to choose on the screen, by name; the tools around it are not counted. A stepper is
 * one choice, and so are the two buttons that turn a list.
 */
export const choicesOn = (page) =>
  page.locator('main.screen').evaluate((main) => {
    const groups = '.stepper, .turning, .scroll-buttons, .keyboard, .pad';
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
      if (it.matches('.visually-hidden')) return false;
      const style = getComputedStyle(it);
      if (style.display === 'inline') return false;
      const hidden = style.overflow !== 'visible' && it.scrollHeight > it.clientHeight + 2;
      return hidden || (it.clientWidth > 0 && it.scrollWidth > it.clientWidth + 2);
    });
    const buttons = [...document.querySelectorAll('button')].filter(seen);
    // What a line of text has above and below its letters may reach over the edge.
    const line = parseFloat(getComputedStyle(document.documentElement).fontSize) / 4;
    const spilled = buttons.filter((it) =>
      it.scrollWidth > it.clientWidth + 2 || it.scrollHeight > it.clientHeight + line);
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
    // What stays at the foot of a screen stands over what is moved beneath it.
    const stays = (it) => {
      const foot = it.closest('.actions');
      return Boolean(foot) && getComputedStyle(foot).position === 'sticky';
    };
    const moves = (it) => Boolean(it.closest('.moves .scroller')) && !stays(it);
    const beneath = (a, b) => (stays(a) && moves(b)) || (stays(b) && moves(a));
    const beside = buttons.flatMap((a, at) => buttons.slice(at + 1)
      .filter((b) => !within(a, b) && meet(a, b) && !beneath(a, b))
      .map((b) => `${name(a)} on ${name(b)}`));
    const outside = buttons.filter((it) => {
      const box = shown(it);
      if (box.bottom - box.top < 1) return false;
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
