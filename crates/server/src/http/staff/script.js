// Keeps pages of the staff up to date, and one press one press. Everything works without it.

const main = document.querySelector('main');

// On a telephone the page that one is on may stand beyond the edge of the bar.
document.querySelector('nav [aria-current]')?.scrollIntoView({ block: 'nearest', inline: 'nearest' });

/** Whether somebody is in the middle of something that a new page would take away. */
const isBusy = () =>
  main.querySelector('details[open] :is(input, select, textarea)') ||
  [...main.querySelectorAll('input, select, textarea')].some(
    (field) =>
      field === document.activeElement ||
      (field.type === 'checkbox' || field.type === 'radio'
        ? field.checked !== field.defaultChecked
        : field.type !== 'hidden' && 'defaultValue' in field && field.value !== field.defaultValue),
  );

/** Says to those who do not see the page who waits at a screen. */
const spoken = document.createElement('p');
spoken.setAttribute('role', 'status');
spoken.className = 'skip';
document.body.append(spoken);
const speak = () => {
  const calls = main.querySelector('#calls')?.textContent ?? '';
  if (spoken.textContent !== calls) spoken.textContent = calls;
};

let asked;

/** Puts what the page says now in the place of what it said, without moving anything else. */
async function refresh() {
  if (asked || document.hidden) return;
  if (isBusy()) {
    clearTimeout(refresh.later);
    refresh.later = setTimeout(refresh, 3000);
    return;
  }
  asked = true;
  try {
    const answer = await fetch(location.href, { headers: { accept: 'text/html' } });
    if (!answer.ok || answer.redirected) return;
    const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
    const fresh = page.querySelector('main');
    if (!fresh || isBusy()) return;
    const focus = document.activeElement?.id;
    main.replaceChildren(...document.adoptNode(fresh).childNodes);
    speak();
    if (focus) document.getElementById(focus)?.focus({ preventScroll: true });
  } catch {
    // The next change brings another try.
  } finally {
    asked = false;
  }
}

if (main.dataset.live) {
  const changes = new EventSource('/staff/events');
  changes.onmessage = refresh;
  // What happened while nothing was heard is looked for when it is heard again.
  let opened = false;
  changes.onopen = () => {
    if (opened) refresh();
    opened = true;
    main.dataset.live = 'following';
  };
  document.addEventListener('visibilitychange', refresh);
  addEventListener('pagehide', () => changes.close());
}

document.addEventListener('submit', (event) => {
  const form = event.target;
  if (form.getAttribute('method') !== 'post') return;
  if (form.dataset.sent) event.preventDefault();
  form.dataset.sent = 'yes';
});

// A page from the history has buttons that were pressed.
addEventListener('pageshow', (event) => {
  if (event.persisted) location.reload();
});
