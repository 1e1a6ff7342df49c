// The search, by keyboard alone, as somebody uses it who is looking for a word.
import assert from 'node:assert/strict';
import { AXE, violations } from '../axe.mjs';
import { none, watch } from '../browser.mjs';

export default async function check(t, { browser, server, pages }) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, serviceWorkers: 'block' });
  context.setDefaultTimeout(30_000);
  const seen = await watch(context, server.origin);
  const page = await context.newPage();
  const deep = pages.find((path) => path.startsWith('topics/') && path.split('/').length > 2) ?? 'index.html';
  const asked = server.requests.length;

  await t.test('“/” goes to the field, arrows go through the suggestions, Enter opens one', async () => {
    for (const from of ['index.html', deep]) await walk(page, server, from, 'hair', /hair/i);
    await walk(page, server, 'index.html', 'brest', /breast/i);
  });
  await t.test('a screen reader is told what happens', () => announced(page, server, deep));
  await t.test('“/” is a letter while somebody types', async () => {
    await page.goto(server.url('index.html'));
    await page.locator('#search-input').focus();
    await page.keyboard.type('a/b');
    assert.equal(await page.locator('#search-input').inputValue(), 'a/b');
  });
  await t.test('Escape closes the suggestions and keeps the words', () => escape(page, server));
  await t.test('Enter in the field leads to the search page', () => submit(page, server, deep));
  await t.test('the search page shows marked excerpts of what was looked for', () => results(page, server));
  await t.test('a filter narrows the results', () => filters(page, server));
  await t.test('typing on the search page keeps up, and the address can be shared', () => typing(page, server));
  await t.test('nothing found is said plainly, with a way on', () => nothing(page, server));
  await t.test('words are found that are written as script', () => harmless(page, server));
  await t.test('the search page has no axe violation while it shows results', () => axe(page, server));

  await context.close();
  await t.test('what is typed is in no address that is asked for', () => {
    const queries = server.requests.slice(asked).filter((url) => url.includes('?'));
    const words = server.requests.slice(asked).filter((url) => /brest|lymphoedema%20arm|zzqqxx/i.test(url));
    none([...queries, ...words], 'address with what was typed');
  });
  await t.test('nothing is asked of another host', () => none(seen.outside, 'request to another host'));
  await t.test('nothing goes wrong', () => none([...seen.errors, ...seen.violations], 'error'));
}

/** From `from`, by keyboard alone, to a page whose title is like `title`. */
async function walk(page, server, from, query, title) {
  await page.goto(server.url(from), { waitUntil: 'load' });
  await page.keyboard.press('/');
  assert.equal(await page.evaluate(() => document.activeElement.id), 'search-input', `“/” on ${from} does not lead to the field`);
  // All at once: suggestions for the first letters would give way to those for the word while the arrows go through them.
  await page.keyboard.insertText(query);
  const options = page.locator('[role=listbox] [role=option]');
  await options.first().waitFor();
  await page.waitForFunction((like) => [...document.querySelectorAll('[role=option]')].some((option) => new RegExp(like, 'i').test(option.innerText)), title.source);
  const wanted = await options.evaluateAll((all, like) => all.findIndex((option) => new RegExp(like, 'i').test(option.innerText)), title.source);
  for (let press = 0; press <= wanted; press++) await page.keyboard.press('ArrowDown');
  const active = await page.evaluate(() => {
    const input = document.querySelector('#search-input');
    const option = document.getElementById(input.getAttribute('aria-activedescendant') ?? '') ?? document.activeElement;
    return { role: option.getAttribute('role'), selected: option.getAttribute('aria-selected'), text: option.innerText };
  });
  assert.equal(active.role, 'option', `the arrows do not reach the suggestions for “${query}”`);
  assert.equal(active.selected, 'true', 'the suggestion is not marked as selected');
  await Promise.all([page.waitForURL((url) => url.href !== server.url(from)), page.keyboard.press('Enter')]);
  const heading = await page.locator('h1').first().innerText();
  const landed = `${heading} ${page.url()}`;
  assert.match(landed, title, `“${query}” from ${from} leads to ${landed}`);
}

/** The combobox says that it is open and which option is meant, and a live region says how many there are. */
async function announced(page, server, from) {
  await page.goto(server.url(from), { waitUntil: 'load' });
  const input = page.locator('#search-input');
  assert.ok(await input.evaluate((field) => field.labels.length > 0 || field.getAttribute('aria-label')), 'the field has no label');
  await page.keyboard.press('/');
  await page.keyboard.type('fatigue', { delay: 20 });
  await page.locator('[role=option]').first().waitFor();
  assert.equal(await input.getAttribute('role'), 'combobox');
  assert.equal(await input.getAttribute('aria-expanded'), 'true');
  const list = await input.getAttribute('aria-controls');
  assert.equal(await page.locator(`[id="${list}"]`).getAttribute('role'), 'listbox');
  const count = await page.locator('[role=option]').count();
  await page.waitForFunction(
    () => [...document.querySelectorAll('[role=status], [aria-live]')].some((region) => /\d/.test(region.textContent)),
    undefined,
    { timeout: 30_000 },
  );
  assert.ok(count <= 12, `${count} suggestions are too many to listen to`);
}

async function escape(page, server) {
  await page.goto(server.url('index.html'), { waitUntil: 'load' });
  await page.keyboard.press('/');
  await page.keyboard.type('fatigue', { delay: 20 });
  await page.locator('[role=option]').first().waitFor();
  await page.keyboard.press('Escape');
  await page.locator('[role=option]').first().waitFor({ state: 'hidden' });
  const input = page.locator('#search-input');
  assert.equal(await input.getAttribute('aria-expanded'), 'false');
  assert.equal(await input.inputValue(), 'fatigue', 'the words are gone');
}

async function submit(page, server, from) {
  await page.goto(server.url(from), { waitUntil: 'load' });
  await page.keyboard.press('/');
  await page.keyboard.type('lymphoedema arm', { delay: 20 });
  await Promise.all([page.waitForURL(/search\.html#/), page.keyboard.press('Enter')]);
  const url = new URL(page.url());
  assert.equal(url.search, '', 'the words are in the query of the address, which servers log');
  assert.equal(new URLSearchParams(url.hash.slice(1)).get('q'), 'lymphoedema arm');
  await page.locator('ol#results > li').first().waitFor();
}

async function results(page, server) {
  await search(page, server, 'hair');
  const found = await page.locator('ol#results > li').evaluateAll((items) =>
    items.map((item) => ({ text: item.innerText, marks: [...item.querySelectorAll('mark')].map((mark) => mark.innerText), link: item.querySelector('a')?.getAttribute('href') })),
  );
  assert.ok(found.length > 2, `only ${found.length} results for “hair”`);
  none(found.filter(({ link }) => !link || /^(\/|[a-z]+:)/.test(link)).map(({ text }) => text), 'result without a relative link');
  assert.ok(found[0].marks.some((mark) => /hair/i.test(mark)), `the first result marks ${JSON.stringify(found[0].marks)}`);
  none(found.flatMap(({ marks }) => marks.filter((mark) => !/^\p{L}/u.test(mark))), 'mark that is no word');
  assert.match(found[0].text, /hair/i);
  assert.match(await page.locator('#search-results [data-search-status]').innerText(), /\d/, 'the status does not say how many');
  const targets = new Set(found.map(({ link }) => link));
  assert.equal(targets.size, found.length, 'one place is listed twice');
  for (const link of [...targets].slice(0, 5)) {
    const url = new URL(link, server.url('search.html'));
    await page.goto(url.href);
    assert.ok(await page.evaluate((id) => !id || document.getElementById(id), decodeURIComponent(url.hash.slice(1))), `${link} has no such anchor`);
  }
}

async function filters(page, server) {
  await search(page, server, 'fatigue');
  const all = await page.locator('ol#results > li').count();
  const boxes = page.locator('fieldset[data-search-filters] input[type=checkbox]');
  assert.ok((await boxes.count()) >= 2, 'there are no filters');
  const narrowed = [];
  for (let at = 0; at < (await boxes.count()); at++) {
    const box = boxes.nth(at);
    const before = await box.isChecked();
    await box.focus();
    await page.keyboard.press('Space');
    await settled(page);
    narrowed.push(await page.locator('ol#results > li').evaluateAll((items) => items.map((item) => item.innerText).join('|')));
    await page.keyboard.press('Space');
    await settled(page);
    assert.equal(await box.isChecked(), before);
  }
  assert.ok(new Set(narrowed).size > 1, 'no filter changes what is shown');
  assert.equal(await page.locator('ol#results > li').count(), all, 'taking the filters back does not bring the results back');
}

async function typing(page, server) {
  await search(page, server, 'hair');
  const input = page.locator('#search-input');
  assert.equal(await input.inputValue(), 'hair', 'the field does not show what was looked for');
  const before = await page.locator('ol#results').innerText();
  await input.fill('radiotherapy');
  await page.keyboard.press('Enter');
  await page.waitForFunction((old) => document.querySelector('ol#results').innerText !== old, before);
  assert.match(page.url(), /#.*q=radiotherapy/);
  await page.goBack();
  await page.waitForFunction(() => document.querySelector('#search-input').value === 'hair');
  await page.waitForFunction((old) => document.querySelector('ol#results').innerText === old, before);
}

async function nothing(page, server) {
  await page.goto('about:blank');
  await page.goto(`${server.url('search.html')}#q=%E4%B9%B3%E7%99%8C`, { waitUntil: 'load' });
  await page.waitForFunction(() => document.querySelector('#search-results [data-search-status]')?.textContent.trim());
  assert.equal(await page.locator('ol#results > li').count(), 0);
  assert.ok((await page.locator('main a[href*="a-z.html"]').count()) > 0, 'there is no link to the list of all topics');
}

async function harmless(page, server) {
  await page.goto('about:blank');
  const query = '<img src=x onerror=alert(1)> hair';
  page.once('dialog', () => assert.fail('what was typed ran as script'));
  await page.goto(`${server.url('search.html')}#q=${encodeURIComponent(query)}`, { waitUntil: 'load' });
  await page.waitForFunction(() => document.querySelector('#search-results [data-search-status]')?.textContent.trim());
  assert.equal(await page.locator('#search-results img').count(), 0);
}

async function axe(page, server) {
  await search(page, server, 'hair');
  await page.evaluate(AXE);
  none(await violations(page), 'axe violation');
  await page.goto(server.url('index.html'));
  await page.keyboard.press('/');
  await page.keyboard.type('fatigue', { delay: 20 });
  await page.locator('[role=option]').first().waitFor();
  await page.keyboard.press('ArrowDown');
  await page.evaluate(AXE);
  none(await violations(page), 'axe violation');
}

/** Waits until the search page has answered: while it searches, what it says ends with dots. */
export async function settled(page) {
  await page.waitForFunction(() => !/…$/.test(document.querySelector('[data-search-status]').textContent));
}

/** Opens the search page for `query` and waits for results. */
export async function search(page, server, query) {
  // Between two fragments of one page nothing is loaded: begin anew.
  await page.goto('about:blank');
  await page.goto(`${server.url('search.html')}#q=${encodeURIComponent(query)}`, { waitUntil: 'load' });
  await page.locator('ol#results > li').first().waitFor();
}
