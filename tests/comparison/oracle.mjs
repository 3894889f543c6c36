// What shoppers may expect of a cart, from the history of their taps and of what each of them had
// seen. It holds no cart that merges: it only asks who had seen what when they took it away.
//
//   A unit stays unless somebody who saw it took it away.
//   A removal, or a typed number, takes away what its shopper saw, and nothing else.
//   One less (−1) takes a unit of what its shopper saw. It is void once all of that was removed,
//   and may be void once a part was.
//   Of numbers typed at the same time any one may stand.
//   A number typed on a line that another removes meanwhile may stand as it is, or for what it
//   added to the line and no more.
//
// Where several answers can be defended it allows all of them: what may be expected is a range.

/** Follows a history, step by step. */
export class Witness {
  #taps = [];
  #seen;
  #server = new Set();
  #sent;
  #messages = new Map();

  constructor({ devices }) {
    this.#seen = Array.from({ length: devices }, () => new Set());
    this.#sent = Array.from({ length: devices }, () => 0);
  }

  follow(step) {
    const { device, id } = step;
    if (step.do === 'tap') this.#tap(step);
    if (step.do === 'send') this.#messages.set(id, this.#outgoing(device));
    if (step.do === 'reach') this.#messages.get(id).forEach((tap) => this.#server.add(tap));
    if (step.do === 'answer') this.#messages.set(id, [...this.#server]);
    if (step.do === 'show') this.#messages.get(id).forEach((tap) => this.#seen[device].add(tap));
  }

  /** What a shopper may expect to see of a line on this device now, as `{ low, high }`. */
  onDevice(device, line) {
    return expected(this.#touching(line, this.#seen[device]));
  }

  /** What may be in the cart when everything has arrived. */
  inTheEnd(line) {
    return expected(this.#touching(line, this.#taps));
  }

  unsent(device) {
    return this.#own(device).length - this.#sent[device];
  }

  #tap({ device, act, line, n }) {
    const before = act === 'clear' ? undefined : this.onDevice(device, line);
    // One less of a single one takes the line away, as the button says.
    const takesLast = act === 'step' && n < 0 && before.high <= 1;
    const kind = takesLast ? 'remove' : act === 'step' ? (n < 0 ? 'less' : 'add') : act;
    const tap = { device, kind, line, n, before, saw: new Set(this.#seen[device]) };
    this.#taps.push(tap);
    this.#seen[device].add(tap);
  }

  #outgoing(device) {
    const own = this.#own(device);
    const fresh = own.slice(this.#sent[device]);
    this.#sent[device] = own.length;
    return fresh;
  }

  #own(device) {
    return this.#taps.filter((tap) => tap.device === device);
  }

  #touching(line, taps) {
    return [...taps].filter((tap) => tap.kind === 'clear' || tap.line === line);
  }
}

/** What a line may come to, of all taps on it that are known somewhere. */
function expected(taps) {
  const removals = taps.filter(({ kind }) => kind === 'remove' || kind === 'clear');
  const typings = taps.filter(({ kind }) => kind === 'type');
  const takers = [...removals, ...typings];
  const taken = (tap, by = takers) => by.some(({ saw }) => saw.has(tap));
  // To type a number is to change a line: what it stood for before goes on in it.
  const goesOn = (tap) => !taken(tap)
    || typings.some((typing) => typing.saw.has(tap) && goesOn(typing));
  const given = taps.filter(({ kind }) => kind === 'add' || kind === 'type');
  const seenBy = ({ saw }) => given.filter((tap) => saw.has(tap)
    && !taken(tap, takers.filter((taker) => saw.has(taker))));

  const adds = taps.filter((tap) => tap.kind === 'add' && !taken(tap));
  const typed = typings.filter((tap) => !taken(tap));
  const less = taps.filter((tap) => tap.kind === 'less' && !taken(tap));
  const lessAtMost = less.filter((tap) => seenBy(tap).some(goesOn));
  // Where a part of what was seen has been removed, the one less may have been of that part.
  const lessAtLeast = lessAtMost.filter((tap) => seenBy(tap).every(goesOn));

  const contested = ({ saw }) => removals.some((removal) => !saw.has(removal)
    && given.some((tap) => saw.has(tap) && removal.saw.has(tap)));
  const atLeast = (tap) => contested(tap) ? Math.max(0, tap.n - tap.before.high) : tap.n;
  const lowest = typed.length ? Math.min(...typed.map(atLeast)) : 0;
  const highest = Math.max(0, ...typed.map(({ n }) => n));

  // What was added unseen by all who took one less is not theirs to take.
  const untouched = adds.filter((add) => lessAtMost.every(({ saw }) => !saw.has(add)));
  const touched = adds.filter((add) => !untouched.includes(add));
  // Each taking one less, nobody asked for the line to go.
  const stays = touched.length + typed.length > 0 ? 1 : 0;
  return {
    low: Math.max(lowest + units(touched) - lessAtMost.length, 0) + units(untouched),
    high: Math.max(highest + units(touched) - lessAtLeast.length, stays) + units(untouched),
  };
}

const units = (taps) => taps.reduce((sum, { n }) => sum + n, 0);

/**
 * Judges how a history ended: `outcome.carts` holds, for the server and then each device, the
 * quantities by line. Each verdict is a number of lines.
 */
export function judge(history, { carts }) {
  const witness = new Witness(history);
  history.steps.forEach((step) => witness.follow(step));
  const verdict = { lost: 0, back: 0, extra: 0, diverged: 0 };
  for (const line of history.lines) {
    const { low, high } = witness.inTheEnd(line);
    const [end, ...others] = carts.map((cart) => cart[line] ?? 0);
    if (others.some((other) => other !== end)) verdict.diverged += 1;
    if (end < low) verdict.lost += 1;
    if (end > high && high === 0) verdict.back += 1;
    if (end > high && high > 0) verdict.extra += 1;
  }
  return verdict;
}
