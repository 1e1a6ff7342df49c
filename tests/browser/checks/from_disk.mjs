// The site opened from a disk or a USB stick: file:// has no server, no fetch and no modules.
import assert from 'node:assert/strict';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { none } from '../browser.mjs';

export default async function check(t, { browser, site, pages }) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  context.setDefaultTimeout(30_000);
  const errors = [];
  context.on('console', (message) => message.type() === 'error' && errors.push(`${message.page()?.url()}: ${message.text()}`));
  context.on('weberror', (error) => errors.push(String(error.error())));
  context.on('requestfailed', (request) => errors.push(`${request.url()}: ${request.failure()?.errorText}`));
  context.on('request', (request) => /^(file|data|blob):/.test(request.url()) || errors.push(`asks for ${request.url()}`));
  const page = await context.newPage();
  const url = (name) => pathToFileURL(path.join(site, name)).href;
  const deep = pages.find((name) => name.startsWith('topics/') && name.split('/').length > 2) ?? 'index.html';

  await t.test('pages are styled', async () => {
    for (const name of ['index.html', deep]) {
      await page.goto(url(name), { waitUntil: 'load' });
      const rules = await page.evaluate(() => [...document.styleSheets].length);
      assert.ok(rules > 0, `${name} has no style`);
      const font = await page.evaluate(() => parseFloat(getComputedStyle(document.body).fontSize));
      assert.ok(font >= 16, `${name} is set in ${font} px`);
    }
  });
  await t.test('the search finds, and leads to the page', async () => {
    await page.goto(url(deep), { waitUntil: 'load' });
    await page.keyboard.press('/');
    await page.keyboard.type('hair', { delay: 20 });
    await page.locator('[role=option]').first().waitFor();
    await Promise.all([page.waitForURL(/search\.html#/), page.keyboard.press('Enter')]);
    await page.locator('ol#results > li mark').first().waitFor();
    await page.locator('ol#results > li a').first().click();
    await page.waitForURL((to) => !to.pathname.endsWith('/search.html'));
    assert.match(await page.locator('main').innerText(), /hair/i);
  });
  await context.close();
  await t.test('nothing goes wrong', () => none(errors, 'error'));
}
