// Without a connection: what was opened and what is urgent is there and says that it is a saved copy; what left the site
// is gone from the phone as soon as it sees the site again.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { serve } from '../server.mjs';

export default async function check(t, { browser, site, pages }) {
  const copy = fs.mkdtempSync(path.join(os.tmpdir(), 'bedside-offline-'));
  fs.cpSync(site, copy, { recursive: true });
  let server = await serve(copy);
  const port = Number(new URL(server.origin).port);
  const url = (name) => `http://127.0.0.1:${port}/${encodeURI(name)}`;
  const context = await browser.newContext({ viewport: { width: 390, height: 844 }, serviceWorkers: 'allow' });
  context.setDefaultTimeout(30_000);
  const page = await context.newPage();
  const worker = fs.readFileSync(path.join(copy, 'service-worker.js'), 'utf8');
  const { saved } = JSON.parse(/const SITE = (\{.*\});/.exec(worker)[1]);
  const topics = pages.filter((name) => /^topics\/[^/]+\/[^/]+\.html$/.test(name) && !/(index|print)\.html$/.test(name));
  const opened = topics.filter((name) => !saved.includes(name)).slice(0, 2);
  const [removed, changed] = opened;
  const urgent = saved.find((name) => name.startsWith('topics/'));
  try {
    await t.test('nothing is asked for in advance while a page is new, or where data is dear', async () => {
      const thrifty = await browser.newContext({ viewport: { width: 390, height: 844 }, serviceWorkers: 'allow' });
      const frugal = await thrifty.newPage();
      await frugal.addInitScript(() => Object.defineProperty(navigator, 'connection', { value: { saveData: true } }));
      await frugal.goto(url(opened[0]), { waitUntil: 'load' });
      await new Promise((later) => setTimeout(later, 1500));
      const early = server.requests.filter((name) => !/\/(assets|topics|images)\//.test(name));
      assert.deepEqual(early, []);
      await frugal.evaluate(() => navigator.serviceWorker.ready);
      await mends(frugal, notKept, [opened[0]]);
      await new Promise((later) => setTimeout(later, 1000));
      const asked = server.requests.filter((name) => /search-index|a-z\.html/.test(name));
      assert.deepEqual(asked, []);
      await thrifty.close();
    });
    await t.test('opened and urgent pages are kept', async () => {
      await page.goto(url('index.html'));
      await page.evaluate(() => navigator.serviceWorker.ready);
      for (const name of opened) await page.goto(url(name), { waitUntil: 'load' });
      await mends(page, notKept, [...saved, ...opened]);
    });
    await server.close();

    await t.test('a saved copy says when it was saved and when its review is due', async () => {
      for (const name of [changed, urgent]) {
        await page.goto(url(name));
        const note = await page.locator('main .saved-copy').innerText();
        assert.match(note, /saved copy\. Saved on \d+ \w+ 20\d\d\. (Next review due: \d+ \w+ 20\d\d|Its review is overdue)/);
        const size = await page.evaluate(() => parseFloat(getComputedStyle(document.body).fontSize));
        assert.ok(size > 16, 'the style is kept as well');
      }
    });
    await t.test('the A–Z and the search work', async () => {
      await page.goto(url('a-z.html'));
      assert.ok((await page.locator('main a').count()) > 50);
      await page.keyboard.press('/');
      await page.keyboard.type('fever', { delay: 20 });
      await page.locator('[role=option]').first().waitFor();
    });
    await t.test('a page that is not kept leads to those that are', async () => {
      const other = topics.find((name) => !saved.includes(name) && !opened.includes(name)) ?? 'tags.html';
      await page.goto(url(other));
      assert.equal(new URL(page.url()).pathname, '/offline.html');
      assert.ok((await page.locator('main li a').count()) >= 4);
    });

    fs.rmSync(path.join(copy, removed));
    const text = fs.readFileSync(path.join(copy, changed), 'utf8');
    fs.writeFileSync(path.join(copy, changed), text.replace(/<main[^>]*>/, '$&<p>Taken back.</p>'));
    fs.writeFileSync(path.join(copy, 'service-worker.js'), worker.replace(/"version":"\w+"/, '"version":"next"'));
    server = await serve(copy, port);
    await t.test('what left the site is gone from the phone, and what changed is replaced', async () => {
      await page.goto(url('index.html'));
      await page.evaluate(() => navigator.serviceWorker.ready.then((registration) => registration.update()));
      await mends(page, stillOld, [removed, changed]);
    });
  } finally {
    await context.close();
    await server.close();
    fs.rmSync(copy, { recursive: true, force: true });
  }
}

/** Runs in the page: which of these pages are not kept. A cache that is opened by its name is made anew where the worker
 * has just thrown it away, so all that is kept is asked at once. */
async function notKept(names) {
  const isKept = await Promise.all(names.map(async (name) => (await caches.match(new URL(name, location.origin))) !== undefined));
  return names.filter((_, at) => !isKept[at]).map((name) => `not kept: ${name}`);
}

/** Runs in the page: what is still kept of the site as it was before. */
async function stillOld([gone, changed]) {
  const kept = (name) => caches.match(new URL(name, location.origin));
  const old = (await caches.keys()).filter((name) => !name.includes(' next '));
  if (await kept(gone)) old.push(gone);
  if (!(await (await kept(changed))?.text())?.includes('Taken back.')) old.push(changed);
  return old.map((name) => `still as before: ${name}`);
}

/** Waits until nothing is wrong any more, as `wrong` finds it in the page. */
async function mends(page, wrong, names) {
  const until = Date.now() + 30_000;
  for (;;) {
    const left = await page.evaluate(wrong, names);
    if (left.length === 0) return;
    assert.ok(Date.now() < until, left.join(', '));
    await new Promise((later) => setTimeout(later, 200));
  }
}
