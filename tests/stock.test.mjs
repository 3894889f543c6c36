// Stock on open pages: the last piece goes while somebody looks at it, and comes back.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { lastPiece } from './catalogue.mjs';
import { becomes, newDevice, open, part } from './shop.mjs';
import { shopping } from './shopping.mjs';

/** Counts a variant at a location, as somebody at the till would: in another process. */
const count = (sku, location, onHand) =>
  execFileSync(process.env.BAGUNI_BIN, ['stock', 'count', sku, location, String(onHand)], {
    env: process.env,
    encoding: 'utf8',
  });

/** How many a store must have so that one can be sold: it keeps one back. */
const ONE = 2;

shopping('a shopper who looks at the last piece sees it go, and come back', async (page) => {
  const { handle, sku, store } = await lastPiece();
  const other = await newDevice();
  try {
    const path = `/products/${handle}?sku=${sku}`;
    await Promise.all([open(page, path), open(other.page, `/en${path}`)]);
    const button = (at) => part(at, 'add-to-cart').first();
    const said = (at) => part(at, 'stock-said').innerText();
    assert.ok(await button(page).isEnabled(), 'the last piece can be bought');
    assert.equal(await said(page), '');
    await page.evaluate(() => { window.stays = true; });

    count(sku, store, 0);
    await Promise.all([page, other.page].map((at) => becomes(() => button(at).isDisabled(), true, 'sold out')));
    await becomes(() => said(page), '품절되었어요', 'what is said');
    await becomes(() => said(other.page), 'Sold out', 'what is said');
    assert.equal(await button(page).innerText(), '품절되었어요');

    // A tab in the background does not listen; turned to again, it knows.
    await other.page.evaluate(() => {
      Object.defineProperty(document, 'hidden', { configurable: true, get: () => window.away });
      window.away = true;
      document.dispatchEvent(new Event('visibilitychange'));
    });
    count(sku, store, ONE);
    await becomes(() => button(page).isEnabled(), true, 'for sale again');
    assert.equal(await said(page), '');
    assert.ok(await button(other.page).isDisabled(), 'nobody looks');
    await other.page.evaluate(() => {
      window.away = false;
      document.dispatchEvent(new Event('visibilitychange'));
    });
    await becomes(() => button(other.page).isEnabled(), true, 'for sale there too');
    assert.ok(await page.evaluate(() => window.stays), 'the page was not loaded again');
    assert.deepEqual(other.complaints, []);
  } finally {
    count(sku, store, ONE);
    await other.context.close();
  }
});
