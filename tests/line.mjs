// A line to the shop that a test can cut: everything goes through it byte for byte, until it is
// told to be dead, deaf or slow.

import net from 'node:net';
import { ORIGIN } from './shop.mjs';

export async function newLine(target = new URL(ORIGIN)) {
  let state = 'open';
  const pairs = new Set();
  const server = net.createServer((near) => {
    if (state === 'cut') return near.destroy();
    const far = net.connect(Number(target.port), target.hostname);
    const pair = [near, far];
    pairs.add(pair);
    const end = () => {
      near.destroy();
      far.destroy();
      pairs.delete(pair);
    };
    // A dead line says nothing: neither end learns that the other is gone.
    const pass = (to) => (bytes) => state === 'dead' || to.write(bytes);
    near.on('data', pass(far)).on('error', end).on('close', end);
    far.on('data', pass(near)).on('error', end).on('close', end);
  });
  await new Promise((resume) => server.listen(0, '127.0.0.1', resume));
  const hangUp = () => pairs.forEach((pair) => pair.forEach((end) => end.destroy()));
  return {
    origin: `http://127.0.0.1:${server.address().port}`,
    /** Every connection ends and none comes about. */
    cut() {
      state = 'cut';
      hangUp();
    },
    /** Nothing passes any more, and nobody is told. */
    deaden() {
      state = 'dead';
    },
    mend() {
      const wasDead = state === 'dead';
      state = 'open';
      if (wasDead) hangUp();
    },
    async close() {
      hangUp();
      await new Promise((resume) => server.close(resume));
    },
  };
}
