// Accounts as shoppers meet them, with scripts and without: up, out, in, a forgotten password,
// devices; and that nothing stays behind on a device that is left.

import assert from 'node:assert/strict';
import { readFile, readdir } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { plainProduct } from './catalogue.mjs';
import {
  PREFIXES,
  SIZES,
  becomes,
  cartCount,
  eventually,
  live,
  newDevice,
  open,
  openPlain,
  part,
} from './shop.mjs';
import { shopping } from './shopping.mjs';

const AXE = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const PASSWORD = 'correct horse battery';
/** A page that is left may have been about to connect. */
const LEAVING = { expected: /closed before the connection is established/ };
const PLAIN = { scripts: false };

let made = 0;

/** An address that nobody has. */
const newEmail = () => `shopper-${process.pid}-${Date.now()}-${made += 1}@shop.example`;

/** Limits count by address, and every test is somebody else. */
async function fromElsewhere(context) {
  const address = Array.from({ length: 3 }, () => Math.floor(Math.random() * 256)).join('.');
  await context.setExtraHTTPHeaders({ 'x-forwarded-for': `10.${address}` });
}

const path = (page) => new URL(page.url()).pathname;

/** Fills the form of the page and sends it. */
async function send(page, fields) {
  for (const [name, value] of Object.entries(fields)) {
    await page.locator(`main input[name="${name}"]`).fill(value);
  }
  await press(page, page.locator('main form.stacked .button').first());
}

async function press(page, button) {
  await Promise.all([page.waitForEvent('load'), button.click()]);
}

async function signUp(page, prefix = '') {
  const email = newEmail();
  await page.goto(`${prefix}/account/sign-up`, { waitUntil: 'load' });
  await send(page, { email, name: '김미나', password: PASSWORD });
  assert.equal(path(page), `${prefix}/account`);
  return email;
}

async function signIn(page, email, password = PASSWORD) {
  await page.goto('/account/sign-in', { waitUntil: 'load' });
  await send(page, { email, password });
}

/** The link in the last letter to an address. */
async function linkFor(email) {
  const folder = process.env.BAGUNI_MAIL_FOLDER;
  assert.ok(folder, 'BAGUNI_MAIL_FOLDER names the folder of the server\'s letters');
  const letters = async () => {
    const files = (await readdir(folder).catch(() => [])).filter((name) => name.endsWith('.eml'));
    const read = files.sort().map((name) => readFile(join(folder, name), 'utf8'));
    return (await Promise.all(read)).filter((letter) => letter.includes(`<${email}>`));
  };
  const [letter] = (await eventually(letters, (all) => all.length > 0, 'a letter')).slice(-1);
  return body(letter).match(/https?:\/\/\S+\/account\/reset\/\S+/)[0];
}

/** What a letter says. */
function body(letter) {
  const at = letter.indexOf('\r\n\r\n');
  const [head, text] = [letter.slice(0, at), letter.slice(at + 4)];
  if (/encoding: base64/i.test(head)) return Buffer.from(text, 'base64').toString('utf8');
  return text.replace(/=\r\n/g, '').replace(/=([0-9A-F]{2})/g, (_, code) =>
    String.fromCharCode(parseInt(code, 16)));
}

for (const [language, prefix] of Object.entries(PREFIXES)) {
  shopping(`up, out and in by plain forms: ${language}`, PLAIN, async (page, { context }) => {
    await fromElsewhere(context);
    const email = newEmail();
    await openPlain(page, `${prefix}/account`);
    assert.equal(path(page), `${prefix}/account/sign-in`);
    await page.locator('.onward a').last().click();
    assert.equal(path(page), `${prefix}/account/sign-up`);
    await send(page, { email, name: '', password: 'short' });
    const problems = page.locator('.problem');
    assert.equal(await problems.count(), 2);
    for (const name of ['name', 'password']) {
      const field = page.locator(`#${name}`);
      assert.equal(await field.getAttribute('aria-invalid'), 'true');
      assert.match(await field.getAttribute('aria-describedby'), new RegExp(`^${name}-problem`));
    }
    assert.equal(await page.locator('#email').inputValue(), email, 'what was typed is kept');
    assert.equal(await page.locator('#password').inputValue(), '', 'but for the password');
    assert.equal(new URL(page.url()).search.includes('shop.example'), false);
    await send(page, { name: '김미나', password: PASSWORD });
    assert.equal(path(page), `${prefix}/account`);
    assert.match(await page.locator('h1').innerText(), /김미나/);
    assert.ok(await page.getByText(email).isVisible());

    await send(page, { name: 'Mina' });
    assert.match(await page.locator('h1').innerText(), /Mina/);
    await press(page, page.locator('.leave .button'));
    assert.equal(path(page), `${prefix}/account/sign-in`);
    await page.locator('.done').waitFor();
    await openPlain(page, `${prefix}/account/devices`);
    assert.equal(path(page), `${prefix}/account/sign-in`);

    await send(page, { email, password: 'wrong horse battery' });
    await page.locator('.warning').waitFor();
    await send(page, { email, password: PASSWORD });
    assert.equal(path(page), `${prefix}/account/devices`, 'on to where it was going');
    assert.equal(await page.locator('.devices li').count(), 1);
  });
}

shopping('a forgotten password', PLAIN, async (page, { context }) => {
  await fromElsewhere(context);
  const email = await signUp(page);
  const other = await newDevice(PLAIN);
  await fromElsewhere(other.context);
  await openPlain(other.page, '/account/sign-in');
  await other.page.locator('.onward a').first().click();
  await send(other.page, { email });
  await other.page.locator('.done').waitFor();
  const link = await linkFor(email);
  await openPlain(other.page, link);
  await send(other.page, { password: 'qwertyuiop' });
  assert.equal(await other.page.locator('.problem').count(), 1);
  await send(other.page, { password: 'another horse battery' });
  assert.equal(path(other.page), '/account/sign-in');
  await openPlain(page, '/account');
  assert.equal(path(page), '/account/sign-in', 'every device is signed out');
  await send(other.page, { email, password: 'another horse battery' });
  assert.equal(path(other.page), '/account');
  await openPlain(other.page, link);
  assert.equal(await other.page.locator('main form').count(), 0, 'a link works once');
  await other.context.close();
});

shopping('devices are seen and signed out', LEAVING, async (page, { context }) => {
  await fromElsewhere(context);
  const email = await signUp(page);
  const other = await newDevice({ ...LEAVING, size: SIZES.phone });
  await fromElsewhere(other.context);
  await signIn(other.page, email);
  await open(page, '/account/devices');
  const rows = page.locator('.devices li');
  assert.equal(await rows.count(), 2);
  assert.match(await rows.first().innerText(), /Chrome · Linux/);
  await press(page, rows.locator('form button'));
  assert.equal(await rows.count(), 1);
  await open(other.page, '/account');
  assert.equal(path(other.page), '/account/sign-in');
  await other.context.close();
  assert.deepEqual(other.complaints, []);
});

shopping('a password can be looked at', async (page) => {
  await open(page, '/account/sign-in');
  const [field, button] = [page.locator('#password'), page.locator('.show-password')];
  await field.fill('secret');
  const check = async (kind, pressed) => {
    assert.equal(await field.getAttribute('type'), kind);
    assert.equal(await button.getAttribute('aria-pressed'), pressed);
    assert.equal(await field.inputValue(), 'secret');
  };
  await check('password', 'false');
  await button.click();
  await check('text', 'true');
  await button.press('Enter');
  await check('password', 'false');
});

shopping('without scripts there is no button that does nothing', PLAIN, async (page) => {
  await openPlain(page, '/account/sign-in');
  assert.equal(await page.locator('.show-password').isVisible(), false);
});

shopping('from the account into the shop and back', LEAVING, async (page, { context }) => {
  await fromElsewhere(context);
  await signUp(page);
  await open(page, '/account');
  await page.locator('.ways-on a[href="/cart"]').click();
  await becomes(() => path(page), '/cart', 'the address');
  await part(page, 'account-link').waitFor();
  await page.goBack();
  await becomes(() => path(page), '/account', 'the address');
  await page.getByRole('heading', { name: /김미나/ }).waitFor();
  await part(page, 'account-link').click();
  await page.getByRole('heading', { name: /김미나/ }).waitFor();
});

shopping('whoever leaves a device leaves nothing on it', LEAVING, async (page, { context }) => {
  await fromElsewhere(context);
  await signUp(page);
  await open(page, '/account');
  await page.evaluate(() => {
    localStorage.setItem('left', 'here');
    return new Promise((done, failed) => {
      const opening = indexedDB.open('left');
      opening.onsuccess = () => { opening.result.close(); done(); };
      opening.onerror = failed;
    });
  });
  await press(page, page.locator('.leave .button'));
  assert.equal(path(page), '/account/sign-in');
  const left = await context.cookies();
  const names = left.map((cookie) => cookie.name).filter((name) => name !== 'baguni_flash');
  assert.deepEqual(names.filter((name) => !/currency|store$/.test(name)), []);
  assert.equal(await page.evaluate(() => localStorage.getItem('left')), null);
  const databases = await page.evaluate(async () =>
    (await indexedDB.databases()).map((it) => it.name));
  assert.equal(databases.includes('left'), false);
  await page.goBack();
  await becomes(() => path(page), '/account/sign-in', 'the address, going back');
  assert.equal(await page.getByText('김미나').count(), 0);
});

shopping('the basket moves into the account', LEAVING, async (page, { context }) => {
  await fromElsewhere(context);
  const { handle } = await plainProduct();
  await open(page, `/products/${handle}`);
  await part(page, 'add-to-cart').first().click();
  await becomes(() => cartCount(page), 1, 'the count');
  await becomes(() => page.evaluate(() => document.cookie.includes('baguni_shopper=')), true,
    'a shopper who is known to the server');
  const email = await signUp(page);
  await live(page);
  await becomes(() => cartCount(page), 1, 'the count after signing up');
  await open(page, '/account');
  await press(page, page.locator('.leave .button'));
  await live(page);
  await becomes(() => cartCount(page), 0, 'the count after signing out');
  await signIn(page, email);
  await live(page);
  await becomes(() => cartCount(page), 1, 'the count after signing in');
});

/** What axe-core finds wrong, in one line each. */
async function findings(page) {
  if (!await page.evaluate(() => 'axe' in window)) await page.evaluate(AXE);
  return page.evaluate(async () => {
    const { violations } = await window.axe.run(document, { resultTypes: ['violations'] });
    const told = ({ id, nodes }) => nodes.map((node) => `${id}: ${node.target}`);
    const wide = document.documentElement.scrollWidth > innerWidth ? ['it scrolls sideways'] : [];
    return violations.flatMap(told).concat(wide);
  });
}

for (const [language, prefix] of Object.entries(PREFIXES)) {
  shopping(`axe-core looks at the account: ${language}`, LEAVING, async (page, { context }) => {
    await fromElsewhere(context);
    const check = async (what) => {
      for (const size of [SIZES.desk, SIZES.phone, { width: 320, height: 640 }]) {
        await page.setViewportSize(size);
        for (const colorScheme of ['light', 'dark']) {
          await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
          assert.deepEqual(await findings(page), [], `${what}, ${size.width}, ${colorScheme}`);
        }
      }
    };
    const look = async (address, what = address) => {
      await open(page, `${prefix}${address}`);
      await check(what);
    };
    await look('/account/sign-in');
    await send(page, { email: newEmail(), password: 'wrong horse battery' });
    await check('a wrong password');
    await look('/account/sign-up');
    await send(page, { email: 'x', name: '', password: 'x' });
    await check('a form full of problems');
    await look('/account/reset');
    await look('/account/reset/none', 'a dead link');
    const email = await signUp(page, prefix);
    await look('/account');
    const other = await newDevice(PLAIN);
    await fromElsewhere(other.context);
    await signIn(other.page, email);
    await other.context.close();
    await look('/account/devices');
  });
}
