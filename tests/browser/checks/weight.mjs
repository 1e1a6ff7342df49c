// What a phone on ward Wi-Fi loads before it shows a topic page.
import fs from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { none } from '../browser.mjs';

/** The most that a topic page may weigh: bytes, compressed, with everything that it loads but pictures. */
const MOST = 18 * 1024;

/** The most that it may ask for, with itself. */
const MOST_REQUESTS = 3;

export default async function check(t, { browser, server, site, pages }) {
  const context = await browser.newContext({ viewport: { width: 390, height: 844 }, serviceWorkers: 'block' });
  const page = await context.newPage();
  const weights = [];
  for (const topic of pages.filter((name) => name.startsWith('topics/') && !name.endsWith('/print.html'))) {
    const before = server.requests.length;
    await page.goto(server.url(topic), { waitUntil: 'load' });
    const loaded = server.requests.slice(before).map((url) => decodeURIComponent(url.slice(1)));
    const text = loaded.filter((name) => /\.(html|css|js|json)$/.test(name));
    const bytes = text.reduce((sum, name) => sum + gzipSync(fs.readFileSync(path.join(site, name)), { level: 9 }).length, 0);
    weights.push({ topic, bytes, requests: text.length, told: `${topic}: ${(bytes / 1024).toFixed(1)} KB as ${text.length} files` });
  }
  await context.close();
  weights.sort((a, b) => b.bytes - a.bytes);
  t.diagnostic(`the heaviest is ${weights[0].told}`);
  await t.test('no topic page weighs more than 18 KB', () => {
    none(weights.filter(({ bytes }) => bytes > MOST).map(({ told }) => told), 'page that is too heavy');
  });
  await t.test('no topic page asks for more than two files besides itself', () => {
    none(weights.filter(({ requests }) => requests > MOST_REQUESTS).map(({ told }) => told), 'page that asks for too much');
  });
}
