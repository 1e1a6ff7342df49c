// Holds the search beside others on the same pages and prints one Markdown table.
//
//   node tests/search/compare.mjs SITE QUERIES.jsonl QRELS.tsv [TYPOS.jsonl]
//
// SITE is a site that bedside built, as from ../shared/search/to_network.py. lunr, elasticlunr and MiniSearch are looked for
// in the folder that PEERS names (`npm install lunr elasticlunr minisearch` there), and index the same words: the title
// and the text of `main` of every topic page. Pagefind is measured if SITE/pagefind is there (`python3 -m pagefind_bin
// --site SITE`). A missing peer is left out of the table, and that is said. nDCG@10 is that of score.py beside the
// queries; wire is what a browser fetches, gzip -9: for its first search, and (median) for one after it, five results
// shown with their excerpts (Pagefind keeps what it fetched for earlier questions, so that its figure is too small). The
// search runs in Node, CPU per query is the median. Not part of `cargo test`.
import { readFileSync, readdirSync, existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

const { createSearch } = createRequire(import.meta.url)('../../themes/default/assets/search-core.js');
const [site, queriesFile, qrelsFile, typosFile] = process.argv.slice(2);
const peers = createRequire(join(process.env.PEERS || process.cwd(), 'x.js'));
const lines = file => readFileSync(file, 'utf8').split('\n').filter(Boolean);
const zipped = text => gzipSync(text, { level: 9 }).length;
const median = list => [...list].sort((a, b) => a - b)[list.length >> 1];

/** The judgements: for each query the documents with their grades. */
function judgements() {
  const all = new Map();
  for (const line of lines(qrelsFile).slice(1)) {
    const [query, page, grade] = line.split('\t');
    all.set(query, (all.get(query) || new Map()).set(page, Number(grade)));
  }
  return all;
}

/** What every engine but bedside and Pagefind indexes. */
function pages() {
  const decode = text => text.replace(/<[^>]*>/g, ' ').replace(/&lt;/g, '<').replace(/&gt;/g, '>').replace(/&quot;/g, '"').replace(/&amp;/g, '&').replace(/\s+/g, ' ');
  return readdirSync(join(site, 'topics'), { recursive: true }).filter(name => name.endsWith('.html') && !/(^|\/)(index|print)\.html$/.test(name)).map(name => {
    const html = readFileSync(join(site, 'topics', name), 'utf8');
    const main = /<main[^>]*>([^]*)<\/main>/.exec(html)[1];
    const title = decode(/<h1[^>]*>([^]*?)<\/h1>/.exec(main)[1]).trim();
    return { id: idOf(name), title, body: decode(main) };
  });
}

const idOf = url => decodeURIComponent(url.replace(/[#?].*/, '').replace(/.*\//, '').replace(/\.html$/, ''));

function ndcg(ranked, relevant) {
  const gain = (grade, at) => grade / Math.log2(at + 2);
  const ideal = [...relevant.values()].sort((a, b) => b - a).slice(0, 10).reduce((sum, grade, at) => sum + gain(grade, at), 0);
  return [...new Set(ranked)].slice(0, 10).reduce((sum, id, at) => sum + gain(relevant.get(id) || 0, at), 0) / ideal;
}

/** Asks an engine every question of a file. */
async function ask(engine, file, judged) {
  let sum = 0, none = 0;
  const times = [], wires = [];
  const queries = lines(file).map(line => JSON.parse(line)).filter(({ _id }) => judged.has(_id));
  for (const { _id, text } of queries) {
    engine.wire = 0;
    const start = process.cpuUsage();
    const found = await engine.query(text);
    const used = process.cpuUsage(start);
    times.push((used.user + used.system) / 1000);
    wires.push(engine.later ? await engine.later(text) : engine.wire);
    sum += ndcg(found, judged.get(_id));
    none += found.length === 0;
  }
  return { ndcg: sum / queries.length, none: none / queries.length, time: median(times), later: median(wires) };
}

const folderSize = folder => readdirSync(folder, { recursive: true, withFileTypes: true }).filter(entry => entry.isFile())
  .reduce((sum, entry) => sum + zipped(readFileSync(join(entry.parentPath || entry.path, entry.name))), 0);

async function bedside() {
  const engine = { name: 'bedside', wire: 0, whole: folderSize(join(site, 'search-index')) };
  const load = async name => {
    const text = readFileSync(join(site, 'search-index', `${name}.js`), 'utf8');
    engine.wire += zipped(text);
    return JSON.parse(text.slice(text.indexOf(',') + 1, text.lastIndexOf(')')));
  };
  const scripts = readdirSync(join(site, 'assets')).filter(name => /^search-.*\.js$/.test(name)).reduce((sum, name) => sum + zipped(readFileSync(join(site, 'assets', name))), 0);
  await createSearch({ load }).query('fever', { limit: 5, language: 'en' });
  engine.first = engine.wire + scripts;
  const ranking = createSearch({ load });
  engine.query = async text => (await ranking.query(text, { limit: 10, language: 'en' })).results.map(({ url }) => idOf(url));
  // What a reader fetches who has searched once before and sees five results.
  engine.later = async text => {
    const reader = createSearch({ load });
    await reader.query('fever', { limit: 5, language: 'en' });
    engine.wire = 0;
    await reader.query(text, { limit: 5, language: 'en' });
    return engine.wire;
  };
  return engine;
}

/** An engine that fetches its whole index first, and nothing after that. */
function whole(name, index, script, query) {
  const bytes = zipped(JSON.stringify(index));
  return { name, whole: bytes, first: bytes + zipped(readFileSync(script)), query: async text => query(text) };
}

function lunr(documents) {
  const lunr = peers('lunr');
  const index = lunr(function () {
    this.ref('id');
    this.field('title', { boost: 5 });
    this.field('body');
    documents.forEach(page => this.add(page));
  });
  const plain = text => text.replace(/[-+~^:*]/g, ' ');
  return whole('lunr', index, peers.resolve('lunr'), text => index.search(plain(text)).map(({ ref }) => ref));
}

function elasticlunr(documents) {
  const elasticlunr = peers('elasticlunr');
  const index = elasticlunr(function () {
    this.setRef('id');
    this.addField('title');
    this.addField('body');
    this.saveDocument(false);
    documents.forEach(page => this.addDoc(page));
  });
  const options = { fields: { title: { boost: 5 }, body: { boost: 1 } }, bool: 'OR' };
  return whole('elasticlunr', index, peers.resolve('elasticlunr'), text => index.search(text, options).map(({ ref }) => ref));
}

function miniSearch(documents) {
  const MiniSearch = peers('minisearch');
  const index = new MiniSearch({ fields: ['title', 'body'], searchOptions: { boost: { title: 5 }, fuzzy: 0.2, prefix: true } });
  index.addAll(documents);
  return whole('MiniSearch', index, peers.resolve('minisearch'), text => index.search(text).map(({ id }) => id));
}

/** Pagefind, over a server of its own, since it fetches. */
async function pagefind() {
  const engine = { name: 'Pagefind', wire: 0, whole: folderSize(join(site, 'pagefind')) };
  const sizes = new Map();
  const server = createServer((request, response) => {
    const file = join(site, decodeURIComponent(request.url.replace(/\?.*/, '')));
    const bytes = existsSync(file) ? readFileSync(file) : undefined;
    if (bytes && !sizes.has(file)) sizes.set(file, zipped(bytes));
    engine.wire += sizes.get(file) || 0;
    response.writeHead(bytes ? 200 : 404).end(bytes);
  });
  // Connections that rest while another question is worked on stay open.
  server.keepAliveTimeout = 0;
  await new Promise(resolve => server.listen(0, '127.0.0.1', resolve));
  globalThis.document ??= { querySelector: () => null, currentScript: null };
  const found = await import(join(site, 'pagefind', 'pagefind.js'));
  await found.options({ basePath: `http://127.0.0.1:${server.address().port}/pagefind/` });
  const search = async (text, shown) => {
    const { results } = await found.search(text);
    const data = await Promise.all(results.slice(0, shown).map(result => result.data()));
    return data.map(({ url }) => idOf(url));
  };
  await search('fever', 5);
  engine.first = engine.wire + zipped(readFileSync(join(site, 'pagefind', 'pagefind.js')));
  engine.query = text => search(text, 10);
  engine.close = () => server.close();
  return engine;
}

const judged = judgements();
const documents = pages();
const kilobytes = bytes => (bytes / 1000).toFixed(0);
console.log(`${documents.length} pages, ${lines(queriesFile).length} questions\n`);
console.log('| | nDCG@10 | one typo | no result | whole index KB | first search KB | later KB | CPU ms |');
console.log('|---|---:|---:|---:|---:|---:|---:|---:|');
for (const make of [bedside, pagefind, () => lunr(documents), () => elasticlunr(documents), () => miniSearch(documents)]) {
  let engine;
  try {
    engine = await make();
  } catch (error) {
    console.error(`left out: ${error.message.split('\n')[0]}`);
    continue;
  }
  const plain = await ask(engine, queriesFile, judged);
  const typos = typosFile ? await ask(engine, typosFile, judged) : { ndcg: NaN };
  console.log(`| ${engine.name} | ${plain.ndcg.toFixed(3)} | ${typos.ndcg.toFixed(3)} | ${(100 * plain.none).toFixed(1)} % | ${kilobytes(engine.whole)} | ${kilobytes(engine.first)} | ${kilobytes(plain.later || 0)} | ${plain.time.toFixed(1)} |`);
  engine.close?.();
}
