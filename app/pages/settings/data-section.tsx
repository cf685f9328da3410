import { createEffect, createSignal, type JSX, Show } from 'solid-js';
import type { DataDeletion, DataSelection } from '../../../sidecar/contract/data.ts';
import { type ApiFailure, asFailure, createLoaded } from '../../state/create-loaded.ts';
import type { Session } from '../../state/session.ts';
import { type Texts, texts } from '../../texts/index.ts';
import { Choice } from '../../ui/choice.tsx';
import { FailureLine } from '../../ui/failure-notice.tsx';
import type { Formats } from '../../ui/format.ts';
import { nameOptions } from '../../ui/options.ts';
import { SettingLines } from '../../ui/setting-lines.tsx';
import { describeDeletion, describeImport, makeDataLines } from './data-view.ts';

const spans = ['older', 'all'] as const;
type Span = (typeof spans)[number];

const selections = {
  older: { kind: 'older', days: 90 },
  all: { kind: 'all' },
} as const satisfies Record<Span, DataSelection>;

/** What was recorded: how much it is, and the ways to take it along, bring it here, and delete it. */
export function DataSection(props: { session: Session; isShown: boolean; formats: Formats }): JSX.Element {
  const said = (): Texts['settings']['data'] => texts().settings.data;
  const { client, host } = props.session;
  const sizes = createLoaded(() => client.dataSizes());
  const [told, setTold] = createSignal('');
  const [failure, setFailure] = createSignal<ApiFailure>();
  const [isBusy, setBusy] = createSignal(false);
  createEffect(() => props.isShown && void sizes.reload());
  /** One thing at a time; what came of it is said in words. */
  const run = async (act: () => Promise<string>): Promise<void> => {
    setBusy(true);
    setFailure(undefined);
    setTold('');
    try {
      setTold(await act());
    } catch (error) {
      setFailure(asFailure(error));
    }
    await sizes.reload();
    setBusy(false);
  };
  const save = (originals: boolean): Promise<void> =>
    run(async () => {
      const file = await client.exportData({ originals });
      host.saveFile('headroom-data.jsonl.gz', file);
      return said().exported(props.formats.bytes(file.size));
    });
  const bring = (input: HTMLInputElement): void => {
    const file = input.files?.[0];
    input.value = '';
    if (file) void run(async () => describeImport(await client.importData(file), props.formats));
  };
  return (
    <section class="card section" aria-labelledby="data-title">
      <h2 id="data-title">{said().title}</h2>
      <Show when={sizes.failure()}>{(known) => <p>{known().message}</p>}</Show>
      <SettingLines lines={makeDataLines(sizes.value(), props.formats)} />
      <div class="row">
        <button type="button" class="button" disabled={isBusy()} onClick={() => void save(false)}>
          {said().export}
        </button>
        <button type="button" class="button" disabled={isBusy()} onClick={() => void save(true)}>
          {said().exportOriginals}
        </button>
        <label class="button file-button" data-disabled={isBusy() ? '' : undefined}>
          {said().import}
          <input type="file" accept=".gz,.jsonl" disabled={isBusy()} onChange={(event) => bring(event.currentTarget)} />
        </label>
      </div>
      <Deleting
        isBusy={isBusy()}
        formats={props.formats}
        rehearse={(selection) => client.deleteData(selection, true)}
        onFailure={setFailure}
        onDelete={(selection) =>
          void run(async () => describeDeletion(await client.deleteData(selection, false), 'deleted', props.formats))
        }
      />
      <p role="status" class="told">
        {told()}
      </p>
      <FailureLine failure={failure()} />
    </section>
  );
}

/** First what would go and what would stay, then the second question. */
function Deleting(props: {
  isBusy: boolean;
  formats: Formats;
  rehearse: (selection: DataSelection) => Promise<DataDeletion>;
  onFailure: (failure: ApiFailure | undefined) => void;
  onDelete: (selection: DataSelection) => void;
}): JSX.Element {
  const said = (): Texts['settings']['data'] => texts().settings.data;
  const [span, setSpan] = createSignal<Span>('older');
  const [planned, setPlanned] = createSignal<DataDeletion>();
  const plan = async (): Promise<void> => {
    props.onFailure(undefined);
    try {
      setPlanned(await props.rehearse(selections[span()]));
    } catch (error) {
      props.onFailure(asFailure(error));
    }
  };
  const choose = (value: Span): void => {
    setPlanned(undefined);
    setSpan(value);
  };
  return (
    <>
      <div class="row">
        <Choice label={said().delete} options={nameOptions(spans, said().spans)} value={span()} onChoose={choose} />
        <Show
          when={planned()}
          fallback={
            <button type="button" class="button" disabled={props.isBusy} onClick={() => void plan()}>
              {said().deleteAsk}
            </button>
          }
        >
          <button
            type="button"
            class="button"
            data-kind="grave"
            disabled={props.isBusy}
            onClick={() => {
              setPlanned(undefined);
              props.onDelete(selections[span()]);
            }}
          >
            {said().confirm}
          </button>
          <button type="button" class="button" onClick={() => setPlanned(undefined)}>
            {said().keep}
          </button>
        </Show>
      </div>
      <Show when={planned()}>
        {(known) => <p role="status">{describeDeletion(known(), 'wouldDelete', props.formats)}</p>}
      </Show>
    </>
  );
}
