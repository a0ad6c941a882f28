// The form of an ad saves itself while somebody writes, takes what is pasted with its headings, lists and links, and shows
// what changes with it. Everything works without.
const form = document.querySelector('#annons');
const saved = document.querySelector('[data-saved]');
const version = form.elements.version;
const address = form.dataset.save;
const soon = 800, again = 5000, patience = 10000; // milliseconds

let timer, saving = false, changed = false, leaving = false, pressed;
const say = text => { if (saved.textContent !== text) saved.textContent = text; };

// refresh takes what hangs on the draft from its page: the price, the look, the advice.
const refresh = async () => {
  const parts = document.querySelectorAll('[data-live]');
  if (!parts.length) return;
  const answer = await fetch(location.href.split('#')[0], { headers: { Accept: 'text/html' } });
  if (!answer.ok || leaving) return;
  const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
  for (const part of parts) {
    const fresh = page.querySelector(`[data-live="${part.dataset.live}"]`);
    if (fresh && fresh.innerHTML !== part.innerHTML) part.replaceChildren(...fresh.childNodes);
  }
};

const save = async () => {
  if (saving || leaving) return;
  saving = true;
  changed = false;
  let kept = false, wait = soon;
  try {
    const body = new URLSearchParams();
    for (const [name, value] of new FormData(form)) if (typeof value === 'string') body.append(name, value);
    const answer = await fetch(address, { method: 'POST', body, signal: AbortSignal.timeout(patience) });
    const told = await answer.json();
    kept = answer.ok;
    if (kept) version.value = told.version;
    say(told.said);
  } catch {
    say(form.dataset.unsaved);
    changed = true;
    wait = again;
  }
  saving = false;
  if (pressed) return form.requestSubmit(pressed.submitter);
  if (changed) later(wait);
  if (kept) await refresh().catch(() => {});
};

const later = wait => {
  changed = true;
  clearTimeout(timer);
  timer = setTimeout(save, wait);
};

if (address) {
  form.addEventListener('input', () => later(soon));
  form.addEventListener('change', () => later(0));
}

// A press counts once. It waits for what is being saved: what leaves with it would be of a version that is no more.
form.addEventListener('submit', event => {
  clearTimeout(timer);
  if (leaving || saving) event.preventDefault();
  if (saving) pressed ??= event;
  else leaving = true;
});
addEventListener('pageshow', () => { leaving = false; pressed = undefined; });

// Pasted text that has markup comes in as HTML would: the service keeps headings, lists and links, and nothing else. Here
// it becomes Markdown, which can be read and changed.
const block = { H1: '## ', H2: '## ', H3: '## ', H4: '### ', H5: '### ', H6: '### ' };
const inline = node => {
  if (node.nodeType === Node.TEXT_NODE) return node.textContent.replace(/\s+/g, ' ').replace(/([\\*_`\[\]<>])/g, '\\$1');
  if (node.nodeType !== Node.ELEMENT_NODE || /^(STYLE|SCRIPT|TITLE|META|LINK)$/.test(node.tagName)) return '';
  const inside = [...node.childNodes].map(inline).join('');
  const words = inside.trim();
  switch (node.tagName) {
    case 'BR': return '\n';
    case 'B': case 'STRONG': return words && !/normal|[1-4]00/.test(node.style.fontWeight) ? ` **${words}** ` : inside;
    case 'I': case 'EM': return words ? ` *${words}* ` : inside;
    case 'A': return words && /^(https?|mailto|tel):/.test(node.getAttribute('href') ?? '') ? `[${words}](${node.getAttribute('href').replace(/[()\s]/g, encodeURIComponent)})` : inside;
  }
  return inside;
};
const tidy = text => text.replace(/ {2,}/g, ' ').replace(/ ([,.;:])/g, '$1').replace(/ ?\n ?/g, '\n').trim();
const listed = (list, depth) => [...list.children].filter(item => item.tagName === 'LI').map((item, n) => {
  const lists = [...item.children].filter(child => /^[UO]L$/.test(child.tagName));
  const own = tidy([...item.childNodes].filter(child => !lists.includes(child)).map(inline).join(''));
  const mark = list.tagName === 'OL' ? `${n + 1}. ` : '- ';
  return '   '.repeat(depth) + mark + own + lists.map(inner => '\n' + listed(inner, depth + 1)).join('');
}).join('\n');
// Word's lists are paragraphs, each with its bullet or number written out; the level stands in the style.
const inWordsList = paragraph => {
  const mark = paragraph.tagName === 'P' && paragraph.querySelector('[style*="mso-list:Ignore" i]');
  if (!mark) return '';
  const depth = (/level(\d)/.exec(paragraph.getAttribute('style')) ?? [0, 1])[1] - 1, said = mark.textContent.trim();
  mark.remove();
  return '   '.repeat(depth) + (/^\w{1,4}[.)]$/.test(said) ? `${parseInt(said, 10) || 1}. ` : '- ') + tidy(inline(paragraph));
};
const markdown = node => {
  const parts = [];
  let run = '';
  let items = [];
  const end = () => {
    if (items.length) parts.push(items.join('\n'));
    if (tidy(run)) parts.push(tidy(run));
    items = [];
    run = '';
  };
  for (const child of node.childNodes) {
    const item = child.nodeType === Node.ELEMENT_NODE && inWordsList(child);
    if (item) { if (tidy(run)) end(); items.push(item); }
    else if (/^(UL|OL)$/.test(child.tagName)) { end(); parts.push(listed(child, 0)); }
    else if (block[child.tagName]) { end(); const words = tidy(child.textContent); if (words) parts.push(block[child.tagName] + words); }
    else if (/^(P|DIV|SECTION|ARTICLE|MAIN|HEADER|BLOCKQUOTE|TABLE|TBODY|TR|TD|BODY)$/.test(child.tagName)) { end(); const inner = markdown(child); if (inner) parts.push(inner); }
    else { if (items.length && inline(child).trim()) end(); run += inline(child); }
  }
  end();
  return parts.join('\n\n');
};
document.querySelector('#f-description_text')?.addEventListener('paste', event => {
  const html = event.clipboardData.getData('text/html');
  if (!html) return;
  const text = markdown(new DOMParser().parseFromString(html, 'text/html').body);
  if (!text) return;
  event.preventDefault();
  const area = event.target;
  area.setRangeText(text, area.selectionStart, area.selectionEnd, 'end');
  area.dispatchEvent(new Event('input', { bubbles: true }));
});
