// The same shop by plain forms and links: with scripts off, and before the bundle has come.

import assert from 'node:assert/strict';
import {
  ask,
  largestCollection,
  plainProduct,
  productInOneStore,
  productOnSale,
  productWithGap,
  productWithOptions,
} from './catalogue.mjs';
import { inLanguage, pageKinds, prepare } from './pages.mjs';
import { cardTitles, choose, impossibleChoice, shownTotal } from './reading.mjs';
import { PREFIXES, cartLines, newDevice, openPlain, part } from './shop.mjs';
import { shopping } from './shopping.mjs';

const PLAIN = { scripts: false };

/** A press that loads the next page. */
async function press(page, button) {
  await Promise.all([page.waitForEvent('load'), button.click()]);
}

const path = (page) => new URL(page.url()).pathname + new URL(page.url()).search;

for (const [language, prefix] of Object.entries(PREFIXES)) {
  shopping(`every page reads without scripts: ${language}`, { ...PLAIN, expected: /status of 404/ },
    async (page, { context }) => {
      for (const kind of await pageKinds()) {
        await prepare(context, kind);
        const response = await openPlain(page, inLanguage(prefix, kind.path));
        assert.equal(response.status(), kind.status ?? 200, kind.kind);
        assert.equal(await page.locator('h1').count(), 1, `one heading on ${kind.kind}`);
        assert.ok(await page.locator('main').isVisible());
        assert.equal(await page.locator('.waiting').count(), 0, `${kind.kind} waits for scripts`);
        const broken = await page.locator('main form:not([action])').count();
        assert.equal(broken, await page.locator('main form[method=dialog]').count(),
          `forms of ${kind.kind} that lead nowhere`);
      }
      // What the lists hold is drawn by the server too.
      const [cart, wishlist] = (await pageKinds()).filter(({ cookies }) => cookies);
      await prepare(context, cart);
      await openPlain(page, inLanguage(prefix, '/cart'));
      assert.equal(await part(page, 'cart-line').count(), 2);
      assert.equal(await part(page, 'cart-count').innerText(), '3');
      await prepare(context, wishlist);
      await openPlain(page, inLanguage(prefix, '/wishlist'));
      assert.equal(await page.locator('.product-card').count(), 3);
    });
}

shopping('options are chosen by radio button, and the right variant is bought', PLAIN,
  async (page) => {
    const product = await productWithOptions();
    const wanted = product.variants.at(-1);
    await openPlain(page, `/en/products/${product.handle}`);
    for (const [option, value] of wanted.choices.entries()) await choose(page, option, value);
    await page.locator('input[name="quantity"]').fill('2');
    await press(page, part(page, 'add-to-cart'));
    assert.equal(path(page), '/en/cart');
    assert.deepEqual(await cartLines(page), [[wanted.sku, 2]]);
    // A combination that is not made is refused, and the cart is as it was.
    const gap = await productWithGap();
    const { kept, given } = impossibleChoice(gap);
    await openPlain(page, `/en/products/${gap.handle}`);
    await choose(page, kept.option, kept.value);
    await choose(page, given.option, given.value);
    await press(page, part(page, 'add-to-cart'));
    assert.equal(new URL(page.url()).pathname, `/en/products/${gap.handle}`);
    assert.match(await page.getByRole('alert').innerText(), /not made in that combination/);
    await openPlain(page, '/en/cart');
    assert.deepEqual(await cartLines(page), [[wanted.sku, 2]]);
  });

shopping('a list is narrowed by a button, ordered and turned by pages', PLAIN, async (page) => {
  const { collection: { link }, listing } = await largestCollection();
  const [facet] = listing.facets;
  const [one, two] = facet.choices;
  await openPlain(page, `/collections/${link.handle}?sort=price-asc`);
  for (const { key } of [one, two]) {
    await page.locator(`.filters input[name="${facet.key}"][value="${key}"]`).check();
  }
  await press(page, page.getByRole('button', { name: '결과 보기' }));
  assert.equal(await shownTotal(page), one.count + two.count);
  assert.equal(new URL(page.url()).searchParams.get('sort'), 'price-asc', 'the order is lost');
  await press(page, page.getByRole('link', { name: `${two.name} 필터 지우기` }));
  assert.equal(await shownTotal(page), one.count);
  await press(page, page.locator('.chips .clear'));
  assert.equal(await shownTotal(page), listing.total);
  await page.locator('select[name="sort"]').selectOption('price-desc');
  await press(page, page.getByRole('button', { name: '적용' }));
  await press(page, page.locator('.pager a[rel="next"]'));
  const { listing: second } = await ask(`/collections/${link.handle}`, { sort: 'price-desc', page: 2 });
  assert.deepEqual(await cardTitles(page), second.products.map(({ title }) => title));
});

shopping('the filters of a phone open without scripts', { ...PLAIN, size: { width: 390, height: 844 } },
  async (page) => {
    const { collection: { link } } = await largestCollection();
    await openPlain(page, `/collections/${link.handle}`);
    await page.locator('.filters > summary').click();
    await page.locator('.filters input[name="stock"]').check();
    await press(page, page.getByRole('button', { name: '결과 보기' }));
    const { listing } = await ask(`/collections/${link.handle}`, { stock: 1 });
    assert.equal(await shownTotal(page), listing.total);
    await page.locator('.small-menu summary').click();
    await press(page, page.locator('.small-menu .drawer a').first());
    await page.locator('.listing').waitFor();
  });

shopping('the search is a form', PLAIN, async (page) => {
  const { title } = await plainProduct();
  await openPlain(page, '/');
  const field = page.locator('.site-header input[name="q"]');
  await field.fill(title);
  await Promise.all([page.waitForEvent('load'), field.press('Enter')]);
  assert.equal(new URL(page.url()).searchParams.get('q'), title);
  assert.equal((await cardTitles(page))[0], title);
  assert.equal(await field.inputValue(), title);
});

shopping('the cart is changed by its buttons, and typed nonsense loses nothing', PLAIN,
  async (page) => {
    const { handle, variants: [{ sku, price }] } = await plainProduct();
    await openPlain(page, `/products/${handle}`);
    await press(page, part(page, 'add-to-cart'));
    await press(page, part(page, 'increase'));
    await press(page, part(page, 'increase'));
    await press(page, part(page, 'decrease'));
    assert.deepEqual(await cartLines(page), [[sku, 2]]);
    const field = part(page, 'quantity');
    const type = async (text) => {
      await field.fill(text);
      await Promise.all([page.waitForEvent('load'), field.press('Enter')]);
    };
    await type('7');
    assert.deepEqual(await cartLines(page), [[sku, 7]]);
    const total = `${(7 * price.amount.minor).toLocaleString('en-US')}원`;
    assert.equal(await part(page, 'cart-subtotal').innerText(), total);
    for (const wrong of ['-1', 'abc', '99999', '']) {
      await type(wrong);
      assert.match(await page.getByRole('alert').innerText(), /1부터 9,999까지/, wrong);
      assert.deepEqual(await cartLines(page), [[sku, 7]], `after ${wrong}`);
    }
    await type('8');
    assert.equal(await page.getByRole('alert').count(), 0, 'an old problem is told again');
    assert.deepEqual(await cartLines(page), [[sku, 8]]);
    await press(page, part(page, 'remove'));
    await page.getByRole('heading', { name: '장바구니가 비어 있어요' }).waitFor();
  });

shopping('a wrong quantity on the product page comes back with a word', PLAIN, async (page) => {
  const { handle } = await plainProduct();
  await openPlain(page, `/products/${handle}`);
  for (const wrong of ['0', 'abc', '']) {
    await page.locator('input[name="quantity"]').fill(wrong);
    await press(page, part(page, 'add-to-cart'));
    assert.equal(new URL(page.url()).pathname, `/products/${handle}`);
    assert.match(await page.getByRole('alert').innerText(), /1부터 9,999까지/, wrong);
  }
  await openPlain(page, '/cart');
  assert.deepEqual(await cartLines(page), []);
});

shopping('hearts come back to the list they stand in', PLAIN, async (page) => {
  const { collection: { link } } = await largestCollection();
  const address = `/collections/${link.handle}?page=2&sort=new`;
  await openPlain(page, address);
  const [title] = await cardTitles(page);
  await press(page, part(page, 'toggle-wishlist').first());
  assert.deepEqual(
    [...new URL(page.url()).searchParams].sort(), [['page', '2'], ['sort', 'new']],
    'the list that the heart stood in is lost',
  );
  await openPlain(page, '/wishlist');
  assert.deepEqual(await cardTitles(page), [title]);
  await press(page, part(page, 'toggle-wishlist').first());
  assert.equal(path(page), '/wishlist');
  await page.getByRole('heading', { name: '찜한 것이 없어요' }).waitFor();
});

shopping('a page that says "add" takes nothing off', PLAIN, async (page) => {
  const { title, handle } = await plainProduct();
  for (const time of ['first', 'second']) {
    await openPlain(page, `/products/${handle}`);
    const heart = part(page, 'toggle-wishlist').first();
    assert.match(await heart.getAttribute('aria-label'), /찜하기/, time);
    await press(page, heart);
    await openPlain(page, '/wishlist');
    assert.deepEqual(await cardTitles(page), [title], `after the ${time} press`);
  }
  await press(page, part(page, 'toggle-wishlist').first());
  await page.getByRole('heading', { name: '찜한 것이 없어요' }).waitFor();
});

shopping('currency and store are kept', PLAIN, async (page) => {
  const product = await productInOneStore();
  const { location } = product.variants[0].stock
    .find(({ kind, available }) => kind === 'store' && available > 3);
  await openPlain(page, `/products/${product.handle}?sku=${product.variants[0].sku}`);
  await press(page, page.locator('footer').getByRole('button', { name: '$ USD' }));
  assert.equal(path(page), `/products/${product.handle}?sku=${product.variants[0].sku}`);
  assert.match(await page.locator('.buy-head .amount').innerText(), /\$/);
  await openPlain(page, `/stores/${location.handle}`);
  await press(page, page.getByRole('button', { name: `내 매장으로 정하기: ${location.name}` }));
  await openPlain(page, `/products/${product.handle}`);
  assert.ok((await part(page, 'stock-here').innerText()).includes(location.name));
  assert.match(await page.locator('.buy-head .amount').innerText(), /\$/);
  await press(page, page.locator('footer').getByRole('link', { name: 'English' }));
  assert.equal(path(page), `/en/products/${product.handle}`);
  assert.match(await part(page, 'stock-here').innerText(), /In stock/);
});

shopping('pictures open by themselves, thumbnails lead to theirs', PLAIN, async (page) => {
  const { handle, pictures } = await productOnSale();
  await openPlain(page, `/products/${handle}`);
  const links = page.locator('.gallery .strip a');
  assert.equal(await links.count(), pictures.length);
  const response = await page.request.get(await links.first().getAttribute('href'));
  assert.equal(response.status(), 200);
  assert.match(response.headers()['content-type'], /^image\//);
});

shopping('before the bundle has come, forms work all the same', async (page, { context }) => {
  await context.route(/\.wasm$/, () => {});
  const product = await productWithOptions();
  const wanted = product.variants.at(-1);
  await page.goto(`/products/${product.handle}`, { waitUntil: 'domcontentloaded' });
  assert.equal(await page.locator('html').getAttribute('data-ready'), null);
  for (const [option, value] of wanted.choices.entries()) await choose(page, option, value);
  await part(page, 'add-to-cart').click();
  await page.waitForURL('**/cart', { waitUntil: 'domcontentloaded' });
  assert.deepEqual(await cartLines(page), [[wanted.sku, 1]]);
  await part(page, 'increase').click();
  await page.locator('[data-testid=quantity][value="2"]').waitFor();
  assert.deepEqual(await cartLines(page), [[wanted.sku, 2]]);
});

shopping('what was chosen before the bundle came is what is bought after', async (page, { context }) => {
  let arrive;
  const arrived = new Promise((resume) => { arrive = resume; });
  await context.route(/\.wasm$/, async (route) => {
    await arrived;
    await route.continue();
  });
  const product = await productWithOptions();
  const wanted = product.variants.at(-1);
  await page.goto(`/products/${product.handle}`, { waitUntil: 'domcontentloaded' });
  for (const [option, value] of wanted.choices.entries()) await choose(page, option, value);
  await page.locator('input[name="quantity"]').fill('3');
  arrive();
  await page.locator('html[data-ready]').waitFor({ state: 'attached' });
  await part(page, 'add-to-cart').click();
  await part(page, 'cart-link').click();
  await part(page, 'cart-line').waitFor();
  assert.deepEqual(await cartLines(page), [[wanted.sku, 3]]);
});

shopping('a device that keeps no cookies still reads the shop', async (page) => {
  const device = await newDevice({ scripts: false });
  await device.context.route('**/*', async (route) => {
    const headers = { ...route.request().headers() };
    delete headers.cookie;
    await route.continue({ headers });
  });
  const { handle } = await plainProduct();
  await openPlain(device.page, `/products/${handle}`);
  await press(device.page, part(device.page, 'add-to-cart'));
  assert.equal(path(device.page), '/cart');
  assert.equal(await device.page.locator('h1').count(), 1);
  await device.context.close();
  await page.close();
});
