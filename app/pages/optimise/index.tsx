import { createMemo, type JSX, Match, Switch } from 'solid-js';
import type { Route } from '../../state/create-route.ts';
import type { Session } from '../../state/session.ts';
import { texts } from '../../texts/index.ts';
import { Choice } from '../../ui/choice.tsx';
import { nameOptions } from '../../ui/options.ts';
import { Compressors } from './compressors.tsx';
import { Habits } from './habits.tsx';
import { Notes } from './notes.tsx';
import { Usage } from './usage.tsx';
import { parts, readPart } from './view.ts';
import { Vitals } from './vitals.tsx';

/** What a person could change to pay less: habits, what compressors do, notes for agents, the state of a project, and what was used at all. */
export function OptimisePage(props: { session: Session; route: Route }): JSX.Element {
  const { formats } = props.session;
  const isShown = (): boolean => props.route.page === 'optimise';
  // Behind another page it stays as it was.
  const part = createMemo<(typeof parts)[number]>(
    (before) => (isShown() ? readPart(props.route.query.part) : before),
    'habits',
  );
  return (
    <div class="page">
      <Choice
        label={texts().optimise.whatToLookAt}
        options={nameOptions(parts, texts().optimise.parts)}
        value={part()}
        onChoose={(value) => location.assign(value === 'habits' ? '#/optimise' : `#/optimise?part=${value}`)}
      />
      <Switch>
        <Match when={part() === 'habits'}>
          <Habits session={props.session} isShown={isShown()} />
        </Match>
        <Match when={part() === 'compressors'}>
          <Compressors session={props.session} isShown={isShown()} formats={formats} />
        </Match>
        <Match when={part() === 'notes'}>
          <Notes session={props.session} isShown={isShown()} formats={formats} />
        </Match>
        <Match when={part() === 'vitals'}>
          <Vitals session={props.session} isShown={isShown()} formats={formats} />
        </Match>
        <Match when={part() === 'usage'}>
          <Usage session={props.session} isShown={isShown()} formats={formats} />
        </Match>
      </Switch>
    </div>
  );
}
