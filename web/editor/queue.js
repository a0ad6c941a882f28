// Keys for the desk's queue. An element says its own key (aria-keyshortcuts), and this presses it; j and k go through the
// rows, o opens one, x chooses it. Everything works without.
const store = 'desk.keys';
const root = document.documentElement;
const keysOn = () => localStorage.getItem(store) !== 'off';
const typing = element => element.closest('textarea, select, [contenteditable], input:not([type=checkbox], [type=radio])');

// rows are the links to what waits; the row is where the focus is.
const rows = [...document.querySelectorAll('[data-rows] .queue__headline a')];
const row = () => document.activeElement?.closest('.queue__row');
const move = step => {
  const at = rows.findIndex(link => link.closest('.queue__row') === row());
  const next = rows[at < 0 ? (step > 0 ? 0 : rows.length - 1) : Math.min(Math.max(at + step, 0), rows.length - 1)];
  next?.focus();
  next?.scrollIntoView({ block: 'nearest' });
};

const actions = {
  j: () => move(1),
  k: () => move(-1),
  o: () => row()?.querySelector('.queue__headline a').click(),
  x: () => row()?.querySelector('input[type=checkbox]')?.click(),
};

// act does what a key is for, and says whether it is for anything.
const act = name => {
  const element = document.querySelector(`[aria-keyshortcuts="${CSS.escape(name)}"]`);
  if (element) {
    element.focus();
    element.click();
  } else if (rows.length && actions[name]) {
    actions[name]();
  } else {
    return false;
  }
  return true;
};

let pressed = false; // a page is on its way: the next key is for that page
document.addEventListener('keydown', event => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || pressed || !keysOn() || typing(event.target)) return;
  if (act(event.key)) event.preventDefault();
});
document.addEventListener('submit', () => { pressed = true; });
addEventListener('pageshow', () => { pressed = false; });

// The keys are shown where they work.
const show = () => root.toggleAttribute('data-keys-on', keysOn());
for (const box of document.querySelectorAll('input[data-keys-on]')) {
  box.checked = keysOn();
  box.addEventListener('change', () => {
    localStorage.setItem(store, box.checked ? 'on' : 'off');
    show();
  });
}
show();

// The seconds in which a decision can be taken back.
for (const undo of document.querySelectorAll('[data-seconds]')) {
  const left = undo.querySelector('[data-left]'), end = performance.now() + undo.dataset.seconds * 1000;
  const tick = setInterval(() => {
    const seconds = Math.ceil((end - performance.now()) / 1000);
    left.textContent = Math.max(seconds, 0);
    if (seconds > 0) return;
    clearInterval(tick);
    undo.querySelector('form').remove();
  }, 250);
}

// A chosen reason brings its text, as long as the text is nothing but reasons.
const text = document.querySelector('.message__form textarea');
const reasons = [...document.querySelectorAll('[data-text]')];
const joined = () => reasons.filter(box => box.checked && box.dataset.text).map(box => box.dataset.text).join('\n\n');
let last = joined();
for (const box of reasons) {
  box.addEventListener('change', () => {
    const now = joined();
    if (text.value.trim() === last) text.value = now;
    else if (box.checked && box.dataset.text) text.value = `${text.value.trim()}\n\n${box.dataset.text}`.trim();
    last = now;
  });
}

// Where the page asks for it, that has the focus: the button that sends a letter which has just been read.
[...document.querySelectorAll('button[data-focus]')].pop()?.focus({ preventScroll: true });
