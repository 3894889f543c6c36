// One history on one kind of cart, to its end.

/**
 * What is in the cart at the server and on each device at the end, what each tap weighed on the
 * wire and what the server's whole state weighs, in bytes.
 */
export function replay(history, makeCart) {
  const cart = makeCart(history);
  const messages = new Map();
  for (const step of history.steps) {
    const { device, id } = step;
    if (step.do === 'tap') cart.tap(device, step);
    if (step.do === 'send') messages.set(id, cart.send(device));
    if (step.do === 'reach') cart.reach(device, messages.get(id));
    if (step.do === 'answer') messages.set(id, cart.answer(device));
    if (step.do === 'show') cart.show(device, messages.get(id));
  }
  const outcome = { carts: cart.carts(), weights: cart.weights ?? [], state: cart.size?.() };
  cart.close?.();
  return outcome;
}
