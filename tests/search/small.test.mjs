// What is found in the small network beside this file, and in which order.
import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { file, handed, missing, open, site } from './site.mjs';

const SITE = 'BEDSIDE_SEARCH_SITE';
const skip = missing(SITE);
const search = skip || open(site(SITE));
const ask = (text, options) => search.query(text, { language: 'en', ...options });
const urls = async (text, options) => (await ask(text, options)).results.map((result) => result.url);
const first = async (text, options) => (await ask(text, options)).results[0];

test('a page whose title is what was asked for comes before longer titles and mentions', { skip }, async () => {
  const found = await urls('hair loss');
  assert.equal(found[0], 'topics/hair-loss.html');
  assert.ok(found.indexOf('topics/wigs.html') > 0);
  assert.ok(found.some((url) => url.startsWith('topics/chemotherapy.html')));
});

test('another name of a page finds it', { skip }, async () => {
  assert.equal(await (await first('alopecia')).url, 'topics/hair-loss.html');
  assert.equal((await first('chemo')).url, 'topics/chemotherapy.html');
});

test('not every word need be there', { skip }, async () => {
  assert.equal((await first('hair loss marmoset dishwasher')).url, 'topics/hair-loss.html');
});

test('question words weigh nothing', { skip }, async () => {
  assert.deepEqual((await ask('what is the hair loss')).terms, ['hair', 'loss']);
  assert.deepEqual(await urls('will I have hair loss'), await urls('hair loss'));
});

test('a question of nothing but small words finds titles that hold them', { skip }, async () => {
  assert.equal((await first('who is')).url, 'topics/who.html');
});

test('a result leads to the section that tells most', { skip }, async () => {
  const cap = await first('cold caps');
  assert.deepEqual([cap.url, cap.heading], ['topics/hair-loss.html#cold-caps', 'Cold caps']);
  const curls = await first('curly hair');
  assert.deepEqual([curls.url, curls.heading], ['topics/hair-loss.html#colour-and-curls', 'Will it grow back? › Colour and curls']);
  assert.equal((await first('fever')).url, 'topics/chemotherapy.html#side-effects');
});

test('excerpts mark the words and their inflections, and nothing else', { skip }, async () => {
  const { excerpt } = await first('cap cools');
  const marked = excerpt.filter((piece) => piece.mark).map((piece) => piece.text);
  assert.deepEqual(marked, ['cap', 'cools']);
  assert.equal(excerpt.map((piece) => piece.text).join(''), 'A cold cap cools the scalp during the drip.');
  const scanning = await first('scanners');
  assert.ok(scanning.excerpt.some((piece) => piece.mark && piece.text === 'scanner'));
});

test('inflections find each other', { skip }, async () => {
  assert.ok((await urls('hour')).includes('topics/chemotherapy.html#how-long-it-takes'));
  assert.ok((await urls('curl')).includes('topics/hair-loss.html#colour-and-curls'));
});

test('one wrong letter is put right, and said', { skip }, async () => {
  for (const wrong of ['brest cancer', 'braest cancer', 'breastt cancer', 'bteast cancer', 'rbeast cancer']) {
    const { results, corrected } = await ask(wrong);
    assert.equal(corrected, 'breast cancer', wrong);
    assert.equal(results[0].url, 'topics/breast-cancer.html', wrong);
  }
  assert.equal((await ask('breast cancer')).corrected, undefined);
});

test('what was typed can be asked for as it is', { skip }, async () => {
  assert.equal((await ask('brest', { exact: true })).corrected, undefined);
});

test('abbreviations and numbers are not put right', { skip }, async () => {
  assert.equal((await ask('CAPA')).corrected, undefined);
  assert.equal((await ask('her3')).corrected, undefined);
  assert.equal((await first('HER2')).url, 'topics/breast-cancer.html');
});

test('the beginning of the last word is enough while it is typed', { skip }, async () => {
  assert.equal((await first('chemoth', { prefix: true })).url, 'topics/chemotherapy.html');
  assert.equal((await first('hair lo', { prefix: true })).url, 'topics/hair-loss.html');
  assert.ok((await ask('h', { prefix: true, limit: 7 })).results.length <= 7);
});

test('compounds are found whole and in parts', { skip }, async () => {
  for (const text of ['X-linked', 'xlinked', 'x linked', 'linked']) {
    assert.equal((await first(text)).url, 'topics/breast-cancer.html', text);
  }
});

test('a letter is a word', { skip }, async () => {
  assert.equal((await first('vitamin d')).url, 'topics/fatigue.html#vitamin-d');
  assert.equal((await first('d')).url, 'topics/fatigue.html#vitamin-d');
});

test('glossary, people and references are found', { skip }, async () => {
  assert.equal((await first('neutropenia')).kind, 'term');
  assert.equal((await first('low whites')).title, 'low white blood cells (neutropenia)');
  assert.deepEqual([(await first('vogel')).kind, (await first('vogel')).url], ['person', 'people.html#person-a-vogel']);
  assert.deepEqual([(await first('nangia')).kind, (await first('nangia')).url], ['reference', 'references.html#ref-nangia2017']);
});

test('a reviewed page comes before a chat, and a current one before one whose review is overdue', { skip }, async () => {
  const kinds = (await ask('hair loss')).results.map((result) => result.kind);
  assert.ok(kinds.indexOf('topic') < kinds.indexOf('chat'));
  const found = await urls('scans');
  assert.deepEqual(found.slice(0, 2), ['topics/scan-new.html', 'topics/scan-old.html']);
});

test('kinds can be chosen', { skip }, async () => {
  const chats = await ask('hair', { kinds: ['chat'] });
  assert.deepEqual(chats.results.map((result) => result.kind), ['chat']);
  assert.equal(chats.count, 1);
  assert.equal((await ask('hair', { kinds: [] })).count, 0);
});

test('the words of a chat lead to the part where they were said', { skip }, async () => {
  const found = await first('eyelashes');
  assert.equal(found.kind, 'chat');
  assert.match(found.url, /^chats\/2026-05-12-hair\.html#message-\d+$/);
  assert.equal((await first('itching')).heading, 'T2: What helped with itching?');
});

test('words that somebody did not agree to show, and names, are nowhere in the index', { skip }, async () => {
  const all = readdirSync(join(site(SITE), 'search-index')).map((name) => file(site(SITE), name.replace(/\.js$/, ''))).join('');
  for (const word of ['xylophone', 'moonbeam', 'quentin', 'quiet']) {
    assert.equal((await ask(word, { exact: true })).results.length, 0, word);
    assert.ok(!all.toLowerCase().includes(word), word);
  }
  assert.ok(all.includes('marmalade'), 'the words of others are there');
});

test('accents may be left out, and ñ is a letter of its own', { skip }, async () => {
  for (const text of ['cáncer de mama', 'cancer de mama', 'CANCER DE MAMA']) {
    assert.equal((await first(text)).url, 'topics/es/cancer.html', text);
  }
  assert.equal((await first('depresion')).url, 'topics/es/pelo.html#depresión-y-ánimo');
  assert.equal((await first('niño')).language, 'es');
});

test('a query in another language finds its pages first', { skip }, async () => {
  assert.equal((await first('cáncer de la mama')).language, 'es');
  assert.equal((await ask('chemotherapy', { language: 'es' })).results[0].url, 'topics/chemotherapy.html');
});

test('right-to-left scripts are found', { skip }, async () => {
  assert.equal((await first('سَرَطَان')).url, 'topics/arabic.html');
});

test('whatever is typed, there is an answer', { skip }, async () => {
  const odd = ['', ' ', '\n', 'a', '.', '*', '(', '[a-z]+', '.*', '\\', '$&', '%', '%E0%A4%A', '<img src=x onerror=alert(1)>', "' OR 1=1 --",
    '__proto__', 'constructor', 'toString hasOwnProperty', '😀', '👩‍⚕️', '\u0000', '\ud800', '\udc00a', '\u202e', 'the', 'the of and', '-', '--', "'", "''",
    'a'.repeat(10_000), 'hair '.repeat(2_000), '(((('.repeat(2_500), '😀'.repeat(5_000), 'x-'.repeat(5_000), "a'".repeat(5_000), '1.'.repeat(5_000), '\u0301'.repeat(10_000),
    '乳'.repeat(10_000), undefined, null, 42, {}, []];
  for (const text of odd) {
    for (const options of [{}, { prefix: true }, { language: '__proto__' }, { exact: true, kinds: ['nothing'] }, { limit: 0 }]) {
      const { results, count, terms } = await search.query(text, options);
      assert.ok(Array.isArray(results) && Array.isArray(terms) && count >= results.length, String(text).slice(0, 40));
    }
  }
});

test('long questions take no time', { skip }, async () => {
  const start = performance.now();
  await ask('hair loss chemotherapy fatigue brest xqzv '.repeat(240));
  assert.ok(performance.now() - start < 1000);
});

test('markup in titles stays text', { skip }, async () => {
  const found = await first('quizzical');
  assert.equal(found.title, '</script><script>alert(1)</script> <img src=x onerror=alert(2)>');
});

test('no file of the index can end a script or a line of one', { skip }, () => {
  for (const name of readdirSync(join(site(SITE), 'search-index'))) {
    const text = file(site(SITE), name.replace(/\.js$/, ''));
    assert.doesNotMatch(text, /<|[\u2028\u2029]/);
    assert.equal(handed(text).name, name.replace(/\.js$/, ''));
  }
});

test('both scripts together are 12 KB over the wire', { skip }, () => {
  const assets = join(site(SITE), 'assets');
  const published = readdirSync(assets).filter((name) => /^search-(core|ui)-.*\.js$/.test(name));
  assert.equal(published.length, 2);
  const bytes = published.map((name) => gzipSync(readFileSync(join(assets, name)), { level: 9 }).length);
  assert.ok(bytes[0] + bytes[1] <= 12_000, `${bytes}`);
});

test('a network of this size has one file beside the manifest', { skip }, () => {
  assert.deepEqual(readdirSync(join(site(SITE), 'search-index')).map((name) => name.replace(/-[0-9a-f]{8}/, '')).sort(), ['all.js', 'index.js']);
});

test('what is missing or cut short is an error, and not for ever', { skip }, async () => {
  const broken = {
    'no manifest': (name, data) => (name === 'index' ? undefined : data),
    'a manifest of another version': (name, data) => (name === 'index' ? { ...data, version: 99 } : data),
    'no forms': (name, data) => (name === 'index' ? data : { ...data, t: [] }),
    'lists cut short': (name, data) => (name === 'index' ? data : { ...data, t: [[data.t[0][0], data.t[0][1].slice(0, 20)]] }),
    'no cards': (name, data) => (name === 'index' ? data : { ...data, c: [[]] }),
  };
  for (const [what, change] of Object.entries(broken)) {
    let mended = false;
    const search = open(site(SITE), { change: (name, data) => (mended ? data : change(name, data)) });
    await assert.rejects(search.query('hair'), undefined, what);
    mended = true;
    if (!what.startsWith('no ') && !what.startsWith('lists')) assert.ok((await search.query('hair')).count > 0, what);
  }
});
