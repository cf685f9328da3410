import {
  type Accessor,
  batch,
  createEffect,
  createMemo,
  createSignal,
  For,
  type JSX,
  on,
  onCleanup,
  onMount,
  Show,
} from 'solid-js';
import type { ExchangeRow } from '../../../sidecar/contract/api.ts';
import type { Activity } from '../../state/create-activity.ts';
import { type Texts, texts } from '../../texts/index.ts';
import type { Formats } from '../../ui/format.ts';
import { targetRow } from '../../ui/target-row.ts';
import { BlankLine, ExchangeLine } from './exchange-row.tsx';
import { drawWindow, reachable, scrollToRow } from './window.ts';

/** Lines before the first answer: about as many as fill the window. */
const BLANK_LINES = Array.from({ length: 8 });
const USUAL_ROW_PIXELS = 56;

/** A line that is drawn: an exchange at its place, or one that is still to come. Blank lines are used again wherever one is needed. */
type Place = { readonly at: number; readonly row: ExchangeRow } | { readonly at: Accessor<number>; readonly row: null };

/** Less than this is how a browser rounds, far down in a long list, and no other height. */
const SAME_HEIGHT_PIXELS = 0.5;

interface TableProps {
  activity: Activity;
  formats: Formats;
  now: number;
  /** False while another page is shown. */
  isShown: boolean;
}

/** All exchanges as one long table, of which only what is on the screen is drawn. */
export function ExchangeTable(props: TableProps): JSX.Element {
  const { activity } = props;
  let frame: HTMLTableElement | undefined;
  let body: HTMLTableSectionElement | undefined;
  const [current, setCurrent] = createSignal(0);
  const [screen, setScreen] = createSignal({ top: 0, height: window.innerHeight });
  const [rowHeight, setRowHeight] = createSignal(USUAL_ROW_PIXELS);
  const list = () => ({ total: activity.total() ?? 0, rowHeight: rowHeight() });
  const drawn = createMemo(() => drawWindow(list(), screen()));
  const blanks = createBlanks();
  const places = createMemo<readonly Place[]>((before) => {
    const known = new Map(before.map((place) => [place.row, place]));
    let missing = 0;
    return Array.from({ length: drawn().to - drawn().from }, (_, index): Place => {
      const at = drawn().from + index;
      const row = activity.rowAt(at);
      if (row === undefined) return blanks(missing++, at);
      const old = known.get(row);
      return old?.at === at ? old : { at, row };
    });
  }, []);
  const holdAsSeen = (): void => {
    const isRead = frame?.matches(':hover, :focus-within') ?? false;
    activity.hold(isRead || screen().top > 0 || !props.isShown);
  };
  // All that is read of the layout is read before anything is changed: a change in between would lay the page out twice.
  const measure = (): void => {
    if (!props.isShown || !body) return;
    const height = body.querySelector('tr.exchange')?.getBoundingClientRect().height ?? 0;
    const top = -body.getBoundingClientRect().top;
    batch(() => {
      if (height > 0 && Math.abs(height - rowHeight()) > SAME_HEIGHT_PIXELS) setRowHeight(height);
      setScreen({ top, height: window.innerHeight });
      holdAsSeen();
    });
  };
  onMount(() => {
    let asked = 0;
    const later = (): void => {
      cancelAnimationFrame(asked);
      asked = requestAnimationFrame(measure);
    };
    const sizes = new ResizeObserver(later);
    if (frame) sizes.observe(frame);
    window.addEventListener('scroll', measure, { passive: true });
    window.addEventListener('resize', later);
    onCleanup(() => {
      cancelAnimationFrame(asked);
      sizes.disconnect();
      window.removeEventListener('scroll', measure);
      window.removeEventListener('resize', later);
    });
  });
  createEffect(() => {
    activity.look(drawn().from, drawn().to);
    // A focused line that was scrolled away: its keys go on working.
    if (frame && wasFocused && document.activeElement === document.body) frame.focus({ preventScroll: true });
  });
  // Only then: an effect that also followed what it measures would lay the page out a second time at every step.
  createEffect(on(() => props.isShown, measure));
  let wasFocused = false;
  const linkAt = (at: number): HTMLElement | null =>
    body?.querySelector<HTMLElement>(`[aria-rowindex="${at + 2}"] a`) ?? null;
  const focusRow = (at: number): void => {
    setCurrent(at);
    if (!body) return;
    const top = body.getBoundingClientRect().top + window.scrollY + at * rowHeight();
    const covered = (frame?.querySelector('thead')?.offsetHeight ?? 0) + 4;
    const goal = scrollToRow(
      { top, height: rowHeight() },
      { top: window.scrollY, height: window.innerHeight, covered },
    );
    if (goal !== null) window.scrollTo(0, goal);
    measure();
    linkAt(at)?.focus({ preventScroll: true });
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const page = Math.max(1, Math.floor(window.innerHeight / rowHeight()) - 2);
    const target = targetRow(event.key, current(), reachable(list()), page);
    if (target === null) return;
    event.preventDefault();
    focusRow(target);
  };
  const tabStop = (): number => Math.max(drawn().from, Math.min(current(), drawn().to - 1));
  return (
    <table
      ref={frame}
      class="exchanges"
      tabIndex={-1}
      aria-label={texts().activity.table.label}
      aria-rowcount={activity.total() === undefined ? -1 : (activity.total() ?? 0) + 1}
      aria-busy={activity.total() === undefined || activity.isStale()}
      onKeyDown={onKeyDown}
      onMouseEnter={holdAsSeen}
      onMouseLeave={holdAsSeen}
      onFocusIn={() => {
        wasFocused = true;
        holdAsSeen();
      }}
      onFocusOut={(event) => {
        if (event.relatedTarget !== null) wasFocused = false;
        queueMicrotask(holdAsSeen);
      }}
    >
      <Heads />
      <tbody ref={body}>
        <Show
          when={activity.total() !== undefined}
          fallback={<For each={BLANK_LINES}>{() => <BlankLine at={undefined} />}</For>}
        >
          <Spacer height={drawn().above} />
          <For each={places()}>
            {(place) =>
              place.row === null ? (
                <BlankLine at={place.at()} />
              ) : (
                <ExchangeLine
                  row={place.row}
                  at={place.at}
                  formats={props.formats}
                  now={props.now}
                  current={tabStop() === place.at}
                  onFocus={() => setCurrent(place.at)}
                />
              )
            }
          </For>
          <Spacer height={drawn().below} />
        </Show>
      </tbody>
    </table>
  );
}

/** Gives the same blank line for the same number, with its place renewed: a fling through the list draws them once. */
function createBlanks(): (number: number, at: number) => Place {
  const pool: { readonly place: Place; readonly setAt: (at: number) => void }[] = [];
  return (number, at) => {
    const known = pool[number];
    if (known !== undefined) {
      known.setAt(at);
      return known.place;
    }
    const [place, setAt] = createSignal(at);
    const made: Place = { at: place, row: null };
    pool.push({ place: made, setAt });
    return made;
  };
}

function Spacer(props: { height: number }): JSX.Element {
  return (
    <tr class="spacer" hidden={props.height === 0}>
      <td style={{ height: `${props.height}px` }} />
    </tr>
  );
}

function Heads(): JSX.Element {
  const said = (): Texts['activity']['table'] => texts().activity.table;
  return (
    <thead>
      <tr aria-rowindex={1}>
        <th scope="col" class="col-time">
          {said().time}
        </th>
        <th scope="col" class="col-who">
          {said().who}
        </th>
        <th scope="col">{said().what}</th>
        <th scope="col" class="number col-tokens" title={said().tokensTitle}>
          {said().tokens}
        </th>
        <th scope="col" class="number col-small" title={said().cachedTitle}>
          {said().cached}
        </th>
        <th scope="col" class="number col-small" title={said().addedTitle}>
          {said().added}
        </th>
        <th scope="col" class="number col-saved">
          {texts().words.saved}
        </th>
      </tr>
    </thead>
  );
}
