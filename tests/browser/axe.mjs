// axe-core, and how its findings are told.
import fs from 'node:fs';
import { createRequire } from 'node:module';

/** The script to evaluate in a page before `violations`. */
export const AXE = fs.readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22a', 'wcag22aa', 'best-practice'];

/** What axe finds on the page as it is shown now: WCAG A to 2.2 AA and best practice, one line an element. */
export function violations(page) {
  return page.evaluate(async (values) => {
    // What is not needed to tell a violation takes most of the time.
    const quick = { resultTypes: ['violations'], selectors: false, preload: false, iframes: false };
    const { violations } = await globalThis.axe.run(document, { runOnly: { type: 'tag', values }, ...quick });
    const told = ({ html, failureSummary }) => `${html.slice(0, 120)} ${failureSummary}`.replaceAll(/\s+/g, ' ');
    return violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${told(node)}`));
  }, TAGS);
}
