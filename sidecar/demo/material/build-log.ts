import { makeDice } from '../random.ts';
import { areas, pad, subjects } from './names.ts';

const ESC = '\u001b';
const dim = (text: string): string => `${ESC}[2m${text}${ESC}[22m`;
const green = (text: string): string => `${ESC}[32m${text}${ESC}[39m`;

/** A build as a terminal shows it: a progress line redrawn by carriage returns, then one coloured line per file. */
export function makeBuildLog(): string {
  const dice = makeDice(55);
  const files = areas.flatMap((area) => subjects[area].map((subject) => `dist/${area}/${subject}`));
  const lines = [
    '',
    '> parcel-desk@3.14.0 build',
    '> bundler build --minify',
    '',
    `${green('bundler v7.4.1')} building for production...`,
  ];
  let progress = '';
  for (let i = 0; i <= 160; i++) {
    const bar = '█'.repeat(Math.floor(i / 8)).padEnd(20, '░');
    progress += `\r${ESC}[2Ktransforming [${bar}] ${i}/160 ${dim(files[i % files.length] ?? '')}`;
  }
  lines.push(
    progress,
    `${ESC}[32m✓${ESC}[39m 160 modules transformed.`,
    'rendering chunks...',
    'computing gzip size...',
  );
  for (const file of files) {
    const kb = dice.between(3, 90);
    for (const ending of ['js', 'js.map', 'd.ts']) {
      const hash = pad(dice.between(0, 99_999_999), 8);
      lines.push(
        `${dim('dist/')}${file.slice(5)}-${hash}.${ending}  ${ESC}[1m${dim(`${kb}.${pad(kb % 97, 2)} kB`)} │ gzip: ${Math.ceil(kb / 3)}.10 kB${ESC}[22m`,
      );
    }
  }
  lines.push(
    '',
    `${ESC}[33m(!) src/labels/barcode.ts imports "canvas-lite", which is larger than 500 kB. Consider loading it on demand.${ESC}[39m`,
    `${green('✓ built in 3.42s')}`,
    '',
  );
  return lines.join('\n');
}
