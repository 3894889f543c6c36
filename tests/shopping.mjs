// A test that shops: on a device of its own, in the browser of its file.

import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { closeBrowser, newDevice } from './shop.mjs';

after(closeBrowser);

/** One test on a device of its own. It fails too when a page complained of anything. */
export function shopping(name, ...rest) {
  const journey = rest.pop();
  const options = rest.pop() ?? {};
  test(name, async () => {
    const device = await newDevice(options);
    try {
      await journey(device.page, device);
    } catch (error) {
      error.message += told(device);
      throw error;
    } finally {
      await device.context.close();
    }
    assert.deepEqual(device.complaints, [], 'what pages complained of');
  });
}

function told({ page, complaints }) {
  return `\n  at ${page.url()}${complaints.map((text) => `\n  ${text}`).join('')}`;
}
