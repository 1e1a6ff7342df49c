// Every page, light and dark, narrow and wide: no axe violation, nothing wider than a phone, nothing asked of anybody
// else, nothing on the console.
import { AXE, violations } from '../axe.mjs';
import { none, watch } from '../browser.mjs';

const SCHEMES = ['light', 'dark'];
const WIDTHS = [320, 1280];

export default async function check(t, { browser, server, pages }) {
  // With reduced motion there is no transition to wait for before colours are measured.
  const context = await browser.newContext({ reducedMotion: 'reduce', serviceWorkers: 'block' });
  const seen = await watch(context, server.origin);
  const page = await context.newPage();
  const found = { violations: [], wide: [], unlabelled: [], stored: [] };
  const backgrounds = Object.fromEntries(SCHEMES.map((scheme) => [scheme, new Set()]));
  for (const path of pages) {
    await page.goto(server.url(path), { waitUntil: 'load' });
    found.unlabelled.push(...(await languages(page, path)));
    await page.evaluate(AXE);
    for (const width of WIDTHS) {
      await page.setViewportSize({ width, height: 800 });
      for (const colorScheme of SCHEMES) {
        await page.emulateMedia({ colorScheme });
        const where = `${path} (${colorScheme}, ${width} px)`;
        found.violations.push(...(await violations(page)).map((what) => ({ where, what })));
        backgrounds[colorScheme].add(await page.evaluate(() => getComputedStyle(document.body).backgroundColor));
      }
      found.wide.push(...(await tooWide(page)).map((what) => ({ where: `${path} at ${width} px`, what })));
    }
  }
  const cookies = await context.cookies();
  found.stored.push(...cookies.map((cookie) => `cookie ${cookie.name}`));
  found.stored.push(...(await page.evaluate(() => [...Object.keys(localStorage), ...Object.keys(sessionStorage)])));
  await context.close();

  await t.test('axe finds no violation on any page', () => none(found.violations, 'axe violation'));
  await t.test('no page scrolls sideways', () => none(found.wide, 'too wide'));
  await t.test('the dark scheme is dark', () => {
    const both = [...backgrounds.light].filter((colour) => backgrounds.dark.has(colour));
    none(both, 'background in both schemes');
  });
  await t.test('every page names its language and direction', () => none(found.unlabelled, 'page without'));
  await t.test('no page asks anything of another host', () => none(seen.outside, 'request to another host'));
  await t.test('no page has errors on the console', () => none(seen.errors, 'console error'));
  await t.test('no page breaks its Content-Security-Policy', () => none(seen.violations, 'policy violation'));
  await t.test('no page stores anything in the browser', () => none(found.stored, 'thing stored'));
}

/** The elements that make the page wider than the window, if it is. */
function tooWide(page) {
  return page.evaluate(() => {
    const root = document.documentElement;
    if (root.scrollWidth <= innerWidth) return [];
    // What scrolls by itself, as a wide table in its box does, does not make the page wider.
    const scrolls = (element) => element !== document.body && element !== root && getComputedStyle(element).overflowX !== 'visible';
    const boxed = (element) => element !== null && (scrolls(element) || boxed(element.parentElement));
    const wide = (element) => element.getBoundingClientRect().right > innerWidth + 1 && !boxed(element.parentElement);
    const beyond = [...document.querySelectorAll('body *')].filter(wide);
    const shown = beyond.slice(0, 3).map((element) => element.outerHTML.slice(0, 100)).join(' | ');
    return [`${root.scrollWidth} px; ${shown}`];
  });
}

/** What is missing of the page's language, direction and title. */
async function languages(page, path) {
  const { lang, dir, title } = await page.evaluate(() => {
    const { lang, dir } = document.documentElement;
    return { lang, dir, title: document.title };
  });
  const rtl = /^(ar|fa|he|ur|ps|yi|dv|ckb)\b/.test(lang);
  const missing = [];
  if (!lang) missing.push('a language');
  if ((dir || 'ltr') !== (rtl ? 'rtl' : 'ltr')) missing.push(`the direction of ${lang}`);
  if (!title.trim()) missing.push('a title');
  return missing.map((what) => ({ where: path, what }));
}
