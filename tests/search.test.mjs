// Searching with scripts: what is offered while typing, and what Enter finds.

import assert from 'node:assert/strict';
import { ask, plainProduct, products } from './catalogue.mjs';
import { cardTitles, shownTotal } from './reading.mjs';
import { inLatinLayout, letters } from './hangul.mjs';
import { becomes, eventually, live, open } from './shop.mjs';
import { shopping } from './shopping.mjs';

const field = (page) => page.locator('.site-header input[name="q"]');
const offers = (page) => page.locator('.offers');

shopping('offers come while typing, by part, initials, typo and layout', async (page) => {
  const { title } = await plainProduct();
  const bare = title.replaceAll(' ', '');
  const ways = {
    'its beginning': title.slice(0, -1),
    'its initials': letters(bare, true),
    'no spaces': bare,
    'the wrong layout': inLatinLayout(title),
  };
  await open(page, '/');
  for (const [way, text] of Object.entries(ways)) {
    await field(page).fill('');
    await field(page).pressSequentially(text);
    const offered = offers(page).locator('.products .title');
    await eventually(() => offered.allInnerTexts(), (all) => all.includes(title),
      `${title} offered for ${way}: ${text}`);
  }
  // Escape shuts the offers and keeps what was typed; a press on one opens it.
  await page.keyboard.press('Escape');
  await offers(page).waitFor({ state: 'detached' });
  assert.equal(await field(page).inputValue(), ways['the wrong layout']);
  await field(page).pressSequentially(' ');
  await offers(page).locator('.products a', { hasText: title }).first().click();
  await page.getByRole('heading', { level: 1, name: title }).waitFor();
  await offers(page).waitFor({ state: 'detached' });
});

shopping('offers name searches and collections, and are reached by keyboard', async (page) => {
  const { features: [{ link }] } = await ask('/home');
  await open(page, '/');
  await field(page).pressSequentially(link.title);
  const way = offers(page).locator('.words a', { hasText: link.title }).last();
  await way.waitFor();
  await page.keyboard.press('Tab');
  assert.ok(await offers(page).evaluate((it) => it.contains(document.activeElement)),
    'the offers shut or are passed over');
  await way.click();
  await page.waitForURL(/\/(collections\/|search\?)/);
});

shopping('Enter finds, keeps what was typed, and back brings the page before', async (page) => {
  const { title } = await plainProduct();
  await open(page, '/');
  await field(page).fill(title);
  await field(page).press('Enter');
  await page.getByRole('heading', { level: 1, name: title }).waitFor();
  assert.equal(new URL(page.url()).searchParams.get('q'), title);
  assert.equal(await field(page).inputValue(), title);
  assert.equal((await cardTitles(page))[0], title);
  await offers(page).waitFor({ state: 'detached' });
  // Another search from here: the same field, the next answer.
  await field(page).fill('머그');
  await field(page).press('Enter');
  await page.getByRole('heading', { level: 1, name: '머그' }).waitFor();
  await page.goBack();
  await page.getByRole('heading', { level: 1, name: title }).waitFor();
  await becomes(() => field(page).inputValue(), title, 'the field after a step back');
  await page.goBack();
  await page.locator('.editorial').waitFor();
  await becomes(() => field(page).inputValue(), '', 'the field at the front door');
  await page.goForward();
  await page.getByRole('heading', { level: 1, name: title }).waitFor();
  await page.reload();
  await live(page);
  assert.equal(await field(page).inputValue(), title);
});

shopping('a typo is mended and said; what is unknown gets a way on', async (page) => {
  const { title } = (await products()).find((it) => /^[가-힣]+ [가-힣]{3,}/.test(it.title));
  const word = title.split(' ')[1];
  // A finger beside the key of the last vowel.
  const at = word.codePointAt(word.length - 1) - 0xac00;
  const vowel = Math.floor((at % 588) / 28);
  const typo = word.slice(0, -1) + String.fromCodePoint(0xac00 + at + (vowel < 20 ? 28 : -28));
  await open(page, `/search?q=${encodeURIComponent(typo)}`);
  assert.ok((await cardTitles(page)).length > 0, `nothing for ${typo}, meant for ${word}`);
  assert.ok((await cardTitles(page)).includes(title), `${title} is not found by ${typo}`);
  await open(page, '/search?q=qqqqzzzzxxxx');
  await page.getByRole('heading', { name: '찾는 것이 없어요' }).waitFor();
  assert.ok((await cardTitles(page)).length > 0, 'nothing is offered instead');
  assert.equal(await field(page).inputValue(), 'qqqqzzzzxxxx');
});

shopping('words that are no product lead to where they are answered', async (page) => {
  const { help } = await ask('/search', { q: '영업시간' });
  assert.ok(help.length > 0, 'opening hours are not explained');
  await open(page, '/search?q=영업시간');
  await page.locator('main .chips a').first().click();
  await page.waitForURL((address) => address.pathname !== '/search');
  await page.locator('h1').waitFor();
});

shopping('a search is narrowed and ordered like any list, and keeps its words', async (page) => {
  const words = '머그';
  const { listing } = await ask('/search', { q: words, stock: 1 });
  await open(page, `/search?q=${encodeURIComponent(words)}`);
  await page.locator('.filters input[name="stock"]').check();
  await page.waitForURL('**stock=1');
  await becomes(() => shownTotal(page), listing.total, 'the total in stock');
  await page.locator('select[name="sort"]').selectOption('price-desc');
  await page.waitForURL('**sort=price-desc');
  const asked = new URL(page.url()).searchParams;
  assert.deepEqual([asked.get('q'), asked.get('stock')], [words, '1']);
  assert.equal(await field(page).inputValue(), words);
});

shopping('no text in a search is taken for markup or breaks the page', async (page) => {
  const odd = ['<script>alert(1)</script>', '"><img src=x onerror=alert(1)>', '%', '%25', '\\', "'--",
    'a'.repeat(200), '😀', '&amp;', '\u202e머그'];
  for (const text of odd) {
    const response = await open(page, `/search?q=${encodeURIComponent(text)}`);
    assert.equal(response.status(), 200, text);
    assert.ok((await page.locator('h1').innerText()).includes(text), `the heading of ${text}`);
    assert.equal(await field(page).inputValue(), text);
  }
});
