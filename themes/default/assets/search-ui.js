/* Makes the search form of a page search. search-field.js loads it when the search is first used.
 *
 * The theme gives the markup: form[data-search] with data-search-page, -core, -index and the words of the interface in
 * data-string-*; on the search page [data-search-results] with a status, filters, a list, and the words that are said there
 * alone. What a reader types stays on the page: it is only ever written after the # of an address. What is loaded comes as
 * classic scripts, so that all of it works from a disk. Text is only ever set as text. */
(function () {
  'use strict';

  const form = document.querySelector('form[data-search]');
  const input = form && form.querySelector('input[type=search]');
  if (!input) return;
  const room = document.querySelector('[data-search-results]');
  const FIRST = 20;
  /** How long somebody who types must pause before suggestions are shown, in milliseconds. */
  const PAUSE = 120;
  const LANDING = 'bedside-landing';
  const NO_SHORTCUT = 'bedside-no-shortcut';

  const WORDS = {
    none: 'Nothing found for “{query}”.',
    count: '{count} results',
    error: 'The search could not be loaded.',
    showing: 'Showing the first {shown} of {count} results',
    loading: 'Searching …',
    corrected: 'Showing results for “{query}”.',
    guessed: 'Nothing matches “{query}”. These are the nearest words.',
    instead: 'Search instead for “{query}”',
    more: 'More results',
  };

  /** One of the interface's strings, with its blanks filled in. */
  function say(name, values) {
    const words = (room && room.getAttribute('data-string-' + name)) || form.getAttribute('data-string-' + name) || WORDS[name] || '';
    return words.replace(/\{(\w+)\}/g, (blank, key) => values && key in values ? values[key] : blank);
  }

  function element(name, attributes, ...children) {
    const made = document.createElement(name);
    for (const key of Object.keys(attributes || {})) made.setAttribute(key, attributes[key]);
    made.append(...children);
    return made;
  }

  /** Storage that a browser may refuse, as some do for pages on a disk. */
  const storage = kind => ({
    get: key => { try { return window[kind].getItem(key); } catch (refused) { return null; } },
    set: (key, value) => { try { if (value === null) window[kind].removeItem(key); else window[kind].setItem(key, value); } catch (refused) { /* Then it is not remembered. */ } },
  });
  const session = storage('sessionStorage');
  const local = storage('localStorage');

  /* ---- Loading ---- */

  function script(src) {
    return new Promise((resolve, reject) => {
      const made = element('script', { src });
      made.onload = () => { made.remove(); resolve(); };
      made.onerror = () => { made.remove(); reject(new Error('not loaded: ' + src)); };
      document.head.append(made);
    });
  }

  const handed = new Map();
  window.bedsideSearch = (name, data) => handed.set(name, data);

  /** What a file of the index hands over. A file that was cut short loads, but hands nothing over. */
  async function load(name) {
    const manifest = form.getAttribute('data-search-index');
    await script(name === 'index' ? manifest : manifest.replace(/[^/]*$/, name + '.js'));
    if (!handed.has(name)) throw new Error('cut short: ' + name);
    const data = handed.get(name);
    handed.delete(name);
    return data;
  }

  const loadCore = () => (window.bedsideSearchCore ? Promise.resolve() : script(form.getAttribute('data-search-core'))).then(() => window.bedsideSearchCore);

  let core;
  /** The search, loaded when it is first asked for, and again if that failed. */
  function search() {
    if (!core) {
      core = loadCore().then(({ createSearch }) => createSearch({ load }));
      core.then(made => made.open()).catch(() => { core = undefined; });
    }
    return core;
  }

  const language = document.documentElement.lang;
  const ask = (text, options) => search().then(made => made.query(text, { language, ...options }));
  const root = form.getAttribute('data-root') || '';
  const address = result => root + result.url;
  const kindOf = result => say('kind-' + result.kind);

  /* ---- Going to a result, and arriving ---- */

  /** Remembers, for the next page only, what was looked for there. */
  function depart(href, terms) {
    session.set(LANDING, JSON.stringify({ href: new URL(href, location.href).href, terms }));
  }

  function arrive() {
    let landing;
    try { landing = JSON.parse(session.get(LANDING)); } catch (broken) { return; }
    if (!landing || landing.href !== location.href) return;
    session.set(LANDING, null);
    const id = fragment(location.hash);
    const target = id && document.getElementById(id) || document.querySelector('main h1');
    if (!target) return;
    for (let above = target.closest('details'); above; above = above.parentElement.closest('details')) above.open = true;
    target.setAttribute('tabindex', '-1');
    target.addEventListener('blur', () => target.removeAttribute('tabindex'), { once: true });
    target.focus({ preventScroll: true });
    target.scrollIntoView();
    highlight(landing.terms || []);
  }

  const fragment = hash => { try { return decodeURIComponent(hash.slice(1)); } catch (broken) { return hash.slice(1); } };
  const folded = text => text.normalize('NFD').replace(/[\u0300-\u036f'’]/g, '').toLowerCase();

  /** Colours the words that were looked for, where the browser can do that without a change to the page. */
  function highlight(terms) {
    const main = document.querySelector('main');
    if (!window.CSS || !CSS.highlights || !window.Highlight || !main) return;
    const found = new Highlight();
    const walker = document.createTreeWalker(main, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      for (const match of walker.currentNode.data.matchAll(/[\p{L}\p{N}\p{M}'’]+/gu)) {
        const word = folded(match[0]);
        if (!terms.some(term => term.length > 3 ? word.startsWith(term) : word === term)) continue;
        const range = new Range();
        range.setStart(walker.currentNode, match.index);
        range.setEnd(walker.currentNode, match.index + match[0].length);
        found.add(range);
      }
    }
    CSS.highlights.set('bedside-search', found);
  }

  /* ---- Suggestions while typing: the combobox of the ARIA Authoring Practices ---- */

  const list = document.getElementById('search-suggestions');
  const told = form.querySelector('[role=status]');
  let options = [];
  let active = -1;
  let turn = 0;
  let timer;

  function close() {
    turn++;
    clearTimeout(timer);
    list.hidden = true;
    told.textContent = '';
    input.setAttribute('aria-expanded', 'false');
    choose(-1);
  }

  function choose(at) {
    if (options[active]) options[active].node.setAttribute('aria-selected', 'false');
    active = at;
    if (!options[at]) return input.removeAttribute('aria-activedescendant');
    options[at].node.setAttribute('aria-selected', 'true');
    options[at].node.scrollIntoView({ block: 'nearest' });
    input.setAttribute('aria-activedescendant', options[at].node.id);
  }

  function follow({ href, terms }) {
    depart(href, terms);
    close();
    if (new URL(href, location.href).href === location.href) arrive(); else location.href = href;
  }

  function suggest() {
    const mine = ++turn;
    const text = input.value;
    if (!text.trim()) return close();
    ask(text, { prefix: true, limit: 7 }).then(({ results, terms }) => {
      if (mine !== turn || document.activeElement !== input) return;
      options = results.map((result, at) => {
        const node = element('li', { role: 'option', id: 'search-option-' + at, class: 'suggestions__option', 'aria-selected': 'false' },
          element('span', { class: 'suggestions__title', lang: result.language }, result.title + (result.heading ? ' › ' + result.heading : '')), ' ',
          element('span', { class: 'suggestions__kind' }, kindOf(result)));
        const option = { node, href: address(result), terms };
        node.addEventListener('click', () => follow(option));
        return option;
      });
      active = -1;
      input.removeAttribute('aria-activedescendant');
      list.replaceChildren(...options.map(option => option.node));
      list.hidden = !options.length;
      told.textContent = say(options.length ? 'count' : 'none', { count: options.length, query: text });
      input.setAttribute('aria-expanded', String(!list.hidden));
    }).catch(close);
  }

  list.addEventListener('pointerdown', event => event.preventDefault());
  input.addEventListener('blur', close);
  input.addEventListener('input', event => {
    clearTimeout(timer);
    if (!event.isComposing) timer = setTimeout(suggest, PAUSE);
  });
  input.addEventListener('keydown', event => {
    const open = !list.hidden && options.length;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (event.isComposing) return;
    if (step && !open) {
      event.preventDefault();
      suggest();
    } else if (step) {
      event.preventDefault();
      // One stop between the last option and the first is the text itself.
      choose((active + 1 + step + options.length + 1) % (options.length + 1) - 1);
    } else if (event.key === 'Escape' && open) {
      event.preventDefault();
      close();
    } else if (event.key === 'Enter' && open && options[active]) {
      event.preventDefault();
      follow(options[active]);
    }
  });

  form.addEventListener('submit', () => {
    const text = input.value.trim();
    close();
    // To ask the same again is no change of the address.
    if (room && text && location.hash === hashOf(text)) run();
  });

  const prepare = () => search().catch(() => {});
  if (document.activeElement === input) {
    prepare();
    // Some may have been typed while this script was on its way, and more may be coming.
    timer = setTimeout(suggest, PAUSE);
  } else {
    input.addEventListener('focus', prepare, { once: true });
  }

  /* ---- The search page ---- */

  const hashOf = (text, exact) => '#q=' + encodeURIComponent(text) + (exact ? '&exact=1' : '');

  function asked() {
    const query = /^#q=([^&]*)/.exec(location.hash);
    return { text: query ? fragment('#' + query[1]) : '', exact: /&exact=1$/.test(location.hash) };
  }

  let shown = FIRST;
  let run = () => {};
  if (room) {
    const status = room.querySelector('[data-search-status]');
    const results = room.querySelector('[data-search-list]');
    const filters = room.querySelector('[data-search-filters]');
    const boxes = [...(filters ? filters.querySelectorAll('input[type=checkbox]') : [])];
    const note = element('p', { class: 'results__note' });
    const emergencies = [...room.querySelectorAll('[data-search-emergency]')];
    const more = element('button', { type: 'button', class: 'button' }, say('more'));
    more.hidden = true;
    results.before(note);
    results.after(more);
    shortcutSetting();
    let latest = 0;

    run = () => {
      const mine = ++latest;
      const { text, exact } = asked();
      input.value = text;
      if (filters) filters.hidden = !text;
      answerEmergencies(text);
      if (!text.trim()) return show({ results: [], count: 0 }, text);
      status.textContent = say('loading');
      const off = boxes.some(box => !box.checked);
      const kinds = off ? boxes.filter(box => box.checked).map(box => box.value) : undefined;
      return ask(text, { exact, kinds, limit: shown })
        .then(found => mine === latest && show(found, text))
        .catch(() => mine === latest && fail());
    };

    function show({ results: found, count, corrected, guessed, terms }, text) {
      const values = { count, shown: found.length, query: corrected || text };
      status.textContent = !text.trim() ? '' : say(!count ? 'none' : count > found.length ? 'showing' : 'count', values);
      if (guessed) note.replaceChildren(say('guessed', values), ' ', wayOn());
      else if (corrected) note.replaceChildren(say('corrected', values), ' ', element('a', { href: hashOf(text, true) }, say('instead', { query: text })));
      else if (text.trim() && !count) note.replaceChildren(wayOn());
      else note.replaceChildren();
      results.replaceChildren(...found.map(result => item(result, terms)));
      more.hidden = count <= found.length;
    }

    /** Shows the care card of what must not wait, whatever else is found or cannot be loaded. */
    function answerEmergencies(text) {
      if (!emergencies.length) return;
      loadCore().then(({ tells }) => {
        for (const card of emergencies) card.hidden = !tells(text, card.getAttribute('data-search-emergency').split('|'));
      }).catch(() => {});
    }

    function item(result, terms) {
      const link = element('a', { href: address(result), lang: result.language }, result.title);
      link.addEventListener('click', () => depart(link.href, terms));
      const excerpt = element('p', { class: 'results__excerpt', lang: result.language },
        ...result.excerpt.map(({ text, mark }) => mark ? element('mark', {}, text) : text));
      const made = element('li', { class: 'results__item' }, element('p', { class: 'results__title' }, link));
      made.append(element('p', { class: 'results__where' }, [kindOf(result), result.heading].filter(Boolean).join(' › ')), excerpt);
      return made;
    }

    /** The list of everything, for when the search does not help. */
    const wayOn = () => element('a', { href: form.getAttribute('action') }, 'A–Z');

    function fail() {
      status.textContent = say('error');
      note.replaceChildren(wayOn());
      results.replaceChildren();
      more.hidden = true;
    }

    /** Lets a reader turn the key `/` off, whose keys something else may need. */
    function shortcutSetting() {
      const words = say('shortcut');
      if (!words || !filters || form.hasAttribute('data-no-shortcut')) return;
      const box = element('input', { type: 'checkbox' });
      box.checked = !local.get(NO_SHORTCUT);
      box.addEventListener('change', () => local.set(NO_SHORTCUT, box.checked ? null : '1'));
      more.after(element('p', { class: 'results__setting' }, element('label', {}, box, ' ', words)));
    }

    const restart = () => { shown = FIRST; run(); };
    more.addEventListener('click', () => {
      const before = results.children.length;
      shown += FIRST;
      run().then(() => { const next = results.children[before]; if (next) next.querySelector('a').focus(); });
    });
    boxes.forEach(box => box.addEventListener('change', restart));
    window.addEventListener('hashchange', restart);
    run();
  }

  arrive();
  window.addEventListener('hashchange', arrive);
})();
