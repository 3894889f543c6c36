// What the shop of the tests sells, asked of the shop itself: tests look for products of a kind
// and name none, so that the demonstration shop may change.

import assert from 'node:assert/strict';
import { ORIGIN } from './shop.mjs';

const WON = { locale: 'ko', currency: 'KRW' };

/** One answer of the JSON interface. */
export async function ask(path, { locale, currency, ...rest } = WON) {
  const query = new URLSearchParams({ ...WON, ...(locale && { locale, currency }), ...rest });
  const response = await fetch(`${ORIGIN}/api/storefront${path}?${query}`);
  assert.ok(response.ok, `${path} answers ${response.status}`);
  return response.json();
}

const kept = new Map();

/** Asks for each thing once in a file. */
function once(key, find) {
  if (!kept.has(key)) kept.set(key, find());
  return kept.get(key);
}

/** Every address of the sitemap, absolute. */
export const sitemap = () =>
  once('sitemap', async () => {
    const text = await (await fetch(`${ORIGIN}/sitemap.xml`)).text();
    return [...text.matchAll(/<loc>([^<]+)<\/loc>/g)].map(([, address]) => address);
  });

/** Every product of the shop, as its page gets it. */
export const products = () =>
  once('products', async () => {
    const handles = (await sitemap())
      .map((address) => new URL(address).pathname)
      .filter((path) => path.startsWith('/products/'))
      .map((path) => path.slice('/products/'.length));
    return Promise.all(handles.map((handle) => ask(`/products/${handle}`)));
  });

async function product(what, wanted) {
  const found = (await products()).find(wanted);
  assert.ok(found, `the demonstration shop has no ${what}`);
  return found;
}

const combinations = ({ options }) =>
  options.reduce((count, { values }) => count * values.length, 1);

const sellable = ({ variants }) => variants.every((variant) => variant.sellable);

/** A product some of whose combinations are not made, all others for sale. */
export const productWithGap = () =>
  product(
    'product with a combination that is not made',
    (it) => it.options.length > 1 && it.variants.length < combinations(it) && sellable(it),
  );

/** A product of two options, every combination of which can be bought. */
export const productWithOptions = () =>
  product(
    'product with options',
    (it) =>
      it.options.length === 2 && it.pictures.length > 2 && it.variants.length > 3 &&
      it.variants.length === combinations(it) && sellable(it),
  );

/** A product without options that can be bought. */
export const plainProduct = () =>
  product('product without options', (it) => it.options.length === 0 && sellable(it));

/** A product none of whose variants can be bought. */
export const soldOutProduct = () =>
  product('product that is sold out', ({ variants }) => variants.every((it) => !it.sellable));

/** A product whose variants have pictures and stores of their own. */
export const productInOneStore = () =>
  product('product that some stores have and others have not', ({ variants }) => {
    const shops = variants[0].stock.filter(({ kind }) => kind === 'store');
    return variants.length === 1 && shops.some((it) => it.available > 3) &&
      shops.some((it) => it.available === 0);
  });

/** A product whose price is reduced. */
export const productOnSale = () =>
  product('product on sale', ({ variants }) => variants[0].price.compare_at && variants[0].sellable);

/** The handles of all collections. */
export const collectionHandles = () =>
  once('collections', async () =>
    (await sitemap())
      .map((address) => new URL(address).pathname)
      .filter((path) => path.startsWith('/collections/'))
      .map((path) => path.slice('/collections/'.length)),
  );

/** The collection of most products: its answer. It has more than one page. */
export const largestCollection = () =>
  once('largest', async () => {
    const all = await Promise.all((await collectionHandles()).map((it) => ask(`/collections/${it}`)));
    const [largest] = all.sort((a, b) => b.listing.total - a.listing.total);
    assert.ok(largest.listing.pages > 1, 'the demonstration shop has no list of several pages');
    return largest;
  });

/** The shops that can be walked into. */
export const stores = () => once('stores', () => ask('/stores'));

/** A variant of which one store has one, and nobody else any: its product's handle, and where. */
export const lastPiece = async () => {
  const available = ({ stock }) => stock.reduce((sum, at) => sum + at.available, 0);
  const isLast = (variant) => variant.sellable && available(variant) === 1;
  const { handle, variants } = await product('last piece', (it) => it.variants.some(isLast));
  const { sku, stock } = variants.find(isLast);
  return { handle, sku, store: stock.find((at) => at.available === 1).location.handle };
};
