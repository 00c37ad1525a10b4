import { useEffect, useState } from 'preact/hooks';

export const PAGES = ['try', 'workbench', 'queue', 'policies', 'runs', 'webhooks', 'keys'] as const;
export type Page = (typeof PAGES)[number];

export interface Route {
  readonly page: Page;
  readonly query: URLSearchParams;
}

/** Reads `#/workbench?policy=default&clause=insult`; anything unknown is the first page. */
function parseRoute(hash: string): Route {
  const [path = '', query = ''] = hash.replace(/^#\/?/, '').split('?', 2);
  const page = PAGES.find((name) => name === path) ?? 'try';
  return { page, query: new URLSearchParams(query) };
}

export function routeHash(page: Page, query: Readonly<Record<string, string | undefined>> = {}): string {
  const given = Object.entries(query).filter((entry): entry is [string, string] => Boolean(entry[1]));
  return `#/${page}${given.length === 0 ? '' : `?${new URLSearchParams(given).toString()}`}`;
}

export function useRoute(): Route {
  const [hash, setHash] = useState(location.hash);
  useEffect(() => {
    const update = () => setHash(location.hash);
    addEventListener('hashchange', update);
    return () => removeEventListener('hashchange', update);
  }, []);
  return parseRoute(hash);
}

/** Changes the query of the present page without a new entry in the history. */
export function replaceQuery(page: Page, query: Readonly<Record<string, string | undefined>>): void {
  const hash = routeHash(page, query);
  if (hash === location.hash) return;
  history.replaceState(null, '', hash);
  dispatchEvent(new HashChangeEvent('hashchange'));
}
