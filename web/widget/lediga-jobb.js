// <lediga-jobb>: vacancies in the sidebar of any page. What its attributes, properties and parts are: docs/embedding.md.
// It keeps no cookie and stores nothing. What comes from afar is shown as text, never read as HTML.
;{
  // Where the service is: where this script came from, or, once a plugin has combined or moved it, what the service
  // wrote here when it served it.
  const home = /^(.*)\/widget(\.js|\/\w+\/lediga-jobb\.js)/.exec(document.currentScript?.src)?.[1] || '{base}';

  const words = {
    sv: {
      heading: 'Lediga jobb', all: 'Visa alla lediga jobb', none: 'Inga lediga jobb just nu', wait: 'Hämtar lediga jobb',
      fault: 'Jobben går inte att hämta just nu', top: 'Toppannons', rolling: 'Urval sker löpande',
      date: 'Ansök senast ', days: ' dagar kvar', tomorrow: 'Sista dag i morgon', today: 'Sista dag i dag',
      hour: 'Stänger i dag kl. ', colon: '.', locale: 'sv',
    },
    en: {
      heading: 'Vacancies', all: 'Show all vacancies', none: 'No vacancies at the moment', wait: 'Fetching vacancies',
      fault: 'The vacancies cannot be fetched', top: 'Featured ad', rolling: 'Applications are assessed as they arrive',
      date: 'Apply by ', days: ' days left', tomorrow: 'Last day tomorrow', today: 'Last day today',
      hour: 'Closes today at ', colon: ':', locale: 'en-GB',
    },
  };

  const zone = { timeZone: 'Europe/Stockholm' };
  // day is a day in Sweden: 2026-11-30.
  const day = time => new Date(time).toLocaleDateString('sv', zone);

  // when says in words when applications close. The end is the last second in which one may apply.
  const when = (end, word) => {
    if (!end) return word.rolling;
    const last = day(end), today = day(Date.now()), days = (new Date(last) - new Date(today)) / 864e5;
    const hour = new Date(end + 1e3).toLocaleTimeString('sv', { ...zone, timeStyle: 'short' });
    if (!days) return hour == '00:00' ? word.today : word.hour + hour.replace(':', word.colon);
    if (days == 1) return word.tomorrow;
    if (days > 1 && days < 8) return days + word.days;
    const year = last[3] == today[3] ? undefined : 'numeric';
    return word.date + new Date(end).toLocaleDateString(word.locale, { ...zone, day: 'numeric', month: 'short', year }).replace('.', '');
  };

  // named says whether the headline names the employer: by its name, without its legal form and also in the genitive;
  // a municipality also by its place after till, hos or på ("Upphandlare till Ekby": elsewhere it is where the work is).
  const plain = text => ` ${text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, ' ').trim()} `;
  const named = (headline, employer) => {
    const text = plain(headline), name = plain(employer).replace(/( ab| publ)+ $/, ' ').trim();
    const place = name.replace(/ (kommun|stad)$/, '');
    return [name, 'till ' + place, 'hos ' + place, 'på ' + place]
      .some(name => text.includes(` ${name} `) || text.includes(` ${name}s `));
  };

  // web is an address of the web, or nothing: no javascript:, no data:.
  const web = address => /^https?:\/\//i.test(address) ? address : '';

  // entry is a job as it is shown, from an answer of the API. What is no job throws.
  const entry = ({ headline, url, employer, application_deadline, published_until, featured }) => {
    const name = employer?.name ?? '';
    if (!headline.trim() || !web(url)) throw 0;
    return {
      headline, url, employer: named(headline, name) ? '' : name, logo: web(employer?.logo_url),
      end: application_deadline, until: Date.parse(published_until), top: featured,
    };
  };

  // read is the same from a link in a list that the page's server has put inside the element.
  const read = link => {
    const item = link.closest('li'), data = item.dataset;
    return {
      headline: link.textContent, url: web(link.href), employer: item.querySelector('span')?.textContent, logo: web(data.logo),
      end: item.querySelector('time')?.dateTime, until: Date.parse(data.until), top: 'top' in data,
    };
  };

  const make = (tag, part, text, more) => Object.assign(document.createElement(tag), { part, textContent: text }, more);

  const item = (job, word, logos) => {
    const item = make('li', 'item'), facts = make('div', 'facts'), meta = make('p', 'meta');
    if (job.top) meta.append(make('span', 'top', word.top));
    if (job.employer) meta.append(make('span', 'employer', job.employer));
    meta.append(make(job.end ? 'time' : 'span', 'deadline', job.when, { dateTime: job.end }));
    facts.append(meta);
    if (logos && job.logo) {
      const logo = make('img', 'logo', '', { src: job.logo, alt: '' });
      logo.onerror = () => logo.style.visibility = 'hidden';
      facts.append(logo);
    }
    item.append(make('a', 'link', job.headline, { href: job.url }), facts);
    return item;
  };

  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`
    :host { display: block; box-sizing: border-box !important }
    :host([hidden]) { display: none }
    section {
      all: initial; visibility: inherit; color-scheme: inherit; font-family: inherit; font-size: inherit;
      --accent: var(--lediga-jobb-accent, light-dark(#1c4f72, #9fcdf2));
      --line: 1px solid var(--lediga-jobb-line, color-mix(in srgb, currentColor 16%, transparent));
      display: block; padding: 1em 1em .35em; line-height: 1.35; hyphens: auto; overflow-wrap: anywhere;
      color: var(--lediga-jobb-color, CanvasText); background: var(--lediga-jobb-background, Canvas);
      border: var(--line); border-top: 3px solid var(--accent); border-radius: var(--lediga-jobb-radius, 0);
    }
    h2, ul, p { margin: 0; padding: 0; font-size: 1em; list-style: none }
    h2 { font-size: 1.25em; line-height: 1.2; margin-bottom: .55em }
    li { padding: .65em 0; border-top: var(--line); position: relative }
    div { display: flex; gap: .75em; align-items: end }
    a { color: inherit; font-weight: 600; text-decoration: none }
    a:hover { text-decoration: underline }
    a:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px }
    li a { display: block }
    li a::after { content: ""; position: absolute; inset: 0 }
    img { width: 5.5em; height: 2.25em; object-fit: contain; background: #fff }
    div p {
      display: flex; flex: 1; flex-wrap: wrap; min-width: 0; font-size: .875em; margin: .2em 0 0 -.8em; clip-path: inset(0 0 0 .8em);
      color: var(--lediga-jobb-muted, color-mix(in srgb, currentColor 72%, transparent));
    }
    div p > * { padding-left: .8em; position: relative }
    div p > *::before { content: "·"; position: absolute; left: .28em }
    [part=top] { color: var(--accent); font-weight: 600 }
    section > p { padding: .65em 0; border-top: var(--line) }
    [part=more] a { color: var(--accent) }
    .short a { display: -webkit-box; -webkit-box-orient: vertical; -webkit-line-clamp: var(--lines); overflow: hidden }
    .short [part=employer] { overflow: hidden; text-overflow: ellipsis; white-space: nowrap }
  `);

  class LedigaJobb extends HTMLElement {
    static observedAttributes = ['src', 'limit', 'filter', 'heading', 'lang', 'logos'];

    // The height that the page has kept for the element until now, and whether a list in it may be taken over.
    #room = this.offsetHeight;
    #light = true;
    // The last good list, the address of all of it, and what of them is on show.
    #jobs;
    #all;
    #drawn;
    // When to ask again, how often that has failed in a row, and the number of the answer waited for.
    #due = 0;
    #faults = 0;
    #turn = 0;
    #timer;
    #off;

    connectedCallback() {
      if (!this.shadowRoot) {
        const root = this.attachShadow({ mode: 'open' });
        root.adoptedStyleSheets = [sheet];
        root.append(make('section', 'box'));
        root.firstChild.setAttribute('aria-labelledby', 'h');
      }
      const signal = (this.#off = new AbortController()).signal, look = () => this.#look();
      for (const event of ['visibilitychange', 'DOMContentLoaded']) document.addEventListener(event, look, { signal });
      look();
    }

    disconnectedCallback() {
      this.#off.abort();
      clearTimeout(this.#timer);
    }

    attributeChangedCallback(name, old, value) {
      if (!this.#off || old == value) return;
      if (/src|limit|filter/.test(name)) this.#jobs = this.#all = this.#light = undefined;
      this.#due = this.#faults = 0;
      this.#look();
    }

    get #word() { return words[this.lang.slice(0, 2)] ?? words.sv }
    get #base() { return web(this.getAttribute('src')).replace(/\/+$/, '') || home }
    get #limit() { return Math.min(50, Math.abs(parseInt(this.getAttribute('limit'))) || 10) }

    // look shows what is true now, asks for news when it is time, and comes back for the next end of an entry.
    #look() {
      const now = Date.now(), links = this.querySelectorAll('li[data-until] a');
      if (!this.#jobs && this.#light && links.length) {
        this.#jobs = [...links].map(read);
        this.#all = web(this.querySelector('p a')?.href);
      }
      const jobs = this.#jobs?.filter(job => !(job.until <= now));
      this.#draw(jobs?.map(job => ({ ...job, when: when(Date.parse(job.end), this.#word) })));
      if (this.#due <= now && !document.hidden) this.#load();
      const next = Math.min(...[now + 6e4, this.#due, ...(jobs ?? []).map(job => job.until)].filter(time => time > now));
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => this.#look(), next - now);
    }

    // load asks for the list. Whatever goes wrong leaves what is on show, and is tried again less and less often.
    async #load() {
      const turn = ++this.#turn, query = new URLSearchParams(this.getAttribute('filter') ?? '');
      query.set('limit', this.#limit);
      query.set('lang', this.#word.locale.slice(0, 2));
      this.#due = Infinity;
      let jobs, all, wait;
      try {
        const response = await fetch(`${this.#base}/api/v1/widget?${query}`, { credentials: 'omit', signal: AbortSignal.timeout(2e4) });
        const { data, links } = await response.json();
        jobs = data.map(entry);
        all = web(links?.all);
        wait = Math.max(60, /max-age=(\d+)/.exec(response.headers.get('cache-control'))?.[1] | 0);
      } catch { }
      if (turn != this.#turn) return;
      if (wait) {
        this.#jobs = jobs;
        this.#all = all;
        this.#faults = 0;
      } else wait = Math.min(600, 2 ** ++this.#faults);
      this.#due = Date.now() + wait * 1e3;
      this.#look();
    }

    // draw makes everything anew when it differs from what is on show: nodes that are new have not moved.
    #draw(jobs) {
      const word = this.#word, heading = this.getAttribute('heading') || word.heading;
      const all = this.#all || this.#base + '/lediga-jobb', logos = this.getAttribute('logos') != 'none';
      const room = this.#room > 99 ? this.#room + 'px' : `calc(8em + ${this.#limit} * 7em)`;
      const note = jobs ? jobs.length ? '' : word.none : this.#faults ? word.fault : word.wait;
      const drawn = JSON.stringify([jobs, note, heading, all, logos, room, word.all]);
      if (drawn == this.#drawn) return;
      this.#drawn = drawn;

      this.style.minHeight = `var(--lediga-jobb-min-height, ${room})`;
      const root = this.shadowRoot, box = root.firstChild, height = this.offsetHeight, focus = root.activeElement?.href;
      const list = make('ul', 'list', '', { role: 'list' }), more = make('p', 'more');
      for (const job of note ? [] : jobs) list.append(item(job, word, logos));
      more.append(make('a', 'all', word.all, { href: all }));
      box.lang = word.locale;
      box.replaceChildren(make('h2', 'heading', heading, { id: 'h' }), note ? make('p', 'note', note) : list, more);
      // What would move the page gives way: the longest entries first are cut, to three lines and then to two.
      for (const lines of [3, 2]) for (const li of [...list.children].sort((a, b) => b.offsetHeight - a.offsetHeight)) {
        if (this.offsetHeight <= height) break;
        li.className = 'short';
        li.style.setProperty('--lines', lines);
      }
      [...root.querySelectorAll('a')].find(link => link.href == focus)?.focus({ preventScroll: true });
    }
  }
  customElements.get('lediga-jobb') || customElements.define('lediga-jobb', LedigaJobb);
}
