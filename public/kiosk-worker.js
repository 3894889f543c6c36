// Lets the screen in a store open, and show its pictures, when there is no line
// (docs/decisions/0021-snapshot.md). It keeps what is the same for everybody: the page, the files
// that the page names, pictures. What is asked of the shop itself (/api) passes by untouched, so
// that nothing of anybody's session is ever written down here.

const SHELL = "kiosk-shell-1";
const MEDIA = "kiosk-media-1";
// What the page itself keeps (src/kiosk/snapshot).
const CATALOGUE = "kiosk-catalogue-1";

const PAGES = ["/kiosk", "/en/kiosk"];
// How long a page may take before the kept one is shown, in milliseconds.
const PATIENCE = 2_000;
const MOST_PICTURES = 4_000;
const MOST_BYTES = 200 * 1024 * 1024;
const AT_ONCE = 4;
const SIZE = "x-kept-bytes";

self.addEventListener("install", (event) => {
  event.waitUntil(renew().finally(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => {
  event.waitUntil(forgetOlder().then(() => self.clients.claim()));
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== self.location.origin) return;
  if (PAGES.includes(url.pathname)) {
    event.respondWith(page(event, url.pathname));
  } else if (url.pathname.startsWith("/media/")) {
    event.respondWith(picture(request, url.pathname));
  } else if (isFile(url.pathname)) {
    event.respondWith(file(request, url.pathname));
  }
});

self.addEventListener("message", (event) => {
  const { pictures, update } = event.data ?? {};
  if (update) event.waitUntil(renew());
  if (Array.isArray(pictures)) event.waitUntil(keepPictures(pictures));
});

// The page: from the server if it answers soon, else as it was kept. It is never older than the
// last time that there was a line.
async function page(event, path) {
  const kept = (await caches.open(SHELL)).match(path, { ignoreVary: true });
  const fetched = fetch(event.request).then(async (response) => {
    if (response.ok) event.waitUntil(keepPage(path, response.clone()).catch(() => {}));
    // A server that cannot answer is no better than no line.
    return response.status < 500 ? response : ((await kept) ?? response);
  });
  event.waitUntil(fetched.catch(() => {}));
  if (!(await kept)) return fetched;
  const late = new Promise((resolve) => setTimeout(resolve, PATIENCE)).then(() => kept);
  return Promise.race([fetched.catch(() => kept), late]);
}

// A file whose name changes with its bytes is right for ever; one that has no such name is looked
// for first.
async function file(request, path) {
  const shell = await caches.open(SHELL);
  const kept = await shell.match(path, { ignoreVary: true });
  if (kept && isHashed(path)) return kept;
  try {
    return await fetch(request);
  } catch (error) {
    if (kept) return kept;
    throw error;
  }
}

// A picture's name never changes what it shows. Where its size is not kept another one is shown.
async function picture(request, path) {
  const media = await caches.open(MEDIA);
  const kept = await media.match(path);
  if (kept) return kept;
  try {
    return await fetch(request);
  } catch (error) {
    for (const other of otherSizes(path)) {
      const found = await media.match(other);
      if (found) return found;
    }
    throw error;
  }
}

function otherSizes(path) {
  const stem = path.match(/^(\/media\/[0-9a-f]{16})-\d+\.\w+$/)?.[1];
  return stem ? [800, 400, 1600].map((width) => `${stem}-${width}.webp`) : [];
}

// Fetches the page that this worker is for, and all that it names.
async function renew() {
  const path = new URL(self.registration.scope).pathname;
  const response = await fetch(path, { cache: "reload", credentials: "same-origin" });
  if (response.ok) await keepPage(path, response);
}

// A page is kept once all its files are: what is kept opens.
async function keepPage(path, response) {
  const kind = response.headers.get("content-type") ?? "";
  if (response.redirected || !kind.startsWith("text/html")) return;
  const shell = await caches.open(SHELL);
  const named = filesOf(await response.clone().text());
  for (const name of named) {
    if (!(isHashed(name) && (await shell.match(name, { ignoreVary: true })))) await shell.add(name);
  }
  await shell.put(path, response);
  await forgetUnnamed(shell);
}

function filesOf(html) {
  const names = html.matchAll(/[="'(\s](\/[\w./-]+\.\w+)(?=["'\s>)])/g);
  return [...new Set([...names].map(([, name]) => name).filter(isFile))];
}

function isFile(path) {
  return /^\/[\w.-]+\.(?:js|mjs|wasm|css|svg|png|webp|woff2|webmanifest)$/.test(path)
    && path !== self.location.pathname;
}

function isHashed(path) {
  return /[-_.][0-9a-f]{15,16}[-_.]/.test(path);
}

// Files that no kept page names any more.
async function forgetUnnamed(shell) {
  const kept = await Promise.all(PAGES.map((path) => shell.match(path, { ignoreVary: true })));
  const pages = await Promise.all(kept.filter(Boolean).map((response) => response.text()));
  const named = new Set([...PAGES, ...pages.flatMap(filesOf)]);
  for (const request of await shell.keys()) {
    if (!named.has(new URL(request.url).pathname)) await shell.delete(request);
  }
}

// Keeps pictures, the most important first as far as there is room, and no others. A newer list
// takes the place of one that is still gone through.
let lists = 0;

async function keepPictures(paths) {
  const list = (lists += 1);
  const media = await caches.open(MEDIA);
  const shown = new Set(paths.filter((path) => path.startsWith("/media/")).slice(0, MOST_PICTURES));
  for (const request of await media.keys()) {
    const path = new URL(request.url).pathname;
    if (!shown.delete(path)) await media.delete(request);
  }
  const missing = [...shown];
  let room = MOST_BYTES - (await bytes(media));
  const fetchNext = async () => {
    while (missing.length > 0 && room > 0 && list === lists) {
      const path = missing.shift();
      try {
        const response = await fetch(path);
        if (!response.ok) continue;
        const whole = await sized(response);
        room -= Number(whole.headers.get(SIZE));
        if (room > 0) await media.put(path, whole);
      } catch {
        // No line, or no room on the disk: the next list is tried again.
        return;
      }
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, fetchNext));
}

async function sized(response) {
  const blob = await response.blob();
  const headers = { "content-type": blob.type, [SIZE]: String(blob.size) };
  return new Response(blob, { headers });
}

async function bytes(media) {
  let sum = 0;
  for (const response of await media.matchAll()) sum += Number(response.headers.get(SIZE) ?? 0);
  return sum;
}

async function forgetOlder() {
  const ours = (await caches.keys()).filter((name) => name.startsWith("kiosk-"));
  const older = ours.filter((name) => ![SHELL, MEDIA, CATALOGUE].includes(name));
  await Promise.all(older.map((name) => caches.delete(name)));
}
