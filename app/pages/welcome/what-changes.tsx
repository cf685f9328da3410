import { createEffect, createMemo, type JSX, on, Show } from 'solid-js';
import type { Clients } from '../../state/create-clients.ts';
import { createLoaded } from '../../state/create-loaded.ts';
import { groupChanges } from '../../state/group-changes.ts';
import type { Session } from '../../state/session.ts';
import { ChangeGroups } from '../../ui/change-groups.tsx';
import { FailureNotice } from '../../ui/failure-notice.tsx';
import type { Formats } from '../../ui/format.ts';
import { groupPlans, preselect } from './view.ts';

/** The complete list: what would be written into the settings of agents, what is there already, what comes only on request. */
export function WhatChanges(props: { session: Session; clients: Clients; formats: Formats }): JSX.Element {
  const { client, live } = props.session;
  const changes = createLoaded(() => client.changes());
  const rows = () => props.clients.list.value() ?? [];
  const plans = createLoaded(() => Promise.all(preselect(rows()).map((id) => props.clients.plan(id))));
  createEffect(on(rows, (known) => known.length > 0 && void plans.reload()));
  void changes.reload();
  const wanted = createMemo(() => groupPlans(rows(), plans.value() ?? []));
  const there = createMemo(() => groupChanges(changes.value() ?? [], props.formats));
  // A lost connection is told at the top of the page.
  const isCut = () => live.state() === 'offline' || live.state() === 'unauthorised';
  const failure = () => changes.failure() ?? plans.failure();
  // All of it at once: nothing moves once it can be read.
  const isKnown = () =>
    changes.value() && props.clients.list.value() && (preselect(rows()).length === 0 || plans.value());
  const again = (): void => {
    void changes.reload();
    void plans.reload();
  };
  createEffect(on(live.state, (now, before) => now === 'open' && before !== 'starting' && again(), { defer: true }));
  return (
    <>
      <h2 class="section">What it changes on this computer</h2>
      <p class="quiet">What would come, what is there already, and what becomes of it when Headroom is uninstalled.</p>
      <FailureNotice failure={isCut() ? undefined : failure()} word="Look again" again={again} />
      <Show
        when={isKnown()}
        fallback={
          <p class="quiet">{isCut() || failure() ? 'It cannot be read now.' : 'Looking for what is there …'}</p>
        }
      >
        <ChangeGroups groups={[...wanted(), ...there()]} />
        <section class="card section" aria-label="Only on request">
          <h2>Only on request</h2>
          <ul class="points">
            <li>
              A service that starts with the computer: <code>headroom install apply --dry-run</code> lists its files.
            </li>
            <li>
              Entries in settings of agents for the hook and for the MCP server: <code>headroom hooks install</code>,{' '}
              <code>headroom mcp install</code>, each with <code>--dry-run</code>.
            </li>
            <li>
              Programs of others, in Headroom's own folder: <code>headroom tools</code>.
            </li>
            <li>
              Notes for agents in the instruction files of a project: <code>headroom learn</code>, which only shows them
              until it is told <code>--apply</code>.
            </li>
          </ul>
        </section>
      </Show>
    </>
  );
}
