export interface DiffLine {
  readonly kind: 'gone' | 'came' | 'same' | 'place';
  readonly text: string;
}

/** @param diff unified; its head lines (---, +++) are left out, since the file stands above */
export function readDiff(diff: string): readonly DiffLine[] {
  const lines = diff.replace(/\n$/, '').split('\n');
  return lines.flatMap((text): readonly DiffLine[] => {
    if (/^(---|\+\+\+) /.test(text) || text === '') return [];
    if (text.startsWith('@@')) return [{ kind: 'place', text }];
    if (text.startsWith('+')) return [{ kind: 'came', text }];
    return [{ kind: text.startsWith('-') ? 'gone' : 'same', text }];
  });
}
