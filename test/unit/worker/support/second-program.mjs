// Stands for the second engine's Python. Its argument says how it behaves.
import { createInterface } from 'node:readline';

const [behaviour = 'good', note] = process.argv.slice(2);
if (note) (await import('node:fs')).appendFileSync(note, `${process.pid} ${Object.keys(process.env).sort()}\n`);
if (behaviour === 'mute') setInterval(() => {}, 1000);
else if (behaviour === 'dead') process.exit(1);
else process.stdout.write(behaviour === 'rude' ? 'hello\n' : `${JSON.stringify({ ready: 'fake' })}\n`);

/** Every second line. */
const halve = (text) =>
  text
    .split('\n')
    .filter((_, at) => at % 2 === 0)
    .join('\n');
const answers = {
  good: (text) => halve(text),
  trimmed: (text) =>
    halve(text)
      .split('\n')
      .map((line) => line.trim())
      .join('\n'),
  fickle: (text) =>
    text
      .split('\n')
      .filter(() => Math.random() < 0.5)
      .join('\n'),
  inventive: (text) => `${halve(text)}\nand that is all`,
  turned: (text) => text.split('\n').reverse().slice(5).join('\n'),
  cut: (text) =>
    text
      .split('\n')
      .map((line) => line.slice(0, 20))
      .join('\n'),
  empty: () => '',
  whole: (text) => text,
  longer: (text) => `${text}\n${text}`,
};
for await (const line of createInterface({ input: process.stdin })) {
  const { id, text } = JSON.parse(line);
  if (behaviour === 'dies') process.exit(3);
  else if (behaviour === 'slow') continue;
  else if (behaviour === 'garbage') process.stdout.write('\u0000\u0001 no json\n');
  else if (behaviour === 'list') process.stdout.write('[1]\n');
  else if (behaviour === 'null') process.stdout.write('null\n');
  else if (behaviour === 'other') process.stdout.write(`${JSON.stringify({ id: id + 1, text })}\n`);
  else if (behaviour === 'number') process.stdout.write(`${JSON.stringify({ id, text: 7 })}\n`);
  else if (behaviour === 'huge') process.stdout.write('x'.repeat(5_000_000));
  else process.stdout.write(`${JSON.stringify({ id, text: answers[behaviour](text) })}\n`);
}
