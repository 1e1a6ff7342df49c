// Runs every check of this folder against a built site: `node run.mjs SITE [CHECK …]`. BEDSIDE_THEME names its theme.
//
// One server on 127.0.0.1, one browser, the checks one after the other: two cores are enough, and a failure says
// which page it happened on. Exit code 0 when all hold, 1 when one does not.
import path from 'node:path';
import { test } from 'node:test';
import { launch } from './browser.mjs';
import { serve } from './server.mjs';
import { pages } from './site.mjs';

const CHECKS = [
  'accessibility', 'search', 'search_landing', 'from_disk', 'without_scripts', 'chat', 'print', 'offline', 'weight', 'markup',
  'terms', 'typography',
];

const [dir, ...wanted] = process.argv.slice(2);
if (!dir) {
  console.error('usage: node run.mjs SITE [CHECK …]');
  process.exit(2);
}
const site = path.resolve(dir);
const server = await serve(site);
const browser = await launch();
const theme = process.env.BEDSIDE_THEME ?? 'default';
const world = { site, server, browser, theme, pages: pages(site) };
try {
  for (const name of CHECKS.filter((name) => wanted.length === 0 || wanted.includes(name))) {
    const { default: check } = await import(`./checks/${name}.mjs`);
    await test(name.replaceAll('_', ' '), (t) => check(t, world));
  }
} finally {
  await browser.close();
  await server.close();
}
