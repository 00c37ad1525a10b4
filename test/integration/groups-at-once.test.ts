import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createSecrets } from '../../src/queue/secrets.js';
import { createCommunityStore } from '../../src/store/communities.js';
import { openDatabase, type Database } from '../../src/store/database.js';
import { createForgottenStore } from '../../src/store/forgotten.js';
import { createImportStore } from '../../src/store/imports.js';
import { createMessageStore } from '../../src/store/messages.js';
import { migrate } from '../../src/store/migrate.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';

const ROUNDS = 8;
const IDS = Array.from({ length: 200 }, (_, i) => `m${i}`);

describe('groups of messages stored at once, the same ones in opposite orders', () => {
  let database: TestDatabase;
  let db: Database;
  let keyId: number;
  const secrets = createSecrets(randomBytes(32));
  const backwards = [...IDS].reverse();
  beforeAll(async () => {
    database = await createTestDatabase();
    await migrate(database.url);
    db = openDatabase({ url: database.url, onError: () => undefined });
    const [key] = await db.query<{ id: string }>(
      `insert into api_keys (community_id, key_sha256, prefix, owner, scopes)
       values ('default', '', '', 'test', '{admin}') returning id`,
    );
    keyId = Number(key!.id);
  });
  afterAll(async () => {
    await db.close();
    await database.drop();
  });

  const messageOf = (externalId: string, text: string) => ({
    communityId: 'default',
    source: 'api',
    externalId,
    createdBy: keyId,
    message: { text },
    contentHmac: secrets.contentHmac(text),
    policyName: 'default',
    store: 'all' as const,
  });
  const accept = (ids: readonly string[], text: string) =>
    createMessageStore(db, secrets.nameHmac).accept(ids.map((id) => messageOf(id, text)));

  /** What two at a time are refused with. */
  async function refusals(pair: (round: number) => readonly Promise<unknown>[]): Promise<unknown[]> {
    const refused: unknown[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      const results = await Promise.allSettled(pair(round));
      for (const result of results) if (result.status === 'rejected') refused.push(result.reason);
    }
    return refused;
  }

  it('wait for each other: edits', async () => {
    await accept(IDS, 'first');
    const edits = (round: number) => [accept(IDS, `edit ${round}`), accept(backwards, `edit ${round}`)];
    expect(await refusals(edits)).toEqual([]);
  });

  it('wait for each other: an import beside messages that change nothing', async () => {
    const imports = createImportStore(db, createForgottenStore(secrets.nameHmac));
    const [run] = await db.query<{ id: string }>(
      `insert into runs (community_id, kind, params, key_id, actor)
       values ('default', 'import', '{}', $1, 'test') returning id`,
      [keyId],
    );
    const take = () =>
      imports.take({
        communityId: 'default',
        source: 'api',
        runId: Number(run!.id),
        messages: IDS.map((id) => ({ ...messageOf(id, 'same'), sourceOffset: 0 })),
        skipped: 0,
        errors: [],
      });
    await accept(IDS, 'same');
    expect(await refusals(() => [take(), accept(backwards, 'same')])).toEqual([]);
  });

  it('wait for each other: counts of what is not stored', async () => {
    const communities = createCommunityStore(db);
    const entries = Array.from({ length: 300 }, (_, i) => ({
      community_id: 'default',
      policy_name: `p${i}`,
      policy_version: 1,
      action: 'allow',
      alert: false,
      count: 1,
    }));
    await communities.count(entries);
    expect(
      await refusals(() => [communities.count(entries), communities.count([...entries].reverse())]),
    ).toEqual([]);
  });
});
