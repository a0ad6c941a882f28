// Saved jobs are kept in the reader's own browser and nowhere else: their IDs, the last saved first. The service is told
// which only when their list is shown. Beside them, the ad's page is shared and printed.
const key = 'sparade';
const most = 100;

const saved = () => {
  try {
    return JSON.parse(localStorage.getItem(key) ?? '[]').filter(id => /^[0-9a-z]{10}$/.test(id));
  } catch {
    return [];
  }
};

const keep = ids => {
  try {
    localStorage.setItem(key, JSON.stringify(ids.slice(0, most)));
  } catch {
    // the browser keeps nothing, and the buttons stay as they are
  }
  paint();
};

// paint shows what is saved, wherever the page says it.
const paint = () => {
  const ids = saved();
  for (const button of document.querySelectorAll('[data-save]')) button.setAttribute('aria-pressed', ids.includes(button.dataset.save));
  for (const count of document.querySelectorAll('[data-saved-count]')) count.textContent = ids.length ? `(${ids.length})` : '';
};

// list asks for the saved jobs and shows them. The answer is the same page with them on it.
const list = async region => {
  const ids = saved();
  const show = name => {
    region.removeAttribute('aria-busy');
    for (const part of region.querySelectorAll('[data-when]')) part.hidden = part.dataset.when !== name;
  };
  if (!ids.length) return show('none');
  try {
    const address = new URL(location.href);
    for (const id of ids) address.searchParams.append('id', id);
    const answer = await fetch(address);
    if (!answer.ok) throw answer.status;
    const fresh = new DOMParser().parseFromString(await answer.text(), 'text/html').querySelector('[data-saved-list]');
    region.replaceChildren(...fresh.childNodes);
    region.removeAttribute('aria-busy');
    paint();
  } catch {
    show('failed');
  }
};

const copy = async button => {
  await navigator.clipboard.writeText(button.dataset.link);
  document.querySelector('[data-copied]').textContent = button.dataset.said;
};

const acts = {
  save({ dataset: { save: id } }) {
    const ids = saved();
    keep(ids.includes(id) ? ids.filter(other => other !== id) : [id, ...ids]);
  },
  forget(button) {
    const gone = button.dataset.forget.split(' ');
    keep(saved().filter(id => !gone.includes(id)));
    button.closest('[data-gone]').remove();
    document.querySelector('main').focus();
  },
  copy,
  share: button => navigator.share ? navigator.share({ title: document.title, url: button.dataset.link }).catch(() => {}) : copy(button),
  print: () => print(),
};

document.addEventListener('click', event => {
  const button = event.target.closest('button[data-act]');
  if (button) acts[button.dataset.act](button);
});
document.addEventListener('shown', paint); // the page has changed in place
addEventListener('storage', paint); // another tab has saved something
addEventListener('pageshow', paint); // also from the browser's memory

const region = document.querySelector('[data-saved-list]');
if (region?.hasAttribute('aria-busy')) list(region);
