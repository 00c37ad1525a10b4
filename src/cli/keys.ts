import { parseArgs } from 'node:util';
import type { ClientConfig } from '../config.js';
import { UsageError } from './usage.js';

/** `conduct keys list|create|revoke`, in a running service. */
export async function keysCommand(args: string[], config: ClientConfig): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { owner: { type: 'string' }, scopes: { type: 'string' } },
  });
  const [action, id] = positionals;
  if (action === 'list') {
    const { keys } = (await call(config, 'GET', '/v1/keys')) as { keys: object[] };
    for (const key of keys) process.stdout.write(`${JSON.stringify(key)}\n`);
  } else if (action === 'create') {
    if (values.owner === undefined || values.scopes === undefined) {
      throw new UsageError('keys create needs --owner and --scopes');
    }
    const body = { owner: values.owner, scopes: values.scopes.split(',').map((scope) => scope.trim()) };
    process.stdout.write(`${JSON.stringify(await call(config, 'POST', '/v1/keys', body))}\n`);
  } else if (action === 'revoke') {
    if (id === undefined) throw new UsageError('keys revoke needs the id of a key');
    process.stdout.write(
      `${JSON.stringify(await call(config, 'DELETE', `/v1/keys/${encodeURIComponent(id)}`))}\n`,
    );
  } else throw new UsageError('keys takes list, create or revoke');
  return 0;
}

/** @throws Error with the service's own words where it refuses, or with what to do where it is not there */
async function call(config: ClientConfig, method: string, path: string, body?: object): Promise<unknown> {
  if (config.CONDUCT_KEY === undefined) throw new Error('set CONDUCT_KEY to an admin key');
  const url = new URL(path, config.CONDUCT_URL);
  let response: Response;
  try {
    response = await fetch(url, {
      method,
      headers: {
        authorization: `Bearer ${config.CONDUCT_KEY}`,
        ...(body && { 'content-type': 'application/json' }),
      },
      ...(body && { body: JSON.stringify(body) }),
    });
  } catch {
    throw new Error(`no service answers at ${url.origin}: start it with npm start, or set CONDUCT_URL`);
  }
  const answer: unknown = await response.json().catch(() => ({}));
  if (!response.ok)
    throw new Error((answer as { detail?: string }).detail ?? `${url.origin} answered ${response.status}`);
  return answer;
}
