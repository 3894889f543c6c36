// Yjs: a map of quantities, a list of adds for each line, and an entry for each tap.

import * as Y from 'yjs';
import { entries, quantities, shown } from './documents.mjs';
import { takings } from './takings.mjs';

export class YjsDocument {
  inside = new Y.Doc();
  #made = [];

  constructor(peer) {
    this.inside.clientID = peer;
    this.inside.on('update', (update, from) => from === 'network' || this.#made.push(update));
  }

  change(edit) {
    this.inside.transact(() => edit(this.inside));
    return this.#made.splice(0);
  }

  receive(updates) {
    updates.forEach((update) => Y.applyUpdate(this.inside, update, 'network'));
  }

  everything() {
    return [Y.encodeStateAsUpdate(this.inside)];
  }

  size() {
    return this.everything()[0].length;
  }

  close() {
    this.inside.destroy();
  }
}

const map = (document) => document.getMap('cart');

/**
 * Yjs has no counter. Its lists delete just what the deleting side saw, so a list of adds for each
 * line, summed, is what its types offer nearest to a cart. The lists stand at the root of the
 * document, by name, where two devices that begin the same line begin the same list.
 */
const lists = {
  show(document) {
    // A list that another device began is known by its name only.
    const names = [...document.share.keys()];
    return shown(names, (line) => sum(document.getArray(line)));
  },
  tap(document, { act, line, n }) {
    if (act === 'clear') return [...document.share.keys()].forEach((key) => empty(document, key));
    const list = document.getArray(line);
    const seen = sum(list);
    const ends = act === 'remove' || (act === 'step' && seen + n < 1);
    if (ends || act === 'type' || seen <= 0) empty(document, line);
    return ends ? undefined : list.push([n]);
  },
};

const sum = (list) => list.toArray().reduce((total, number) => total + number, 0);

function empty(document, line) {
  const list = document.getArray(line);
  list.delete(0, list.length);
}

export const YJS = [
  { name: 'Yjs, map of quantities', model: quantities(map) },
  { name: 'Yjs, list of adds', model: lists },
  { name: 'Yjs, entry for each tap', model: entries(map) },
  { name: 'Yjs, the same, a −1 takes from an entry', model: takings(map) },
].map((cart) => ({ ...cart, Library: YjsDocument }));
