// A study: an entry for each tap, where one less is a taking from one other entry and not from the
// line. It goes with what it takes from, so a −1 never outlives what its shopper saw.
//
//   { add: n }                     n more
//   { typed: n, time }             n, typed
//   { taken: n, from: key }        n fewer of that entry, at most all of it

import { shown } from './documents.mjs';

export function takings(map) {
  const keys = (document) => [...map(document).keys()];
  const lines = (document) => new Set(keys(document).map((key) => key.split('/')[0]));
  const of = (document, line) => keys(document)
    .filter((key) => key.startsWith(`${line}/`))
    .sort()
    .map((key) => ({ key, ...map(document).get(key) }));
  const clear = (document, line) => of(document, line).forEach(({ key }) => map(document).delete(key));

  return {
    show: (document) => shown(lines(document), (line) => read(of(document, line)).quantity),
    tap(document, { act, line, n }, { time, device }) {
      if (act === 'clear') return lines(document).forEach((each) => clear(document, each));
      const { quantity, sources } = read(of(document, line));
      const ends = act === 'remove' || (act === 'step' && quantity + n < 1);
      if (ends || act === 'type' || quantity === 0) clear(document, line);
      if (ends) return undefined;
      const put = (entry, nth = 0) => map(document).set(`${line}/${device}.${time}.${nth}`, entry);
      if (act === 'type') return put({ typed: n, time });
      // All is taken and one is shown: give one back, so that a press is one more than is shown.
      const eaten = sources.length && sources.every(({ left }) => left === 0);
      if (eaten) giveBack(document, sources[0], put);
      if (n > 0) return put({ add: n });
      const [richest] = [...sources].sort((one, other) => other.left - one.left);
      return put({ taken: -n, from: richest.key });
    },
  };

  function giveBack(document, { key, units, takers }, put) {
    takers.forEach((taker) => map(document).delete(taker.key));
    if (units > 1) put({ taken: units - 1, from: key }, 1);
  }
}

/** What a line shows, and of which entries. */
function read(entries) {
  const typed = entries.filter((entry) => entry.typed).sort((one, other) => other.time - one.time);
  const given = [...typed.slice(0, 1), ...entries.filter((entry) => entry.add)];
  const takes = entries.filter((entry) => entry.taken);
  const lives = ({ from }) => given.some(({ key }) => key === from);
  // What was typed over goes on in the number.
  const source = (take) => lives(take) ? take.from : typed[0]?.key;
  const sources = given.map(({ key, add, typed: number }) => {
    const units = add ?? number;
    const takers = takes.filter((take) => source(take) === key);
    const left = Math.max(0, takers.reduce((rest, { taken }) => rest - taken, units));
    return { key, units, takers, left };
  });
  const sum = sources.reduce((total, { left }) => total + left, 0);
  return { sources, quantity: sources.length ? Math.max(1, sum) : 0 };
}
