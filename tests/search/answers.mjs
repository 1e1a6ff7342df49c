// Answers the questions of a file as a browser would, for the test that compares them with those of the program.
//
//   node answers.mjs SITE QUESTIONS.json > ANSWERS.json
import { readFileSync } from 'node:fs';
import { open } from './site.mjs';

const [folder, questions] = process.argv.slice(2);
const search = open(folder);
const answers = [];
for (const { text, language, exact } of JSON.parse(readFileSync(questions, 'utf8'))) {
  const { results, count, corrected = null, guessed = false } = await search.query(text, { language, exact, limit: 10 });
  const plain = results.map(({ excerpt, ...result }) => ({ ...result, excerpt: excerpt.map((piece) => piece.text).join('') }));
  answers.push({ corrected, guessed, count, results: plain });
}
process.stdout.write(JSON.stringify(answers));
