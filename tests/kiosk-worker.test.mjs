// The worker that opens a store's screen without a line (public/kiosk-worker.js), at a server of its
// own that can be slow, broken, gone or of another version.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { after, test } from 'node:test';
import { closeBrowser, eventually, newDevice, putAway } from './shop.mjs';

after(closeBrowser);

const WORKER = await readFile(new URL('../public/kiosk-worker.js', import.meta.url), 'utf8');
const ID = '0123456789abcdef';
const FAILURES = /Failed to load resource|ERR_|Failed to fetch/;

/** A shop that consists of a page, a script, pictures, and something that must never be kept. */
async function newShop() {
  const shop = { version: 'a', asked: [], broken: new Set(), status: 200, wait: 0 };
  const script = () => `/kiosk-${shop.version.repeat(16)}.js`;
  const page = () => `<!doctype html><html><head><link rel=icon href=/icon.svg>
    <script type="module" nonce="n">import '${script()}';</script></head><body></body></html>`;
  const answers = (path) => {
    if (path === '/kiosk') return ['text/html', page()];
    if (path === '/kiosk-worker.js') return ['text/javascript', WORKER];
    if (path === '/icon.svg') return ['image/svg+xml', '<svg xmlns="http://www.w3.org/2000/svg"/>'];
    if (/^\/kiosk-\w{16}\.js$/.test(path)) {
      return path === script() && ['text/javascript', `document.title = '${shop.version}';`];
    }
    if (path.startsWith('/media/')) return ['image/webp', `picture ${path}`];
    return path.startsWith('/api/') && ['text/plain', 'secret'];
  };
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url, 'http://shop.example');
    shop.asked.push(pathname);
    const answer = answers(pathname);
    const status = shop.broken.has(pathname) || !answer ? 404 : 200;
    const [type, body] = status === 200 ? answer : ['text/plain', 'nothing'];
    const slow = pathname === '/kiosk' ? shop.wait : 0;
    setTimeout(() => {
      response.writeHead(pathname === '/kiosk' ? shop.status : status, {
        'content-type': type,
        'cache-control': 'no-store',
        'content-security-policy': "script-src 'nonce-n' 'strict-dynamic'; worker-src 'self'",
      });
      response.end(body);
    }, slow).unref();
  });
  await new Promise((resume) => server.listen(0, '127.0.0.1', resume));
  shop.origin = `http://127.0.0.1:${server.address().port}`;
  shop.close = () => {
    server.closeAllConnections();
    return new Promise((resume) => server.close(resume));
  };
  return shop;
}

const cached = (page, name) => page.evaluate(async (start) => {
  const names = (await caches.keys()).filter((cache) => cache.startsWith(start));
  const all = await Promise.all(names.map(async (cache) => (await caches.open(cache)).keys()));
  return all.flat().map((request) => new URL(request.url).pathname).sort();
}, `kiosk-${name}`);

const SHELL = (version) => ['/icon.svg', '/kiosk', `/kiosk-${version.repeat(16)}.js`];

const keeps = (page, paths, what) => eventually(() => cached(page, 'shell'),
  (found) => JSON.stringify(found) === JSON.stringify(paths), what);

/** Runs a test at a page that the worker has, with all that it keeps of the shell. */
async function atWorker(run) {
  const shop = await newShop();
  const device = await newDevice({ expected: FAILURES });
  const { page } = device;
  try {
    await page.goto(`${shop.origin}/kiosk`);
    await page.evaluate(async () => {
      await navigator.serviceWorker.register('/kiosk-worker.js', { scope: '/kiosk' });
      await navigator.serviceWorker.ready;
      if (!navigator.serviceWorker.controller) {
        await new Promise((resume) => {
          navigator.serviceWorker.addEventListener('controllerchange', resume);
        });
      }
    });
    await keeps(page, SHELL('a'), 'the page and its files are kept');
    await run({ page, shop });
    assert.deepEqual(device.complaints, []);
  } finally {
    await putAway(device);
    await shop.close();
  }
}

const tell = (page, message) => page.evaluate((said) =>
  navigator.serviceWorker.controller.postMessage(said), message);
const ask = (page, path) => page.evaluate(async (at) => {
  const answer = await fetch(at);
  return [answer.status, await answer.text()];
}, path);
const opens = async (page, version, what) => {
  await page.reload();
  await eventually(() => page.title(), (title) => title === version, what);
};

test('without a server the page opens as it was last', () => atWorker(async ({ page, shop }) => {
  await shop.close();
  await opens(page, 'a', 'it opens');
}));

test('a new version is shown at once, and what was of the old one goes', () =>
  atWorker(async ({ page, shop }) => {
    shop.version = 'b';
    await opens(page, 'b', 'the new one');
    await keeps(page, SHELL('b'), 'the new files and no others');
    await shop.close();
    await opens(page, 'b', 'the new one without a line');
  }));

test('an update is fetched without being opened', () => atWorker(async ({ page, shop }) => {
  shop.version = 'b';
  await tell(page, { update: true });
  await keeps(page, SHELL('b'), 'the new files');
  await shop.close();
  await opens(page, 'b', 'the new one');
}));

test('a page is kept only with all its files', () => atWorker(async ({ page, shop }) => {
  shop.version = 'b';
  shop.broken.add(`/kiosk-${'b'.repeat(16)}.js`);
  await tell(page, { update: true });
  await eventually(() => shop.asked, (asked) => asked.includes(`/kiosk-${'b'.repeat(16)}.js`),
    'its script is asked for');
  await shop.close();
  await opens(page, 'a', 'what was whole');
}));

test('a server that is slow, or cannot answer, is no better than none', () =>
  atWorker(async ({ page, shop }) => {
    shop.version = 'b';
    shop.status = 503;
    await opens(page, 'a', 'what was kept');
    shop.status = 200;
    shop.wait = 30_000;
    await opens(page, 'a', 'what was kept');
  }));

test('a page that is not there any more is not kept', () => atWorker(async ({ page, shop }) => {
  shop.status = 404;
  await page.reload();
  assert.deepEqual(await cached(page, 'shell'), SHELL('a'));
}));

test('what the shop is asked is never kept', () => atWorker(async ({ page, shop }) => {
  assert.deepEqual(await ask(page, '/api/kiosk/setup'), [200, 'secret']);
  assert.deepEqual(await ask(page, '/api/kiosk/setup?a=1'), [200, 'secret']);
  await tell(page, { pictures: ['/api/kiosk/setup', `/media/${ID}-800.webp`] });
  await eventually(() => cached(page, 'media'), (found) => found.length > 0, 'a picture');
  const all = await cached(page, '');
  assert.deepEqual(all, [...SHELL('a'), `/media/${ID}-800.webp`].sort());
  await shop.close();
  await assert.rejects(ask(page, '/api/kiosk/setup'));
}));

test('pictures are kept as far as they are shown, and stand in for other sizes', () =>
  atWorker(async ({ page, shop }) => {
    const path = (at) => `/media/${String(at).padStart(16, '0')}-800.webp`;
    const first = Array.from({ length: 30 }, (_, at) => path(at));
    await tell(page, { pictures: first });
    await eventually(() => cached(page, 'media'), (found) => found.length === 30, 'thirty');
    const later = [...first.slice(20), path(77)];
    await tell(page, { pictures: later });
    await eventually(() => cached(page, 'media'),
      (found) => JSON.stringify(found) === JSON.stringify([...later].sort()), 'those of the new list');
    const times = shop.asked.filter((asked) => asked === path(25)).length;
    assert.equal(times, 1, 'what is there is not fetched again');
    await shop.close();
    assert.deepEqual(await ask(page, path(25)), [200, `picture ${path(25)}`]);
    const small = path(25).replace('800.webp', '400.jpg');
    assert.deepEqual(await ask(page, small), [200, `picture ${path(25)}`]);
    await assert.rejects(ask(page, path(3)), 'it is no longer shown');
  }));

test('what an older worker kept goes, and the catalogue stays', () =>
  atWorker(async ({ page, shop }) => {
    await page.evaluate(async () => {
      for (const name of ['kiosk-shell-0', 'kiosk-catalogue-1', 'somebody-else']) {
        await (await caches.open(name)).put('/kept/x', new Response('x'));
      }
      const all = await navigator.serviceWorker.getRegistrations();
      await Promise.all(all.map((one) => one.unregister()));
    });
    await page.goto(`${shop.origin}/kiosk`);
    await page.evaluate(() =>
      navigator.serviceWorker.register('/kiosk-worker.js', { scope: '/kiosk' }));
    await eventually(() => page.evaluate(async () => (await caches.keys()).sort()),
      (names) => !names.includes('kiosk-shell-0'), 'the older one is gone');
    const names = await page.evaluate(async () => (await caches.keys()).sort());
    assert.ok(names.includes('kiosk-catalogue-1') && names.includes('somebody-else'), names);
  }));
