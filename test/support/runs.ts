import pg from 'pg';
import type { VersionedRun } from '../../src/domain/run.js';
import type { ApiKey } from '../../src/domain/keys.js';
import { countImported } from '../../src/store/runs.js';
import { openDatabase } from '../../src/store/database.js';
import { ADMIN_KEY, eventually, type TestService } from './service.js';

/** What a test needs of runs besides the service's own routes. */
export interface RunsInTest {
  readonly caller: ApiKey;
  rows(sql: string, values?: unknown[]): Promise<Record<string, any>[]>;
  /** Takes in texts as an import does, and finishes its upload. */
  importTexts(texts: readonly string[], options?: ImportOptions): Promise<VersionedRun>;
  /** Waits until a run has a status. */
  until(id: number, status: VersionedRun['status'], timeoutMs?: number): Promise<VersionedRun>;
  close(): Promise<void>;
}

export interface ImportOptions {
  readonly start?: boolean;
  readonly source?: string;
  readonly rateMax?: number;
  readonly openCases?: boolean;
  readonly store?: string;
}

export async function runsInTest(service: TestService): Promise<RunsInTest> {
  const { DATABASE_URL } = service.config;
  const client = new pg.Client({ connectionString: DATABASE_URL });
  await client.connect();
  const db = openDatabase({ url: DATABASE_URL, connectionsMax: 2, onError: () => undefined });
  const { runs } = service.services;
  const caller = (await service.services.keys.authenticate(ADMIN_KEY, 'test'))!;

  async function takeIn(
    run: VersionedRun,
    texts: readonly string[],
    { source = 'file', store = 'all' }: ImportOptions,
  ) {
    await db.transaction(async (query) => {
      await query(
        `with input as (select text, i from unnest($3::text[]) with ordinality as e (text, i)),
         m as (
           insert into messages (community_id, source, external_id, content_hmac, channel_type, sent_at, created_by)
           select $1, $2, $2 || '-' || i, sha256(text::bytea), 'public', now() - interval '1 day', $4 from input
           returning id, external_id),
         r as (
           insert into revisions (community_id, message_id, ordinal, status, policy_name, store, run_id, source_offset)
           select $1, m.id, 1, 'pending', 'default', $5, $6, i from m join input on m.external_id = $2 || '-' || i
           order by i returning id, message_id)
         insert into texts (revision_id, community_id, text)
         select r.id, $1, text from r join m on m.id = r.message_id join input on m.external_id = $2 || '-' || i`,
        [caller.communityId, source, texts, caller.id, store, run.id],
      );
      await countImported(query, caller.communityId, run.id, {
        accepted: texts.length,
        skipped: 0,
        errors: [],
      });
    });
  }

  return {
    caller,
    rows: async (sql, values = []) => (await client.query(sql, values)).rows as Record<string, any>[],
    async importTexts(texts, options = {}) {
      const { start = true, source = 'file', rateMax, openCases } = options;
      const run = await runs.createImportRun(caller, {
        kind: 'import',
        format: 'ndjson',
        source,
        start,
        ...(rateMax !== undefined && { rateMax }),
        ...(openCases !== undefined && { openCases }),
      });
      const half = Math.ceil(texts.length / 2);
      await takeIn(run, texts.slice(0, half), options);
      await takeIn(run, texts.slice(half), { ...options, source: `${source}-2` });
      return runs.finishUpload(caller, run.id);
    },
    async until(id, status, timeoutMs = 45_000) {
      let run = await runs.get(caller, id);
      await eventually(async () => {
        run = await runs.get(caller, id);
        if (run.status !== status && ['failed', 'cancelled', 'done'].includes(run.status)) {
          throw new Error(`It is ${run.status}: ${run.error ?? ''}`);
        }
        return run.status === status;
      }, timeoutMs);
      return run;
    },
    async close() {
      await client.end();
      await db.close();
    },
  };
}

/** Texts of which every fifth is an insult. */
export const someTexts = (count: number): string[] =>
  Array.from({ length: count }, (_, i) =>
    i % 5 === 4
      ? `You are an idiot and nobody wants you here, number ${i}.`
      : `The build of branch ${i} went through.`,
  );
