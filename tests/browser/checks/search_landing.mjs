// What happens around the search: where a result leads, what is remembered, and what is said when a part is missing.
import assert from 'node:assert/strict';
import { none, watch } from '../browser.mjs';
import { search, settled } from './search.mjs';

export default async function check(t, { browser, server }) {
  const context = await browser.newContext({ viewport: { width: 320, height: 640 }, serviceWorkers: 'block' });
  context.setDefaultTimeout(30_000);
  const seen = await watch(context, server.origin);
  const page = await context.newPage();

  await t.test('a result leads to its section, and moves focus there', () => landing(page, server));
  await t.test('a page that is opened otherwise keeps its focus', async () => {
    await page.goto(server.url('topics/side-effects/hair-loss.html'));
    assert.equal(await page.evaluate(() => document.activeElement.tagName), 'BODY');
  });
  await t.test('a result in a transcript opens it', () => transcript(page, server));
  await t.test('suggestions and results fit a narrow phone', () => narrow(page, server));
  await t.test('what was typed wrong is put right, and can be asked for as it is', () => corrected(page, server));
  await t.test('the key “/” can be turned off', () => shortcut(page, server));
  await t.test('what must not wait is answered with its care card, above the results', () => emergency(page, server));
  await t.test('words that nobody knows are answered with the nearest, and that is said', () => guessed(page, server));
  await t.test('whatever stands in the address, the page answers', () => addresses(page, server));
  await t.test('nothing goes wrong', () => none([...seen.errors, ...seen.violations, ...seen.outside], 'error'));
  await t.test('nothing of the search is loaded before it is used', () => lazy(browser, server));
  await t.test('what is typed before the search has come is answered once it has', () => late(browser, server));
  await t.test('a missing or broken part of the index is said, with a way on', () => broken(browser, server));
  await t.test('a search that cannot be loaded says so, and is tried again', () => missing(browser, server));
  await context.close();
}

async function landing(page, server) {
  await search(page, server, 'will it grow back');
  const link = page.locator('ol#results > li a').first();
  const href = await link.getAttribute('href');
  await Promise.all([page.waitForURL((url) => !url.pathname.endsWith('search.html')), link.click()]);
  const focused = await page.evaluate(() => ({ id: document.activeElement.id, tag: document.activeElement.tagName, left: sessionStorage.length }));
  assert.notEqual(focused.tag, 'BODY', 'focus is nowhere');
  if (href.includes('#')) assert.equal(focused.id, decodeURIComponent(href.replace(/.*#/, '')));
  assert.equal(focused.left, 0, 'what was looked for is still remembered');
  await page.keyboard.press('Tab');
  assert.equal(await page.locator('main [tabindex="-1"]:is(h1, h2, h3, h4)').count(), 0, 'the heading stays in the way of the Tab key');
}

async function transcript(page, server) {
  await search(page, server, 'hair');
  const link = page.locator('ol#results > li a[href*="#message-"]').first();
  if ((await link.count()) === 0) return;
  await link.click();
  await page.waitForURL(/#message-/);
  const id = decodeURIComponent(new URL(page.url()).hash.slice(1));
  await page.waitForFunction((id) => document.activeElement.id === id, id);
  assert.ok(await page.locator(`[id="${id}"]`).isVisible());
}

async function narrow(page, server) {
  const wide = () => page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  await page.goto(server.url('index.html'));
  await page.locator('#search-input').focus();
  await page.keyboard.type('hair', { delay: 20 });
  await page.locator('[role=option]').first().waitFor();
  assert.ok((await page.locator('[role=option]').count()) <= 7);
  assert.ok((await wide()) <= 0, 'the suggestions are too wide');
  // In one step: the suggestions for the first letters may just be giving way to those for the word.
  const heights = await page.evaluate(() => [...document.querySelectorAll('[role=option]')].map((option) => option.getBoundingClientRect().height));
  assert.ok(Math.min(...heights) >= 24, `an option is only ${Math.min(...heights)} px high`);
  await search(page, server, 'hair');
  assert.ok((await wide()) <= 0, 'the results are too wide');
}

async function corrected(page, server) {
  await search(page, server, 'brest cancer');
  const note = page.locator('.results__note');
  assert.match(await note.innerText(), /breast cancer/);
  await note.locator('a').click();
  await page.waitForFunction(() => !document.querySelector('.results__note').textContent);
  assert.equal(await page.locator('#search-input').inputValue(), 'brest cancer');
}

async function emergency(page, server) {
  const cards = page.locator('[data-search-emergency]:visible');
  await search(page, server, 'hair loss');
  assert.equal(await cards.count(), 0, 'a card stands above the results of a question that is no emergency');
  for (const [query, told] of [['fevr on chemo', /helpline/], ['chemo temperature', /helpline/], ['I want to kill myself', /not safe/]]) {
    await search(page, server, query);
    await cards.first().waitFor();
    assert.equal(await cards.count(), 1, query);
    assert.match(await cards.innerText(), told, query);
    const above = await page.evaluate(() => {
      const top = (node) => node.getBoundingClientRect().top;
      return top(document.querySelector('[data-search-emergency]:not([hidden])')) < top(document.querySelector('ol#results'));
    });
    assert.ok(above, 'the card stands below the results');
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth), 0);
  }
}

async function guessed(page, server) {
  await search(page, server, 'haiqqq');
  assert.match(await page.locator('.results__note').innerText(), /haiqqq/);
  assert.ok((await page.locator('.results__note a[href$="a-z.html"]').count()) > 0, 'there is no way on');
}

async function shortcut(page, server) {
  await search(page, server, 'hair');
  const box = page.locator('.results__setting input');
  await box.uncheck();
  await page.goto(server.url('index.html'));
  await page.keyboard.press('/');
  assert.notEqual(await page.evaluate(() => document.activeElement.id), 'search-input');
  await search(page, server, 'hair');
  await box.check();
  assert.equal(await page.evaluate(() => localStorage.length), 0);
}

async function addresses(page, server) {
  for (const hash of ['', '#', '#q=', '#q=%', '#q=%E0%A4%A', '#q=%3Cb%3E', '#q=a&exact=1', `#q=${'a'.repeat(10_000)}`, '#q=.*(', '#q=the', '#q=%F0%9F%98%80', '#q=%D8%B3', '#elsewhere']) {
    await page.goto('about:blank');
    await page.goto(server.url('search.html') + hash);
    await settled(page);
    assert.doesNotMatch(await page.locator('[data-search-status]').innerText(), /could not be loaded/, hash.slice(0, 40));
  }
}

async function lazy(browser, server) {
  const page = await (await browser.newContext({ serviceWorkers: 'block' })).newPage();
  const before = server.requests.length;
  await page.goto(server.url('index.html'), { waitUntil: 'networkidle' });
  none(server.requests.slice(before).filter((url) => /search-ui|search-core|search-index/.test(url)), 'file of the search that nobody asked for');
  await page.context().close();
}

async function late(browser, server) {
  const page = await (await browser.newContext({ serviceWorkers: 'block' })).newPage();
  let come;
  const coming = new Promise((resolve) => { come = resolve; });
  await page.route(/search-ui/, async (route) => {
    await coming;
    await route.continue();
  });
  await page.goto(server.url('index.html'));
  await page.keyboard.press('/');
  await page.keyboard.type('fatigue');
  assert.equal(await page.locator('[role=option]').count(), 0);
  come();
  await page.locator('[role=option]').first().waitFor();
  await page.context().close();
}

async function missing(browser, server) {
  const page = await (await browser.newContext({ serviceWorkers: 'block' })).newPage();
  await page.route(/search-ui/, (route) => route.fulfill({ status: 404, body: '' }));
  await page.goto(server.url('topics.html'));
  await page.keyboard.press('/');
  await page.keyboard.type('hair');
  await Promise.all([page.waitForURL(/search\.html#q=hair/), page.keyboard.press('Enter')]);
  await page.waitForFunction(() => /could not be loaded/.test(document.querySelector('[data-search-status]').textContent));
  await page.unroute(/search-ui/);
  await page.locator('#search-input').focus();
  await page.locator('ol#results > li').first().waitFor();
  await page.context().close();
}

async function broken(browser, server) {
  for (const [what, answer] of [['missing', { status: 404, body: '' }], ['cut short', { status: 200, contentType: 'text/javascript', body: 'bedsideSearch("all", {"t": [[' }]]) {
    const context = await browser.newContext({ serviceWorkers: 'block' });
    const page = await context.newPage();
    const broken = (url) => /search-index\/(?!index\.js)/.test(url.href);
    await page.route(broken, (route) => route.fulfill(answer));
    await page.goto(server.url('search.html#q=hair'));
    await page.waitForFunction(() => /could not be loaded/.test(document.querySelector('[data-search-status]').textContent), undefined, { timeout: 30_000 });
    assert.ok((await page.locator('#search-results a[href$="a-z.html"]').count()) > 0, `${what}: there is no way on`);
    await page.unroute(broken);
    await page.locator('#search-input').press('Enter');
    await page.locator('ol#results > li').first().waitFor();
    await context.close();
  }
}
