// Every kind of page in both languages: it answers as it should, comes alive without a complaint,
// and every word on it is of its language.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { ask, collectionHandles, products, stores } from './catalogue.mjs';
import { inLanguage, pageKinds, prepare } from './pages.mjs';
import { PREFIXES, open } from './shop.mjs';
import { shopping } from './shopping.mjs';

const HANGUL = /[\u1100-\u11ff\u3130-\u318f\uac00-\ud7a3]/;
const NONSENSE = /undefined|\bNaN\b|\[object |\bnull\b|Some\(|None\b|%[0-9A-F]{2}|\{[a-z_]+\}/;

/** Chromium complains of the page itself when its status is one of an error. */
const OWN_STATUS = /Failed to load resource.*status of 404/;

/** All that is written on a page or told to those who listen to it, but for other languages. */
function wordsOf(page) {
  return page.evaluate(() => {
    const here = document.documentElement.lang;
    const foreign = (element) => element.closest('[lang]').lang !== here;
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const words = [document.title];
    while (walker.nextNode()) {
      const { parentElement, textContent } = walker.currentNode;
      if (parentElement.closest('script, style') || foreign(parentElement)) continue;
      if (textContent.trim()) words.push(textContent.trim());
    }
    for (const name of ['aria-label', 'alt', 'title', 'placeholder']) {
      for (const element of document.querySelectorAll(`[${name}]`)) {
        if (!foreign(element) && element.getAttribute(name)) words.push(element.getAttribute(name));
      }
    }
    for (const meta of document.querySelectorAll('meta[name=description], meta[property^="og:t"]')) {
      words.push(meta.content);
    }
    return words;
  });
}

/** The interface's words that are not the same in both languages, read from where they stand. */
async function englishWords() {
  const source = await readFile(new URL('../src/i18n/words.rs', import.meta.url), 'utf8');
  const pairs = [...source.matchAll(/\w+:\s*"([^"]+)"\s*\/\s*"([^"]+)"/g)];
  assert.ok(pairs.length > 100, 'the table of words is not read as it is written');
  return new Set(pairs.filter(([, ko, en]) => ko !== en).map(([, , en]) => en));
}

for (const [language, prefix] of Object.entries(PREFIXES)) {
  shopping(`every page is alive and in its language: ${language}`, { expected: OWN_STATUS },
    async (page, { context }) => {
      const english = await englishWords();
      for (const kind of await pageKinds()) {
        await prepare(context, kind);
        const response = await open(page, inLanguage(prefix, kind.path));
        const status = kind.status ?? 200;
        assert.equal(response.status(), status, `the status of ${page.url()}`);
        assert.equal(await page.locator('html').getAttribute('data-ready'), 'hydrated');
        assert.equal(await page.locator('html').getAttribute('lang'), language);
        const words = await wordsOf(page);
        const wrong = words.filter((text) =>
          NONSENSE.test(text) || (language === 'en' ? HANGUL.test(text) : english.has(text)));
        assert.deepEqual(wrong, [], `words of ${page.url()}`);
      }
    });
}

test('every text of the catalogue is there in both languages', async () => {
  const told = ({ variants: _, related: __, collections: ___, handle: ____, ...texts }) =>
    JSON.stringify(texts);
  const wrong = [];
  for (const ko of await products()) {
    const en = await ask(`/products/${ko.handle}`, { locale: 'en', currency: 'USD' });
    if (HANGUL.test(told(en))) wrong.push(`Hangul in the English of ${ko.handle}`);
    for (const name of ['title', 'summary', 'description', 'product_type', 'vendor']) {
      if (!HANGUL.test(ko[name])) wrong.push(`no Hangul in the ${name} of ${ko.handle}`);
      if (!en[name].trim()) wrong.push(`no English ${name} of ${ko.handle}`);
    }
  }
  for (const handle of await collectionHandles()) {
    const ko = await ask(`/collections/${handle}`);
    const en = await ask(`/collections/${handle}`, { locale: 'en', currency: 'USD' });
    if (HANGUL.test(JSON.stringify(en))) wrong.push(`Hangul in the English of ${handle}`);
    if (!HANGUL.test(ko.collection.description)) wrong.push(`no Korean words for ${handle}`);
  }
  if (HANGUL.test(JSON.stringify(await ask('/stores', { locale: 'en', currency: 'USD' })))) {
    wrong.push('Hangul in the English of the stores');
  }
  assert.ok((await stores()).length > 0);
  assert.deepEqual(wrong, []);
});
