// What an editor sees of the preview while she writes: `node preview.mjs PROGRAM FOLDER`, where PROGRAM is bedside and
// FOLDER a network with a topics/a.md, which is edited, broken, mended and renamed. Exit code 0 when all holds.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { launch, watch } from './browser.mjs';

const [program, folder] = process.argv.slice(2);
const file = path.join(folder, 'topics/a.md');
const text = (words) => `---\ntitle: A\n---\n\n${'Some words to scroll past.\n\n'.repeat(60)}${words}\n\nSee [it](nowhere.md).\n`;
const save = (contents) => fs.writeFileSync(file, contents);
const patience = { timeout: 60_000 };

/** Starts the preview, and gives it with its port once it says that. */
const serve = (port) =>
  new Promise((resolve, reject) => {
    const child = spawn(program, ['serve', folder, '--port', String(port), '--today', '2026-11-22'], { stdio: ['ignore', 'ignore', 'pipe'] });
    process.on('exit', () => child.kill('SIGKILL'));
    child.on('exit', (code) => reject(new Error(`the preview ended with ${code}`)));
    child.stderr.setEncoding('utf8').on('data', (said) => {
      const found = said.match(/http:\/\/127\.0\.0\.1:(\d+)\//);
      if (found) resolve({ child, port: Number(found[1]) });
    });
  });
const end = (child) => new Promise((resolve) => child.on('exit', resolve).kill('SIGKILL'));

save(text('First words.'));
let { child, port } = await serve(0);
const url = `http://127.0.0.1:${port}`;
const browser = await launch();
const context = await browser.newContext({ viewport: { width: 1000, height: 700 } });
const seen = await watch(context, url);
const tabs = [await context.newPage(), await context.newPage()];
const [page] = tabs;
const shows = (tab, words) => tab.waitForFunction((words) => document.querySelector('main').textContent.includes(words), words, patience);
const is = (what) => page.waitForFunction(what, null, patience);
for (const tab of tabs) {
  await tab.goto(`${url}/topics/a.html`);
  await shows(tab, 'First words.');
  await tab.waitForSelector('.bedside-panel', patience);
}

// An edit shows in every tab, without a reload and without a jump. The theme scrolls smoothly, so the test does not.
await page.evaluate(() => { globalThis.stays = true; scrollTo({ top: 500, behavior: 'instant' }); });
save(text('Second words.'));
for (const tab of tabs) await shows(tab, 'Second words.');
assert.deepEqual(await page.evaluate(() => [globalThis.stays, scrollY]), [true, 500]);

// A style is swapped without a reload.
fs.mkdirSync(path.join(folder, 'theme/assets'), { recursive: true });
fs.writeFileSync(path.join(folder, 'theme/assets/custom.css'), 'main { border-top: 7px solid }');
await is(() => getComputedStyle(document.querySelector('main')).borderTopWidth === '7px');
// The browser itself keeps the line that is being read in its place, below the new border.
assert.deepEqual(await page.evaluate(() => [globalThis.stays, scrollY >= 500 && scrollY <= 507]), [true, true]);

// The panel unfolds, says why, and points at the place; once folded away, it stays so on the next page.
await page.click('.bedside-findings > summary');
await page.click('.bedside-panel li.error button');
assert.equal(await page.evaluate(() => [...(CSS.highlights.get('bedside-place') ?? [])].join()), 'it');
assert.match(await page.textContent('.bedside-panel li.error .bedside-why'), /Somebody who is worried/);
const isOpen = () => page.evaluate(() => document.querySelector('.bedside-findings').open);
await page.reload();
await page.waitForSelector('.bedside-panel', patience);
assert.equal(await isOpen(), true);
await page.click('.bedside-findings > summary');
await page.waitForFunction(() => localStorage.getItem('bedside-folded') === 'folded', null, patience);
await page.reload();
await page.waitForSelector('.bedside-panel', patience);
assert.equal(await isOpen(), false);

// Broken writing keeps the page, with a banner, until it is mended; so does a broken bedside.yaml.
save('---\ntitle: [\n---\n\nThird words.\n');
await page.waitForSelector('.bedside-trouble', patience);
assert.match(await page.textContent('.bedside-trouble'), /topics\/a\.md/);
assert.ok((await page.textContent('main')).includes('Second words.'));
save(text('Fourth words.'));
await shows(page, 'Fourth words.');
await is(() => !document.querySelector('.bedside-trouble'));
const settings = fs.readFileSync(path.join(folder, 'bedside.yaml'));
fs.writeFileSync(path.join(folder, 'bedside.yaml'), 'title: [\n');
await page.waitForSelector('.bedside-trouble', patience);
assert.match(await page.textContent('.bedside-trouble'), /last good site.*bedside\.yaml/);
assert.ok((await page.textContent('main')).includes('Fourth words.'));
fs.writeFileSync(path.join(folder, 'bedside.yaml'), settings);
await is(() => !document.querySelector('.bedside-trouble'));

// What was saved while the preview was away is seen once it is back, and so is what was saved while the computer slept.
await page.evaluate(() => { globalThis.stays = true; scrollTo({ top: 400, behavior: 'instant' }); });
child.removeAllListeners('exit');
await end(child);
save(text('Fifth words.'));
({ child, port } = await serve(port));
for (const tab of tabs) await shows(tab, 'Fifth words.');
assert.deepEqual(await page.evaluate(() => [globalThis.stays, scrollY]), [true, 400]);
await context.setOffline(true);
save(text('Sixth words.'));
await new Promise((resolve) => setTimeout(resolve, 500));
await context.setOffline(false);
for (const tab of tabs) await shows(tab, 'Sixth words.');

// A renamed page is followed, in every tab.
fs.renameSync(file, path.join(folder, 'topics/b.md'));
for (const tab of tabs) {
  await tab.waitForURL(`${url}/topics/b.html`, patience);
  await shows(tab, 'Sixth words.');
}
assert.deepEqual(seen.outside, []);
assert.deepEqual(seen.violations, []);
await browser.close();
child.removeAllListeners('exit');
await end(child);
console.log('the preview holds');
process.exit(0);
