import { expect, it } from 'vitest';
import { formatLocales, showSample } from '../../../../app/state/create-format-choice.ts';

it('offers formats that this engine knows, each with its own sample', () => {
  const at = new Date(2026, 10, 27, 14, 3, 12).getTime();
  const own = formatLocales.filter(({ value }) => value !== 'system').map(({ value }) => value);
  expect(Intl.NumberFormat.supportedLocalesOf(own)).toEqual(own);
  expect(showSample('de-DE', at)).toContain('1.234,50');
  expect(showSample('en-US', at)).toContain('$1,234.50');
  expect(showSample('sv-SE', at)).toContain('27 nov. 2026');
});
