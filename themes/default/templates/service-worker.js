/* Keeps pages for the times without a connection: the urgent ones, the A–Z, the home page and the search, and each
 * page that was opened. It asks this site only. The network comes first: a saved copy is shown when there is none, and
 * says that it is one.
 *
 * What nobody has opened yet is asked for only when a page says so: when it has nothing else to do, and not where a reader
 * pays for each kilobyte.
 *
 * Nothing that left the site stays here. This file changes with every change of the site; the browser looks for a new one
 * at each visit, and the new one throws away all that the old one kept, asking again for what was opened. */
'use strict';

const SITE = {{ settings }};
const ROOT = new URL('./', self.location).href;
const NAME = `bedside ${ROOT} `;
const SAVED = `${NAME}${SITE.version} saved`;
const OPENED = `${NAME}${SITE.version} opened`;
const MOST_OPENED = 60;
const PATIENCE = 5000;

self.addEventListener('install', (event) => {
  self.skipWaiting();
  event.waitUntil(saveWays());
});

self.addEventListener('message', (event) => {
  event.waitUntil(keepOpened(event.source.url.split('#')[0]));
  if (event.data === 'save all') event.waitUntil(saveAll());
});

self.addEventListener('activate', (event) => event.waitUntil(replaceOld().then(() => self.clients.claim())));

self.addEventListener('fetch', (event) => {
  const { method, url, mode } = event.request;
  if (method !== 'GET' || !url.startsWith(ROOT)) return;
  const isPage = mode === 'navigate' || /(\.html|\/)$/.test(new URL(url).pathname);
  if (isPage) event.respondWith(page(event));
  else if (url.startsWith(`${ROOT}assets/`)) event.respondWith(file(event, true));
  else if (url.startsWith(`${ROOT}search-index/`)) event.respondWith(file(event, false));
});

/** Saves the page that says what is saved, and its style. */
async function saveWays() {
  await saveEach(SITE.saved.filter((path) => path === 'offline.html' || path.startsWith('assets/')));
}

/** Keeps the page that was open before there was a worker. */
async function keepOpened(url) {
  if (!(await kept(url))) await save(await caches.open(OPENED), url).catch(() => {});
}

/** Saves what is needed before anything was opened. */
async function saveAll() {
  await saveEach([...SITE.saved, ...(await searchFiles())]);
}

/** Saves what is not saved yet. What cannot be had now costs only itself. */
async function saveEach(paths) {
  const cache = await caches.open(SAVED);
  const add = async (path) => (await cache.match(ROOT + path)) ?? save(cache, ROOT + path);
  await Promise.all(paths.map((path) => add(path).catch(() => {})));
}

/** The files of a search index that is small enough to be one. */
async function searchFiles() {
  const cache = await caches.open(SAVED);
  if (await cache.match(`${ROOT}search-index/index.js`)) return [];
  try {
    const text = await (await fetch(`${ROOT}search-index/index.js`, { cache: 'no-cache' })).text();
    const { all, w } = JSON.parse(text.slice(text.indexOf('{'), text.lastIndexOf('}') + 1));
    if (!all) return [];
    return ['search-index/index.js', ...[all, w].filter(Boolean).map((name) => `search-index/${name.replace(/\.js$/, '')}.js`)];
  } catch {
    return [];
  }
}

/** Throws away what older versions kept. The pages that were opened are asked for anew: those that are gone stay gone. */
async function replaceOld() {
  const names = (await caches.keys()).filter((name) => name.startsWith(NAME) && name !== SAVED && name !== OPENED);
  const urls = new Set();
  for (const name of names) {
    if (name.endsWith(' opened')) for (const request of await (await caches.open(name)).keys()) urls.add(request.url);
    await caches.delete(name);
  }
  const cache = await caches.open(OPENED);
  await Promise.all([...urls].map((url) => save(cache, url).catch(() => {})));
}

/** Asks for `url` and keeps the answer. */
async function save(cache, url) {
  const response = await fetch(url, { cache: 'no-cache' });
  if (response.ok && response.type === 'basic') await cache.put(url, await dated(response));
}

/** The same answer with the moment at which it was saved. */
async function dated(response) {
  const headers = new Headers(response.headers);
  headers.set('x-saved', new Date().toISOString());
  return new Response(await response.blob(), { status: 200, headers });
}

/** A page: from the network, else a saved copy that says so, else the page that says what is saved. */
async function page(event) {
  const url = event.request.url.split('#')[0];
  try {
    const response = await patiently(fetch(event.request), url);
    event.waitUntil(remember(url, response.clone()));
    return response;
  } catch {
    const saved = await kept(url);
    if (saved) return marked(saved);
    return event.request.mode === 'navigate' ? Response.redirect(`${ROOT}offline.html`) : Response.error();
  }
}

/** Waits for the network as long as somebody would, where there is a saved copy to show instead. */
async function patiently(asked, url) {
  if (!(await kept(url))) return asked;
  return Promise.race([asked, new Promise((_, fail) => setTimeout(() => fail(new Error('slow')), PATIENCE))]);
}

/** Keeps a page that was opened, and forgets one that is gone. */
async function remember(url, response) {
  const cache = await caches.open(OPENED);
  if (response.status === 404 || response.status === 410) {
    await cache.delete(url);
    await (await caches.open(SAVED)).delete(url);
    return;
  }
  if (!response.ok || response.type !== 'basic' || response.redirected) return;
  await cache.delete(url);
  await cache.put(url, await dated(response));
  const keys = await cache.keys();
  await Promise.all(keys.slice(0, Math.max(0, keys.length - MOST_OPENED)).map((key) => cache.delete(key)));
}

/** A style, a script or a part of the search index. The name of an asset changes with what it holds, so a kept one is good. */
async function file(event, keptIsGood) {
  const url = event.request.url;
  const saved = await kept(url);
  if (saved && keptIsGood) return saved;
  try {
    const response = await fetch(event.request);
    if (response.ok && response.type === 'basic') {
      const copy = response.clone();
      event.waitUntil(caches.open(SAVED).then(async (cache) => cache.put(url, await dated(copy))));
    }
    return response;
  } catch {
    return saved ?? Response.error();
  }
}

/** What this version has kept of an address. A folder is its index. */
async function kept(url) {
  const name = url.endsWith('/') ? `${url}index.html` : url;
  for (const cache of [OPENED, SAVED]) {
    const found = (await (await caches.open(cache)).match(url)) ?? (await (await caches.open(cache)).match(name));
    if (found) return found;
  }
  return undefined;
}

/** A saved page that says so at its top, in its own language: when it was saved, and when its review is due. */
async function marked(response) {
  const html = await response.text();
  const lang = /<html[^>]* lang="([^"]*)"/.exec(html)?.[1] ?? SITE.language;
  const words = SITE.words[lang] ?? SITE.words[SITE.language];
  const due = /<time data-due datetime="(\d{4}-\d\d-\d\d)">([^<]*)</.exec(html);
  const saved = response.headers.get('x-saved');
  const told = [`<strong>${words.copy}</strong>`];
  if (saved) told.push(words.on.replace('{date}', day(saved, lang)));
  if (due && due[1] < new Date().toISOString().slice(0, 10)) told.push(words.overdue);
  else if (due) told.push(words.due.replace('{date}', due[2]));
  const note = `<div class="callout callout--warning saved-copy" role="status"><p>${told.join(' ')}</p></div>`;
  const headers = new Headers(response.headers);
  headers.delete('content-length');
  headers.delete('content-encoding');
  return new Response(html.replace(/(<main\b[^>]*>)/, `$1${note}`), { status: 200, headers });
}

/** A day in words of a language. */
function day(iso, lang) {
  const options = { day: 'numeric', month: 'long', year: 'numeric' };
  try {
    return new Intl.DateTimeFormat(lang === 'en' ? 'en-GB' : lang, options).format(new Date(iso));
  } catch {
    return iso.slice(0, 10);
  }
}
