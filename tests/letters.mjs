// The letters that the shop under test has written, in the folder that it was given for them.

import assert from 'node:assert/strict';
import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { eventually } from './shop.mjs';

/** The six digits in the letter that an order is ready. */
export async function codeOf(number) {
  const folder = process.env.BAGUNI_MAIL_FOLDER;
  assert.ok(folder, 'BAGUNI_MAIL_FOLDER names the folder of the server\'s letters');
  return eventually(async () => {
    for (const name of await readdir(folder)) {
      const text = decoded(await readFile(join(folder, name), 'utf8'));
      const code = text.includes(number) && text.match(/수령 코드 (\d{6})/);
      if (code) return code[1];
    }
    return null;
  }, Boolean, 'a letter with a code');
}

const decoded = (letter) => {
  const body = letter.split('\r\n\r\n').slice(1).join('\r\n\r\n');
  const encoding = letter.match(/^content-transfer-encoding: (\S+)/im)?.[1].toLowerCase();
  if (encoding === 'base64') return Buffer.from(body, 'base64').toString('utf8');
  if (encoding !== 'quoted-printable') return body;
  const bytes = body.replace(/=\r\n/g, '').replace(/=([0-9A-F]{2})/g, (_, hex) =>
    String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(bytes, 'latin1').toString('utf8');
};
