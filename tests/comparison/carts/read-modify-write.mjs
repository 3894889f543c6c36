// Carts as shops keep them today: the truth is one row at the server, and devices ask to change it.
// All of them show a tap at once and send again what was not answered, as a good client does.

/** The device puts the whole cart as it sees it; the last one to arrive wins. */
export class WholeCart {
  #server = { cart: {}, version: 0, applied: [] };
  #devices;

  constructor({ devices }) {
    this.#devices = Array.from({ length: devices }, () => ({ cart: {}, edits: 0, version: 0 }));
  }

  tap(device, tap) {
    const its = this.#devices[device];
    its.cart = tapped(its.cart, tap);
    its.edits += 1;
  }

  send(device) {
    const { cart, edits } = this.#devices[device];
    return { cart, edits };
  }

  reach(device, { cart, edits }) {
    const { applied } = this.#server;
    this.#server.cart = cart;
    this.#server.version += 1;
    applied[device] = Math.max(applied[device] ?? 0, edits);
  }

  answer(device) {
    const { cart, version, applied } = this.#server;
    return { cart, version, applied: applied[device] ?? 0 };
  }

  show(device, { cart, version, applied }) {
    const its = this.#devices[device];
    // An answer from before the device's own last tap, or older than the last answer, says nothing.
    if (applied < its.edits || version < its.version) return;
    Object.assign(its, { cart, version });
  }

  carts() {
    return [this.#server.cart, ...this.#devices.map(({ cart }) => cart)];
  }
}

/**
 * The device sends each tap as a request. `quantities`: the stepper sends the number it shows, as
 * the line updates of today's platforms take it; otherwise it sends ±1. `keys`: the server knows a
 * request that comes again.
 */
export class Requests {
  #server = { cart: {}, version: 0, applied: [] };
  #devices;
  #quantities;
  #keys;

  constructor({ devices }, { quantities, keys }) {
    const device = () => ({ cart: {}, pending: [], number: 0, sent: 0, version: 0 });
    this.#devices = Array.from({ length: devices }, device);
    this.#quantities = quantities;
    this.#keys = keys;
  }

  tap(device, tap) {
    const its = this.#devices[device];
    const shown = this.#shown(its)[tap.line] ?? 0;
    const request = this.#quantities && tap.act === 'step' ? stepped(tap, shown) : tap;
    its.number += 1;
    its.pending.push({ number: its.number, tap: request });
  }

  send(device) {
    const its = this.#devices[device];
    const requests = its.pending.filter(({ number }) => number > its.sent);
    its.sent = its.number;
    return requests;
  }

  reach(device, requests) {
    const { applied } = this.#server;
    for (const { number, tap } of requests) {
      const known = number <= (applied[device] ?? 0);
      if (known && this.#keys) continue;
      this.#server.cart = tapped(this.#server.cart, tap);
      this.#server.version += 1;
      if (!known) applied[device] = number;
    }
  }

  answer(device) {
    const { cart, version, applied } = this.#server;
    return { cart, version, applied: applied[device] ?? 0 };
  }

  show(device, { cart, version, applied }) {
    const its = this.#devices[device];
    if (version < its.version) return;
    Object.assign(its, { cart, version });
    its.pending = its.pending.filter(({ number }) => number > applied);
  }

  carts() {
    return [this.#server.cart, ...this.#devices.map((its) => this.#shown(its))];
  }

  /** What the server said last, with what it has not answered yet. */
  #shown({ cart, pending }) {
    return pending.reduce((shown, { tap }) => tapped(shown, tap), cart);
  }
}

const stepped = ({ line, n }, shown) => shown + n > 0
  ? { act: 'type', line, n: shown + n }
  : { act: 'remove', line };

/** A cart after a tap. */
function tapped(cart, { act, line, n }) {
  if (act === 'clear') return {};
  const { [line]: quantity = 0, ...others } = cart;
  const after = { add: quantity + n, step: quantity + n, type: n, remove: 0 }[act];
  return after > 0 ? { ...others, [line]: after } : others;
}

export const AS_SHOPS_DO = [
  { name: 'The whole cart is put', make: (history) => new WholeCart(history) },
  {
    name: 'Add, and set a line’s quantity',
    make: (history) => new Requests(history, { quantities: true, keys: false }),
  },
  {
    name: 'The same, repeated requests known by a key',
    make: (history) => new Requests(history, { quantities: true, keys: true }),
  },
  {
    name: 'Each tap a command with a key',
    make: (history) => new Requests(history, { quantities: false, keys: true }),
  },
];
