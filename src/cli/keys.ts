import { parseArgs } from 'node:util';
import type { ClientConfig } from '../config.js';
import { connectService, SERVICE_OPTIONS } from './service.js';
import { UsageError } from './usage.js';

/** `conduct keys list|create|revoke`, in a running service. */
export async function keysCommand(args: string[], config: ClientConfig): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { ...SERVICE_OPTIONS, owner: { type: 'string' }, scopes: { type: 'string' } },
  });
  const [action, id] = positionals;
  const service = () => connectService(config, values);
  if (action === 'list') {
    const { data } = await service().call<{ keys: object[] }>('GET', '/v1/keys');
    for (const key of data.keys) process.stdout.write(`${JSON.stringify(key)}\n`);
  } else if (action === 'create') {
    if (values.owner === undefined || values.scopes === undefined) {
      throw new UsageError('keys create needs --owner and --scopes');
    }
    const body = { owner: values.owner, scopes: values.scopes.split(',').map((scope) => scope.trim()) };
    const { data } = await service().call('POST', '/v1/keys', { body });
    process.stdout.write(`${JSON.stringify(data)}\n`);
  } else if (action === 'revoke') {
    if (id === undefined) throw new UsageError('keys revoke needs the id of a key');
    const { data } = await service().call('DELETE', `/v1/keys/${encodeURIComponent(id)}`);
    process.stdout.write(`${JSON.stringify(data)}\n`);
  } else throw new UsageError('keys takes list, create or revoke');
  return 0;
}
