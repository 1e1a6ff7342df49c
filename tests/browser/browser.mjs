// The browser, and what it notices while it shows a page.
import { chromium } from 'playwright-core';

/** Starts Chromium so that it cannot reach anything but this computer, and says nothing to anybody by itself. */
export function launch() {
  return chromium.launch({
    executablePath: process.env.CHROME_PATH || '/usr/bin/chromium',
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--no-first-run',
      '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1',
    ],
  });
}

/**
 * Watches `context`: every request that leaves `origin`, every error on the console, every exception, and every
 * violation of the page's Content-Security-Policy is noted with the page that it happened on.
 */
export async function watch(context, origin) {
  const seen = { outside: [], errors: [], violations: [], requests: [] };
  await context.exposeBinding('__violation', ({ page }, what) => seen.violations.push(`${page.url()}: ${what}`));
  await context.addInitScript(() => {
    addEventListener('securitypolicyviolation', (event) =>
      globalThis.__violation(`${event.effectiveDirective} blocked ${event.blockedURI} at ${event.sourceFile}:${event.lineNumber}`),
    );
  });
  context.on('request', (request) => {
    const url = request.url();
    seen.requests.push(url);
    const here = url.startsWith(`${origin}/`) || url.startsWith('data:') || url.startsWith('blob:');
    if (!here) seen.outside.push(`${request.frame().url()} asks for ${url}`);
  });
  context.on('console', (message) => {
    if (message.type() === 'error') seen.errors.push(`${message.page()?.url()}: ${message.text()}`);
  });
  context.on('weberror', (error) => seen.errors.push(`${error.page()?.url()}: ${error.error()}`));
  context.on('requestfailed', (request) => {
    // A reader who follows a link does not wait for what the page before was still loading.
    const why = request.failure()?.errorText;
    if (why !== 'net::ERR_ABORTED') seen.errors.push(`${request.url()}: ${why}`);
  });
  context.on('response', (response) => {
    if (response.status() >= 400) seen.errors.push(`${response.url()}: status ${response.status()}`);
  });
  return seen;
}

/**
 * Fails with one line a problem. A problem is a text, or `{ where, what }`: what happens in many places, but for its
 * numbers, is told once, with the first of them.
 */
export function none(problems, name) {
  const places = new Map();
  for (const problem of problems) {
    const { where, what } = typeof problem === 'string' ? { where: '', what: problem } : problem;
    const kind = what.replaceAll(/\d+/g, '0');
    const known = places.get(kind) ?? { what, where: new Set() };
    places.set(kind, { what: known.what, where: known.where.add(where) });
  }
  if (places.size === 0) return;
  const told = [...places.values()].slice(0, 40).map(({ what, where }) => {
    const [first] = where;
    const more = where.size > 1 ? ` and ${where.size - 1} more` : '';
    return first ? `${first}${more}: ${what}` : what;
  });
  throw new Error(`${problems.length} × ${name}\n  ${told.join('\n  ')}`);
}
