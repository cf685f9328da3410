import { type JSX, Match, Show, Switch } from 'solid-js';
import type { Account } from '../../../sidecar/contract/account.ts';
import { type AccountActions, createAccount } from '../../state/create-account.ts';
import type { Session } from '../../state/session.ts';
import { type Texts, texts } from '../../texts/index.ts';
import { Blank } from '../../ui/blank.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Prose } from '../../ui/prose.tsx';
import { CodeStep } from './code-step.tsx';
import { PlanCard } from './plan-card.tsx';
import { SignInStep } from './sign-in-step.tsx';
import { makeAccountHead, pickProblem } from './view.ts';

/** The account of whoever has one: sign-in, plan, sign-out. */
export function AccountPage(props: { session: Session; isShown: boolean }): JSX.Element {
  const { formats } = props.session;
  const account = createAccount(props.session, () => props.isShown);
  const { state, plan, failure } = account;
  const head = () => {
    const known = state.value();
    return known && makeAccountHead(known, plan.value());
  };
  const problem = () => pickProblem(state.value()?.problem ?? null, failure() ?? state.failure());
  const isAt = (wanted: Account['state']) => (state.value()?.state === wanted ? state.value() : undefined);
  return (
    <div class="page">
      <div class="headline">
        <h1 tabindex="-1">{head()?.title ?? (state.failure() ? texts().account.title : <Blank characters={20} />)}</h1>
        <p class="headline-detail">{head()?.detail ?? '\u00a0'}</p>
      </div>
      <Show when={problem()}>{(told) => <Notice tone="loss" title={told().title} lines={told().lines} />}</Show>
      <Switch>
        <Match when={isAt('absent')}>
          <section class="card section" aria-labelledby="absent-title">
            <h2 id="absent-title">{texts().account.nothingMissing}</h2>
            <p>
              <Prose text={texts().account.howToStart} />
            </p>
          </section>
        </Match>
        <Match when={isAt('signed-out')}>{(known) => <SignInStep account={account} known={known()} />}</Match>
        <Match when={isAt('waiting')?.signIn}>
          {(code) => <CodeStep account={account} code={code()} host={props.session.host} formats={formats} />}
        </Match>
        <Match when={isAt('signed-in')}>
          {(known) => (
            <>
              <PlanCard plan={plan} formats={formats} />
              <KeptCard account={account} known={known()} since={formats.moment(known().signedInAt ?? 0)} />
            </>
          )}
        </Match>
      </Switch>
    </div>
  );
}

function KeptCard(props: { account: AccountActions; known: Account; since: string }): JSX.Element {
  const { busy, change } = props.account;
  const said = (): Texts['account']['kept'] => texts().account.kept;
  return (
    <section class="card section" aria-labelledby="kept-title">
      <h2 id="kept-title">{said().title}</h2>
      <p>
        {said().since(props.since)}{' '}
        <Prose text={said().token(props.known.keptIn?.name ?? said().keychain, props.known.keptIn?.path ?? null)} />
      </p>
      <div class="row">
        <button type="button" class="button" disabled={busy() !== null} onClick={() => void change('sign-out')}>
          {busy() === 'sign-out' ? said().signingOut : said().signOut}
        </button>
      </div>
    </section>
  );
}
