import { useResource, type Resource } from '../use-resource.js';
import { call } from './client.js';
import type { PolicyFile, PolicyView, VersionSummary } from './types.js';

export const policyPath = (name: string, rest = '') => `/v1/policies/${encodeURIComponent(name)}${rest}`;

/** All policies; null where the key may not read them. */
export const usePolicies = (allowed = true): Resource<PolicyView[]> =>
  useResource(allowed ? 'policies' : null, async (signal) => {
    const { data } = await call<{ policies: PolicyView[] }>('GET', '/v1/policies', { signal });
    return data.policies;
  });

export const useVersions = (name: string, round = ''): Resource<VersionSummary[]> =>
  useResource(
    `versions ${name} ${round}`,
    async (signal) => {
      const { data } = await call<{ versions: VersionSummary[] }>('GET', policyPath(name, '/versions'), {
        signal,
      });
      return data.versions;
    },
    { keepPrevious: true },
  );

/** Versions never change, so each is read once. */
const files = new Map<string, Promise<PolicyFile>>();

export function readVersion(name: string, version: number): Promise<PolicyFile> {
  const path = policyPath(name, `/versions/${version}`);
  const known = files.get(path);
  if (known !== undefined) return known;
  const file = call<PolicyFile>('GET', path).then(({ data }) => data);
  files.set(path, file);
  file.catch(() => files.delete(path));
  return file;
}

/** Changes a policy, as far as nobody else has since `policy` was read. @throws ApiError 412 where somebody did */
export async function changePolicy(
  policy: PolicyView,
  method: 'POST' | 'PUT' | 'DELETE',
  rest: string,
  body?: unknown,
): Promise<PolicyView> {
  const { data } = await call<PolicyView>(method, policyPath(policy.name, rest), {
    ifMatch: policy.etag,
    ...(body !== undefined && { body }),
  });
  return data;
}

export interface NewVersion {
  readonly version: number;
  readonly etag: string;
}

/** Adds a version, from rules or an exported file. */
export async function addVersion(policy: PolicyView, body: unknown): Promise<NewVersion> {
  const { data, etag } = await call<PolicyFile>('POST', policyPath(policy.name, '/versions'), {
    ifMatch: policy.etag,
    body,
  });
  return { version: data.version, etag: etag ?? policy.etag };
}
