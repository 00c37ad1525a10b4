import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import { ApiError, call, setCsrfToken } from './api/client.js';
import type { Scope, Session } from './api/types.js';

const SessionContext = createContext<Session | null>(null);
export const SessionProvider = SessionContext.Provider;

/** The session of whoever is signed in; pages are shown only then. */
export function useSession(): Session {
  const session = useContext(SessionContext);
  if (session === null) throw new Error('Nobody is signed in.');
  return session;
}

/** Whether the key that signed in may do this. */
export const may = (session: Session, scope: Scope): boolean =>
  session.scopes.includes(scope) || session.scopes.includes('admin');

/** @throws ApiError 401 where nobody is signed in */
export const readSession = () => take(call<Session>('GET', '/v1/session'));

/** @throws ApiError 401 where the key is not known, 429 after too many attempts */
export const signIn = (key: string) => take(call<Session>('POST', '/v1/session', { body: { key } }));

/** @throws ApiError where the session may go on; not 401: that it has ended already is what was wanted */
export async function signOut(): Promise<void> {
  await call('DELETE', '/v1/session').catch((error: unknown) => {
    if (!(error instanceof ApiError && error.status === 401)) throw error;
  });
  setCsrfToken(null);
}

async function take(answer: Promise<{ data: Session }>): Promise<Session> {
  const { data } = await answer;
  setCsrfToken(data.csrfToken);
  return data;
}
