// Prints every item of FOLDER/items.json in every style FOLDER/<name>.csl with citeproc-js, one JSON object of
// style → list of plain strings. `cargo test --lib oracle -- --ignored --nocapture` writes the folder and calls this.
import { createRequire } from "node:module";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";

const citeproc = createRequire(import.meta.url)("citeproc");
const folder = process.argv[2];
const items = JSON.parse(readFileSync(join(folder, "items.json"), "utf8"));
// citeproc-js reads XML line by line.
const lines = (name) => readFileSync(join(folder, name), "utf8").replaceAll("><", ">\n<");
const locale = lines("locale.xml");
const byId = new Map(items.map((item) => [item.id, item]));
const entities = { amp: "&", lt: "<", gt: ">", quot: '"', "#39": "'", "#38": "&", "#60": "<", "#62": ">" };

// The words of an entry: of numbered styles, without the number.
function plain(html) {
  const right = html.match(/<div class="csl-right-inline">([\s\S]*?)<\/div>/);
  const words = (right ? right[1] : html).replace(/<[^>]+>/g, "");
  return words.replace(/&(#?\w+);/g, (whole, name) => entities[name] ?? whole).replace(/\s+/g, " ").trim();
}

const printed = {};
for (const file of readdirSync(folder).filter((name) => name.endsWith(".csl")).sort()) {
  const sys = { retrieveLocale: () => locale, retrieveItem: (id) => structuredClone(byId.get(id)) };
  const engine = new citeproc.Engine(sys, lines(file), "en-US", true);
  printed[file.replace(/\.csl$/, "")] = items.map((item) => {
    engine.updateItems([item.id]);
    return plain(engine.makeBibliography()[1].join(""));
  });
}
process.stdout.write(JSON.stringify(printed));
