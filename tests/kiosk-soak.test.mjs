// A short soak of a kiosk in every run; `cargo xtask soak kiosk` is the long one.

import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { soak } from './kiosk-soak.mjs';
import { closeBrowser } from './shop.mjs';

after(closeBrowser);

test('twenty people one after another leave nothing that grows', async () => {
  assert.deepEqual(await soak(20), []);
});
