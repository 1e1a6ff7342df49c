// What there is in a built site.
import fs from 'node:fs';
import path from 'node:path';

/** Every file, as a path with slashes from the root of the site, sorted. */
export function files(site) {
  return fs
    .readdirSync(site, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(site, path.join(entry.parentPath ?? entry.path, entry.name)).split(path.sep).join('/'))
    .sort();
}

/** Every page. */
export function pages(site) {
  const found = files(site).filter((file) => file.endsWith('.html'));
  if (found.length < 10) throw new Error(`only ${found.length} pages in ${site}: is this a built site?`);
  return found;
}
