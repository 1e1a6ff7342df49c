/* Searches the index that bedside built. No DOM, no network of its own: whoever calls says how a shard is loaded.
 *
 *   const search = createSearch({ load: name => Promise of what search-index/NAME.js hands over });
 *   const { results, count, corrected, terms } = await search.query("chemo sick", { language: "en", limit: 10 });
 *
 * Ranking: BM25F, whose impacts the index holds in eight steps, summed over the words that are found (never all of them
 * asked for), and more for entries whose title is covered. Words follow the rules of src/search/words.rs; both sides are
 * held to tests/search/vectors.json. */
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
  const NAMED = 4; // the step of words in a title or another name
  const END = '\uffff';

  /* ---- Words ---- */

  const PLAIN = { ı: 'i', ß: 'ss', æ: 'ae', œ: 'oe', ø: 'o', ł: 'l', đ: 'd', ð: 'd', þ: 'th', ς: 'σ', '\u2010': '-', '\u2011': '-', '’': "'", '‘': "'", ʼ: "'" };
  const SPACELESS = /[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\u{20000}-\u{3ffff}]+/gu;

  function fold(text) {
    return text.normalize('NFKC').toLowerCase()
      .replace(/[\u00ad\u200b-\u200d\u2060\ufeff]/g, '')
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
      if (word) found.push({ form: word.length > 64 ? [...word].slice(0, 64).join('') : word, compound });
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
    text.split(' ').forEach((item, at) => {
      const mark = item.indexOf('=');
      if (mark >= 0) {
        const where = item.slice(mark + 1);
        lists.push(where[0] === ':' ? where.slice(1) : lists[at - (where || 1)]);
        return;
      }
      const size = bits.gamma();
      const all = size + bits.gamma();
      const placed = entries < 256 || all <= Math.floor(entries / 20);
      const gap = Math.floor(Math.log2(Math.max(1, Math.floor(entries / Math.max(1, size)))));
      const list = { form: forms[at], idf: Math.log(1 + (entries - all + 0.5) / (all + 0.5)), entries: new Int32Array(size), facts: new Int32Array(size) };
      for (let i = 0, next = 0; i < size; i++) {
        list.entries[i] = next += bits.rice(gap);
        next++;
        const step = bits.fixed(2) + 1;
        list.facts[i] = (step < 4 ? step : 4 * bits.fixed(1)) | (placed ? bits.rice(1) << 3 : 0);
      }
      lists.push(list);
    });
    return { forms, lists };
  }

  function readWords(text) {
    let last = '';
    return text.split(' ').map(item => last = last.slice(0, VALUES[item[0]]) + item.slice(1).replace(/=.*/, ''));
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

  /** Whether one letter too many, too few or wrong, or two letters swapped, make the difference. */
  function near(a, b) {
    if (a.length > b.length) [a, b] = [b, a];
    if (b.length - a.length > 1) return false;
    let i = 0;
    while (i < a.length && a[i] === b[i]) i++;
    const x = a.slice(i), y = b.slice(i);
    if (a.length < b.length) return x === y.slice(1);
    return x.slice(1) === y.slice(1) || x[0] === y[1] && x[1] === y[0] && x.slice(2) === y.slice(2);
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
    let opened;
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
      if (!manifest || manifest.version !== 1) throw new Error('unknown index');
      const all = manifest.all && await load(manifest.all);
      const table = {};
      for (const kind of ['t', 's', 'c']) {
        const { first = '', hash = '' } = manifest[kind] || {};
        table[kind] = { firsts: kind === 'c' ? first.split(' ').map(Number) : first.split(' '), hash };
      }
      const runs = [];
      let end = 0;
      for (const [kind, language, size, prior] of manifest.runs) runs.push({ kind, language, prior, end: end += size });
      const stop = {};
      for (const tag of Object.keys(manifest.stop)) stop[tag] = new Set(manifest.stop[tag].split(' '));
      return { ...manifest, all, table, runs, stop };
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
      return [...found].sort((a, b) => b.entries.length - a.entries.length || (a.form < b.form ? -1 : 1)).slice(0, 8);
    };

    /** The forms that begin with the letters from `from` on, in the order of a kind of shard, in at most `most` shards. */
    const formsFrom = async (index, kind, from, most) =>
      [].concat(...(await between(index, kind, from, from + END, most)).map(held => held.forms || held));

    /** The forms that end as `end` does. A small index has no forms written backwards: it looks at all it has. */
    const formsTo = async (index, end, most) => index.all
      ? (await shard(index, 't', 0)).forms.filter(form => form.endsWith(end))
      : (await formsFrom(index, 's', backwards(end), most)).map(backwards);

    /** The form that was probably meant by `word`, which the index lacks: one edit away, and the most frequent. */
    const correct = async (index, word) => {
      if (word.length < 4 || /\p{N}/u.test(word)) return undefined;
      const half = word.length >> 1;
      const likely = form => near(form, word) && (word.length > 5 ? form.length > 4 : form[0] === word[0] && form.length > 2) && !/\p{N}/u.test(form);
      let forms = (await formsFrom(index, 't', word.slice(0, half), 4)).filter(likely);
      if (!forms.length) forms = (await formsTo(index, word.slice(word.length > 5 ? half + 1 : half), 4)).filter(likely);
      let best;
      for (const form of [...new Set(forms)].sort().slice(0, 8)) {
        const list = await listOf(index, form);
        if (list && (!best || list.idf < best.list.idf)) best = { form, list };
      }
      return best;
    };

    /** Lists of forms that share a long beginning with `word`, or failing that a long end: `bacillosis` for `necrobacillosis`. */
    const akin = async (index, word) => {
      const { forms } = await shard(index, 't', find(index.table.t.firsts, word));
      const at = find(forms, word);
      const start = longestShared(word, forms.slice(at, at + 2));
      if (start >= Math.max(3, word.length / 2)) return { share: start, lists: await listsOfPrefix(index, word.slice(0, start)) };
      const ends = await formsTo(index, word.slice(-4), 2);
      const drow = backwards(word);
      const end = longestShared(drow, ends.map(backwards));
      if (end < 5) return { share: 0, lists: [] };
      const alike = ends.filter(form => form.endsWith(word.slice(-end))).slice(0, 4);
      return { share: end, lists: (await Promise.all(alike.map(form => listOf(index, form)))).filter(Boolean) };
    };

    /** What the index knows of one word: its lists, each with how much it counts. */
    const lookUp = async (index, { form, compound }, growing, abbreviations) => {
      const list = await listOf(index, form);
      const lists = list ? [{ list, weight: compound ? 0.5 : 1 }] : [];
      if (growing) {
        const more = await listsOfPrefix(index, form);
        more.filter(other => other !== list).forEach(other => lists.push({ list: other, weight: list ? 0.4 : 0.8 }));
      }
      if (lists.length || compound) return { form, lists };
      const corrected = !abbreviations.has(form) && await correct(index, form);
      if (corrected) return { form, lists: [{ list: corrected.list, weight: 0.9 }], corrected: corrected.form };
      const { share, lists: others } = await akin(index, form);
      return { form, lists: others.map(list => ({ list, weight: 0.7 * share / form.length })) };
    };

    /** The best entries for `text`. */
    const query = async (text, options = {}) => {
      const index = await open();
      const asked = distinct(words(String(text).slice(0, LONGEST_TEXT))).slice(0, MOST_WORDS);
      const growing = options.prefix && /[\p{Alphabetic}\p{N}\p{M}]$/u.test(text);
      const stop = stopWords(index, options.language);
      const weighty = asked.filter((word, at) => !stop(word.form) || growing && at === asked.length - 1 && word.form.length > 1);
      const abbreviations = new Set((String(text).match(/[\p{Lu}\p{N}]{2,5}(?![\p{L}\p{N}])/gu) || []).map(fold));
      const known = await Promise.all((weighty.length ? weighty : asked).map((word, at, all) =>
        lookUp(index, word, growing && at === all.length - 1, abbreviations)));
      const found = known.filter(term => term.lists.length);
      const { ranked, scores } = rank(index, found, options);
      const top = ranked.slice(0, options.limit || 20);
      const places = bestPlaces(index, found, top);
      const marks = new Set();
      found.forEach(term => marks.add(term.corrected || term.form) && term.lists.forEach(({ list }) => marks.add(list.form)));
      const results = await Promise.all(top.map(async entry => ({ ...await show(index, entry, places.get(entry) || 0, found, marks), score: scores[entry] })));
      const corrections = found.filter(term => term.corrected);
      return {
        results,
        count: ranked.length,
        terms: found.map(term => term.corrected || term.form),
        ...corrections.length ? { corrected: respell(String(text).slice(0, LONGEST_TEXT), corrections) } : {},
      };
    };

    /** What a reader sees of an entry. */
    const show = async (index, entry, place, found, marks) => {
      const at = find(index.table.c.firsts, entry);
      const cards = await shard(index, 'c', index.all ? 0 : at);
      const card = cards[index.all ? entry : entry - index.table.c.firsts[at]];
      if (!card) throw new Error('shard cut short');
      const { kind, language } = runOf(index, entry);
      const [title, address, summary, places] = card;
      const [heading, anchor, text] = place && places[place - 1] ? [].concat(places[place - 1]) : ['', ''];
      const fragment = anchor || (anchor === '' ? '' : slug(heading.split(' › ').pop()));
      return {
        url: fragment ? address.replace(/#.*/, '') + '#' + fragment : address,
        title, heading, kind, language, excerpt: marked(text || summary, marks),
      };
    };

    return { query, open };
  }

  const distinct = list => {
    const seen = new Set();
    return list.filter(word => !seen.has(word.form) && seen.add(word.form));
  };

  /** Says whether a form weighs nothing: in the reader's language, or in any when that is not known. */
  function stopWords(index, language) {
    const own = index.stop[String(language || '').toLowerCase().split('-')[0]];
    const sets = own ? [own] : Object.values(index.stop);
    return form => sets.some(set => set.has(form));
  }

  const runOf = (index, entry) => index.runs.find(run => entry < run.end) || index.runs[index.runs.length - 1];

  /** The entries that match, best first, with their scores. */
  function rank(index, found, { kinds, language, tuning }) {
    const T = Object.assign({ cover: 1, full: 1, other: 0.85, base: 0.5 }, tuning);
    const scores = new Float64Array(index.entries);
    const named = new Float64Array(index.entries);
    const covered = new Uint8Array(index.entries);
    let total = 0;
    for (const { lists } of found) {
      const here = new Map();
      for (const { list, weight } of lists) {
        const size = list.entries.length;
        const idf = weight * list.idf;
        for (let i = 0; i < size; i++) {
          const entry = list.entries[i], facts = list.facts[i];
          const score = idf * (T.worth || index.worth)[facts & 7] / 100;
          const known = here.get(entry);
          if (!known || known.score < score) here.set(entry, { score, named: (facts & 7) === NAMED ? idf : 0 });
        }
      }
      let most = 0;
      for (const { list, weight } of lists) most = Math.max(most, weight * list.idf);
      total += most;
      for (const [entry, hit] of here) {
        scores[entry] += hit.score;
        if (hit.named) { named[entry] += hit.named; covered[entry]++; }
      }
    }
    for (const entry of index.late) scores[entry] *= 0.95;
    const ranked = [];
    let start = 0;
    for (const run of index.runs) {
      const factor = run.prior * (language && run.language.split('-')[0] !== language.split('-')[0] ? T.other : 1);
      const wanted = !kinds || kinds.includes(run.kind);
      for (let entry = start; entry < run.end; entry++) {
        if (!scores[entry]) continue;
        if (covered[entry]) {
          const title = Math.min(1, covered[entry] / Math.max(1, VALUES[index.titles[entry]]));
          scores[entry] += named[entry] * T.cover * title + (named[entry] / total) * T.full * named[entry] * title;
        }
        scores[entry] *= factor;
        if (wanted) ranked.push(entry);
      }
      start = run.end;
    }
    ranked.sort((a, b) => scores[b] - scores[a] || a - b);
    return { ranked, scores };
  }

  /** For each of `top` the place where the words stand that its title does not hold already. */
  function bestPlaces(index, found, top) {
    const votes = new Map(top.map(entry => [entry, new Map()]));
    for (const { lists } of found) {
      for (const { list, weight } of lists) {
        const idf = weight * list.idf;
        list.entries.forEach((entry, i) => {
          const facts = list.facts[i];
          if (!votes.has(entry) || (facts & 7) === NAMED) return;
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

  return { createSearch, words, slug };
})());
