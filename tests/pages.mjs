// One address of every kind of page, in either language, and how to come into its state.

import {
  largestCollection,
  plainProduct,
  productWithGap,
  soldOutProduct,
  stores,
} from './catalogue.mjs';
import { ORIGIN } from './shop.mjs';

/**
 * Every kind of page: `path` without the language, `cookies` the device's lists, `status` where
 * it is not 200. `listed` pages are for search engines.
 */
export async function pageKinds() {
  const [list, gap, plain, gone, [store]] = await Promise.all([
    largestCollection(),
    productWithGap(),
    plainProduct(),
    soldOutProduct(),
    stores(),
  ]);
  const collection = `/collections/${list.collection.link.handle}`;
  const [facet] = list.listing.facets;
  const narrowed = `${collection}?${facet.key}=${facet.choices[0].key}&stock=1`;
  const skus = [gap.variants[0].sku, plain.variants[0].sku, gone.variants[0].sku];
  const cart = { baguni_cart: skus.slice(0, 2).map((sku, at) => `${sku}:${at + 1}`).join(',') };
  const wishlist = { baguni_wishlist: skus.join(',') };
  return [
    { kind: 'home', path: '/', listed: true },
    { kind: 'collections', path: '/collections', listed: true },
    { kind: 'collection', path: collection, listed: true },
    { kind: 'second page', path: `${collection}?page=2`, listed: true },
    { kind: 'filtered collection', path: narrowed },
    { kind: 'product with options', path: `/products/${gap.handle}`, listed: true },
    { kind: 'plain product', path: `/products/${plain.handle}`, listed: true },
    { kind: 'sold-out product', path: `/products/${gone.handle}`, listed: true },
    { kind: 'search', path: '/search' },
    { kind: 'search with results', path: '/search?q=a' },
    { kind: 'search without results', path: '/search?q=qqqqzzzzxxxx' },
    { kind: 'empty cart', path: '/cart' },
    { kind: 'full cart', path: '/cart', cookies: cart },
    { kind: 'empty wishlist', path: '/wishlist' },
    { kind: 'full wishlist', path: '/wishlist', cookies: wishlist },
    { kind: 'stores', path: '/stores', listed: true },
    { kind: 'one store', path: `/stores/${store.link.handle}`, listed: true },
    { kind: 'sign in', path: '/account/sign-in' },
    { kind: 'sign up', path: '/account/sign-up' },
    { kind: 'not found', path: '/nowhere', status: 404 },
  ];
}

/** The address of a page in a language. */
export function inLanguage(prefix, path) {
  return path === '/' ? prefix || '/' : `${prefix}${path}`;
}

/** Gives a device the lists that a page is shown with, and takes all others away. */
export async function prepare(context, { cookies = {} }) {
  await context.clearCookies();
  const given = Object.entries(cookies).map(([name, value]) => ({ name, value, url: ORIGIN }));
  if (given.length > 0) await context.addCookies(given);
}
