// Histories of shoppers with two or three screens: what they tap, what is sent and when it arrives.
//
// The steps:
//   { do: 'tap', device, act, line, n }   act: add n · step ±1 · type n · remove · clear
//   { do: 'send', device, id }            all that was tapped since the last send leaves the device
//   { do: 'reach', device, id }           and is at the server; again: the network repeats it
//   { do: 'answer', device, id }          the server's state of now leaves for the device
//   { do: 'show', device, id }            and is on its screen
// What a device sends arrives in its order the first time; a repetition may come at any time after.
// In a smooth history nothing is repeated, and what leaves arrives at once.

import { Witness } from './oracle.mjs';
import { Random } from './random.mjs';

const ACTS = { add: 30, more: 20, less: 17, type: 13, remove: 15, clear: 5 };
const LINES = ['MOON-JAR-WHITE-M', 'TEA-BOWL-CELADON', 'LINEN-RUNNER-180'];

/** Every second history is smooth. */
export function history(seed) {
  return new Writer(seed).write();
}

export function* histories(count, first = 1) {
  for (let seed = first; seed < first + count; seed += 1) yield history(seed);
}

/** Twenty lines, each added on one screen and pressed once more on another: to be weighed. */
export function twentyLines() {
  const lines = [...'ABCDEFGHIJKLMNOPQRST'].map((letter) => `MOON-JAR-WHITE-${letter}`);
  const tap = (device, act) => lines.map((line) => ({ do: 'tap', device, act, line, n: 1 }));
  const up = (device, id) => [{ do: 'send', device, id }, { do: 'reach', device, id }];
  const down = (device, id) => [{ do: 'answer', device, id }, { do: 'show', device, id }];
  const first = [tap(0, 'add'), up(0, 0), down(1, 1)];
  const then = [tap(1, 'step'), up(1, 2), down(0, 3), down(1, 4)];
  return { seed: 0, rough: false, devices: 2, lines, steps: [...first, ...then].flat() };
}

class Writer {
  #random;
  #history;
  #witness;
  #online;
  #underWay = [];
  #arrived = [];
  #messages = 0;
  #hand = 0;

  constructor(seed) {
    this.#random = new Random(seed);
    const devices = this.#random.between(2, 3);
    const lines = LINES.slice(0, this.#random.between(1, 3));
    this.#history = { seed, rough: seed % 2 === 1, devices, lines, steps: [] };
    this.#witness = new Witness(this.#history);
    this.#online = Array.from({ length: devices }, () => true);
  }

  write() {
    if (this.#random.chance(0.7)) this.#begin();
    for (let taps = this.#random.between(4, 14); taps > 0;) {
      this.#comeAndGo();
      const next = this.#random.weighed({ tap: 45, send: 25, answer: 30 });
      if (next === 'tap') taps -= this.#tap() ? 1 : 0;
      if (next === 'send') this.#send(this.#anyOnline());
      if (next === 'answer') this.#answer(this.#anyOnline());
      this.#network();
    }
    this.#end();
    return this.#history;
  }

  /** Something is in the cart already, and on every screen. */
  #begin() {
    for (const line of this.#history.lines) {
      this.#step({ do: 'tap', device: 0, act: 'add', line, n: this.#random.between(1, 3) });
    }
    this.#send(0);
    this.#deliverAll();
    this.#everyDevice((device) => this.#answer(device));
    this.#deliverAll();
  }

  #end() {
    this.#online.fill(true);
    this.#everyDevice((device) => this.#send(device));
    this.#deliverAll();
    this.#everyDevice((device) => this.#answer(device));
    this.#deliverAll();
  }

  #comeAndGo() {
    const device = this.#random.below(this.#history.devices);
    if (this.#random.chance(this.#online[device] ? 0.08 : 0.2)) {
      this.#online[device] = !this.#online[device];
    }
  }

  #anyOnline() {
    return this.#random.pick([...this.#online.keys()].filter((device) => this.#online[device]));
  }

  /** A tap that its shopper can make: there is no button on a line that is not there. */
  #tap() {
    // A thumb stays on one screen for a few taps.
    if (this.#random.chance(0.5)) this.#hand = this.#random.below(this.#history.devices);
    const device = this.#hand;
    const line = this.#random.pick(this.#history.lines);
    const { low, high } = this.#witness.onDevice(device, line);
    const act = this.#random.weighed(ACTS);
    const present = low > 0;
    const tap = {
      add: { act: 'add', n: this.#random.between(1, 3) },
      more: present && { act: 'step', n: 1 },
      less: present && low === high && { act: 'step', n: -1 },
      type: present && { act: 'type', n: this.#random.between(1, 9) },
      remove: present && { act: 'remove' },
      clear: present && { act: 'clear' },
    }[act];
    if (!tap || (tap.act === 'type' && tap.n === low)) return false;
    this.#step({ do: 'tap', device, ...tap, ...(tap.act !== 'clear' && { line }) });
    return true;
  }

  #send(device) {
    if (device === undefined || !this.#witness.unsent(device)) return;
    this.#leave('send', 'reach', device);
  }

  #answer(device) {
    if (device !== undefined) this.#leave('answer', 'show', device);
  }

  #leave(leaves, arrives, device) {
    const id = this.#messages++;
    this.#step({ do: leaves, device, id });
    this.#underWay.push({ do: arrives, device, id });
    if (!this.#history.rough) this.#deliverAll();
  }

  /** On a rough network things arrive late, answers out of order, and requests come again. */
  #network() {
    if (this.#random.chance(0.5)) this.#deliver();
    if (this.#history.rough && this.#random.chance(0.1)) this.#repeat();
  }

  #deliver() {
    const earlier = ({ device, id }) => this.#underWay.some((other) => (
      other.do === 'reach' && other.device === device && other.id < id
    ));
    const ready = this.#underWay.filter((message) => this.#online[message.device]
      && (message.do === 'show' || !earlier(message)));
    if (!ready.length) return;
    const message = this.#random.pick(ready);
    this.#underWay.splice(this.#underWay.indexOf(message), 1);
    if (message.do === 'reach') this.#arrived.push(message);
    this.#step(message);
  }

  #repeat() {
    if (this.#arrived.length) this.#step(this.#random.pick(this.#arrived));
  }

  #deliverAll() {
    while (this.#underWay.some((message) => this.#online[message.device])) this.#deliver();
  }

  #everyDevice(act) {
    for (let device = 0; device < this.#history.devices; device += 1) act(device);
  }

  #step(step) {
    this.#history.steps.push(step);
    this.#witness.follow(step);
  }
}
