// The rules for words, to which src/search/words.rs is held as well.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { runInNewContext } from 'node:vm';
import { core } from './site.mjs';

const vectors = JSON.parse(readFileSync(new URL('vectors.json', import.meta.url), 'utf8'));

test('words are cut and folded as in the indexer', () => {
  for (const [text, forms] of vectors.words) {
    assert.deepEqual(core.words(text).map((word) => word.form), forms, JSON.stringify(text));
  }
});

test('anchors are made of headings as in the indexer', () => {
  for (const [text, slug] of vectors.slugs) assert.equal(core.slug(text), slug);
});

test('the core runs as a classic script and adds one name', () => {
  const source = readFileSync(new URL('../../themes/default/assets/search-core.js', import.meta.url), 'utf8');
  const page = {};
  page.self = page;
  runInNewContext(source, page);
  assert.deepEqual(Object.keys(page).sort(), ['bedsideSearchCore', 'self']);
  assert.equal(typeof page.bedsideSearchCore.createSearch, 'function');
});
