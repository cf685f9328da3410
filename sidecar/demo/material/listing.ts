import { areas, pad, subjects } from './names.ts';

/** A long directory listing of sources, tests, documents and fixtures, with modes, sizes and dates. */
export function makeListing(): string {
  const lines: string[] = [];
  for (const root of ['docs', 'fixtures', 'src', 'test']) {
    for (const area of areas) {
      const names = subjects[area].flatMap((subject) => filesOf(root, subject));
      lines.push(`./${root}/${area}:`, `total ${names.length * 8}`);
      names.forEach((name, i) => {
        const size = 640 + ((name.length * 977 + i * 131) % 9000);
        lines.push(
          `-rw-r--r-- 1 dev dev ${String(size).padStart(6)} Mar ${pad(1 + ((i * 5) % 17), 2)} 09:${pad((i * 7) % 60, 2)} ${name}`,
        );
      });
      lines.push('');
    }
  }
  return lines.join('\n');
}

function filesOf(root: string, subject: string): string[] {
  if (root === 'docs') return [`${subject}.md`];
  if (root === 'fixtures') return [1, 2, 3].map((n) => `${subject}-${n}.json`);
  return root === 'src' ? [`${subject}.ts`] : [`${subject}.test.ts`];
}
