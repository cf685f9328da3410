import { createEffect, createMemo, type JSX, on, onCleanup, onMount } from 'solid-js';
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import { axisFont, type Ink, type Inks, observeTheme, readInks, remPixels } from './chart-inks.ts';

/** One thing drawn over all places, in the order of the list: later ones lie over earlier ones. */
export interface Layer {
  readonly kind: 'bar' | 'area' | 'line';
  /** One per place; null leaves a gap. */
  readonly values: readonly (number | null)[];
  /** One for all, or one per place (bars only). */
  readonly ink: Ink | readonly Ink[];
  /** Which axis it is measured by; default left. */
  readonly side?: 'left' | 'right';
}

/** A place that something is said about: a line over the whole height. */
export interface Mark {
  readonly at: number;
  readonly ink: Ink;
}

export interface ChartPicture {
  /** The chart under a title, on the ground of the page. Null when the browser cannot make it. */
  toPng(title: string): Promise<Blob | null>;
}

export interface ChartProps {
  /** Spoken name. */
  readonly label: string;
  /** Pixels. */
  readonly height: number;
  readonly layers: readonly Layer[];
  readonly marks?: readonly Mark[];
  /** Words under the chart. */
  readonly ticks: readonly { readonly at: number; readonly text: string }[];
  readonly formatLeft: (value: number) => string;
  readonly formatRight?: (value: number) => string;
  /** Top of the left axis; default: what the highest value needs. */
  readonly most?: number;
  /** The place that is read. */
  readonly selected: number;
  /** What the selected place says; shown by the caller in a fixed place. */
  readonly readout: string;
  onSelect(at: number): void;
  onOpen?(at: number): void;
  onReady?(picture: ChartPicture): void;
}

/** A chart that stays still: the pointer and the arrow keys choose a place, and its figures are read elsewhere. */
export function Chart(props: ChartProps): JSX.Element {
  let frame: HTMLDivElement | undefined;
  let plot: uPlot | null = null;
  const band = document.createElement('div');
  band.className = 'chart-band';
  const count = createMemo(() => props.layers[0]?.values.length ?? 0);
  const shape = createMemo(
    () => `${count()}|${props.layers.map((layer) => `${layer.kind}${layer.side ?? ''}`).join()}|${props.height}`,
  );
  const placeBand = (): void => {
    if (!plot || count() === 0) return;
    const left = plot.valToPos(props.selected - 0.5, 'x');
    band.style.transform = `translateX(${left}px)`;
    band.style.width = `${plot.valToPos(props.selected + 0.5, 'x') - left}px`;
  };
  const build = (): void => {
    if (!frame) return;
    plot?.destroy();
    plot = new uPlot(makeOptions(props, frame, placeBand), makeData(props.layers), frame);
    plot.over.append(band);
    placeBand();
  };
  const placeOf = (event: MouseEvent): number => {
    if (!plot) return props.selected;
    const at = Math.round(plot.posToVal(event.clientX - plot.over.getBoundingClientRect().left, 'x'));
    return clamp(at, count());
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const target = targetPlace(event.key, props.selected, count());
    if (target !== null) props.onSelect(target);
    else if (event.key === 'Enter') props.onOpen?.(props.selected);
    else return;
    event.preventDefault();
  };
  onMount(() => {
    build();
    const sizes = new ResizeObserver(() => {
      if (plot && frame && frame.clientWidth > 0) plot.setSize({ width: frame.clientWidth, height: props.height });
    });
    if (frame) sizes.observe(frame);
    const forget = observeTheme(build);
    props.onReady?.({ toPng: (title) => (plot ? paint(plot, title) : Promise.resolve(null)) });
    onCleanup(() => {
      sizes.disconnect();
      forget();
      plot?.destroy();
    });
  });
  createEffect(on(shape, build, { defer: true }));
  createEffect(
    on(
      () => [props.layers, props.ticks, props.marks, props.most],
      () => plot?.setData(makeData(props.layers)),
      { defer: true },
    ),
  );
  createEffect(on(() => props.selected, placeBand, { defer: true }));
  return (
    <div
      ref={frame}
      class="chart"
      style={{ height: `${props.height}px` }}
      role="slider"
      tabIndex={0}
      aria-label={props.label}
      aria-valuemin={0}
      aria-valuemax={Math.max(0, count() - 1)}
      aria-valuenow={props.selected}
      aria-valuetext={props.readout}
      onKeyDown={onKeyDown}
      onPointerMove={(event) => event.pointerType === 'mouse' && props.onSelect(placeOf(event))}
      onClick={(event) => {
        const at = placeOf(event);
        // A finger cannot hover: its first touch reads, and the link beside the figures opens.
        const isMouse = !(event instanceof PointerEvent) || event.pointerType === 'mouse';
        if (isMouse && at === props.selected) props.onOpen?.(at);
        else props.onSelect(at);
      }}
    />
  );
}

/** The place that a key leads to; null for keys that mean nothing here. */
export function targetPlace(key: string, at: number, count: number): number | null {
  const steps: Readonly<Record<string, number>> = { ArrowLeft: -1, ArrowRight: 1, PageDown: -6, PageUp: 6 };
  if (key === 'Home') return 0;
  if (key === 'End') return Math.max(0, count - 1);
  const step = steps[key];
  return step === undefined ? null : clamp(at + step, count);
}

function clamp(at: number, count: number): number {
  return Math.max(0, Math.min(count - 1, at));
}

function makeData(layers: readonly Layer[]): uPlot.AlignedData {
  const places = (layers[0]?.values ?? []).map((_, at) => at);
  return [places, ...layers.map((layer) => [...layer.values])];
}

function makeOptions(props: ChartProps, frame: HTMLElement, onDraw: () => void): uPlot.Options {
  const inks = readInks(frame);
  const rem = remPixels();
  const axis = { font: axisFont(frame), stroke: inks.quiet, ticks: { show: false } };
  const hasRight = props.layers.some((layer) => layer.side === 'right');
  return {
    width: Math.max(1, frame.clientWidth),
    height: props.height,
    padding: [8, hasRight ? 0 : 4, 0, 0],
    legend: { show: false },
    cursor: { show: false },
    select: { show: false, left: 0, top: 0, width: 0, height: 0 },
    scales: {
      x: { time: false, range: (plot) => [-0.5, Math.max(1, plot.data[0].length) - 0.5] },
      left: { range: (_, __, most) => [0, props.most ?? roundUp(most)] },
      right: { range: (_, __, most) => [0, roundUp(most)] },
    },
    series: [{}, ...props.layers.map((layer, index) => makeSeries(props, layer, index, inks))],
    axes: [
      {
        ...axis,
        size: props.ticks.length === 0 ? 6 : 1.6 * rem,
        gap: 4,
        grid: { show: false },
        splits: () => props.ticks.map((tick) => tick.at),
        values: () => props.ticks.map((tick) => tick.text),
      },
      {
        ...axis,
        scale: 'left',
        size: 4.2 * rem,
        gap: 6,
        space: 2.2 * rem,
        grid: { stroke: inks.line, width: 1 },
        values: (_, splits) => splits.map(props.formatLeft),
      },
      ...(hasRight
        ? [
            {
              ...axis,
              scale: 'right',
              side: 1 as const,
              size: 4.2 * rem,
              gap: 6,
              space: 2.2 * rem,
              grid: { show: false },
              values: (_: uPlot, splits: number[]) => splits.map((value) => props.formatRight?.(value) ?? ''),
            },
          ]
        : []),
    ],
    hooks: { draw: [(plot) => drawMarks(plot, props.marks ?? [], inks), onDraw] },
  };
}

function makeSeries(props: ChartProps, layer: Layer, index: number, inks: Inks): uPlot.Series {
  const scale = layer.side ?? 'left';
  const ink = typeof layer.ink === 'string' ? inks[layer.ink] : inks.quiet;
  if (layer.kind === 'line') return { scale, stroke: ink, width: 2, points: { show: true, size: 4, fill: ink } };
  if (layer.kind === 'area') return { scale, stroke: ink, fill: ink, width: 0, points: { show: false } };
  const values = (): string[] => {
    const now = props.layers[index]?.ink ?? layer.ink;
    return props.layers[index]?.values.map((_, at) => inks[typeof now === 'string' ? now : (now[at] ?? 'spent')]) ?? [];
  };
  return {
    scale,
    fill: ink,
    width: 0,
    points: { show: false },
    paths: uPlot.paths.bars?.({ size: [0.76, 44], disp: { fill: { unit: 3, values } } }) ?? null,
  } as uPlot.Series;
}

function drawMarks(plot: uPlot, marks: readonly Mark[], inks: Inks): void {
  const { ctx, bbox } = plot;
  ctx.save();
  for (const mark of marks) {
    const x = Math.round(plot.valToPos(mark.at, 'x', true));
    ctx.fillStyle = inks[mark.ink];
    ctx.fillRect(x - devicePixelRatio / 2, bbox.top, devicePixelRatio, bbox.height);
    const half = 4 * devicePixelRatio;
    ctx.beginPath();
    ctx.moveTo(x - half, bbox.top);
    ctx.lineTo(x + half, bbox.top);
    ctx.lineTo(x, bbox.top + 1.5 * half);
    ctx.fill();
  }
  ctx.restore();
}

/** A little above the highest value; never nothing. */
function roundUp(most: number | null): number {
  return most === null || !(most > 0) ? 1 : most * 1.06;
}

function paint(plot: uPlot, title: string): Promise<Blob | null> {
  const source = plot.ctx.canvas;
  const inks = readInks(plot.root);
  const head = 36 * devicePixelRatio;
  const sheet = document.createElement('canvas');
  sheet.width = source.width;
  sheet.height = source.height + head;
  const context = sheet.getContext('2d');
  if (!context) return Promise.resolve(null);
  context.fillStyle = inks.raised;
  context.fillRect(0, 0, sheet.width, sheet.height);
  context.fillStyle = inks.ink;
  context.font = `600 ${14 * devicePixelRatio}px system-ui, sans-serif`;
  context.fillText(title, 12 * devicePixelRatio, 23 * devicePixelRatio, sheet.width - 24 * devicePixelRatio);
  context.drawImage(source, 0, head);
  return new Promise((resolve) => sheet.toBlob(resolve, 'image/png'));
}
