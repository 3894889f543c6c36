// Outcomes counted: in how many histories something went wrong, and what the taps weighed.

import { judge } from './oracle.mjs';

export const FAULTS = ['lost', 'back', 'extra', 'diverged'];

export class Tally {
  histories = 0;
  /** Histories by fault; `any` of them, and of these on a smooth network. */
  counts = { lost: 0, back: 0, extra: 0, diverged: 0, any: 0, smooth: 0 };
  /** The seed of the first history with each fault. */
  first = {};
  #weights = [];

  count(history, outcome) {
    const verdict = judge(history, outcome);
    const found = FAULTS.filter((fault) => verdict[fault] > 0);
    if (found.length) found.push('any', ...(history.rough ? [] : ['smooth']));
    for (const fault of found) {
      this.counts[fault] += 1;
      this.first[fault] ??= history.seed;
    }
    this.histories += 1;
    for (const weight of outcome.weights) this.#weights.push(weight);
  }

  /** Bytes that `share` of all taps do not exceed; nothing where taps were not weighed. */
  weight(share) {
    this.#weights.sort((one, other) => one - other);
    return this.#weights[Math.ceil(this.#weights.length * share) - 1];
  }
}
