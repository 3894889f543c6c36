// Millimetres and glyphs: what is on the screen now, measured, and what of it is not as it has to be.

/** The least of everything, in millimetres (docs/decisions/0020-barrier-free.md). */
const LEAST = { side: 12, area: 150, primary: 20, gap: 2.5 };
const REACH = { lowest: 400, highest: 1_220, highestLow: 1_000 };

/** Rounding of a layout to whole pixels, in millimetres. */
const ROUNDING = 0.12;

/**
 * What is wrong on the screen, in a line each. `profile` is one of `PROFILES` in `kiosk.mjs`; `low`:
 * whether the low position is chosen.
 */
export async function wrongOn(page, profile, { low = false } = {}) {
  const pxPerMm = profile.height / profile.heightMm;
  const seen = await page.evaluate(look);
  return [
    ...sizes(seen.controls, pxPerMm),
    ...gaps(seen.controls, pxPerMm),
    ...reach(seen.controls, pxPerMm, profile, low),
    ...letters(seen.texts, pxPerMm, profile),
    ...seen.cut,
  ];
}

/** Runs in the page: the boxes of everything that can be pressed, and how high its letters are. */
function look() {
  const question = [...document.querySelectorAll('[role=alertdialog], [role=dialog], dialog[open]')].at(-1);
  const scope = question ?? document.body;
  const isSeen = (it) => it.checkVisibility({ visibilityProperty: true, opacityProperty: true });
  const name = (it) =>
    `${it.dataset.testid || it.className.baseVal || it.className || it.tagName} “${it.textContent.trim().slice(0, 24)}”`;
  const clips = (it) => {
    const around = [];
    for (let at = it.parentElement; at; at = at.parentElement) {
      if (getComputedStyle(at).overflowY !== 'visible') around.push(at.getBoundingClientRect());
    }
    return around;
  };
  const shown = (it) => clips(it).reduce((box, clip) => ({
    left: Math.max(box.left, clip.left), right: Math.min(box.right, clip.right),
    top: Math.max(box.top, clip.top), bottom: Math.min(box.bottom, clip.bottom),
  }), it.getBoundingClientRect());
  // Not cut by the edge of something that scrolls, nor under what stays when it does.
  const isWhole = (it, { left, right, top, bottom }, box) => {
    const corners = [[left + 2, top + 2], [right - 2, top + 2], [left + 2, bottom - 2], [right - 2, bottom - 2]];
    const isOver = ([x, y]) => {
      const at = document.elementFromPoint(x, y);
      return !at || it.contains(at) || at.contains(it);
    };
    return right - left > box.width - 1 && bottom - top > box.height - 1 && corners.every(isOver);
  };
  const all = [...scope.querySelectorAll('button, a[href], input, select, [tabindex="0"]')].filter(isSeen);
  // Whatever does not scroll has to be in sight as it is.
  const lost = all.filter((it) => !it.closest('.scroller')).filter((it) => {
    const { left, right, top, bottom } = shown(it);
    const box = it.getBoundingClientRect();
    return Math.min(right, innerWidth) - Math.max(left, 0) < box.width - 1.5
      || Math.min(bottom, innerHeight) - Math.max(top, 0) < box.height - 1.5;
  }).map((it) => `out of sight: ${name(it)}`);
  const controls = all
    .map((it) => {
      const box = it.getBoundingClientRect();
      const { left, right, top, bottom } = shown(it);
      return {
        name: name(it), primary: it.matches('.primary'), width: box.width, height: box.height,
        left, right, top, bottom, whole: isWhole(it, { left, right, top, bottom }, box),
      };
    })
    // What has been scrolled away is measured once it is scrolled to.
    .filter(({ left, right, top, bottom }) => right - left > 1 && bottom - top > 1);

  const drawn = document.createElement('canvas').getContext('2d');
  const texts = new Map();
  const walker = document.createTreeWalker(scope, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const it = walker.currentNode.parentElement;
    const text = walker.currentNode.textContent.trim();
    const box = it.getBoundingClientRect();
    const isRead = text && isSeen(it) && box.width > 1.5 && box.height > 1.5
      && !it.closest('.visually-hidden, script, style');
    if (!isRead) continue;
    const style = getComputedStyle(it);
    drawn.font = `${style.fontWeight} ${style.fontSize} ${style.fontFamily}`;
    const { actualBoundingBoxAscent: up, actualBoundingBoxDescent: down } = drawn.measureText('가');
    texts.set(drawn.font, { text: text.slice(0, 24), high: up + down, font: style.fontSize });
  }

  // A glyph is about as high as its font; the line around it may be higher or lower.
  const glyphs = (node, it) => {
    const range = document.createRange();
    range.selectNodeContents(node);
    const half = parseFloat(getComputedStyle(it).fontSize) * 0.46;
    return [...range.getClientRects()].map(({ left, right, top, bottom }) =>
      ({ left, right, top: (top + bottom) / 2 - half, bottom: (top + bottom) / 2 + half }));
  };
  const isInside = (a, b) =>
    a.left >= b.left - 1 && a.right <= b.right + 1 && a.top >= b.top - 1 && a.bottom <= b.bottom + 1;
  const cut = [];
  walker.currentNode = scope;
  while (walker.nextNode()) {
    const it = walker.currentNode.parentElement;
    const isRead = walker.currentNode.textContent.trim() && isSeen(it)
      && !it.closest('.visually-hidden, [aria-hidden=true], script, style');
    if (!isRead) continue;
    // What is scrolled is cut at the edge and comes when it is scrolled to.
    const frames = [];
    for (let at = it; at && at !== scope && !at.matches('.scroller'); at = at.parentElement) {
      if (at.matches('button') || getComputedStyle(at).overflow !== 'visible') frames.push(at);
    }
    const boxes = glyphs(walker.currentNode, it);
    const around = frames.find((frame) =>
      !boxes.every((box) => isInside(box, frame.getBoundingClientRect())));
    if (around) cut.push(`cut: “${walker.currentNode.textContent.trim().slice(0, 24)}” in ${name(around)}`);
    const isBeside = boxes.some((box) => box.left < -1 || box.right > innerWidth + 1);
    if (isBeside) cut.push(`beside the screen: “${walker.currentNode.textContent.trim().slice(0, 24)}”`);
  }
  const outside = controls
    .filter(({ left, right, top, bottom }) =>
      left < -1 || top < -1 || right > innerWidth + 1 || bottom > innerHeight + 1)
    .map((it) => `outside of the screen: ${it.name}`);
  return { controls, texts: [...texts.values()], cut: [...cut, ...outside, ...lost] };
}

const mm = (px, pxPerMm) => Math.round((px / pxPerMm) * 100) / 100;

/** K1. */
function sizes(controls, pxPerMm) {
  return controls.flatMap(({ name, primary, width, height }) => {
    const [wide, high] = [mm(width, pxPerMm), mm(height, pxPerMm)];
    const least = primary ? LEAST.primary : LEAST.side;
    const small = Math.min(wide, high) < least - ROUNDING || wide * high < LEAST.area - 2 * ROUNDING;
    return small ? [`K1 ${name}: ${wide} × ${high} mm`] : [];
  });
}

/** K2. What is cut at the edge of something that scrolls is measured once it is scrolled to. */
function gaps(all, pxPerMm) {
  const controls = all.filter(({ whole }) => whole);
  return controls.flatMap((a, at) => controls.slice(at + 1).flatMap((b) => {
    const beside = Math.max(a.left, b.left) - Math.min(a.right, b.right);
    const below = Math.max(a.top, b.top) - Math.min(a.bottom, b.bottom);
    const gap = mm(Math.max(beside, below), pxPerMm);
    return gap < LEAST.gap - ROUNDING ? [`K2 ${a.name} and ${b.name}: ${gap} mm`] : [];
  }));
}

/** K7. A screen that hangs too high for anybody keeps its lower half. */
function reach(controls, pxPerMm, { height, heightMm, floorMm }, low) {
  const floor = (px) => floorMm + mm(height - px, pxPerMm);
  const highest = Math.max(low ? REACH.highestLow : REACH.highest, floorMm + heightMm / 2);
  return controls.flatMap(({ name, top, bottom }) => {
    const [from, to] = [floor(bottom), floor(top)];
    const far = from < REACH.lowest - ROUNDING || to > highest + ROUNDING;
    return far ? [`K7 ${name}: ${Math.round(from)} to ${Math.round(to)} mm above the floor`] : [];
  });
}

/** K4: the body of a Hangul syllable, which is what the letters of a Korean sign are measured by. */
function letters(texts, pxPerMm, { letterMm }) {
  return texts.flatMap(({ text, high, font }) => {
    const tall = mm(high, pxPerMm);
    return tall < letterMm - 0.02 ? [`K4 “${text}” (${font}): ${tall} mm`] : [];
  });
}
