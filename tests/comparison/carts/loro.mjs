// Loro: a map of quantities, counters kept in two ways, and an entry for each tap.

import { LoroDoc } from 'loro-crdt';
import { entries, quantities, shown } from './documents.mjs';

export class LoroDocument {
  inside = new LoroDoc();
  #made = [];
  #listening;

  constructor(peer) {
    this.inside.setPeerId(BigInt(peer));
    this.#listening = this.inside.subscribeLocalUpdates((update) => this.#made.push(update));
  }

  change(edit) {
    edit(this.inside);
    this.inside.commit();
    return this.#made.splice(0);
  }

  receive(updates) {
    if (updates.length) this.inside.importBatch(updates);
  }

  everything() {
    return [this.inside.export({ mode: 'update' })];
  }

  size() {
    const frontiers = this.inside.frontiers();
    const modes = ['update', 'snapshot', 'shallow-snapshot'];
    const sizes = modes.map((mode) => this.inside.export({ mode, frontiers }).length);
    return Math.min(...sizes);
  }

  close() {
    this.#listening();
    this.inside.free();
  }
}

const map = (document) => document.getMap('cart');

/**
 * A mergeable counter under each line's key, which is what the library offers for counters that two
 * devices may begin at once. To remove is to delete the key; the counter lives on below it, so it
 * is brought to zero first.
 */
const counters = {
  show: (document) => shown(map(document).keys(), (line) => map(document).get(line)?.value ?? 0),
  tap(document, { act, line, n }) {
    const remove = (key) => {
      const counter = map(document).get(key);
      if (!counter) return;
      counter.decrement(counter.value);
      map(document).delete(key);
    };
    if (act === 'clear') return map(document).keys().forEach(remove);
    const seen = map(document).get(line)?.value ?? 0;
    if (act === 'remove' || (act === 'step' && seen + n < 1)) return remove(line);
    return map(document).ensureMergeableCounter(line).increment(act === 'type' ? n - seen : n);
  },
};

/**
 * A counter for each line at the root of the document, never deleted: no line is none of it. Two
 * removals at once leave less than none, which the next shopper to add makes up for.
 */
const rootCounters = {
  show: (document) => shown(lines(document), (line) => document.getCounter(line).value),
  tap(document, { act, line, n }) {
    const remove = (key) => {
      const counter = document.getCounter(key);
      if (counter.value > 0) counter.decrement(counter.value);
    };
    if (act === 'clear') return lines(document).forEach(remove);
    const counter = document.getCounter(line);
    const seen = counter.value;
    if (act === 'remove' || (act === 'step' && seen + n < 1)) return remove(line);
    if (seen < 0) counter.increment(-seen);
    return counter.increment(act === 'type' ? n - seen : n);
  },
};

const lines = (document) => Object.keys(document.getShallowValue());

export const LORO = [
  { name: 'Loro, map of quantities', model: quantities(map) },
  { name: 'Loro, counter in a map', model: counters },
  { name: 'Loro, counter at the root', model: rootCounters },
  { name: 'Loro, entry for each tap', model: entries(map) },
].map((cart) => ({ ...cart, Library: LoroDocument }));
