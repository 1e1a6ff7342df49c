// How a page reads: the size of its letters, the length of its lines, its contrast, and what a finger can hit.
import assert from 'node:assert/strict';
import { AXE } from '../axe.mjs';
import { none } from '../browser.mjs';

/** What each theme promises: the least size in px, and how many characters stand on a line. */
const PROMISES = { default: { size: 18, line: [55, 75] }, 'easy-read': { size: 24, line: [30, 50] } };

export default async function check(t, { browser, server, pages, theme }) {
  const { size, line: [shortest, longest] } = PROMISES[theme];
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, reducedMotion: 'reduce' });
  const page = await context.newPage();
  const topics = pages.filter((name) => name.startsWith('topics/'));
  await t.test('letters are large, and lines of a comfortable length', async (t) => {
    const lengths = [];
    for (const name of topics) {
      await page.goto(server.url(name), { waitUntil: 'load' });
      const { font, height, lines } = await page.evaluate(measure);
      assert.ok(font >= size - 0.1, `${name} is set in ${font} px`);
      assert.ok(height / font >= 1.5, `${name} has lines of ${height / font}`);
      lengths.push(...lines);
    }
    lengths.sort((a, b) => a - b);
    const median = lengths[Math.floor(lengths.length / 2)];
    t.diagnostic(`${lengths.length} full lines have ${median} characters at the median`);
    assert.ok(lengths.length > 20, `only ${lengths.length} full lines`);
    assert.ok(median >= shortest && median <= longest, `${median} characters a line`);
  });
  await t.test('text has a contrast of 7 to 1', async () => {
    const weak = [];
    for (const name of ['index.html', 'a-z.html', ...topics]) {
      await page.goto(server.url(name), { waitUntil: 'load' });
      await page.evaluate(AXE);
      for (const colorScheme of ['light', 'dark']) {
        await page.emulateMedia({ colorScheme });
        weak.push(...(await page.evaluate(enhanced)).map((what) => ({ where: `${name} (${colorScheme})`, what })));
      }
    }
    none(weak, 'text of too little contrast');
  });
  await t.test('main controls are 44 px high', async () => {
    await page.setViewportSize({ width: 390, height: 844 });
    const small = [];
    for (const name of ['index.html', topics[0]]) {
      await page.goto(server.url(name), { waitUntil: 'load' });
      small.push(...(await page.evaluate(() => [...document.querySelectorAll('.nav a, .button, .search__input, summary, .pager a, .letters a')]
        .filter((element) => element.checkVisibility() && element.getBoundingClientRect().height < 43.9)
        .map((element) => `${element.getBoundingClientRect().height} px: ${element.outerHTML.slice(0, 90)}`))));
    }
    none(small, 'control that is too small');
  });
  await t.test('whoever asks for more contrast gets black and white, by day and by night', async () => {
    for (const [colorScheme, ink, paper] of [['light', 'rgb(0, 0, 0)', 'rgb(255, 255, 255)'], ['dark', 'rgb(255, 255, 255)', 'rgb(0, 0, 0)']]) {
      await page.emulateMedia({ colorScheme, contrast: 'more' });
      await page.goto(server.url('topics/side-effects/infection.html'));
      const seen = await page.evaluate(() => {
        const { color, backgroundColor } = getComputedStyle(document.body);
        return [color, backgroundColor];
      });
      assert.deepEqual(seen, [ink, paper], colorScheme);
    }
    await page.emulateMedia({ colorScheme: null, contrast: null });
  });
  await t.test('forced colours keep every border and focus', async () => {
    await page.emulateMedia({ forcedColors: 'active' });
    await page.goto(server.url(topics.find((name) => /infection/.test(name)) ?? topics[0]), { waitUntil: 'load' });
    const card = await page.locator('.care-card').first().evaluate((element) => getComputedStyle(element).borderBlockStartWidth);
    assert.notEqual(card, '0px');
    await page.keyboard.press('Tab');
    const outline = await page.evaluate(() => getComputedStyle(document.activeElement).outlineStyle);
    assert.notEqual(outline, 'none');
  });
  await context.close();
}

/** The size of the text, the height of its lines, and the characters on each line that is full. */
function measure() {
  const first = document.querySelector('.prose > p');
  const { fontSize, lineHeight } = getComputedStyle(first);
  const lines = [];
  for (const paragraph of document.querySelectorAll('.prose > p')) {
    const walker = document.createTreeWalker(paragraph, NodeFilter.SHOW_TEXT);
    const rows = new Map();
    while (walker.nextNode()) {
      // Raised numbers of citations stand on no line of their own.
      if (walker.currentNode.parentElement.closest('sup, .meaning')) continue;
      for (let at = 0; at < walker.currentNode.length; at++) {
        const range = new Range();
        range.setStart(walker.currentNode, at);
        range.setEnd(walker.currentNode, at + 1);
        const { bottom, width } = range.getBoundingClientRect();
        if (width > 0) rows.set(Math.round(bottom / 8), (rows.get(Math.round(bottom / 8)) ?? 0) + 1);
      }
    }
    lines.push(...[...rows.values()].slice(0, -1));
  }
  return { font: parseFloat(fontSize), height: parseFloat(lineHeight), lines };
}

/** The elements whose text has less contrast than WCAG's level AAA asks for. */
async function enhanced() {
  const options = { runOnly: { type: 'rule', values: ['color-contrast-enhanced'] }, resultTypes: ['violations'], selectors: false };
  const { violations } = await globalThis.axe.run(document, options);
  return violations.flatMap(({ nodes }) => nodes.map(({ html, failureSummary }) => `${html.slice(0, 100)} ${failureSummary}`.replaceAll(/\s+/g, ' ')));
}
