// Carts in a document of a CRDT library: one at the server, one on each device.
//
// A library is a class with
//   constructor(peer)     an empty document; `peer` is a number for its replica
//   change(edit)          runs `edit(document)` as one transaction and returns the update it made
//   receive(updates)      takes updates of others in, in any order and as often as they come
//   everything()          updates that bring any other document up to this one
//   size()                bytes of the whole document in the library's densest form
//   close()
// and a model is `{ show(document), tap(document, tap, stamp) }`, made for that library's types.

import { Random } from '../random.mjs';

export class Documents {
  #model;
  #server;
  #devices;
  #taps = 0;
  /** The size of each tap's update, in bytes. */
  weights = [];

  constructor({ seed, devices }, { Library, model }) {
    // Libraries break ties by replica id, so ids are drawn anew for each history.
    const random = new Random(seed ^ 0x5eed);
    this.#model = model;
    this.#server = new Library(random.bits());
    const device = () => ({ document: new Library(random.bits()), updates: [] });
    this.#devices = Array.from({ length: devices }, device);
  }

  tap(device, tap) {
    const { document, updates } = this.#devices[device];
    const stamp = { time: this.#taps++, device };
    const made = document.change((inside) => this.#model.tap(inside, tap, stamp));
    updates.push(...made);
    if (made.length) this.weights.push(made.reduce((bytes, update) => bytes + update.length, 0));
  }

  send(device) {
    return this.#devices[device].updates.splice(0);
  }

  reach(_device, updates) {
    this.#server.receive(updates);
  }

  answer() {
    return this.#server.everything();
  }

  show(device, updates) {
    this.#devices[device].document.receive(updates);
  }

  carts() {
    const atServer = this.#server.reread?.() ?? this.#server.inside;
    const onScreens = this.#devices.map(({ document }) => document.inside);
    return [atServer, ...onScreens].map((inside) => this.#model.show(inside));
  }

  size() {
    return this.#server.size();
  }

  close() {
    [this.#server, ...this.#devices.map(({ document }) => document)]
      .forEach((document) => document.close());
  }
}

/** A cart of these lines, of those whose `quantity(line)` is positive. */
export function shown(lines, quantity) {
  const cart = {};
  for (const line of lines) {
    const units = quantity(line);
    if (units > 0) cart[line] = units;
  }
  return cart;
}

/**
 * The first thing to think of: a map of lines to quantities. `map(document)` has `get`, `set`,
 * `delete` and `keys`, as the map of every library has.
 */
export function quantities(map) {
  const model = {
    show: (document) => shown([...map(document).keys()], (line) => map(document).get(line)),
    tap(document, { act, line, n }) {
      const cart = map(document);
      if (act === 'clear') return [...cart.keys()].forEach((key) => cart.delete(key));
      const quantity = cart.get(line) ?? 0;
      const after = { add: quantity + n, step: quantity + n, type: n, remove: 0 }[act];
      return after > 0 ? cart.set(line, after) : quantity && cart.delete(line);
    },
  };
  return model;
}

/**
 * Baguni's meaning on a library's map: an entry for each tap that gives or takes units, under a key
 * of its own, so that whoever removes can delete just the entries on the screen. What the library
 * then brings is transport and bookkeeping; the meaning is these forty lines.
 */
export function entries(map) {
  const keys = (document) => [...map(document).keys()];
  const of = (document, line) => keys(document).filter((key) => key.startsWith(`${line}/`));
  const quantity = (document, line) => {
    const numbers = of(document, line).map((key) => map(document).get(key));
    const typed = numbers.filter((number) => typeof number === 'string').map(parseTyped);
    const adds = numbers.filter((number) => typeof number === 'number');
    if (!typed.length && !adds.some((number) => number > 0)) return 0;
    const [{ units }] = typed.sort((one, other) => other.time - one.time).concat({ units: 0 });
    return Math.max(1, adds.reduce((sum, number) => sum + number, units));
  };
  const lines = (document) => new Set(keys(document).map((key) => key.split('/')[0]));
  const clear = (document, line) => of(document, line).forEach((key) => map(document).delete(key));
  return {
    show: (document) => shown(lines(document), (line) => quantity(document, line)),
    tap(document, { act, line, n }, { time, device }) {
      if (act === 'clear') return lines(document).forEach((each) => clear(document, each));
      const seen = quantity(document, line);
      const ends = act === 'remove' || (act === 'step' && seen + n < 1);
      if (ends || act === 'type' || seen === 0) clear(document, line);
      if (ends) return undefined;
      return map(document).set(`${line}/${device}${time}`, act === 'type' ? `${n}@${time}` : n);
    },
  };
}

function parseTyped(text) {
  const [units, time] = text.split('@').map(Number);
  return { units, time };
}
