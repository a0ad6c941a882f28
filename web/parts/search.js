// The search box completes what is typed: a combobox with a list of suggestions (WAI-ARIA Authoring Practices). Without a
// script it is a box to type in.
const box = document.querySelector('#q');
const list = document.querySelector('#q-list');
const pause = 120; // milliseconds after the last key

let typed = '', chosen = -1, timer, asking;
const options = () => [...list.children];

const element = (name, text, attributes = {}) => {
  const made = Object.assign(document.createElement(name), attributes);
  made.textContent = text;
  return made;
};

const close = () => {
  clearTimeout(timer);
  asking?.abort();
  chosen = -1;
  list.hidden = true;
  list.replaceChildren();
  box.setAttribute('aria-expanded', 'false');
  box.removeAttribute('aria-activedescendant');
};

const open = suggestions => {
  close();
  if (!suggestions.length) return;
  list.append(...suggestions.map(({ text, kind, count }, n) => {
    const option = element('li', '', { id: `q-${n}`, role: 'option', className: 'suggestion' });
    option.setAttribute('aria-selected', 'false');
    option.dataset.text = text;
    option.append(element('span', text), ' ', element('span', `${list.dataset[kind]}, ${count}`, { className: 'suggestion__kind' }));
    return option;
  }));
  list.hidden = false;
  box.setAttribute('aria-expanded', 'true');
};

const ask = async () => {
  asking?.abort();
  const mine = asking = new AbortController();
  const question = new URLSearchParams({ q: typed, lang: document.documentElement.lang });
  try {
    const answer = await fetch(`${list.dataset.from}?${question}`, { signal: mine.signal });
    const { data } = await answer.json();
    if (!mine.signal.aborted && document.activeElement === box) open(data);
  } catch {
    // nothing is suggested
  }
};

// move leads to a suggestion; beyond the ends stands what was typed.
const move = step => {
  const all = options();
  chosen = (chosen + 1 + step + all.length + 1) % (all.length + 1) - 1;
  all.forEach((option, n) => option.setAttribute('aria-selected', n === chosen));
  const option = all[chosen];
  box.value = option?.dataset.text ?? typed;
  if (!option) return box.removeAttribute('aria-activedescendant');
  box.setAttribute('aria-activedescendant', option.id);
  option.scrollIntoView({ block: 'nearest' });
};

box.setAttribute('role', 'combobox');
box.setAttribute('aria-autocomplete', 'list');
box.setAttribute('aria-controls', list.id);
box.setAttribute('aria-expanded', 'false');

box.addEventListener('input', () => {
  typed = box.value;
  clearTimeout(timer);
  if (typed.trim()) timer = setTimeout(ask, pause);
  else close();
});
box.addEventListener('keydown', event => {
  if (list.hidden || event.isComposing) return;
  if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
    event.preventDefault();
    move(event.key === 'ArrowDown' ? 1 : -1);
  } else if (event.key === 'Escape') {
    event.preventDefault();
    box.value = typed;
    close();
  }
});
box.addEventListener('blur', close);
box.form.addEventListener('submit', close);
list.addEventListener('pointerdown', event => event.preventDefault()); // the focus stays in the box
list.addEventListener('click', event => {
  const option = event.target.closest('[role=option]');
  if (!option) return;
  box.value = option.dataset.text;
  box.form.requestSubmit();
});
