// A network too large for one file: what is loaded, and what happens when a part of it is missing.
import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { missing, open, site } from './site.mjs';

const SITE = 'BEDSIDE_SEARCH_LARGE';
const skip = missing(SITE);

test('a question loads a few small files', { skip }, async () => {
  const loaded = [];
  const search = open(site(SITE), { loaded });
  const { results } = await search.query('word7 word11', { limit: 5, language: 'en' });
  assert.equal(results.length, 5);
  const all = readdirSync(join(site(SITE), 'search-index')).length;
  assert.ok(loaded.length <= 9 && loaded.length < all / 2, `${loaded.length} of ${all}: ${loaded}`);
  const before = loaded.length;
  await search.query('word7 word11', { limit: 5, language: 'en' });
  assert.equal(loaded.length, before, 'what has been loaded is not loaded again');
});

test('every page is found by the word that only it has', { skip }, async () => {
  const search = open(site(SITE));
  for (let page = 0; page < 400; page += 7) {
    const { results } = await search.query(`only${'abcdefghij'[page % 10]}${page}`, { limit: 1 });
    assert.equal(results[0].url, `topics/page-${page}.html`);
  }
});

test('a wrong letter is put right at the beginning, in the middle and at the end', { skip }, async () => {
  const search = open(site(SITE));
  for (const wrong of ['epithelioma', 'apithelioma', 'eptihelioma', 'epitelioma', 'epitheliomma', 'epitheliomo', 'peithelioma']) {
    const { results, corrected } = await search.query(wrong, { limit: 1 });
    assert.equal(results[0]?.url, 'topics/page-123.html', wrong);
    assert.equal(corrected, wrong === 'epithelioma' ? undefined : 'epithelioma', wrong);
  }
});

test('a shard that is missing is an error for the question that needs it, until it is there', { skip }, async () => {
  let down = true;
  const search = open(site(SITE), { change: (name, data) => { if (down && name.startsWith('t')) throw new Error('404'); return data; } });
  await assert.rejects(search.query('epithelioma'), /404/);
  down = false;
  assert.equal((await search.query('epithelioma')).results[0].url, 'topics/page-123.html');
});

test('a shard with nothing or too little in it is an error', { skip }, async () => {
  for (const change of [() => undefined, ([words, bits]) => [words, bits.slice(0, 1)]]) {
    const search = open(site(SITE), { change: (name, data) => (name.startsWith('t') ? change(data) : data) });
    await assert.rejects(search.query('epithelioma'));
  }
  const search = open(site(SITE), { change: (name, data) => (name.startsWith('c') ? data.slice(0, 0) : data) });
  await assert.rejects(search.query('epithelioma'), /cut short/);
});
