import { createSignal, For, type JSX, Show } from 'solid-js';
import { createPipeline } from '../../state/create-pipeline.ts';
import type { Session } from '../../state/session.ts';
import { type Texts, texts } from '../../texts/index.ts';
import { Blank } from '../../ui/blank.tsx';
import type { Formats } from '../../ui/format.ts';
import { Notice } from '../../ui/notice.tsx';
import { ToneMark } from '../../ui/tone-mark.tsx';
import { LogCard } from './log-card.tsx';
import { PipelineCard } from './pipeline-card.tsx';
import { ToolsCard } from './tools-card.tsx';
import { makeHealthTitle, sortFindings, toneOf } from './view.ts';

/** Whether everything works, and what to do when something does not. */
export function HealthPage(props: { session: Session; isShown: boolean }): JSX.Element {
  const { formats } = props.session;
  const { health, status, live } = props.session;
  const pipeline = createPipeline(props.session, () => props.isShown);
  const findings = () => sortFindings(pipeline.doctor.value()?.findings ?? []);
  return (
    <div class="page">
      <div class="headline" data-tone={status().state === 'degraded' ? 'loss' : 'plain'}>
        <h1 tabindex="-1">
          {live.state() === 'offline' ? status().word : makeHealthTitle(health.value()?.status, findings())}
        </h1>
        <p class="headline-detail">
          {status().state === 'running' && findings().some((finding) => finding.level !== 'ok')
            ? texts().health.allTheSame
            : status().sentence}
        </p>
      </div>
      <Show when={live.state() === 'offline'}>
        <Notice tone="fault" title={status().sentence} lines={status().lines} />
      </Show>
      <Checks pipeline={pipeline} findings={findings()} />
      <PipelineCard pipeline={pipeline} formats={formats} />
      <ToolsCard session={props.session} isShown={props.isShown} formats={formats} />
      <LogCard session={props.session} isShown={props.isShown} formats={formats} />
      <Facts session={props.session} formats={formats} />
    </div>
  );
}

type ChecksProps = {
  pipeline: ReturnType<typeof createPipeline>;
  findings: ReturnType<typeof sortFindings>;
};

function Checks(props: ChecksProps): JSX.Element {
  const { doctor } = props.pipeline;
  const [isRunning, setRunning] = createSignal(false);
  const run = async (): Promise<void> => {
    setRunning(true);
    await doctor.reload();
    setRunning(false);
  };
  return (
    <Show when={doctor.failure()?.status !== 404}>
      <section class="card section" aria-labelledby="checks-title" aria-busy={doctor.value() === undefined}>
        <div class="section-head">
          <h2 id="checks-title">{texts().health.checks.title}</h2>
          <button type="button" class="button" disabled={isRunning()} onClick={() => void run()}>
            {texts().health.checks.again}
          </button>
        </div>
        <Show when={doctor.failure()}>{(failure) => <p>{failure().message}</p>}</Show>
        <Show
          when={doctor.value()}
          fallback={<Show when={!doctor.failure()}>{<For each={[34, 28, 40]}>{blankLine}</For>}</Show>}
        >
          <ul class="findings">
            <For each={props.findings}>
              {(finding) => (
                <li class="what">
                  <ToneMark tone={toneOf[finding.level]} />
                  <div class="finding">
                    <span class="only-spoken">{texts().health.checks.levels[finding.level]}: </span>
                    {finding.message}
                    <Show when={finding.hint}>
                      <p class="quiet">{finding.hint}</p>
                    </Show>
                  </div>
                </li>
              )}
            </For>
          </ul>
        </Show>
      </section>
    </Show>
  );
}

function blankLine(characters: number): JSX.Element {
  return (
    <p>
      <Blank characters={characters} />
    </p>
  );
}

/** What a person is asked for when something is wrong. */
function Facts(props: { session: Session; formats: Formats }): JSX.Element {
  const { health, host } = props.session;
  const { formats } = props;
  const said = (): Texts['health']['facts'] => texts().health.facts;
  return (
    <section class="card section" aria-labelledby="facts-title">
      <h2 id="facts-title">{said().title}</h2>
      <Show when={health.value()}>
        {(known) => (
          <>
            <dl class="facts">
              <Fact name={said().version} value={known().version} />
              <Fact name={said().process} value={String(known().pid)} />
              <Fact name={said().runningFor} value={formats.span(known().uptimeSeconds * 1000)} />
              <Fact name={said().memory} value={formats.bytes(known().rssBytes)} />
              <Fact name={said().underWay} value={formats.count(known().inFlight)} />
            </dl>
            <dl class="facts facts-wide">
              <Fact name={said().address} value={host.proxyOrigin()} />
              <For each={Object.entries(known().upstreams)}>
                {([provider, url]) => <Fact name={said().sendsTo(provider)} value={url} />}
              </For>
            </dl>
          </>
        )}
      </Show>
    </section>
  );
}

function Fact(props: { name: string; value: string }): JSX.Element {
  return (
    <div>
      <dt>{props.name}</dt>
      <dd>{props.value}</dd>
    </div>
  );
}
