// Through the shop with scripts: from the front door to a full cart, and back again.

import assert from 'node:assert/strict';
import {
  ask,
  largestCollection,
  productInOneStore,
  productOnSale,
  productWithGap,
  productWithOptions,
  stores,
} from './catalogue.mjs';
import { cardTitles, choose, impossibleChoice, shownTotal } from './reading.mjs';
import { SIZES, becomes, cartCount, cartLines, eventually, live, open, part } from './shop.mjs';
import { shopping } from './shopping.mjs';

/** A step that must not load the page anew: what is written on the window survives it. */
async function withoutReload(page, step) {
  await page.evaluate(() => { window.sameDocument = true; });
  await step();
  assert.ok(await page.evaluate(() => window.sameDocument), 'the page was loaded anew');
}

shopping('from the front door through a list to the cart', async (page) => {
  const { collection: { link }, listing } = await largestCollection();
  const [facet] = listing.facets;
  const [one, two] = facet.choices.filter(({ count }) => count > 0);
  const listPath = `/collections/${link.handle}`;
  const expected = async (query) => (await ask(listPath, query)).listing;

  await open(page, '/');
  await withoutReload(page, async () => {
    const feature = page.locator('.features a').first();
    const name = await feature.locator('.name').innerText();
    await feature.click();
    await page.getByRole('heading', { level: 1, name }).waitFor();
  });
  await open(page, listPath);
  await withoutReload(page, async () => {
    // Two values of a facet widen the list; each has its count beside it.
    const tick = (choice) =>
      page.locator(`.filters input[name="${facet.key}"][value="${choice.key}"]`);
    await tick(one).check();
    await becomes(() => shownTotal(page), one.count, 'the total after one value');
    await tick(two).check();
    const both = one.count + two.count;
    await becomes(() => shownTotal(page), both, 'the total after two values of one facet');
    assert.equal(await cardTitles(page).then((titles) => titles.length), both);
    assert.ok(await tick(one).isChecked() && await tick(two).isChecked());

    // A chip takes one of them away, and the box with it.
    await page.getByRole('link', { name: `${one.name} 필터 지우기` }).click();
    await becomes(() => shownTotal(page), two.count, 'the total after a chip was taken away');
    assert.ok(!await tick(one).isChecked(), 'the box of the chip is still ticked');
    await page.locator('.chips .clear').click();
    await becomes(() => shownTotal(page), listing.total, 'the total after clearing');

    // A price range keeps only what costs as much.
    const { min, max } = listing.price_bounds;
    const bound = Math.round((min + max) / 2);
    const cheap = await expected({ 'price-max': bound });
    await page.locator('.filters input[name="price-max"]').fill(String(bound));
    await page.locator('.filters input[name="price-max"]').press('Tab');
    await becomes(() => shownTotal(page), cheap.total, 'the total below a price');
    await page.locator('.chips .clear').click();
    await becomes(() => shownTotal(page), listing.total, 'the total after clearing the price');
    assert.equal(await page.locator('.filters input[name="price-max"]').inputValue(), '');

    // A store keeps what it has.
    const [[store, count]] = listing.stores;
    await page.locator('select[name="at"]').selectOption(store.handle);
    await becomes(() => shownTotal(page), count, 'the total in one store');
    await page.locator('.chips .clear').click();
    await becomes(() => shownTotal(page), listing.total, 'the total after clearing the store');

    // The order is the shop's own for that order, on both pages.
    await page.locator('select[name="sort"]').selectOption('price-asc');
    const sorted = await expected({ sort: 'price-asc' });
    const names = sorted.products.map(({ title }) => title);
    await eventually(() => cardTitles(page), (seen) => String(seen) === String(names), 'the order');
    await page.locator('.pager a[rel="next"]').click();
    const next = await expected({ sort: 'price-asc', page: 2 });
    const later = next.products.map(({ title }) => title);
    await eventually(() => cardTitles(page), (seen) => String(seen) === String(later), 'page 2');
    const address = new URL(page.url());
    assert.equal(address.search, '?sort=price-asc&page=2');
    await becomes(() => page.evaluate(() => window.scrollY), 0, 'the top of page 2');

    await page.locator('.product-card .title a').first().click();
    await page.getByRole('heading', { level: 1, name: later[0] }).waitFor();
  });
  // The address alone tells the list: a shared link shows the same.
  await open(page, `${listPath}?sort=price-asc&page=2`);
  assert.equal(await page.locator('select[name="sort"]').inputValue(), 'price-asc');
});

shopping('back shows the list as it was left, where it was left', async (page) => {
  const { collection: { link } } = await largestCollection();
  await open(page, `/collections/${link.handle}?stock=1&sort=new`);
  const titles = await cardTitles(page);
  const card = page.locator('.product-card .title a').nth(9);
  await card.scrollIntoViewIfNeeded();
  const top = await page.evaluate(() => window.scrollY);
  assert.ok(top > 200, `the list is too short to be scrolled: ${top}`);
  await card.click();
  await page.locator('.product-page').waitFor();
  await becomes(() => page.evaluate(() => window.scrollY), 0, 'the top of the product page');
  await page.goBack();
  await eventually(() => cardTitles(page), (seen) => String(seen) === String(titles), 'the list');
  assert.ok(await page.locator('.filters input[name="stock"]').isChecked());
  assert.equal(await page.locator('select[name="sort"]').inputValue(), 'new');
  await eventually(
    () => page.evaluate(() => window.scrollY),
    (now) => Math.abs(now - top) <= 2,
    `the place ${top} in the list`,
  );
});

shopping('a combination that is not made is shown as such, and never bought', async (page) => {
  const product = await productWithGap();
  const { kept, given } = impossibleChoice(product);
  await open(page, `/products/${product.handle}`);
  await choose(page, kept.option, kept.value);
  const gap = page.locator(`label.value:has(input[name="option-${given.option}"][value="${given.value}"])`);
  await gap.and(page.locator('.unavailable')).waitFor();
  assert.match(await gap.getAttribute('title'), /만들지 않는 조합/);
  // Choosing it all the same gives a variant that is made, and what is bought is what is shown.
  await choose(page, given.option, given.value);
  const add = part(page, 'add-to-cart');
  const sku = await add.getAttribute('data-sku');
  const variant = product.variants.find((it) => it.sku === sku);
  assert.equal(variant.choices[given.option], given.value);
  for (const [option, value] of variant.choices.entries()) {
    assert.ok(await page.locator(`input[name="option-${option}"][value="${value}"]`).isChecked());
  }
  await add.click();
  await becomes(() => cartCount(page), 1, 'the badge');
  await part(page, 'cart-link').click();
  await eventually(() => cartLines(page), (lines) => String(lines) === `${sku},1`, 'the cart');
});

shopping('what is chosen shows its price, its picture, its stock and its name', async (page) => {
  const product = await productWithOptions();
  await open(page, `/products/${product.handle}`);
  const last = product.variants.at(-1);
  for (const [option, value] of last.choices.entries()) await choose(page, option, value);
  await becomes(() => part(page, 'add-to-cart').getAttribute('data-sku'), last.sku, 'the SKU');
  const won = last.price.amount.minor.toLocaleString('en-US');
  assert.equal(await page.locator('.buy-head .amount').innerText(), `${won}원`);
  const names = await page.locator('legend .chosen').allInnerTexts();
  const chosen = last.choices.map((at, option) => product.options[option].values[at].name);
  assert.deepEqual(names, chosen);
  const current = page.locator('.thumbs a[aria-current="true"]');
  await becomes(() => current.getAttribute('href'), `#picture-${last.picture + 1}`, 'the picture');
  // The address of a variant opens it.
  await open(page, `/products/${product.handle}?sku=${last.sku}`);
  assert.equal(await part(page, 'add-to-cart').getAttribute('data-sku'), last.sku);
});

shopping('pictures: thumbnails, swiping strip and the enlarged view', async (page) => {
  const { handle, pictures } = await productWithOptions();
  await open(page, `/products/${handle}`);
  const inView = (at) => page.locator(`#picture-${at}`).evaluate((slide) => {
    const strip = slide.parentElement.getBoundingClientRect();
    return Math.abs(slide.getBoundingClientRect().left - strip.left) < 2;
  });
  const thumbs = page.locator('.thumbs a');
  assert.equal(await thumbs.count(), pictures.length);
  assert.ok(await inView(1));
  await thumbs.nth(2).click();
  await becomes(() => inView(3), true, 'the third picture in the strip');
  assert.equal(await thumbs.nth(2).getAttribute('aria-current'), 'true');
  const dialog = page.locator('dialog.enlarged');
  await page.locator('#picture-3 a').click();
  await dialog.waitFor({ state: 'visible' });
  const enlarged = dialog.locator('img');
  assert.ok((await enlarged.getAttribute('src')).endsWith(pictures[2].src));
  await becomes(() => enlarged.evaluate((img) => img.complete && img.naturalWidth > 0), true,
    'the enlarged picture');
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'hidden' });
  await page.locator('#picture-3 a').click();
  await dialog.getByRole('button', { name: '닫기' }).click();
  await dialog.waitFor({ state: 'hidden' });
});

shopping('another language keeps the page, its query and the cart', async (page) => {
  const { handle, variants } = await productWithOptions();
  await open(page, `/products/${handle}?sku=${variants[1].sku}`);
  await part(page, 'add-to-cart').click();
  await becomes(() => cartCount(page), 1, 'the badge');
  const { collection: { link } } = await largestCollection();
  await open(page, `/collections/${link.handle}?stock=1&page=2`);
  await page.locator('footer').getByRole('link', { name: 'English' }).click();
  await page.waitForURL(`**/en/collections/${link.handle}?stock=1&page=2`);
  await live(page);
  assert.equal(await page.locator('html').getAttribute('lang'), 'en');
  assert.equal(await cartCount(page), 1);
  await page.locator('footer').getByRole('link', { name: '한국어' }).click();
  await page.waitForURL(new RegExp(`//[^/]+/collections/${link.handle}\\?stock=1&page=2$`));
  // After a step without a reload the way leads from the page that is shown now.
  await live(page);
  await page.locator('.product-card .title a').first().click();
  await page.locator('.product-page').waitFor();
  const shown = new URL(page.url()).pathname;
  await page.locator('footer').getByRole('link', { name: 'English' }).click();
  await page.waitForURL(`**/en${shown}`);
});

shopping('another currency changes every price and stays', async (page) => {
  const product = await productOnSale();
  const { collection: { link } } = await largestCollection();
  const prices = () => page.locator('.price .amount, .price .was, .amounts strong, [data-testid=cart-total]')
    .allInnerTexts();
  const all = (sign) => async () => {
    const seen = await prices();
    assert.ok(seen.length > 0, `no price on ${page.url()}`);
    for (const price of seen) assert.match(price, sign, `a price of ${page.url()}`);
  };
  const [won, dollars] = [all(/^[\d,]+원(부터)?$/), all(/^(US)?\$[\d,]+\.\d\d(부터)?$/)];
  await open(page, `/products/${product.handle}`);
  await won();
  await part(page, 'add-to-cart').click();
  await becomes(() => cartCount(page), 1, 'the badge');
  await Promise.all([
    page.waitForEvent('load'),
    page.locator('footer').getByRole('button', { name: '$ USD' }).click(),
  ]);
  await live(page);
  assert.equal(new URL(page.url()).pathname, `/products/${product.handle}`);
  await dollars();
  for (const path of ['/', `/collections/${link.handle}`, '/cart', `/search?q=a`]) {
    await open(page, path);
    await dollars();
  }
  // The cost of the cart is the cost of its line.
  await open(page, '/cart');
  const dear = await ask(`/products/${product.handle}`, { locale: 'ko', currency: 'USD' });
  const sku = (await cartLines(page))[0][0];
  const cents = dear.variants.find((it) => it.sku === sku).price.amount.minor;
  assert.ok((await part(page, 'cart-subtotal').innerText()).endsWith((cents / 100).toFixed(2)));
  // And so does a step without a reload.
  await page.locator('header .mark').click();
  await page.locator('.editorial').waitFor();
  await dollars();
});

shopping('my store is kept and shows its stock', async (page) => {
  const product = await productInOneStore();
  const levels = product.variants[0].stock.filter(({ kind }) => kind === 'store');
  const has = levels.find(({ available }) => available > 3).location;
  const hasNot = levels.find(({ available }) => available === 0).location;
  await open(page, `/products/${product.handle}`);
  await part(page, 'stock-here').getByRole('link').click();
  await page.getByRole('heading', { level: 1, name: '매장' }).waitFor();
  for (const [location, words] of [[has, '재고 있음'], [hasNot, '재고 없음']]) {
    await open(page, `/stores/${location.handle}`);
    const press = page.getByRole('button', { name: `내 매장으로 정하기: ${location.name}` });
    await Promise.all([page.waitForEvent('load'), press.click()]);
    await live(page);
    await open(page, `/products/${product.handle}`);
    const here = await part(page, 'stock-here').innerText();
    assert.ok(here.includes(location.name) && here.includes(words), here);
  }
  await open(page, `/stores/${hasNot.handle}`);
  const forget = page.getByRole('button', { name: `내 매장 해제: ${hasNot.name}` });
  await Promise.all([page.waitForEvent('load'), forget.click()]);
  await live(page);
  await open(page, `/products/${product.handle}`);
  assert.match(await part(page, 'stock-here').innerText(), /내 매장 정하기/);
});

shopping('a store page tells where it is, when it is open and what it has', async (page) => {
  const [store] = await stores();
  await open(page, '/stores');
  await page.locator('main').getByRole('link', { name: store.link.name }).first().click();
  await page.getByRole('heading', { level: 1, name: store.link.name }).waitFor();
  const facts = await page.locator('.store-facts').innerText();
  for (const fact of [store.address, store.postcode, store.phone]) {
    assert.ok(facts.includes(fact), `${fact} is missing`);
  }
  assert.equal(await page.locator('.hours li').count(), 7);
  await page.locator('a.more').click();
  await page.waitForURL(`**/search?at=${store.link.handle}`);
  const { listing } = await ask('/search', { q: '', at: store.link.handle });
  await becomes(() => shownTotal(page), listing.total, 'what the store has');
});

shopping('an address of before leads to the one of now', async (page) => {
  const response = await open(page, '/products/floor-cushion-quilted?sku=x');
  assert.equal(new URL(page.url()).pathname, '/products/nubi-floor-cushion');
  const [first] = [response.request().redirectedFrom()];
  assert.equal((await first.response()).status(), 301);
  await open(page, '/en/collections/home-living');
  assert.equal(new URL(page.url()).pathname, '/en/collections/living');
});

shopping('an unknown address says so and helps on', { expected: /status of 404/ }, async (page) => {
  for (const path of ['/nowhere', '/products/no-such-thing', '/collections/%20', '/stores/moon']) {
    const response = await open(page, path);
    assert.equal(response.status(), 404, path);
    await page.getByRole('heading', { level: 1, name: '찾는 페이지가 없어요' }).waitFor();
  }
  await page.locator('main input[type=search]').fill('머그');
  await page.locator('main input[type=search]').press('Enter');
  await page.waitForURL('**/search?q=*');
  await live(page);
  assert.ok((await cardTitles(page)).length > 0);
});

shopping('what was looked at before is shown, newest first', async (page) => {
  const seen = [await productWithGap(), await productWithOptions(), await productOnSale()];
  const distinct = [...new Map(seen.map((it) => [it.handle, it])).values()];
  for (const { handle } of distinct) await open(page, `/products/${handle}`);
  const before = distinct.slice(0, -1).reverse().map(({ title }) => title);
  const recent = page.locator('section:has(#recent) .title');
  await eventually(() => recent.allInnerTexts(), (now) => String(now) === String(before), 'recent');
});

shopping('on a phone: the drawer, the filters and the button are in reach', { size: SIZES.phone },
  async (page) => {
    const { collection: { link } } = await largestCollection();
    await open(page, '/');
    await page.locator('.small-menu summary').click();
    const drawer = page.locator('.small-menu .drawer');
    await drawer.getByRole('link').first().click();
    await page.locator('.listing').waitFor();
    await drawer.waitFor({ state: 'hidden' });
    await open(page, `/collections/${link.handle}`);
    const stock = page.locator('.filters input[name="sale"]');
    assert.ok(!await stock.isVisible(), 'the filters are open before they are asked for');
    await page.locator('.filters > summary').click();
    await stock.check();
    await page.waitForURL('**sale=1');
    const { listing } = await ask(`/collections/${link.handle}`, { sale: 1 });
    await becomes(() => shownTotal(page), listing.total, 'the total on sale');
    assert.ok(await stock.isVisible(), 'the filters shut at the first tick');
    await open(page, `/products/${(await productOnSale()).handle}`);
    const button = await part(page, 'add-to-cart').boundingBox();
    assert.ok(button.y + button.height <= SIZES.phone.height, 'the button is below the screen');
  });
