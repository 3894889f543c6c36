// The comparison's own ground: its oracle, its histories, and that they tell good carts from bad.
// The whole comparison is `cargo xtask comparison`; here is what needs no packages.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { outcomes } from './comparison/baguni.mjs';
import { AS_SHOPS_DO } from './comparison/carts/read-modify-write.mjs';
import { histories, history } from './comparison/histories.mjs';
import { judge, Witness } from './comparison/oracle.mjs';
import { replay } from './comparison/replay.mjs';
import { Tally } from './comparison/tally.mjs';

const HISTORIES = 300;

/** Two screens that both show two of a line, then a tap on each, and everything delivered. */
function meeting(one, other) {
  const line = 'A';
  const sync = (device, id) => [
    { do: 'send', device, id }, { do: 'reach', device, id },
    { do: 'answer', device, id: id + 1 }, { do: 'show', device, id: id + 1 },
  ];
  const steps = [
    { do: 'tap', device: 0, act: 'add', line, n: 2 }, ...sync(0, 0), ...sync(1, 2),
    { do: 'tap', device: 0, line, ...one }, { do: 'tap', device: 1, line, ...other },
    ...sync(0, 4), ...sync(1, 6), ...sync(0, 8),
  ];
  return { seed: 1, rough: false, devices: 2, lines: [line], steps };
}

const TAPS = {
  'one more': { act: 'step', n: 1 },
  'one less': { act: 'step', n: -1 },
  'four typed': { act: 'type', n: 4 },
  removed: { act: 'remove' },
  cleared: { act: 'clear' },
};

// By the table of what two screens mean together. Where the table has one answer and another can be
// defended too, both are allowed: see the oracle.
const MEETINGS = [
  ['one more', 'one more', [4, 4]],
  ['one more', 'one less', [2, 2]],
  ['one more', 'four typed', [5, 5]],
  ['one more', 'removed', [1, 1]],
  ['one more', 'cleared', [1, 1]],
  ['one less', 'one less', [0, 1]],
  ['one less', 'four typed', [3, 3]],
  ['one less', 'removed', [0, 0]],
  ['one less', 'cleared', [0, 0]],
  ['four typed', 'four typed', [4, 4]],
  ['four typed', 'removed', [2, 4]],
  ['four typed', 'cleared', [2, 4]],
  ['removed', 'removed', [0, 0]],
  ['removed', 'cleared', [0, 0]],
  ['cleared', 'cleared', [0, 0]],
];

test('the oracle expects what two screens mean together', () => {
  const check = (one, other, [low, high]) => {
    const both = meeting(TAPS[one], TAPS[other]);
    const witness = new Witness(both);
    both.steps.forEach((step) => witness.follow(step));
    assert.deepEqual(witness.inTheEnd('A'), { low, high }, `${one}, ${other}`);
  };
  for (const [one, other, range] of MEETINGS) {
    check(one, other, range);
    check(other, one, range);
  }
});

test('the oracle names each fault', () => {
  const both = meeting(TAPS['one more'], TAPS.removed);
  const gone = meeting(TAPS.removed, TAPS.removed);
  const check = (judged, ends, fault) => {
    const verdict = judge(judged, { carts: ends.map((A) => ({ A })) });
    const found = Object.keys(verdict).filter((name) => verdict[name]);
    assert.deepEqual(found, fault, `${ends}`);
  };
  check(both, [1, 1, 1], []);
  check(both, [0, 0, 0], ['lost']);
  check(both, [3, 3, 3], ['extra']);
  check(both, [1, 1, 0], ['diverged']);
  check(gone, [1, 1, 1], ['back']);
});

test('the same seed is the same history, and histories are of every kind', () => {
  assert.deepEqual(history(7), history(7));
  const steps = [...histories(HISTORIES)].flatMap((each) => each.steps);
  const seen = new Set(steps.map((step) => step.act ?? step.do));
  const all = ['add', 'answer', 'clear', 'reach', 'remove', 'send', 'show', 'step', 'type'];
  assert.deepEqual([...seen].sort(), all);
});

/** Every tap is on all screens before the next one. */
function inTurn({ steps, ...rest }) {
  let id = 0;
  const everybody = Array.from({ length: rest.devices }, (_, device) => device);
  const shown = (tap) => [
    { do: 'send', device: tap.device, id: id += 1 }, { do: 'reach', device: tap.device, id },
    ...everybody.flatMap((device) => [
      { do: 'answer', device, id: id += 1 }, { do: 'show', device, id },
    ]),
  ];
  const taps = steps.filter((step) => step.do === 'tap');
  return { ...rest, rough: false, steps: taps.flatMap((tap) => [tap, ...shown(tap)]) };
}

test('where shoppers take turns nothing goes wrong on any cart', async () => {
  const turns = [...histories(HISTORIES)].map(inTurn);
  for (const { name, make } of AS_SHOPS_DO) {
    const tally = new Tally();
    turns.forEach((each) => tally.count(each, replay(each, make)));
    assert.equal(tally.counts.any, 0, `${name}: ${JSON.stringify(tally.first)}`);
  }
  const baguni = await counted(turns);
  assert.equal(baguni.counts.any, 0, JSON.stringify(baguni.first));
});

test('where they do not, the carts of today lose adds', () => {
  for (const { name, make } of AS_SHOPS_DO) {
    const tally = new Tally();
    for (const each of histories(HISTORIES)) tally.count(each, replay(each, make));
    assert.ok(tally.counts.lost > HISTORIES / 10, `${name}: ${JSON.stringify(tally.counts)}`);
  }
});

test('every cell of the table on the replica of the shop', async () => {
  const meetings = MEETINGS.flatMap(([one, other]) => [
    meeting(TAPS[one], TAPS[other]), meeting(TAPS[other], TAPS[one]),
  ]);
  const tally = await counted(meetings);
  assert.equal(tally.histories, meetings.length);
  assert.equal(tally.counts.any, 0, JSON.stringify(tally.counts));
});

test('on the same histories the replica brings nothing back and its screens agree', async () => {
  const { counts, first } = await counted([...histories(HISTORIES)]);
  assert.deepEqual([counts.back, counts.diverged], [0, 0], JSON.stringify(first));
  // What is left, and why, is told in docs/comparison.md.
  assert.ok(counts.any < HISTORIES / 100, JSON.stringify(counts));
});

async function counted(all) {
  const tally = new Tally();
  for await (const outcome of outcomes(all)) tally.count(all[tally.histories], outcome);
  return tally;
}
