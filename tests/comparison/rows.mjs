// The carts of the comparison, in the order of the table.

import { AUTOMERGE } from './carts/automerge.mjs';
import { Documents } from './carts/documents.mjs';
import { LORO } from './carts/loro.mjs';
import { AS_SHOPS_DO } from './carts/read-modify-write.mjs';
import { YJS } from './carts/yjs.mjs';

const documents = [...YJS, ...LORO, ...AUTOMERGE].map(({ name, ...made }) => (
  { name, make: (history) => new Documents(history, made) }
));

export const ROWS = [...AS_SHOPS_DO, ...documents];
