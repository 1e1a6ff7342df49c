// Words of the glossary: a button that says what the word means, by mouse, touch and keyboard; without scripts a link;
// on paper a list.
import assert from 'node:assert/strict';
import { AXE, violations } from '../axe.mjs';
import { none } from '../browser.mjs';

export default async function check(t, { browser, server, pages }) {
  const page = await browser.newPage({ viewport: { width: 320, height: 640 } });
  const topic = await pageWithTerms(page, server, pages);
  await t.test(`${topic}: a word opens by the keyboard and closes by Esc`, async () => {
    await page.goto(server.url(topic));
    const button = page.locator('button.term').first();
    await button.focus();
    assert.equal(await button.getAttribute('aria-expanded'), 'false');
    await page.keyboard.press('Enter');
    const meaning = page.locator('.meaning:popover-open');
    await meaning.waitFor();
    assert.equal(await button.getAttribute('aria-expanded'), 'true');
    assert.match(await meaning.innerText(), /\p{L}{3,}.*\n?.*\p{L}{3,}/u);
    await page.keyboard.press('Tab');
    assert.match(await page.evaluate(() => document.activeElement.href ?? ''), /glossary\.html#term-/, 'the next stop is not the link to the glossary');
    await page.keyboard.press('Escape');
    await meaning.waitFor({ state: 'hidden' });
    assert.equal(await button.getAttribute('aria-expanded'), 'false');
    assert.ok(await button.evaluate((element) => element === document.activeElement), 'the focus does not come back');
  });
  await t.test('a meaning stays inside a narrow window, and axe finds no violation in it', async () => {
    await page.goto(server.url(topic));
    await page.evaluate(AXE);
    const found = [];
    for (const button of await page.locator('button.term').all()) {
      await button.click();
      const meaning = page.locator('.meaning:popover-open');
      const { left, right, width } = await meaning.evaluate((element) => {
        const { left, right } = element.getBoundingClientRect();
        return { left, right, width: document.documentElement.clientWidth };
      });
      if (left < 0 || right > width) found.push(`from ${left} to ${right} in ${width} px: ${await button.innerText()}`);
      found.push(...(await violations(page)));
      await page.keyboard.press('Escape');
    }
    none(found, 'thing wrong with a meaning');
  });
  await t.test('a touch beside it closes it', async () => {
    const context = await browser.newContext({ hasTouch: true, viewport: { width: 390, height: 844 } });
    const phone = await context.newPage();
    await phone.goto(server.url(topic));
    await phone.locator('button.term').first().tap();
    await phone.locator('.meaning:popover-open').waitFor();
    await phone.touchscreen.tap(5, 5);
    await phone.locator('.meaning:popover-open').waitFor({ state: 'hidden' });
    await context.close();
  });
  await t.test('no word stands in a link, a heading or code, and none twice', async () => {
    const wrong = [];
    for (const name of pages.filter((name) => name.startsWith('topics/'))) {
      await page.goto(server.url(name), { waitUntil: 'domcontentloaded' });
      wrong.push(...(await page.evaluate(() => {
        const buttons = [...document.querySelectorAll('button.term')];
        const inside = buttons.filter((button) => button.closest('a, h1, h2, h3, h4, h5, h6, code, pre, summary'));
        const controls = buttons.map((button) => button.popoverTargetElement.id);
        const twice = controls.filter((id, at) => controls.indexOf(id) !== at);
        return [...inside.map((button) => `inside: ${button.outerHTML}`), ...twice.map((id) => `twice: ${id}`)];
      })).map((what) => ({ where: name, what })));
    }
    none(wrong, 'word in the wrong place');
  });
  await t.test('no line ends between a word and the sign that belongs to it', async () => {
    const apart = [];
    for (const name of pages.filter((name) => name.startsWith('topics/'))) {
      await page.goto(server.url(name), { waitUntil: 'load' });
      for (const width of [320, 347, 375, 412]) {
        await page.setViewportSize({ width, height: 640 });
        apart.push(...(await page.evaluate(wordsApart)).map((what) => ({ where: `${name} at ${width}`, what })));
      }
    }
    none(apart, 'word that stands apart from its sign');
  });
  await page.close();
  await t.test('without scripts it is a link to its entry', async () => {
    const context = await browser.newContext({ javaScriptEnabled: false });
    const plain = await context.newPage();
    await plain.goto(server.url(topic));
    const word = plain.locator('a.term').first();
    const target = new URL(await word.getAttribute('href'), plain.url());
    await word.click();
    await plain.waitForURL(target.href);
    assert.ok(await plain.locator(`[id="${decodeURIComponent(target.hash.slice(1))}"]`).isVisible(), `${target} leads to no entry`);
    await plain.goto(server.url(topic));
    await plain.emulateMedia({ media: 'print' });
    assert.ok(await plain.locator('.terms dd').first().isVisible(), 'the meanings are not printed');
    await context.close();
  });
}

/** Words whose comma, full stop or bracket stands on another line, in the browser. */
function wordsApart() {
  const line = (node, at) => {
    const range = document.createRange();
    range.setStart(node, at);
    range.setEnd(node, at + 1);
    return range.getBoundingClientRect();
  };
  return [...document.querySelectorAll('button.term')].filter((button) => {
    const { top, bottom } = button.getBoundingClientRect();
    const isApart = ({ top: above, bottom: below, width }) => width > 0 && ((above + below) / 2 > bottom || (above + below) / 2 < top);
    const after = button.nextElementSibling?.nextSibling;
    const before = button.previousSibling;
    const sign = after?.nodeType === 3 && /^\S/.test(after.nodeValue) && isApart(line(after, 0));
    const bracket = before?.nodeType === 3 && /\S$/.test(before.nodeValue) && isApart(line(before, before.nodeValue.length - 1));
    return sign || bracket;
  }).map((button) => `${button.previousSibling?.nodeValue?.slice(-9) ?? ''}${button.innerText}${button.nextElementSibling?.nextSibling?.nodeValue?.slice(0, 9) ?? ''}`);
}

/** The first topic page with words of the glossary. */
async function pageWithTerms(page, server, pages) {
  for (const name of pages.filter((name) => name.startsWith('topics/'))) {
    await page.goto(server.url(name), { waitUntil: 'load' });
    if (await page.locator('button.term').count() > 1) return name;
  }
  throw new Error('no page explains a word');
}
