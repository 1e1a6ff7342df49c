// Searches a built index for every query of a file and writes a TREC run, for ../shared/search/score.py.
//
//   node tests/search/score.mjs SITE QUERIES.jsonl RUN [--stats]
//
// SITE is the folder that holds search-index/. A document's id is the file name of its page without .html.
import { readFileSync, writeFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { join } from 'node:path';
import { createRequire } from 'node:module';

const { createSearch } = createRequire(import.meta.url)('../../themes/default/assets/search-core.js');
const [site, queries, run, ...rest] = process.argv.slice(2);

let wire = 0;
const load = async name => {
  const text = readFileSync(join(site, 'search-index', `${name}.js`), 'utf8');
  if (rest.includes('--stats')) wire += gzipSync(text, { level: 9 }).length;
  return JSON.parse(text.slice(text.indexOf(',') + 1, text.lastIndexOf(')')));
};

const search = createSearch({ load });
const lines = [], times = [], firsts = [], laters = [];
for (const line of readFileSync(queries, 'utf8').split('\n').filter(Boolean)) {
  const { _id, text } = JSON.parse(line);
  if (rest.includes('--stats')) {
    // What a reader fetches who comes for the first time and sees five results, and for a second search.
    const fresh = createSearch({ load });
    wire = 0;
    await fresh.query('fever', { limit: 5, language: 'en' });
    firsts.push(wire);
    wire = 0;
    await fresh.query(text, { limit: 5, language: 'en' });
    laters.push(wire);
  }
  await search.query(text, { limit: 100, language: 'en' });
  const start = process.cpuUsage();
  const { results } = await search.query(text, { limit: 100, language: 'en' });
  const used = process.cpuUsage(start);
  times.push((used.user + used.system) / 1000);
  results.forEach((result, at) => {
    const id = decodeURIComponent(result.url.replace(/#.*/, '').replace(/.*\//, '').replace(/\.html$/, ''));
    lines.push(`${_id} Q0 ${id} ${at + 1} ${result.score.toFixed(6)} bedside`);
  });
}
writeFileSync(run, lines.join('\n') + '\n');
const median = list => [...list].sort((a, b) => a - b)[list.length >> 1];
console.log(`queries ${times.length}, median ${median(times).toFixed(2)} ms CPU`);
if (rest.includes('--stats')) {
  console.log(`first query ${median(firsts)} bytes compressed, later: median ${median(laters)}, most ${Math.max(...laters)}`);
}
