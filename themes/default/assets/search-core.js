/* Searches the index that bedside built. No DOM, no network of its own: whoever calls says how a shard is loaded.
 *
 *   const search = createSearch({ load: name => Promise of what search-index/NAME.js hands over });
 *   const { results, count, corrected, guessed, terms } = await search.query("chemo sick", { language: "en", limit: 10 });
 *
 * Ranking: BM25F, whose impacts the index holds in six steps, summed over the words that are found (never all of them
 * asked for); more for entries whose title is covered and for those that hold more of the question. Other words for the
 * same thing count less than the words themselves. Words follow the rules of src/search/words.rs; both sides are held to
 * tests/search/vectors.json. src/search/asking.rs ranks by the same steps for `bedside search` and `bedside check`; a test
 * asks both a thousand questions, so whoever changes one changes the other. */
(function (root, api) {
  if (typeof module === 'object' && module.exports) module.exports = api;
  else root.bedsideSearchCore = api;
})(typeof self === 'object' ? self : this, (function () {
  'use strict';

  const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
  const VALUES = {};
  for (let i = 0; i < 64; i++) VALUES[LETTERS[i]] = i;
  const MOST_WORDS = 32;
  const LONGEST_TEXT = 2000;
  /** The steps of words in a title, and in another name. */
  const TITLE = 4, NAME = 5;
  /** What is added for the words of a title: for how much of it was asked for, and more if nothing else was. */
  const COVERED = 0.2, SAME = 0.5;
  /** What is added for an entry that holds all that was asked for. */
  const WHOLE = 0.5;
  /** What other words for the same thing count, in the same language and in another; and how many are looked up. */
  const MEANT = 0.6, MEANT_ABROAD = 0.4, MOST_MEANT = 3;
  /** What a page counts whose review is overdue, and one in another language than the reader's. */
  const LATE = 0.95, FOREIGN = 0.85;
  /** The part of the best score below which an entry is not worth a reader's time. */
  const LEAST = 0.15;
  /** How many letters a word has in which two edits are put right; what an edit weighs beside how rare the form is; and how
   * many entries a form stands in that may be somebody's error itself. */
  const LONG = 7, EDIT = 2, RARE = 2;
  /** Edits that are tried, among forms that begin as the word does, and among those that end so. */
  const STEPS = [[1, false], [1, true], [2, false], [2, true]];
  const END = '\uffff';

  /* ---- Words ---- */

  const PLAIN = { ı: 'i', ß: 'ss', æ: 'ae', œ: 'oe', ø: 'o', ł: 'l', đ: 'd', ð: 'd', þ: 'th', ς: 'σ', '\u2010': '-', '\u2011': '-', '’': "'", '‘': "'", ʼ: "'" };
  const SPACELESS = /[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\u{20000}-\u{3ffff}]+/gu;

  function fold(text) {
    return text.normalize('NFKC').toLowerCase()
      .replace(/[\u00ad\u200b-\u200d\u2060\ufe00-\ufe0f\ufeff]/g, '')
      .replace(/[ıßæœøłđðþς\u2010\u2011’‘ʼ]/g, c => PLAIN[c])
      .normalize('NFD').replace(/n\u0303/g, 'ñ')
      .replace(/[\u0300-\u036f\u0591-\u05c7\u064b-\u065f\u0670]/g, '').normalize('NFC')
      .replace(/([0-9])[.,](?=[0-9])|\./g, (_, digit) => digit ? digit + '.' : ' ');
  }

  /** The forms under which the words of `text` are looked up, in order; a compound comes after its parts. */
  function words(text) {
    const found = [];
    const add = (word, compound) => {
      let at = 0;
      for (const run of word.match(SPACELESS) || []) {
        const start = word.indexOf(run, at);
        spell(word.slice(at, start), compound);
        const letters = [...run];
        if (letters.length < 2) found.push({ form: run, compound });
        for (let i = 1; i < letters.length; i++) found.push({ form: letters[i - 1] + letters[i], compound });
        at = start + run.length;
      }
      spell(word.slice(at), compound);
    };
    const spell = (word, compound) => {
      if (/[\p{Alphabetic}\p{N}]/u.test(word)) found.push({ form: word.length > 64 ? [...word].slice(0, 64).join('') : word, compound });
    };
    for (const run of fold(text).match(/[\p{Alphabetic}\p{N}\p{M}.'-]+/gu) || []) {
      for (const compound of run.split('--')) {
        const parts = compound.split('-').map(part => part.replace(/^'+|'+$/g, '')).filter(Boolean);
        for (const part of parts) {
          const at = part.indexOf("'");
          const before = part.slice(0, Math.max(at, 0));
          const after = part.slice(at + 1).replace(/'/g, '');
          if (at > 0 && (before.length < 3 || after.length > 2)) { add(before, false); add(after, false); } else add(before + after, false);
        }
        if (parts.length > 1) add(parts.join('').replace(/'/g, ''), true);
      }
    }
    return found;
  }

  /** The anchor that a heading has unless the index says otherwise. */
  function slug(text) {
    let slug = '';
    for (const c of text.normalize('NFC')) {
      if (/[\p{Alphabetic}\p{N}\p{M}]/u.test(c)) slug += c.toLowerCase();
      else if (c !== "'" && c !== '’' && slug && !slug.endsWith('-')) slug += '-';
    }
    return slug.replace(/-+$/, '');
  }

  /* ---- Shards ---- */

  function reader(letters) {
    let at = 0, left = 0, value = 0;
    const bit = () => {
      if (!left) {
        if (at >= letters.length) throw new Error('shard cut short');
        value = VALUES[letters[at++]];
        left = 6;
      }
      return value >> --left & 1;
    };
    const fixed = width => { let n = 0; while (width--) n = n << 1 | bit(); return n; };
    const unary = () => { let n = 0; while (bit()) n++; return n; };
    const rice = width => unary() << width | fixed(width);
    const gamma = () => { const width = unary(); return (1 << width | fixed(width)) - 1; };
    return { fixed, rice, gamma };
  }

  /** The forms of a shard with their lists, or with the name of the form whose list they share. */
  function readTerms([text, letters], { entries }) {
    const forms = readWords(text);
    const bits = reader(letters);
    const lists = [];
    if (text) text.split(' ').forEach((item, at) => {
      const mark = item.indexOf('=');
      if (mark >= 0) {
        const where = item.slice(mark + 1);
        lists.push(where[0] === ':' ? where.slice(1) : lists[at - (where || 1)]);
        if (lists[at].forms) lists[at].forms.push(forms[at]);
        return;
      }
      const size = bits.gamma();
      const all = size + bits.gamma();
      const placed = entries < 256 || all <= Math.floor(entries / 20);
      const gap = Math.floor(Math.log2(Math.max(1, Math.floor(entries / Math.max(1, size)))));
      const list = { forms: [forms[at]], idf: round(Math.log(1 + (entries - all + 0.5) / (all + 0.5))), entries: new Int32Array(size), facts: new Int32Array(size) };
      for (let i = 0, next = 0; i < size; i++) {
        list.entries[i] = next += bits.rice(gap);
        next++;
        const step = bits.fixed(2) + 1;
        list.facts[i] = (step < 4 ? step : bits.fixed(1) && TITLE + bits.fixed(1)) | (placed ? bits.rice(1) << 3 : 0);
      }
      lists.push(list);
    });
    return { forms, lists };
  }

  /** Logarithms differ in their last digits from one machine to the other. */
  const round = number => Math.floor(number * 1024 + 0.5) / 1024;

  /** The phrases that mean the same, by each word of them. A phrase that starts with `-` leads to others but stands in no text. */
  function readMeanings(text) {
    const byWord = new Map();
    let at = 0;
    for (const line of text ? text.split('\n') : []) {
      const group = [];
      for (const part of line.split('|')) {
        const [tag, phrases] = part.split(':');
        for (const phrase of phrases.split(',')) {
          group.push({ at: at++, tag, group, absent: phrase[0] === '-', words: phrase.replace('-', '').split(' ') });
        }
      }
      for (const phrase of group) for (const word of phrase.words) byWord.set(word, [...byWord.get(word) || [], phrase]);
    }
    return byWord;
  }

  function readWords(text) {
    let last = '';
    return !text ? [] : text.split(' ').map(item => last = last.slice(0, VALUES[item[0]]) + item.slice(1).replace(/=.*/, ''));
  }

  /** The last index at which `keys` is not after `key`. */
  function find(keys, key) {
    let low = 0, high = keys.length;
    while (high - low > 1) {
      const middle = low + high >> 1;
      if (keys[middle] <= key) low = middle; else high = middle;
    }
    return low;
  }

  /* ---- Spelling ---- */

  const backwards = word => [...word].reverse().join('');

  /** Whether `most` edits make one word of the other: a letter too many, too few or wrong, or two letters swapped. */
  function near(a, b, most) {
    let i = 0;
    while (i < a.length && a[i] === b[i]) i++;
    const x = a.slice(i), y = b.slice(i);
    if (Math.abs(x.length - y.length) > most) return false;
    if (!x || !y) return true;
    return most > 0 && (near(x.slice(1), y, most - 1) || near(x, y.slice(1), most - 1) || near(x.slice(1), y.slice(1), most - 1)
      || x[0] === y[1] && x[1] === y[0] && near(x.slice(2), y.slice(2), most - 1));
  }

  /** How many letters `word` has in common with the beginning of one of `forms`, at most. */
  function longestShared(word, forms) {
    let most = 0;
    for (const form of forms) {
      let same = 0;
      while (same < form.length && form[same] === word[same]) same++;
      most = Math.max(most, same);
    }
    return most;
  }

  /* ---- Searching ---- */

  function createSearch({ load }) {
    const cache = new Map();

    const remember = (key, make) => {
      if (!cache.has(key)) {
        const promise = make();
        cache.set(key, promise);
        promise.catch(() => cache.delete(key));
      }
      return cache.get(key);
    };

    const open = () => remember('index', () => load('index').then(async manifest => {
      if (!manifest || manifest.version !== 3) throw new Error('unknown index');
      const all = manifest.all && await load(manifest.all);
      const table = {};
      for (const kind of ['t', 's', 'c']) {
        const { first = '', hash = '' } = manifest[kind] || {};
        table[kind] = { firsts: kind === 'c' ? first.split(' ').map(Number) : first.split(' '), hash };
      }
      const runs = [];
      let end = 0;
      for (const [kind, language, size, prior] of manifest.runs) runs.push({ kind, language, prior, end: end += size });
      const stop = Object.create(null);
      for (const tag of Object.keys(manifest.stop)) stop[tag] = new Set(manifest.stop[tag].split(' '));
      const meanings = readMeanings(all ? all.w : manifest.w && await load(manifest.w));
      return { ...manifest, all, table, runs, stop, meanings };
    }));

    /** What shard number `at` of a kind holds, read. */
    const shard = (index, kind, at) => remember(kind + at, async () => {
      const { hash } = index.table[kind];
      const data = index.all ? index.all[kind][at] : await load(`${kind}${at}-${hash.slice(at * 8, at * 8 + 8)}`);
      if (!data) throw new Error('shard missing');
      return kind === 't' ? readTerms(data, index) : kind === 's' ? readWords(data) : data;
    });

    /** The shards that hold what lies between two keys, at most `most` of them. */
    const between = (index, kind, from, to, most) => {
      const { firsts } = index.table[kind];
      const start = find(firsts, from);
      const end = Math.min(find(firsts, to), start + most - 1);
      return Promise.all(Array.from({ length: end - start + 1 }, (_, i) => shard(index, kind, start + i)));
    };

    /** The list of `form`, or nothing. */
    const listOf = async (index, form) => {
      const { forms, lists } = await shard(index, 't', find(index.table.t.firsts, form));
      const at = find(forms, form);
      if (forms[at] !== form) return undefined;
      return typeof lists[at] === 'string' ? listOf(index, lists[at]) : lists[at];
    };

    /** Up to eight lists of forms that begin with `start`, the longest first. */
    const listsOfPrefix = async (index, start) => {
      const found = new Set();
      for (const { forms, lists } of await between(index, 't', start, start + END, 3)) {
        for (let i = find(forms, start); i < forms.length && (forms[i] < start || forms[i].startsWith(start)); i++) {
          if (forms[i].startsWith(start) && lists[i].entries) found.add(lists[i]);
        }
      }
      return [...found].sort((a, b) => b.entries.length - a.entries.length || (a.forms[0] < b.forms[0] ? -1 : 1)).slice(0, 8);
    };

    /** The forms that begin with the letters from `from` on, in the order of a kind of shard, in at most `most` shards. */
    const formsFrom = async (index, kind, from, most) =>
      [].concat(...(await between(index, kind, from, from + END, most)).map(held => held.forms || held));

    /** The forms that end as `end` does. A small index has no forms written backwards: it looks at all it has. */
    const formsTo = async (index, end, most) => index.all
      ? (await shard(index, 't', 0)).forms.filter(form => form.endsWith(end))
      : (await formsFrom(index, 's', backwards(end), most)).map(backwards);

    /** The form that was probably meant by `word`, which the index lacks, one edit away, or two in a long word: the more frequent, the likelier. */
    const correct = async (index, word) => {
      const half = word.length >> 1, long = word.length > 5;
      let best;
      for (const [edits, end] of word.length < 4 ? [] : word.length < LONG ? STEPS.slice(0, 2) : STEPS) {
        if (best && best.list.entries.length > RARE) break;
        const forms = await (end ? formsTo(index, word.slice(long ? half + 1 : half), 4) : formsFrom(index, 't', word.slice(0, half), 4));
        const likely = form => (long ? form.length > 4 : form[0] === word[0] && form.length > 2) && !/\p{N}/u.test(form) && near(form, word, edits);
        for (const form of [...new Set(forms)].filter(likely).sort().slice(0, 8)) {
          const list = await listOf(index, form);
          const cost = list && list.idf + EDIT * edits;
          if (list && !(best && best.cost <= cost)) best = { form, list, cost };
        }
      }
      return best;
    };

    /** Lists of forms that share a long beginning with `word`, or failing that a long end: `bacillosis` for `necrobacillosis`. */
    const akin = async (index, word, least) => {
      const { forms } = await shard(index, 't', find(index.table.t.firsts, word));
      const at = find(forms, word);
      const start = longestShared(word, forms.slice(at, at + 2));
      if (start >= least) return { share: start, lists: await listsOfPrefix(index, word.slice(0, start)) };
      if (word.length < 6) return { share: 0, lists: [] };
      const ends = await formsTo(index, word.slice(-4), 2);
      const drow = backwards(word);
      const end = longestShared(drow, ends.map(backwards));
      if (end < 5) return { share: 0, lists: [] };
      const alike = ends.filter(form => form.endsWith(word.slice(-end))).slice(0, 4);
      return { share: end, lists: (await Promise.all(alike.map(form => listOf(index, form)))).filter(Boolean) };
    };

    /** What the index knows of one word: its lists, each with how much it counts. */
    const lookUp = async (index, { form, compound }, growing, abbreviations, exact, said) => {
      const list = await listOf(index, form);
      const lists = list ? [{ list, weight: compound ? 0.5 : 1 }] : [];
      if (growing) {
        const more = await listsOfPrefix(index, form);
        more.filter(other => other !== list).forEach(other => lists.push({ list: other, weight: list ? 0.4 : 0.8 }));
      }
      const meant = (index.meanings.get(form) || []).some(phrase => phrase.words.every(word => said.has(word)));
      if (lists.length || compound || meant) return { form, list, lists };
      const code = abbreviations.has(form) || /\p{N}/u.test(form);
      const corrected = !exact && !code && await correct(index, form);
      if (corrected) return { form, list: corrected.list, lists: [{ list: corrected.list, weight: 0.9 }], corrected: corrected.form };
      return { form, lists: await alike(index, form, Math.max(code ? 3 : 4, form.length / 2)) };
    };

    /** The lists of what `word` is akin to, each with how much it counts. */
    const alike = async (index, word, least) => {
      const { share, lists } = await akin(index, word, least);
      return lists.map(list => ({ list, weight: 0.7 * share / word.length }));
    };

    /** The lists of every word of a phrase, or nothing if the index lacks one. */
    const listsOfPhrase = async (index, phrase) => {
      const lists = await Promise.all(phrase.words.map(word => listOf(index, word)));
      return lists.every(Boolean) ? { lists, weight: phrase.weight } : undefined;
    };

    /** What the words asked for are called in other words: for each phrase of the question, the lists of the others. */
    const meant = async (index, terms) => Promise.all(meanings(index, terms).map(async ({ terms: of, others }) => {
      const known = await Promise.all(others.map(phrase => listsOfPhrase(index, phrase)));
      return { terms: of, others: known.filter(Boolean) };
    }));

    /** When nothing is found: what begins most like the words asked for. */
    const guess = async (index, terms) => {
      for (const term of terms) term.lists = await alike(index, term.form, 1);
    };

    /** The best entries for `text`. */
    const query = async (text, options = {}) => {
      const index = await open();
      text = String(text).slice(0, LONGEST_TEXT);
      const asked = distinct(words(text)).slice(0, MOST_WORDS);
      const growing = options.prefix && /[\p{Alphabetic}\p{N}\p{M}]$/u.test(text);
      const language = languageOf(index, asked, options.language);
      const stop = index.stop[language] || new Set();
      const weighty = asked.filter((word, at) => !stop.has(word.form) || growing && at === asked.length - 1 && word.form.length > 1);
      const abbreviations = new Set((text.match(/(?<![\p{Alphabetic}\p{N}])[\p{Uppercase}\p{N}]{2,5}(?![\p{Alphabetic}\p{N}])/gu) || []).map(fold));
      const said = new Set(asked.map(word => word.form));
      const terms = await Promise.all((weighty.length ? weighty : asked).map((word, at, all) =>
        lookUp(index, word, growing && at === all.length - 1, abbreviations, options.exact, said)));
      const others = options.exact ? [] : await meant(index, terms);
      const guessed = !options.exact && !growing && terms.every(term => !term.lists.length) && others.every(other => !other.others.length);
      if (guessed) await guess(index, terms);
      const { ranked, scores } = rank(index, terms, others, options.kinds, language);
      const top = ranked.slice(0, options.limit || 20);
      const found = [...terms.map(term => term.lists), ...[].concat(...others.map(other => other.others.map(({ lists, weight }) => lists.map(list => ({ list, weight })))))];
      const places = bestPlaces(index, found, top);
      const marks = new Set([...terms.map(term => term.corrected || term.form), ...[].concat(...found.map(lists => [].concat(...lists.map(({ list }) => list.forms))))]);
      const results = await Promise.all(top.map(async entry => ({ ...await show(index, entry, places.get(entry) || 0, marks), score: scores[entry] })));
      const corrections = terms.filter(term => term.corrected);
      return {
        results,
        count: ranked.length,
        terms: terms.filter(term => term.lists.length).map(term => term.corrected || term.form),
        ...guessed && ranked.length ? { guessed } : {},
        ...corrections.length ? { corrected: respell(text, corrections) } : {},
      };
    };

    /** What a reader sees of an entry. */
    const show = async (index, entry, place, marks) => {
      const at = find(index.table.c.firsts, entry);
      const cards = await shard(index, 'c', index.all ? 0 : at);
      const card = cards[index.all ? entry : entry - index.table.c.firsts[at]];
      if (!card) throw new Error('shard cut short');
      const { kind, language } = runOf(index, entry);
      const [title, address, summary, places] = card;
      const [short, anchor, text] = place && places[place - 1] ? [].concat(places[place - 1]) : ['', ''];
      const heading = short.split('\x01').join(title);
      const fragment = anchor || (anchor === '' ? '' : slug(heading.split(' › ').pop()));
      return {
        url: fragment ? address.replace(/#.*/, '') + '#' + fragment : address,
        title, heading, kind, language, excerpt: marked(text || summary, marks),
      };
    };

    return { query, open };
  }

  const primary = language => String(language || '').toLowerCase().split('-')[0];

  const distinct = list => {
    const seen = new Set();
    return list.filter(word => !seen.has(word.form) && seen.add(word.form));
  };

  /** The language of a query: the one that most of its small words belong to, else the reader's. */
  function languageOf(index, asked, language) {
    const count = tag => index.stop[tag] ? asked.filter(word => index.stop[tag].has(word.form)).length : 0;
    const own = primary(language);
    return Object.keys(index.stop).reduce((best, tag) => count(tag) > count(best) ? tag : best, own);
  }

  const runOf = (index, entry) => index.runs.find(run => entry < run.end) || index.runs[index.runs.length - 1];

  /** The phrases of a question that mean the same as others, and those others; longer phrases go before shorter ones. */
  function meanings(index, terms) {
    const spoken = new Map();
    terms.forEach(({ form, corrected, list }, at) => [form, corrected, ...list ? list.forms : []].forEach(form => form && !spoken.has(form) && spoken.set(form, at)));
    const whole = new Set();
    for (const form of spoken.keys()) for (const phrase of index.meanings.get(form) || []) if (phrase.words.every(word => spoken.has(word))) whole.add(phrase);
    const longest = terms.map(() => 0);
    const found = new Map();
    for (const phrase of [...whole].sort((a, b) => b.words.length - a.words.length || a.at - b.at)) {
      const of = [...new Set(phrase.words.map(word => spoken.get(word)))].sort((a, b) => a - b);
      if (of.some(at => longest[at] > of.length)) continue;
      of.forEach(at => longest[at] = of.length);
      const key = of.join(' ');
      if (!found.has(key)) found.set(key, { terms: of, others: [] });
      for (const other of phrase.group) {
        if (other.absent || whole.has(other)) continue;
        found.get(key).others.push({ words: other.words, weight: other.tag === phrase.tag ? MEANT : MEANT_ABROAD });
      }
    }
    const most = index.all ? 4 * MOST_MEANT : MOST_MEANT;
    return [...found.values()].map(({ terms, others }) => ({ terms, others: others.slice(0, most) }));
  }

  const NOTHING = { score: 0, idf: 0, named: 0, covered: 0 };
  const plus = (a, b, sign = 1) => ({ score: a.score + sign * b.score, idf: a.idf + sign * b.idf, named: a.named + sign * b.named, covered: a.covered + sign * b.covered });

  /** What each entry scores for one word: of several lists, such as those of a prefix, the best counts. */
  function hitsOf(index, lists) {
    const hits = new Map();
    for (const { list, weight } of lists) {
      const idf = weight * list.idf;
      list.entries.forEach((entry, i) => {
        const step = list.facts[i] & 7;
        const score = idf * index.worth[step] / 100;
        const known = hits.get(entry);
        if (known && known.score >= score) return;
        hits.set(entry, { score, idf, named: step >= TITLE ? idf : 0, covered: step === TITLE ? 1 : step === NAME ? 0.5 : 0 });
      });
    }
    return hits;
  }

  /** What each entry scores for a phrase that means what was asked for, which is worth `idf`: all of its words stand there. */
  function hitsOfPhrase(index, { lists, weight }, idf) {
    const each = lists.map(list => hitsOf(index, [{ list, weight: 1 }]));
    const own = lists.reduce((sum, list) => sum + list.idf, 0);
    const factor = weight * idf / own;
    const hits = new Map();
    for (const entry of each[0].keys()) {
      if (!each.every(hits => hits.has(entry))) continue;
      const all = each.map(hits => hits.get(entry)).reduce((sum, hit) => plus(sum, hit), NOTHING);
      const named = each.every(hits => hits.get(entry).named);
      hits.set(entry, { score: factor * all.score, idf: factor * all.idf, named: named ? factor * all.named : 0, covered: named ? all.covered : 0 });
    }
    return hits;
  }

  const worthOf = lists => lists.reduce((most, { list, weight }) => Math.max(most, weight * list.idf), 0);

  /** What each entry gains by phrases that mean what was asked for: the best of them, as far as it beats the words themselves. */
  function gains(index, terms, hits, { terms: of, others }) {
    const own = of.every(at => terms[at].lists.length) ? of.reduce((sum, at) => sum + worthOf(terms[at].lists), 0) : 0;
    const idf = own || Math.max(0, ...[].concat(...others.map(({ lists }) => lists.map(list => list.idf))));
    const best = new Map();
    for (const other of others) {
      for (const [entry, hit] of hitsOfPhrase(index, other, idf)) {
        if (!best.has(entry) || best.get(entry).score < hit.score) best.set(entry, hit);
      }
    }
    for (const [entry, hit] of best) {
      const own = of.map(at => hits[at].get(entry) || NOTHING).reduce((sum, hit) => plus(sum, hit), NOTHING);
      if (hit.score > own.score) best.set(entry, plus(hit, own, -1)); else best.delete(entry);
    }
    return best;
  }

  /** The entries that match, best first, with their scores. */
  function rank(index, terms, others, kinds, language) {
    const hits = terms.map(term => hitsOf(index, term.lists));
    const all = new Array(index.entries).fill(NOTHING);
    for (const some of [...hits, ...others.map(other => gains(index, terms, hits, other))]) {
      for (const [entry, hit] of some) all[entry] = plus(all[entry], hit);
    }
    const asked = terms.reduce((sum, term) => sum + worthOf(term.lists), 0) || 1;
    const late = new Set(index.late);
    const scores = new Float64Array(index.entries);
    const ranked = [];
    let entry = 0;
    for (const run of index.runs) {
      const factor = run.prior * (language && primary(run.language) !== language ? FOREIGN : 1);
      for (; entry < run.end; entry++) {
        const { score, idf, named, covered } = all[entry];
        if (score <= 0) continue;
        const title = Math.min(1, covered / Math.max(1, VALUES[index.titles[entry]]));
        const whole = 1 + WHOLE * Math.min(1, idf / asked);
        scores[entry] = factor * (late.has(entry) ? LATE : 1) * whole * (score + title * named * (COVERED + SAME * Math.min(1, named / asked)));
        if (!kinds || kinds.includes(run.kind)) ranked.push(entry);
      }
    }
    ranked.sort((a, b) => scores[b] - scores[a] || a - b);
    return { ranked: ranked.filter(entry => scores[entry] >= LEAST * scores[ranked[0]]), scores };
  }

  /** For each of `top` the place where the words stand that its title does not hold already. */
  function bestPlaces(index, found, top) {
    const votes = new Map(top.map(entry => [entry, new Map()]));
    for (const lists of found) {
      for (const { list, weight } of lists) {
        const idf = weight * list.idf;
        list.entries.forEach((entry, i) => {
          const facts = list.facts[i];
          if (!votes.has(entry) || (facts & 7) >= TITLE) return;
          const place = facts >> 3;
          votes.get(entry).set(place, (votes.get(entry).get(place) || 0) + idf * index.worth[facts & 7]);
        });
      }
    }
    return new Map(top.map(entry => [entry, [...votes.get(entry)].reduce((a, b) => b[1] > a[1] ? b : a, [0, 0])[0]]));
  }

  /** `text` in pieces, those that hold a word of `marks`, or one that begins alike, marked. */
  function marked(text, marks) {
    const pieces = [];
    const push = (text, mark) => {
      const last = pieces[pieces.length - 1];
      if (last && last.mark === mark) last.text += text; else if (text) pieces.push({ text, mark });
    };
    let at = 0;
    for (const match of text.matchAll(/[\p{Alphabetic}\p{N}\p{M}'’\u2010\u2011-]+/gu)) {
      push(text.slice(at, match.index), false);
      push(match[0], words(match[0]).some(word => marks.has(word.form)));
      at = match.index + match[0].length;
    }
    push(text.slice(at), false);
    return pieces;
  }

  /** `text` with the words put right that were not known. */
  function respell(text, corrections) {
    return text.replace(/[\p{Alphabetic}\p{N}\p{M}'’]+/gu, word => {
      const hit = corrections.find(term => words(word).some(known => known.form === term.form));
      return hit ? hit.corrected : word;
    });
  }

  /** Whether `text` holds all the words of one of `phrases`, give or take a letter; words of one or two letters do not count. */
  function tells(text, phrases) {
    const said = words(String(text).slice(0, LONGEST_TEXT)).map(word => word.form);
    const is = form => word => word === form || form.length > 4 && (word.startsWith(form) || word[0] === form[0] && near(word, form, 1));
    return phrases.some(phrase => {
      const asked = words(phrase).filter(({ form, compound }) => !compound && (form.length > 2 || /\p{N}/u.test(form)));
      return asked.length > 0 && asked.every(({ form }) => said.some(is(form)));
    });
  }

  return { createSearch, words, slug, tells };
})());
