// Automerge: a map of quantities, counters, and an entry for each tap.

import * as Automerge from '@automerge/automerge';
import { entries, quantities, shown } from './documents.mjs';

/** All devices begin from this one document, or each would begin a cart of its own. */
const BEGINNING = Automerge.save(Automerge.from({ cart: {} }, { actor: '00' }));

export class AutomergeDocument {
  inside;

  constructor(peer) {
    this.inside = Automerge.load(BEGINNING, { actor: peer.toString(16).padStart(8, '0') });
  }

  change(edit) {
    const before = this.inside;
    this.inside = Automerge.change(before, { time: 0 }, (document) => void edit(document));
    return this.inside === before ? [] : [Automerge.getLastLocalChange(this.inside)];
  }

  receive(updates) {
    [this.inside] = Automerge.applyChanges(this.inside, updates);
  }

  everything() {
    return Automerge.getAllChanges(this.inside);
  }

  /** The document as whoever opens it next reads it. */
  reread() {
    return Automerge.load(Automerge.save(this.inside));
  }

  size() {
    return Automerge.save(this.inside).length;
  }

  close() {
    Automerge.free(this.inside);
  }
}

/** A document's cart with the verbs of a map. */
const map = ({ cart }) => ({
  get: (key) => cart[key],
  set: (key, value) => { cart[key] = value; },
  delete: (key) => { delete cart[key]; },
  keys: () => Object.keys(cart),
});

/** A counter under each line's key; to remove is to delete the key. */
const counters = {
  show: ({ cart }) => shown(Object.keys(cart), (line) => cart[line].value),
  tap({ cart }, { act, line, n }) {
    if (act === 'clear') return Object.keys(cart).forEach((key) => delete cart[key]);
    const seen = cart[line]?.value ?? 0;
    if (act === 'remove' || (act === 'step' && seen + n < 1)) return delete cart[line];
    if (!cart[line]) return cart[line] = new Automerge.Counter(n);
    return cart[line].increment(act === 'type' ? n - seen : n);
  },
};

/** The same, but never deleted: no line is none of it, and less than none is made up for. */
const lastingCounters = {
  show: counters.show,
  tap({ cart }, { act, line, n }) {
    const remove = (key) => cart[key]?.value > 0 && cart[key].decrement(cart[key].value);
    if (act === 'clear') return Object.keys(cart).forEach(remove);
    const seen = cart[line]?.value ?? 0;
    if (act === 'remove' || (act === 'step' && seen + n < 1)) return remove(line);
    if (!cart[line]) return cart[line] = new Automerge.Counter(n);
    if (seen < 0) cart[line].increment(-seen);
    return cart[line].increment(act === 'type' ? n - seen : n);
  },
};

export const AUTOMERGE = [
  { name: 'Automerge, map of quantities', model: quantities(map) },
  { name: 'Automerge, counter', model: counters },
  { name: 'Automerge, counter never deleted', model: lastingCounters },
  { name: 'Automerge, entry for each tap', model: entries(map) },
].map((cart) => ({ ...cart, Library: AutomergeDocument }));
