import { type Facet, type Facets, numberOf, plainText } from './facets.ts';

const MAX_VALUES = 12;
const MAX_VALUE_LENGTH = 40;

/**
 * What can be said of all items without showing them: counts of values that repeat, ranges of numbers.
 * One clause per path; paths of which every value is different say nothing and are left out.
 */
export function summarise(facets: Facets): string {
  // A lone half of a character can stand in JSON as an escape, but not in a clause.
  const clauses = facets.list
    .map((facet) => clauseOf(facet, facets.total))
    .filter((clause) => clause !== '' && clause.isWellFormed());
  return clauses.join('; ');
}

function clauseOf(facet: Facet, total: number): string {
  const counts = new Map<string, number>();
  for (const value of facet.values) {
    const text = plainText(value);
    counts.set(text, (counts.get(text) ?? 0) + 1);
    if (counts.size > MAX_VALUES) {
      return rangeOf(facet);
    }
  }
  if (counts.size < 2 && facet.values.length === total) {
    return '';
  }
  const values = [...counts].sort((a, b) => b[1] - a[1]);
  if (values.some(([text]) => text.length > MAX_VALUE_LENGTH || /[\n;]/.test(text))) {
    return '';
  }
  return `${label(facet)}${values.map(([text, count]) => `${text === '' ? '""' : text}×${count}`).join(' ')}`;
}

function rangeOf(facet: Facet): string {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  let lowText = '';
  let highText = '';
  for (const value of facet.values) {
    const number = value.kind === 'literal' ? numberOf(value) : null;
    if (number !== null && number < low) {
      low = number;
      lowText = plainText(value);
    }
    if (number !== null && number > high) {
      high = number;
      highText = plainText(value);
    }
  }
  return lowText === '' ? '' : `${label(facet)}${lowText}–${highText}`;
}

function label(facet: Facet): string {
  return facet.path === '' ? '' : `${facet.path} `;
}
