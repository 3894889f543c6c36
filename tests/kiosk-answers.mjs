// Answers that a test gives a screen in the server's place: where what is looked at is the screen, and
// a phone or an associate would only be in the way. Bytes as `api::wire` writes them.

const CONTENT_TYPE = 'application/vnd.baguni.answer';

const varint = (n) => {
  const bytes = [];
  for (let rest = n; ; rest = Math.floor(rest / 128)) {
    if (rest < 128) return Buffer.from([...bytes, rest]);
    bytes.push((rest % 128) + 128);
  }
};

const text = (words) => {
  const bytes = Buffer.from(words);
  return Buffer.concat([varint(bytes.length), bytes]);
};

/** An answer, and no refusal. */
const answer = (...parts) => Buffer.concat([Buffer.from([0]), ...parts]);

const give = (page, path, body) =>
  page.route(`**/api/kiosk/${path}`, (route) => route.fulfill({ contentType: CONTENT_TYPE, body: body() }));

/** Whoever asks for a code for a phone is given one that leads nowhere, good for five minutes. */
export const handOff = (page) => give(page, 'hand-off', () => answer(
  text('https://shop.example/handoff#0123456789abcdef0123456789abcdef'),
  varint(29), text('M0 0h7v7h-7z'), varint(300_000),
));

/** Whoever pays at the counter is given this number, for 28,000 won and half an hour. */
export const ticket = (page, number) => give(page, 'ticket', () => answer(
  text(number), varint(2 * 28_000), Buffer.from([0]), varint(Date.now() + 1_800_000),
));

/** The next heartbeats are answered with an order: that the screen be locked. */
export const lock = (page) => give(page, 'heartbeat', () => answer(
  Buffer.from([1]), Buffer.alloc(16, 7), Buffer.from([1]),
));

/** Lets `hears` reach the page, from when it is loaded next. */
export const listens = (page) => page.addInitScript(() => {
  const Events = window.EventSource;
  window.EventSource = class extends Events {
    constructor(address) {
      super(address);
      window.line = this;
    }
  };
});

/** The screen is told something, as if the server had. */
const hears = (page, bytes) => page.evaluate((data) =>
  window.line.dispatchEvent(new MessageEvent('message', { data })), bytes.toString('base64'));

/** A phone has taken the basket. */
export const hearsMoved = (page) => hears(page, answer(Buffer.from([0, 0])));

/** The counter has been paid. */
export const hearsPaid = (page, number, order) =>
  hears(page, answer(Buffer.from([2]), text(number), text(order)));
