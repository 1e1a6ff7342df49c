// The page of a chat: who is named, and what stands where.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { none } from '../browser.mjs';

/** How the index writes numbers below 64. */
const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

const CHATS = fileURLToPath(new URL('../../../example-site/chats', import.meta.url));

/** The people of example-site/people.yaml whose consent is to be named. */
const NAMED = [
  'Dr Ruth Okafor', 'Dr Marwan Haddad', 'Johanna Lindqvist', 'Sofia Bianchi', 'Daniel Mensah', 'Dr Laura Whitcombe', 'Ana Ferreira',
  'Maria L.', 'Gareth P.',
];

/** People of the transcripts who are not to be named, as the chats of July and September write them. */
const UNNAMED = ['Priya', 'Bev', 'Ros', 'Tomasz', 'Kofi', 'Sinead', 'Imogen', 'Oonagh', 'Beatriz', 'Yvonne', 'Ingrid', 'Anjali'];

export default async function check(t, { browser, server, site, pages }) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  const page = await context.newPage();
  const chats = pages.filter((path) => /^chats\/2026-[^/]*\.html$/.test(path));

  await t.test('there are the four chats', () => assert.equal(chats.length, 4, chats.join(' ')));
  for (const chat of chats) {
    await t.test(chat, async (t) => {
      await page.goto(server.url(chat), { waitUntil: 'load' });
      await t.test('speakers are people who agreed to be named, or numbers', () => speakers(page));
      await t.test('numbers count up from 1 in the order in which people speak', () => numbers(page));
      await t.test('the recap stands before the transcript, which begins closed', () => order(page));
      await t.test('there is no picture of anybody and no link to a profile', () => faceless(page));
    });
  }
  await t.test('the transcript stays closed on paper, and stays out of search engines', async () => {
    for (const chat of chats) {
      await page.goto(server.url(chat));
      const guard = await page.evaluate(() => document.querySelector('#transcript')?.closest('[data-nosnippet], [data-noindex]') !== null || document.querySelector('meta[name=robots][content*=noindex]') !== null || document.querySelector('#transcript [data-nosnippet]') !== null);
      assert.ok(guard, `${chat}: nothing keeps the transcript out of search engines`);
    }
  });
  await t.test('the search knows no handle, and nobody who is not named', () => unknown(site));
  await context.close();
}

/** The words of the index share their beginnings, so that no search for bytes finds a name in it: spell them out. */
function unknown(site) {
  const words = indexed(site);
  none(['hair', 'lymphoedema', 'sleeve'].filter((word) => !words.has(word)), 'word that is not found, so that nothing would be');
  const transcripts = fs.readdirSync(CHATS, { recursive: true }).filter((name) => /transcript/.test(name));
  const text = transcripts.map((name) => fs.readFileSync(path.join(CHATS, name), 'utf8')).join('\n');
  const handles = new Set([...text.matchAll(/@([A-Za-z]\w+)/g)].map(([, handle]) => handle).filter((handle) => !handle.includes('_')));
  assert.ok(handles.size >= 15, `only ${[...handles]}`);
  none([...handles, ...UNNAMED].filter((name) => words.has(name.toLowerCase())), 'name that the search knows');
}

/** Every word of the search index. Each begins with a letter that says how much it shares with the one before it. */
function indexed(site) {
  const folder = path.join(site, 'search-index');
  const words = new Set();
  for (const name of fs.readdirSync(folder).filter((name) => /^(all|t)/.test(name))) {
    const text = fs.readFileSync(path.join(folder, name), 'utf8');
    const data = JSON.parse(text.slice(text.indexOf(',') + 1, text.lastIndexOf(')')));
    for (const [spelled] of data.t ?? [data]) {
      let last = '';
      for (const item of spelled.split(' ')) {
        last = last.slice(0, LETTERS.indexOf(item[0])) + item.slice(1).split('=')[0];
        words.add(last);
      }
    }
  }
  return words;
}

/** The names in the transcript, one a message. */
function names(page) {
  return page.locator('[id^="message-"]').evaluateAll((messages) =>
    messages.map((message) => (message.querySelector('[data-speaker], .message__name, .message__speaker, .speaker, cite, strong, b') ?? message).textContent.trim()),
  );
}

async function speakers(page) {
  const all = await names(page);
  assert.ok(all.length >= 40, `only ${all.length} messages`);
  const known = (name) => NAMED.some((person) => name === person || name.startsWith(`${person},`)) || /^Participant \d+$/.test(name);
  none(all.filter((name) => !known(name)), 'speaker who is neither a number nor agreed to be named');
  assert.ok(all.includes('Participant 1'), 'nobody is Participant 1');
  assert.ok(all.some((name) => !name.startsWith('Participant')), 'nobody is named');
}

async function numbers(page) {
  const inOrder = await page.locator('[id^="message-"]').evaluateAll((messages) => messages.map((message) => Number(message.id.slice(8))));
  const all = await names(page);
  const told = inOrder.map((number, at) => [number, all[at]]).sort(([a], [b]) => a - b);
  const first = [...new Set(told.map(([, name]) => name).filter((name) => name.startsWith('Participant ')))];
  const expected = first.map((_, at) => `Participant ${at + 1}`);
  assert.deepEqual([...first].sort(), [...expected].sort(), 'numbers are missing: somebody can count who was left out');
}

async function order(page) {
  const [recap, transcript] = await page.evaluate(() => {
    const top = (element) => element?.getBoundingClientRect().top ?? -1;
    return [top(document.querySelector('main h2')), top(document.querySelector('#transcript'))];
  });
  assert.ok(recap >= 0 && recap < transcript, `the recap stands at ${recap}, the transcript at ${transcript}`);
  const open = await page.locator('#transcript details[open], details#transcript[open]').count();
  assert.equal(open, 0, 'the transcript begins open');
}

async function faceless(page) {
  assert.equal(await page.locator('#transcript img').count(), 0);
  const profiles = await page.locator('#transcript a[href]').evaluateAll((links) =>
    links.map((link) => link.href).filter((href) => /\/\/(www\.)?(x|twitter|t|facebook|instagram|mastodon|bsky)\.\w+\//.test(href)),
  );
  none(profiles, 'link to a profile');
}
