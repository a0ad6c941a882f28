// The list changes in place. What is asked for is fetched as the page that it is, and what differs in it is taken over:
// there is one way of drawing a page, the service's. Whatever goes wrong, the browser goes there as it does without.
const form = document.querySelector('#sok');
const box = form.elements.q;

// What stands in one place of a page and of another is the same thing where their marks are.
const mark = node => {
  if (node.nodeType !== Node.ELEMENT_NODE) return node.nodeName;
  const first = /^(LI|DETAILS)$/.test(node.tagName) ? node.querySelector('input, a[href]') : null;
  return [node.tagName, node.id, node.classList[0], first?.name, first?.getAttribute('value') ?? first?.getAttribute('href')].join();
};

// become makes a node what another is. What both have stays where it is, with its focus and what the reader has opened.
const become = (old, fresh) => {
  if (old.nodeType !== Node.ELEMENT_NODE) {
    if (old.data !== fresh.data) old.data = fresh.data;
    return;
  }
  if (old === box || old.id === 'q-list') return; // they are the reader's
  for (const { name } of [...old.attributes]) if (!fresh.hasAttribute(name) && name !== 'open') old.removeAttribute(name);
  for (const { name, value } of fresh.attributes) if (old.getAttribute(name) !== value && !(name === 'open' && old.tagName === 'DETAILS')) old.setAttribute(name, value);
  if (old.tagName === 'INPUT') old.checked = fresh.checked;
  let at = old.firstChild;
  for (const next of [...fresh.childNodes]) {
    let same = at;
    while (same && mark(same) !== mark(next)) same = same.nextSibling;
    if (!same) {
      old.insertBefore(next, at);
      continue;
    }
    while (at !== same) at = drop(at);
    at = at.nextSibling;
    become(same, next);
  }
  while (at) at = drop(at);
};
const drop = node => {
  const next = node.nextSibling;
  node.remove();
  return next;
};

const whole = address => address.pathname + address.search;
const filtering = () => location.hash === '#filter'; // on a phone they are a page of their own
let shown = whole(location), asking;

const busy = is => document.querySelector('.search-page').setAttribute('aria-busy', is);
const stop = () => {
  asking?.abort();
  busy(false);
};

// show asks for an address and shows it; the last one that was asked for counts.
const show = async (address, { back = false, to = null } = {}) => {
  asking?.abort();
  const mine = asking = new AbortController();
  busy(true);
  try {
    const answer = await fetch(address, { signal: mine.signal });
    const fresh = new DOMParser().parseFromString(await answer.text(), 'text/html');
    if (mine.signal.aborted) return;
    if (!answer.ok || !fresh.querySelector('.search-page')) throw answer.status;
    if (!back) {
      if (filtering()) history.replaceState(null, '', address + '#filter');
      else history.pushState(null, '', address);
    }
    take(fresh, to);
  } catch {
    if (mine.signal.aborted) return;
    if (back) location.reload();
    else location.assign(address);
  }
};

// take shows what was fetched, leaves the focus where it is, and has the number of jobs said once.
const take = (fresh, to) => {
  const held = document.activeElement;
  const said = document.querySelector('[role=status]').textContent;
  shown = whole(location);
  busy(false);
  document.title = fresh.title;
  document.head.querySelectorAll('link[rel=alternate], link[rel=canonical]').forEach(link => link.remove());
  document.head.append(...fresh.head.querySelectorAll('link[rel=alternate], link[rel=canonical]'));
  if (held !== box || to) box.value = fresh.querySelector('#q').value;
  for (const part of ['main', '.masthead__language']) become(document.querySelector(part), fresh.querySelector(part));
  const status = document.querySelector('[role=status]');
  if (status.textContent === said) status.replaceChildren(said);
  document.dispatchEvent(new Event('shown'));
  if (to) document.querySelector(to).scrollIntoView();
  if (to || !held.isConnected) focusOn(held, to);
};

const focusOn = (held, to) => {
  const same = !to && held.name && document.querySelector(`[name="${held.name}"][value="${CSS.escape(held.value)}"]`);
  (same || document.querySelector(to ?? '#traffar')).focus({ preventScroll: true });
};

// asked is the address that the form as it stands leads to.
const asked = () => {
  const given = [...new FormData(form)].filter(([, value]) => value);
  return form.getAttribute('action') + (given.length ? '?' + new URLSearchParams(given) : '');
};

document.addEventListener('change', event => {
  if (event.target.form === form && event.target !== box) show(asked());
});
form.addEventListener('submit', event => {
  event.preventDefault();
  if (filtering()) location.hash = 'traffar';
  if (asked() !== shown) show(asked());
});
document.addEventListener('click', event => {
  const link = event.target.closest('.search-page a[href]');
  if (!link || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey || event.defaultPrevented) return;
  if (link.origin !== location.origin || link.pathname !== form.getAttribute('action') || link.hash) return;
  event.preventDefault();
  show(link.getAttribute('href'), link.closest('.pager') ? { to: '#traffar' } : {});
});
addEventListener('popstate', () => {
  if (whole(location) === shown) stop();
  else show(location.href, { back: true });
});
addEventListener('pagehide', stop); // the reader has gone on
