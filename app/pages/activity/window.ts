/** Places of a long list that are drawn, and the heights that stand for the others. */
export interface Drawn {
  readonly from: number;
  /** The first place that is no longer drawn. */
  readonly to: number;
  readonly above: number;
  readonly below: number;
}

/** Rows that are drawn beyond the screen on both sides, so that a step of the wheel finds them there. */
const SPARE_ROWS = 8;
/** Browsers cannot lay out a page of more than about 33 million pixels. */
const MOST_PIXELS = 30_000_000;

/**
 * @param list rows in all and the height of one in pixels
 * @param screen distance of the screen's top from that of the list (negative: the list begins below it), and its height
 */
export function drawWindow(
  list: { readonly total: number; readonly rowHeight: number },
  screen: { readonly top: number; readonly height: number },
): Drawn {
  const total = reachable(list);
  const first = Math.floor(screen.top / list.rowHeight) - SPARE_ROWS;
  const last = Math.ceil((screen.top + screen.height) / list.rowHeight) + SPARE_ROWS;
  const from = Math.max(0, Math.min(first, total - 1));
  const to = Math.max(from, Math.min(total, last));
  return { from, to, above: from * list.rowHeight, below: (total - to) * list.rowHeight };
}

/** Rows that can be scrolled to; the others are found with the filter. */
export function reachable(list: { readonly total: number; readonly rowHeight: number }): number {
  return Math.min(list.total, Math.floor(MOST_PIXELS / list.rowHeight));
}

/** Where to scroll so that a row is seen whole, below what sticks to the top of the screen; null when it is. */
export function scrollToRow(
  row: { readonly top: number; readonly height: number },
  screen: { readonly top: number; readonly height: number; readonly covered: number },
): number | null {
  if (row.top < screen.top + screen.covered) return Math.max(0, row.top - screen.covered);
  const bottom = row.top + row.height;
  return bottom > screen.top + screen.height ? bottom - screen.height : null;
}
