// What an editor sees of the preview while she writes: `node preview.mjs URL FOLDER`, where the preview of the network in
// FOLDER is served at URL. Its topics/a.md is edited, broken, mended and renamed. Exit code 0 when all holds.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { launch, watch } from './browser.mjs';

const [url, folder] = process.argv.slice(2);
const file = path.join(folder, 'topics/a.md');
const text = (words) => `---\ntitle: A\n---\n\n${'Some words to scroll past.\n\n'.repeat(60)}${words}\n\nSee [it](nowhere.md).\n`;
const save = (contents) => fs.writeFileSync(file, contents);

save(text('First words.'));
const browser = await launch();
const context = await browser.newContext({ viewport: { width: 1000, height: 700 } });
const seen = await watch(context, url);
const tabs = [await context.newPage(), await context.newPage()];
const [page] = tabs;
const shows = (tab, words) => tab.waitForFunction((words) => document.body.textContent.includes(words), words, { timeout: 30_000 });
for (const tab of tabs) {
  await tab.goto(`${url}/topics/a.html`);
  await shows(tab, 'First words.');
  await tab.waitForSelector('.bedside-panel');
}

// An edit shows in every tab, without a reload and without a jump.
await page.evaluate(() => { globalThis.stays = true; scrollTo(0, 500); });
save(text('Second words.'));
for (const tab of tabs) await shows(tab, 'Second words.');
assert.deepEqual(await page.evaluate(() => [globalThis.stays, scrollY]), [true, 500]);

// A style is swapped without a reload.
fs.mkdirSync(path.join(folder, 'theme/assets'), { recursive: true });
fs.writeFileSync(path.join(folder, 'theme/assets/custom.css'), 'main { border-top: 7px solid }');
await page.waitForFunction(() => getComputedStyle(document.querySelector('main')).borderTopWidth === '7px', null, { timeout: 30_000 });
assert.equal(await page.evaluate(() => globalThis.stays), true);

// The panel unfolds, says why, and points at the place.
await page.click('.bedside-findings > summary');
await page.click('.bedside-panel li.error button');
assert.equal(await page.evaluate(() => [...(CSS.highlights.get('bedside-place') ?? [])].join()), 'it');
assert.match(await page.textContent('.bedside-panel li.error .bedside-why'), /Somebody who is worried/);

// Broken writing keeps the page, with a banner, until it is mended.
save('---\ntitle: [\n---\n\nThird words.\n');
await page.waitForSelector('.bedside-trouble', { timeout: 30_000 });
assert.ok((await page.textContent('main')).includes('Second words.'));
save(text('Fourth words.'));
await shows(page, 'Fourth words.');
await page.waitForFunction(() => !document.querySelector('.bedside-trouble'), null, { timeout: 30_000 });

// A renamed page is followed.
fs.renameSync(file, path.join(folder, 'topics/b.md'));
await page.waitForURL(`${url}/topics/b.html`, { timeout: 30_000 });
await shows(page, 'Fourth words.');
assert.deepEqual(seen.outside, []);
assert.deepEqual(seen.violations, []);
await browser.close();
console.log('the preview holds');
