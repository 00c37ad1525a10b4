import { useRef } from 'preact/hooks';
import { ApiError } from '../api/client.js';
import type { Session } from '../api/types.js';
import { Failure, Notice } from '../components/state.js';
import { signIn } from '../session.js';
import { useTask } from '../use-resource.js';

/** An API key becomes a session. */
export function SignIn({ ended, onSignedIn }: { ended: boolean; onSignedIn: (session: Session) => void }) {
  const task = useTask();
  const field = useRef<HTMLInputElement>(null);
  const refused = task.error instanceof ApiError && task.error.status === 401;

  const submit = async (event: Event) => {
    event.preventDefault();
    const key = field.current!.value.trim();
    if (key === '') return;
    const done = await task.run(async () => onSignedIn(await signIn(key)));
    if (!done) field.current?.select();
  };
  return (
    <article class="sign-in">
      <h1>Conduct</h1>
      {ended && <Notice tone="warn">Your session has ended. Sign in again to go on where you were.</Notice>}
      {refused ? (
        <div class="notice bad" role="alert">
          <p>This key is not known, or was revoked. Check that you copied all of it.</p>
        </div>
      ) : (
        <Failure error={task.error} />
      )}
      <form onSubmit={submit}>
        <label>
          API key
          <input
            ref={field}
            type="password"
            name="key"
            autocomplete="current-password"
            autofocus
            required
            aria-invalid={refused ? 'true' : undefined}
          />
        </label>
        <button type="submit" aria-busy={task.busy}>
          Sign in
        </button>
      </form>
      <p class="muted">
        The first key was printed when the service started for the first time; admins make further ones on the
        page <em>Keys</em>, or with <code>npm run conduct -- keys create</code>.
      </p>
    </article>
  );
}
