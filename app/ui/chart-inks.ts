/** What a chart may be drawn with; the names are those of tokens.css. */
const names = {
  kept: '--kept-fill',
  keptLine: '--kept',
  spent: '--spent-fill',
  results: '--spent',
  warn: '--warn-fill',
  fail: '--fail-fill',
  ink: '--ink',
  quiet: '--quiet',
  line: '--line',
  raised: '--raised',
} as const;

export type Ink = keyof typeof names;
export type Inks = Readonly<Record<Ink, string>>;

/** The colours in force. A canvas knows no custom properties, and a token may hold a pair: a probe resolves them. */
export function readInks(inside: Element): Inks {
  const probe = document.createElement('span');
  inside.append(probe);
  const entries = Object.entries(names).map(([name, token]) => {
    probe.style.color = `var(${token})`;
    return [name, getComputedStyle(probe).color] as const;
  });
  probe.remove();
  return Object.fromEntries(entries) as Inks;
}

export function remPixels(): number {
  return Number.parseFloat(getComputedStyle(document.documentElement).fontSize) || 16;
}

export function axisFont(inside: Element): string {
  return `${0.75 * remPixels()}px ${getComputedStyle(inside).fontFamily}`;
}

/** Calls back when light turns to dark or back, by the system or by choice. @returns stops it */
export function observeTheme(onChange: () => void): () => void {
  const system = matchMedia('(prefers-color-scheme: dark)');
  const chosen = new MutationObserver(onChange);
  chosen.observe(document.documentElement, { attributeFilter: ['data-theme'] });
  system.addEventListener('change', onChange);
  return () => {
    chosen.disconnect();
    system.removeEventListener('change', onChange);
  };
}
