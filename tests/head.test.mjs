// What pages say of themselves to search engines and link previews.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { products, sitemap } from './catalogue.mjs';
import { inLanguage, pageKinds } from './pages.mjs';
import { ORIGIN, PREFIXES, newDevice, open, openPlain } from './shop.mjs';
import { shopping } from './shopping.mjs';

/** The head as a reader without scripts finds it. */
const headOf = (page) =>
  page.evaluate(() => {
    const all = (selector, name) =>
      [...document.querySelectorAll(selector)].map((element) => element.getAttribute(name));
    const metas = [...document.querySelectorAll('meta[name], meta[property]')];
    return {
      titles: [...document.querySelectorAll('head title')].map((it) => it.textContent),
      headings: [...document.querySelectorAll('h1')].map((it) => it.textContent.trim()),
      meta: Object.fromEntries(metas.map((it) => [it.name || it.getAttribute('property'), it.content])),
      descriptions: all('meta[name=description]', 'content'),
      canonical: all('link[rel=canonical]', 'href'),
      alternates: Object.fromEntries([...document.querySelectorAll('link[rel=alternate][hreflang]')]
        .map((it) => [it.hreflang, it.href])),
      viewport: all('meta[name=viewport]', 'content'),
      told: [...document.querySelectorAll('script[type="application/ld+json"]')]
        .map((it) => it.textContent),
    };
  });

const kindsOf = (told) => told.map((text) => JSON.parse(text)['@type']);

const PLAIN = { scripts: false, expected: /status of 404/ };

for (const [language, prefix] of Object.entries(PREFIXES)) {
  shopping(`heads of every kind of page: ${language}`, PLAIN, async (page) => {
    const seen = { titles: new Map(), descriptions: new Map() };
    for (const { kind, path, listed, cookies } of await pageKinds()) {
      if (cookies) continue;
      await openPlain(page, inLanguage(prefix, path));
      const head = await headOf(page);
      const where = `${kind} (${language})`;
      assert.equal(head.titles.length, 1, `titles of ${where}`);
      assert.equal(head.descriptions.length, 1, `descriptions of ${where}`);
      assert.ok(head.titles[0].length >= 4 && head.titles[0].length <= 90, head.titles[0]);
      assert.ok(head.descriptions[0].length >= 15, `${where}: ${head.descriptions[0]}`);
      assert.equal(head.headings.length, 1, `headings of ${where}: ${head.headings}`);
      assert.ok(head.headings[0], `the heading of ${where} is empty`);
      assert.equal(head.viewport.length, 1, `viewports of ${where}`);
      assert.match(head.viewport[0], /width=device-width/);
      assert.ok(!/maximum-scale|user-scalable/.test(head.viewport[0]), 'zooming is forbidden');
      assert.equal(/noindex/.test(head.meta.robots ?? ''), !listed, `whether ${where} is listed`);
      if (!listed) continue;
      for (const [name, value] of [['titles', head.titles[0]], ['descriptions', head.descriptions[0]]]) {
        const twin = seen[name].get(value);
        // The pages of one list share its description, and nothing else is shared.
        const shared = name === 'descriptions' && kind === 'second page';
        assert.ok(!twin || shared, `${where} and ${twin} have the same ${name}: ${value}`);
        seen[name].set(value, where);
      }
      checkAddresses(head, language, inLanguage(prefix, path), where);
      checkPreview(head, where);
    }
  });
}

function checkAddresses(head, language, path, where) {
  assert.deepEqual(head.canonical, [`${ORIGIN}${path}`], `canonical of ${where}`);
  assert.deepEqual(Object.keys(head.alternates).sort(), ['en', 'ko', 'x-default'], where);
  assert.equal(head.alternates[language], `${ORIGIN}${path}`, `itself among those of ${where}`);
  assert.equal(head.alternates['x-default'], head.alternates.ko);
}

function checkPreview({ meta, titles, descriptions, canonical }, where) {
  assert.equal(meta['og:title'], titles[0], where);
  assert.equal(meta['og:description'], descriptions[0], where);
  assert.equal(meta['og:url'], canonical[0], where);
  assert.ok(meta['og:type'] && meta['og:site_name'] && meta['og:locale'], where);
}

test('both languages of a page name each other, and every preview is a JPEG that loads', async () => {
  const device = await newDevice(PLAIN);
  try {
    const previews = new Set();
    for (const { kind, path, listed } of await pageKinds()) {
      if (!listed) continue;
      const sides = {};
      for (const [language, prefix] of Object.entries(PREFIXES)) {
        await openPlain(device.page, inLanguage(prefix, path));
        sides[language] = await headOf(device.page);
        const preview = sides[language].meta['og:image'];
        assert.ok(preview, `${kind} has no preview`);
        previews.add(preview);
      }
      assert.deepEqual(sides.ko.alternates, sides.en.alternates, kind);
      for (const address of Object.values(sides.ko.alternates)) {
        assert.equal((await fetch(address, { redirect: 'manual' })).status, 200, address);
      }
    }
    for (const preview of previews) {
      const response = await fetch(preview);
      assert.equal(response.headers.get('content-type'), 'image/jpeg', preview);
      const bytes = new Uint8Array(await response.arrayBuffer());
      assert.deepEqual([...bytes.slice(0, 3)], [0xff, 0xd8, 0xff], preview);
      assert.ok(bytes.length > 2_000, `${preview} is almost nothing`);
    }
  } finally {
    await device.context.close();
  }
});

const CASES = {
  home: ['WebSite'],
  collection: ['BreadcrumbList'],
  'plain product': ['BreadcrumbList', 'Product'],
  'product with options': ['BreadcrumbList', 'ProductGroup'],
  'one store': ['BreadcrumbList', 'Store'],
};

shopping('structured data is whole, and still there once the page is live', async (page) => {
  const kinds = await pageKinds();
  for (const [kind, wanted] of Object.entries(CASES)) {
    const { path } = kinds.find((it) => it.kind === kind);
    for (const prefix of Object.values(PREFIXES)) {
      await open(page, inLanguage(prefix, path));
      const { told } = await headOf(page);
      assert.deepEqual(kindsOf(told).sort(), wanted, `${kind} ${prefix}`);
      for (const text of told) checkTold(JSON.parse(text));
    }
  }
});

function checkTold(told) {
  assert.equal(told['@context'], 'https://schema.org');
  CHECKS[told['@type']]?.(told);
}

const CHECKS = {
  WebSite({ url, name, potentialAction }) {
    assert.ok(url.startsWith(ORIGIN) && name);
    assert.match(potentialAction.target, /\/search\?q=\{search_term_string\}$/);
    assert.match(potentialAction['query-input'], /name=search_term_string/);
  },
  BreadcrumbList({ itemListElement }) {
    assert.deepEqual(itemListElement.map((it) => it.position), itemListElement.map((_, at) => at + 1));
    for (const step of itemListElement.slice(0, -1)) assert.ok(step.name && step.item);
    assert.ok(itemListElement.at(-1).name);
  },
  Product(told) {
    assert.ok(told.name && told.description && told.image.length > 0 && told.brand.name && told.sku);
    checkOffer(told.offers);
  },
  ProductGroup(told) {
    assert.ok(told.name && told.description && told.image.length > 0 && told.productGroupID);
    assert.ok(told.hasVariant.length > 1);
    for (const variant of told.hasVariant) {
      assert.ok(variant.sku && variant.name);
      checkOffer(variant.offers);
    }
    const skus = told.hasVariant.map(({ sku }) => sku);
    assert.equal(new Set(skus).size, skus.length);
  },
  Store({ name, address, telephone }) {
    assert.ok(name && telephone && address.streetAddress && address.postalCode);
  },
};

function checkOffer(offer) {
  assert.match(offer.price, /^\d+(\.\d\d)?$/);
  assert.match(offer.priceCurrency, /^(KRW|USD)$/);
  assert.match(offer.availability, /^https:\/\/schema\.org\/(InStock|OutOfStock)$/);
  assert.ok(offer.url.startsWith(ORIGIN));
}

test('every product has a title and a description of its own', async () => {
  for (const name of ['title', 'summary']) {
    const seen = new Map();
    for (const product of await products()) {
      const twin = seen.get(product[name]);
      assert.equal(twin, undefined, `${product.handle} and ${twin} share a ${name}`);
      seen.set(product[name], product.handle);
    }
  }
});

test('every address of the sitemap answers, and is the canonical one', async () => {
  const addresses = await sitemap();
  assert.ok(addresses.length > 200, `${addresses.length} addresses`);
  assert.equal(new Set(addresses).size, addresses.length, 'an address stands twice');
  const seventh = addresses.filter((_, at) => at % 7 === 0);
  for (const address of seventh) {
    const response = await fetch(address, { redirect: 'manual' });
    assert.equal(response.status, 200, address);
    const text = await response.text();
    const canonical = text.match(/<link[^>]*rel="canonical"[^>]*>/)?.[0];
    assert.ok(canonical?.includes(`href="${address}"`), `${address}: ${canonical}`);
    assert.ok(!/<meta[^>]*noindex/.test(text), `${address} is in the sitemap and not to be listed`);
  }
});

test('robots are told where the sitemap is and what is not for them', async () => {
  const text = await (await fetch(`${ORIGIN}/robots.txt`)).text();
  assert.match(text, /^User-agent: \*$/m);
  assert.ok(text.includes(`Sitemap: ${ORIGIN}/sitemap.xml`), text);
  assert.ok(!/^Disallow: \/$/m.test(text), 'the whole shop is forbidden');
});

test('a step in the page brings the head along', async () => {
  const device = await newDevice();
  try {
    await open(device.page, '/');
    await device.page.locator('.features a').first().click();
    await device.page.locator('.listing').waitFor();
    const head = await headOf(device.page);
    assert.equal(head.titles.length, 1);
    assert.equal(head.descriptions.length, 1, 'descriptions pile up');
    assert.equal(head.canonical.length, 1, 'canonical addresses pile up');
    assert.equal(head.canonical[0], device.page.url());
    assert.ok((await device.page.title()).startsWith(head.headings[0]));
    assert.deepEqual(device.complaints, []);
  } finally {
    await device.context.close();
  }
});
