#!/usr/bin/env node
// Stands in for espeak-ng: a tone whose length tells how many characters were said and how fast, and
// which can be found again wherever it is kept.

import { readFileSync } from 'node:fs';

/** In every file that it writes. */
export const PLANTED = 'PLANTED-SOUND-7Q9Z';

/** How long it takes to say something, in seconds. */
export const secondsOf = (words, wordsPerMinute = 175) =>
  ((0.1 + 0.01 * [...words].length) * 175) / wordsPerMinute;

function wav(seconds) {
  const rate = 22_050;
  const sound = Buffer.alloc(Math.round(seconds * rate) * 2);
  for (let at = 0; at < sound.length; at += 2) {
    sound.writeInt16LE(Math.round(12_000 * Math.sin((at / 2 / rate) * 440 * 2 * Math.PI)), at);
  }
  const chunk = (name, bytes, length = bytes.length) => {
    const size = Buffer.alloc(4);
    size.writeUInt32LE(length);
    return Buffer.concat([Buffer.from(name), size, bytes]);
  };
  const format = Buffer.alloc(16);
  format.writeUInt16LE(1, 0);
  format.writeUInt16LE(1, 2);
  format.writeUInt32LE(rate, 4);
  format.writeUInt32LE(rate * 2, 8);
  format.writeUInt16LE(2, 12);
  format.writeUInt16LE(16, 14);
  // As espeak-ng does, it does not know how long it will be.
  const told = 0x7fff_f000;
  const parts = [Buffer.from('WAVE'), chunk('fmt ', format), chunk('LIST', Buffer.from(PLANTED)),
    chunk('data', sound, told)];
  return chunk('RIFF', Buffer.concat(parts), told);
}

if (process.argv.includes('--stdout')) {
  const speed = Number(process.argv[process.argv.indexOf('-s') + 1]);
  process.stdout.write(wav(secondsOf(readFileSync(0, 'utf8'), speed)));
}
