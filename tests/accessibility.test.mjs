// Every kind of page for everybody: axe-core finds nothing at three sizes, in both languages, by
// light and by dark; nothing scrolls sideways on the narrowest phone; everything is big enough to
// be hit by a finger.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { inLanguage, pageKinds, prepare } from './pages.mjs';
import { PREFIXES, SIZES, open, part } from './shop.mjs';
import { productOnSale } from './catalogue.mjs';
import { shopping } from './shopping.mjs';

const AXE = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

const NOT_FOUND = /status of 404/;

/** The smallest side of what is pressed, in pixels (WCAG 2.2, 2.5.8). */
const TARGET = 24;

/** Findings, each told once with the places where it is. */
class Places {
  #found = new Map();

  add(findings, place) {
    for (const text of findings) {
      this.#found.set(text, [...(this.#found.get(text) ?? []), place]);
    }
  }

  told() {
    return [...this.#found].map(([text, [first, ...more]]) =>
      `${text} on ${first}${more.length > 0 ? ` and ${more.length} more` : ''}`);
  }
}

/** What axe-core finds wrong, told in one line each; `rules` limits it to some of its rules. */
async function findings(page, rules) {
  if (!await page.evaluate(() => 'axe' in window)) await page.evaluate(AXE);
  return page.evaluate(async (only) => {
    const { violations } = await window.axe.run(document, {
      resultTypes: ['violations'],
      ...(only && { runOnly: { type: 'rule', values: only } }),
    });
    return violations.flatMap(({ id, nodes }) =>
      nodes.slice(0, 3).map((node) => `${id}: ${node.target} ${node.any[0]?.message ?? node.html}`));
  }, rules);
}

for (const [language, prefix] of Object.entries(PREFIXES)) {
  shopping(`axe-core finds nothing: ${language}`, { expected: NOT_FOUND },
    async (page, { context }) => {
      const wrong = new Places();
      for (const kind of await pageKinds()) {
        await prepare(context, kind);
        await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
        await open(page, inLanguage(prefix, kind.path));
        for (const [name, size] of Object.entries(SIZES)) {
          await page.setViewportSize(size);
          // What is where does not depend on the colours, so by dark only these are looked at.
          for (const [colors, rules] of [['light'], ['dark', ['color-contrast']]]) {
            await page.emulateMedia({ colorScheme: colors, reducedMotion: 'reduce' });
            wrong.add(await findings(page, rules), `${kind.kind} (${name}, ${colors})`);
          }
        }
      }
      assert.deepEqual(wrong.told(), []);
    });
}

shopping('axe-core finds nothing where something is opened', { size: SIZES.phone }, async (page) => {
  const check = async (what) => assert.deepEqual(await findings(page), [], what);
  await open(page, '/collections/table');
  await page.locator('.small-menu summary').click();
  await check('the drawer');
  await page.locator('.small-menu summary').click();
  await page.locator('.filters > summary').click();
  for (const facet of await page.locator('.facet > summary').all()) await facet.click();
  await check('the filters');
  await page.locator('.site-header input[name="q"]').pressSequentially('머');
  await page.locator('.offers').waitFor();
  await check('the offers of the search');
  await open(page, `/products/${(await productOnSale()).handle}`);
  await page.locator('main details').evaluateAll((all) => all.forEach((it) => { it.open = true; }));
  await part(page, 'add-to-cart').click();
  await page.locator('.notice').waitFor();
  await check('an unfolded product and a notice');
  await page.locator('.gallery .strip a').first().click();
  await page.locator('dialog.enlarged').waitFor();
  await check('the enlarged picture');
});

/** Whatever is wider than the screen, and what is too small to be hit. */
function measure(target) {
  const width = document.documentElement.clientWidth;
  const told = (it) =>
    `${it.tagName.toLowerCase()}.${it.className?.baseVal ?? it.className} ${it.textContent.trim().slice(0, 20)}`;
  const scrolls = document.documentElement.scrollWidth > width
    ? [...document.body.querySelectorAll('*')]
      .filter((it) => it.getBoundingClientRect().right > width + 0.5)
      .map((it) => `too wide: ${told(it)}`).slice(0, 5).concat('the page scrolls sideways')
    : [];
  const pressed = 'a[href], button, input:not([type=hidden]), select, summary, label.value, label.tick';
  const small = [...document.querySelectorAll(pressed)].filter((it) => {
    const box = it.getBoundingClientRect();
    if (!it.checkVisibility({ opacityProperty: true, visibilityProperty: true })) return false;
    // What is only read out, what a label stands for, and links in running text.
    if (box.width <= 1 || box.height <= 1 || it.closest('label, .prose, p:not([class])')) {
      return it.matches('label') && Math.min(box.width, box.height) < target;
    }
    return Math.min(box.width, box.height) < target - 0.01;
  });
  const sizes = small.map((it) => {
    const { width: w, height: h } = it.getBoundingClientRect();
    return `too small: ${told(it)} ${Math.round(w)}×${Math.round(h)}`;
  });
  return [...scrolls, ...new Set(sizes)];
}

for (const [language, prefix] of Object.entries(PREFIXES)) {
  shopping(`the narrowest phone: ${language}`,
    { expected: NOT_FOUND, size: { width: 320, height: 640 } },
    async (page, { context }) => {
      const wrong = new Places();
      for (const kind of await pageKinds()) {
        await prepare(context, kind);
        await open(page, inLanguage(prefix, kind.path));
        wrong.add(await page.evaluate(measure, TARGET), kind.kind);
      }
      assert.deepEqual(wrong.told(), []);
    });
}
