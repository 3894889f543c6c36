// Chance from a seed: the same seed gives the same history on every machine.

export class Random {
  #state;

  constructor(seed) {
    this.#state = seed >>> 0;
    // Neighbouring seeds begin alike; a few turns take them apart.
    for (let turn = 0; turn < 4; turn += 1) this.bits();
  }

  /** 32 bits: a Weyl sequence whose terms are stirred twice. */
  bits() {
    this.#state = (this.#state + 0x9e3779b9) >>> 0;
    let mixed = this.#state;
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x2c1b3c6d);
    mixed = Math.imul(mixed ^ (mixed >>> 12), 0x297a2d39);
    return (mixed ^ (mixed >>> 15)) >>> 0;
  }

  /** A whole number from 0 and under `end`. */
  below(end) {
    return this.bits() % end;
  }

  /** A whole number, both ends included. */
  between(first, last) {
    return first + this.below(last - first + 1);
  }

  chance(share) {
    return this.bits() < share * 2 ** 32;
  }

  pick(choices) {
    return choices[this.below(choices.length)];
  }

  /** One of `{ name: weight }`, by weight. */
  weighed(weights) {
    const total = Object.values(weights).reduce((sum, weight) => sum + weight, 0);
    let left = this.below(total);
    return Object.keys(weights).find((name) => (left -= weights[name]) < 0);
  }
}
