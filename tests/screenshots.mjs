// Pictures of every kind of page, at three sizes, in both languages: `cargo xtask screenshots`.
// They are for eyes; nothing is compared.

import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { inLanguage, pageKinds, prepare } from './pages.mjs';
import { PREFIXES, SIZES, closeBrowser, newDevice, open } from './shop.mjs';

/** Scrolls through the page once, so that every picture has a reason to load, and waits for them. */
async function loadPictures(page) {
  await page.evaluate(async () => {
    for (const img of document.images) img.loading = 'eager';
    await Promise.all([...document.images].map((img) => img.decode().catch(() => {})));
  });
}

/** The kinds of pages by light, and the ways in by dark. */
function pictures(kinds) {
  const sizes = Object.keys(SIZES);
  const languages = Object.keys(PREFIXES);
  const all = kinds.flatMap((kind) => languages.flatMap((language) =>
    sizes.map((size) => ({ kind, language, size, colors: 'light' }))));
  const dark = kinds.filter(({ kind }) => ['home', 'collection', 'product with options', 'full cart']
    .includes(kind));
  return [...all, ...dark.flatMap((kind) =>
    sizes.map((size) => ({ kind, language: 'ko', size, colors: 'dark' })))];
}

async function take({ kind, language, size, colors }, folder) {
  const device = await newDevice({ size: SIZES[size], colors });
  try {
    await prepare(device.context, kind);
    await open(device.page, inLanguage(PREFIXES[language], kind.path));
    await loadPictures(device.page);
    const name = [kind.kind.replaceAll(' ', '-'), language, size, colors].join('.');
    const path = (ending) => join(folder, `${name}${ending}.png`);
    await device.page.screenshot({ path: path('') });
    if (colors === 'light') await device.page.screenshot({ path: path('.whole'), fullPage: true });
  } finally {
    await device.context.close();
  }
}

async function main([folder = 'screenshots']) {
  await mkdir(folder, { recursive: true });
  const wanted = pictures(await pageKinds());
  for (const [at, picture] of wanted.entries()) {
    await take(picture, folder);
    process.stdout.write(`\r  ${at + 1} of ${wanted.length}`);
  }
  await closeBrowser();
  console.log(`\n  The pictures are in ${folder}`);
}

await main(process.argv.slice(2));
