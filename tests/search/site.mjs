// A built site as the tests see it: its index, read as a browser reads it, and the search over it.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { runInNewContext } from 'node:vm';

export const core = createRequire(import.meta.url)('../../themes/default/assets/search-core.js');

/** The site that `cargo test` built for the tests, by the name of the variable that tells where. */
export const site = (variable) => process.env[variable];

/** Why a test is skipped, or false. */
export const missing = (variable) => !site(variable) && `${variable} names no built site: cargo test sets it`;

/** The text of one file of the index. */
export const file = (folder, name) => readFileSync(join(folder, 'search-index', `${name}.js`), 'utf8');

/** What a script of the index hands over, run with nothing but the one function that it may call. */
export function handed(text) {
  let got;
  runInNewContext(text, { bedsideSearch: (name, data) => (got = { name, data: JSON.stringify(data) }) });
  return { name: got.name, data: JSON.parse(got.data) };
}

/** The search over the site in `folder`. `loaded` lists what was asked for; `change` may put other data in its place. */
export function open(folder, { loaded = [], change = (name, data) => data } = {}) {
  const load = async (name) => {
    loaded.push(name);
    return change(name, handed(file(folder, name)).data);
  };
  return core.createSearch({ load });
}
