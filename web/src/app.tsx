import { useEffect, useState } from 'preact/hooks';
import { ApiError, onSignedOut } from './api/client.js';
import type { Scope, Session } from './api/types.js';
import { Failure, Loading } from './components/state.js';
import { TIME_ZONE } from './format.js';
import { KeysPage } from './pages/keys/keys-page.js';
import { PoliciesPage } from './pages/policies/policies-page.js';
import { QueuePage } from './pages/queue/queue-page.js';
import { RunsPage } from './pages/runs/runs-page.js';
import { SignIn } from './pages/sign-in.js';
import { TryPage } from './pages/try/try-page.js';
import { WebhooksPage } from './pages/webhooks/webhooks-page.js';
import { WorkbenchPage } from './pages/workbench/workbench-page.js';
import { PAGES, routeHash, useRoute, type Page } from './router.js';
import { may, readSession, SessionProvider, signOut } from './session.js';
import { setTheme, storedTheme, type Theme } from './theme.js';
import { useTask } from './use-resource.js';

const TITLES: Readonly<Record<Page, string>> = {
  try: 'Try it',
  workbench: 'Workbench',
  queue: 'Queue',
  policies: 'Policies',
  runs: 'Runs',
  webhooks: 'Webhooks',
  keys: 'Keys',
};
const VIEWS = {
  try: TryPage,
  workbench: WorkbenchPage,
  queue: QueuePage,
  policies: PoliciesPage,
  runs: RunsPage,
  webhooks: WebhooksPage,
  keys: KeysPage,
} as const;

/** Which scope a page is of no use without. */
const NEEDED: Readonly<Partial<Record<Page, Scope>>> = { runs: 'history', webhooks: 'admin', keys: 'admin' };

type SignedIn =
  { readonly session: Session | null; readonly ended: boolean } | 'reading' | { readonly error: unknown };

/** The pages for whoever is signed in, the sign-in for everybody else. */
export function App() {
  const [state, setState] = useState<SignedIn>('reading');

  useEffect(() => {
    onSignedOut(() => setState({ session: null, ended: true }));
    readSession().then(
      (session) => setState({ session, ended: false }),
      (error: unknown) =>
        setState(
          error instanceof ApiError && error.status === 401 ? { session: null, ended: false } : { error },
        ),
    );
  }, []);

  if (state === 'reading')
    return (
      <Plain>
        <Loading what="the session" />
      </Plain>
    );
  if ('error' in state)
    return (
      <Plain>
        <Failure error={state.error} onRetry={() => location.reload()} />
      </Plain>
    );
  if (state.session === null) {
    return (
      <Plain>
        <SignIn ended={state.ended} onSignedIn={(session) => setState({ session, ended: false })} />
      </Plain>
    );
  }
  return (
    <SessionProvider value={state.session}>
      <Shell session={state.session} onLeave={() => setState({ session: null, ended: false })} />
    </SessionProvider>
  );
}

function Plain({ children }: { children: preact.ComponentChildren }) {
  return (
    <>
      <main class="plain">{children}</main>
      <footer class="site">
        <ThemeSwitch />
      </footer>
    </>
  );
}

function Shell({ session, onLeave }: { session: Session; onLeave: () => void }) {
  const { page, query } = useRoute();
  const leaving = useTask();
  const View = VIEWS[page];
  const pages = PAGES.filter((name) => {
    const scope = NEEDED[name];
    return scope === undefined || may(session, scope);
  });

  useEffect(() => {
    document.title = `${TITLES[page]} · Conduct`;
  }, [page]);

  const leave = async () => {
    if (await leaving.run(signOut)) onLeave();
  };
  return (
    <>
      <a class="skip" href="#content" onClick={toContent}>
        Skip to the page
      </a>
      <header class="site">
        <span class="brand">Conduct</span>
        <nav aria-label="Pages">
          <ul>
            {pages.map((name) => (
              <li key={name}>
                <a href={routeHash(name)} aria-current={name === page ? 'page' : undefined}>
                  {TITLES[name]}
                </a>
              </li>
            ))}
          </ul>
        </nav>
        <span class="who">
          <bdi>{session.owner}</bdi>
          <button type="button" class="small outline secondary" aria-busy={leaving.busy} onClick={leave}>
            Sign out
          </button>
        </span>
      </header>
      <main id="content" tabIndex={-1}>
        <Failure error={leaving.error} onRetry={leave} />
        <View key={page} query={query} />
      </main>
      <footer class="site">
        <ThemeSwitch />
        <span>Times are in {TIME_ZONE}.</span>
        <a href="/docs">API documentation</a>
      </footer>
    </>
  );
}

/** By script: the fragment belongs to the routes. */
function toContent(event: Event): void {
  event.preventDefault();
  document.getElementById('content')?.focus();
}

function ThemeSwitch() {
  const [theme, choose] = useState<Theme>(storedTheme);
  return (
    <label class="theme">
      Colours{' '}
      <select
        value={theme}
        onChange={({ currentTarget }) => {
          const chosen = currentTarget.value as Theme;
          setTheme(chosen);
          choose(chosen);
        }}
      >
        <option value="system">as the system</option>
        <option value="light">light</option>
        <option value="dark">dark</option>
      </select>
    </label>
  );
}
