// The site without JavaScript, on a phone: everything is reached by links that can be seen.
import assert from 'node:assert/strict';
import { none } from '../browser.mjs';

/** What nobody needs to be led to. */
const UNLINKED = new Set(['404.html', 'offline.html', 'search.html']);

export default async function check(t, { browser, server, pages }) {
  const context = await browser.newContext({ javaScriptEnabled: false, viewport: { width: 390, height: 844 } });
  const page = await context.newPage();
  const { reached, texts } = await crawl(page, server);

  await t.test('every page is reached from the home page by visible links', () => {
    none(pages.filter((path) => !reached.has(path) && !UNLINKED.has(path)), 'page that no visible link leads to');
  });
  await t.test('every page has its text', () => {
    none([...texts].filter(([, length]) => length < 60).map(([path, length]) => `${path}: ${length} letters`), 'page without text');
  });
  await t.test('A–Z lists every topic', async () => {
    await page.goto(server.url('a-z.html'));
    const listed = new Set((await links(page)).map((href) => href.split('#')[0]));
    const topics = pages.filter((path) => path.startsWith('topics/') && !/\/(index|print)\.html$/.test(path));
    assert.ok(topics.length >= 14, `only ${topics.length} topics`);
    none(topics.filter((path) => !listed.has(server.url(path))), 'topic that A–Z leaves out');
  });
  await t.test('nothing on a page needs a script to work', async () => {
    await page.goto(server.url('index.html'));
    const dead = await page.evaluate(() => {
      const visible = (element) => element.checkVisibility({ visibilityProperty: true, opacityProperty: true });
      const buttons = [...document.querySelectorAll('button')].filter((button) => visible(button) && !(button.form && button.type === 'submit'));
      const forms = [...document.querySelectorAll('form')].filter((form) => visible(form) && !form.getAttribute('action'));
      return [...buttons, ...forms].map((element) => element.outerHTML.slice(0, 120));
    });
    none(dead, 'control that does nothing');
  });
  await t.test('the search form leads to the list of all topics', async () => {
    await page.goto(server.url('index.html'));
    const form = page.locator('form[role=search]').first();
    if (!(await form.isVisible())) return;
    await form.locator('input[type=search]').fill('hair');
    await Promise.all([page.waitForURL((url) => url.pathname !== '/index.html'), page.keyboard.press('Enter')]);
    assert.doesNotMatch(page.url(), /hair/, 'what was typed is in the address');
    assert.match(page.url(), /a-z\.html/);
  });
  await t.test('a transcript can be opened and read', async () => {
    const chat = pages.find((path) => path.startsWith('chats/') && path.includes('hair'));
    await page.goto(server.url(chat));
    const details = page.locator('#transcript details, details#transcript').first();
    assert.equal(await details.evaluate((element) => element.open), false, 'the transcript does not begin closed');
    await details.locator('summary').first().click();
    const message = page.locator('[id^="message-"]').first();
    await message.waitFor({ state: 'visible' });
    assert.match(await message.innerText(), /\p{L}{3}/u);
  });
  await t.test('a link to a message shows it', async () => {
    const chat = pages.find((path) => path.startsWith('chats/') && path.includes('hair'));
    await page.goto(server.url(chat));
    const ids = await page.locator('[id^="message-"]').evaluateAll((all) => all.map((element) => element.id));
    assert.ok(ids.length >= 40, `only ${ids.length} messages`);
    const id = ids[Math.floor(ids.length / 2)];
    await page.goto('about:blank');
    await page.goto(server.url(`${chat}#${id}`));
    await page.locator(`#${id}`).waitFor({ state: 'visible', timeout: 30_000 });
  });
  await context.close();
}

/** Follows every link that can be seen, from the home page. */
async function crawl(page, server) {
  const reached = new Set(['index.html']);
  const texts = new Map();
  for (const path of reached) {
    if (!path.endsWith('.html')) continue;
    await page.goto(server.url(path), { waitUntil: 'domcontentloaded' });
    texts.set(path, await page.evaluate(() => (document.querySelector('main') ?? document.body).innerText.replace(/\s+/g, ' ').trim().length));
    for (const href of await links(page)) {
      const url = new URL(href);
      if (url.origin === server.origin) reached.add(decodeURI(url.pathname.slice(1)));
    }
  }
  return { reached, texts };
}

/** Where the links lead that are shown, or that stand in a <details> that opens without a script. */
function links(page) {
  return page.evaluate(() => {
    const shown = (link) => {
      if (link.checkVisibility({ visibilityProperty: true, opacityProperty: true })) return true;
      const closed = link.closest('details:not([open])');
      return closed !== null && closed.checkVisibility();
    };
    // The links of a map are SVG, whose `href` is no string.
    return [...document.querySelectorAll('a[href]')].filter(shown).map((link) => new URL(link.getAttribute('href'), document.baseURI).href);
  });
}
