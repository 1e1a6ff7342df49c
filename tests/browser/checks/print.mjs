// Pages on paper: a tagged PDF with its text, its headings and the addresses of its links.
import assert from 'node:assert/strict';
import { getDocumentProxy } from 'unpdf';

export default async function check(t, { browser, server, pages }) {
  const context = await browser.newContext({ colorScheme: 'dark', viewport: { width: 390, height: 844 } });
  const page = await context.newPage();
  const topic = pages.find((path) => /^topics\/.*hair/.test(path));
  await t.test(`${topic} on paper`, async (t) => {
    await page.goto(server.url(topic), { waitUntil: 'load' });
    const [title] = (await page.title()).split(/ [–—|·-] /);
    const pdf = await getDocumentProxy(new Uint8Array(await page.pdf({ format: 'A4', tagged: true, outline: true })));
    const text = await textOf(pdf);
    await t.test('it is tagged', async () => {
      assert.equal((await pdf.getMarkInfo())?.Marked, true);
      const roles = new Set(rolesOf(await (await pdf.getPage(1)).getStructTree()));
      for (const role of ['H1', 'P']) assert.ok(roles.has(role), `no ${role} among ${[...roles]}`);
    });
    await t.test('it has the text of the page', () => {
      assert.ok(bare(text).includes(bare(title)), `“${title}” is not in it`);
      assert.ok(text.length > 1500, `only ${text.length} letters`);
      assert.match(text, /cannot replace advice/, 'the disclaimer is missing');
    });
    await t.test('each sheet says what it is, how old it is and whom to call', () => {
      const feet = text.match(/ · [^·:]+: \d+ \p{L}+ \d{4} · [^·:]+: ?\W*[\d ]{8,}/gu) ?? [];
      assert.ok(feet.length >= pdf.numPages, `${feet.length} feet on ${pdf.numPages} sheets: ${text.slice(0, 600)}`);
    });
    await t.test('it leaves out what paper cannot do', async () => {
      await page.emulateMedia({ media: 'print' });
      const shown = await page.locator('form[role=search], button:not(.term)').evaluateAll((all) => all.filter((element) => element.checkVisibility()).map((element) => element.outerHTML.slice(0, 80)));
      assert.deepEqual(shown, []);
    });
    await t.test('it is dark on white and large enough', async () => {
      const { size, colour } = await page.evaluate(() => {
        const style = getComputedStyle(document.querySelector('main p'));
        return { size: parseFloat(style.fontSize), colour: style.color };
      });
      assert.ok(size >= 16.6, `${size} px is less than 12.5 pt`);
      const [red, green, blue] = colour.match(/[\d.]+/g).map(Number);
      assert.ok(red + green + blue < 240, `text is printed in ${colour}`);
    });
  });
  await t.test('the library is printed without the other ways to find a source, which list every title four times', async () => {
    await page.goto(server.url('references.html'), { waitUntil: 'load' });
    await page.emulateMedia({ media: 'print' });
    const parts = await page.locator('.indexes, .library').evaluateAll((all) => all.map((part) => [part.className, part.checkVisibility()]));
    assert.deepEqual(parts, [['indexes', false], ['library', true]]);
  });
  await t.test('no care card, box or row of a table is split between two sheets', async () => {
    await page.goto(server.url('topics/side-effects/infection.html'), { waitUntil: 'load' });
    const names = await page.evaluate(crowd);
    const pdf = await getDocumentProxy(new Uint8Array(await page.pdf({ format: 'A4' })));
    assert.ok(pdf.numPages >= 10, `only ${pdf.numPages} sheets`);
    const sheets = [];
    for (let number = 1; number <= pdf.numPages; number++) sheets.push(bare(await textOfPage(pdf, number)));
    const sheetOf = (mark) => sheets.findIndex((sheet) => sheet.includes(mark));
    const missing = names.filter((name) => sheetOf(`${name}begins`) < 0 || sheetOf(`${name}ends`) < 0);
    assert.deepEqual(missing, []);
    assert.deepEqual(names.filter((name) => sheetOf(`${name}begins`) !== sheetOf(`${name}ends`)), []);
  });
  await context.close();
}

/** Fills the page with care cards and rows of a table that cannot all happen to fit, each marked where it begins and ends. */
function crowd() {
  const prose = document.querySelector('.prose');
  const card = prose.querySelector('.care-card');
  const names = [];
  const marked = (element, first, last) => {
    const name = `[${names.length}]`;
    names.push(name);
    first.prepend(`${name} begins `);
    last.append(` ${name} ends`);
    return element;
  };
  const cards = Array.from({ length: 12 }, (_, at) => {
    const copy = card.cloneNode(true);
    const room = document.createElement('p');
    room.append('A line to move the next card. '.repeat(3 + 7 * at));
    return [room, marked(copy, copy.querySelector('.care-card__title'), copy.querySelector('.care-card__body'))];
  });
  const table = document.createElement('table');
  for (let at = 0; at < 30; at++) {
    const row = table.insertRow();
    const cell = row.insertCell();
    cell.append('Words of a cell that needs a few lines. '.repeat(5 + (at % 5)));
    marked(row, cell, cell);
  }
  prose.replaceChildren(...cards.flat(), table);
  return names;
}

/** The words of all pages. */
async function textOf(pdf) {
  const texts = [];
  for (let number = 1; number <= pdf.numPages; number++) texts.push(await textOfPage(pdf, number));
  return texts.join('').replace(/\s+/g, ' ');
}

/** The words of one page. */
async function textOfPage(pdf, number) {
  const { items } = await (await pdf.getPage(number)).getTextContent();
  return items.map((item) => item.str + (item.hasEOL ? ' ' : '')).join('');
}

/** A text without spaces, which paper breaks elsewhere than the screen. */
const bare = (text) => text.replaceAll(/\s+/g, '');

/** The roles in a tree of structure. */
function rolesOf(node) {
  return node ? [node.role, ...(node.children ?? []).flatMap((child) => rolesOf(child))].filter(Boolean) : [];
}
