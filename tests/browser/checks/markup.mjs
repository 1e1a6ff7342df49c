// Every page through the Nu HTML checker, where there is Java.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import { fileURLToPath } from 'node:url';
import path from 'node:path';
import { none } from '../browser.mjs';

const JAR = fileURLToPath(new URL('../node_modules/vnu-jar/build/dist/vnu.jar', import.meta.url));

export default async function check(t, { site, pages }) {
  const missing = spawnSync('java', ['-version']).status !== 0 ? 'no Java' : !fs.existsSync(JAR) && 'vnu-jar is not installed';
  await t.test('the Nu HTML checker finds no error', { skip: missing }, () => {
    const files = pages.map((name) => path.join(site, name));
    const run = spawnSync('java', ['-Xss4m', '-jar', JAR, '--format', 'json', '--exit-zero-always', '--stdout', ...files], { encoding: 'utf8', maxBuffer: 1 << 28 });
    if (run.status !== 0) throw new Error(run.stderr);
    const { messages } = JSON.parse(run.stdout);
    const errors = messages.filter(({ type }) => type !== 'info');
    const told = ({ url, lastLine, message, extract }) => ({
      where: `${path.relative(site, fileURLToPath(url))}:${lastLine}`,
      what: `${message} ${extract?.replaceAll(/\s+/g, ' ').slice(-120)}`,
    });
    none(errors.map(told), 'markup error');
  });
}
