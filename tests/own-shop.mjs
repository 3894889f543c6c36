// A shop that nobody else is in: for tests that change what it sells.

import { execFileSync, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eventually } from './shop.mjs';

const freePort = () => new Promise((resume) => {
  const server = createServer().listen(0, '127.0.0.1', () => {
    const { port } = server.address();
    server.close(() => resume(port));
  });
});

/**
 * Opens the demonstration shop at an address of its own; its files lie in `folder`. `tell` gives a
 * command to its database, as somebody at the till or in the office would: in another process.
 */
export async function openShop(folder) {
  const database = `sqlite:${join(folder, 'shop.sqlite')}`;
  const tell = (...words) => execFileSync(process.env.BAGUNI_BIN, [...words, '--database', database],
    { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] });
  tell('seed', 'demo');
  const port = await freePort();
  const origin = `http://127.0.0.1:${port}`;
  const server = spawn(process.env.BAGUNI_BIN,
    ['serve', '--database', database, '--listen', `127.0.0.1:${port}`], { stdio: 'ignore' });
  await eventually(() => fetch(`${origin}/readyz`).then((answer) => answer.ok, () => false), Boolean,
    'the shop is open');
  return {
    origin,
    folder,
    tell,
    async close() {
      if (server.exitCode !== null || server.signalCode !== null) return;
      const ended = new Promise((resume) => { server.once('exit', resume); });
      server.kill('SIGTERM');
      await ended;
    },
  };
}

/** Runs something in such a shop, and leaves nothing of it. */
export async function inOwnShop(run) {
  const folder = await mkdtemp(join(tmpdir(), 'own-shop-'));
  const shop = await openShop(folder);
  try {
    return await run(shop);
  } finally {
    await shop.close();
    // A browser that has ended may still be writing for a moment.
    await rm(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 200 });
  }
}
