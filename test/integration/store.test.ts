import { createHash } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import pg from 'pg';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { EnglishPart, PipelineSpec } from '../../src/domain/model.js';
import { composeWorker } from '../../src/composition.js';
import { createJudge, decide } from '../../src/services/decide.js';
import { shippedPolicyVersion } from '../../src/services/policy-versions.js';
import { startSweeper } from '../../src/services/sweeper.js';
import { eventually, startTestService, type TestService } from '../support/service.js';

const INSULT = 'You are a pathetic idiot and everybody here knows it.';

describe('the store', () => {
  let service: TestService;
  let db: pg.Client;
  beforeAll(async () => {
    service = await startTestService();
    db = new pg.Client({ connectionString: service.config.DATABASE_URL });
    await db.connect();
  });
  afterAll(async () => {
    await db.end();
    await service.close();
  });

  const rows = async (sql: string, values: unknown[] = []) =>
    (await db.query(sql, values)).rows as Record<string, any>[];

  /** Tables of any schema with a row that holds this text, however typed. */
  async function tablesHolding(text: string): Promise<string[]> {
    const tables = await rows(
      `select format('%I.%I', schemaname, tablename) as name from pg_tables
       where schemaname not in ('pg_catalog', 'information_schema') order by 1`,
    );
    const found: string[] = [];
    for (const { name } of tables) {
      const [hit] = await rows(`select 1 from ${name as string} t where t::text ilike $1 limit 1`, [
        `%${text}%`,
      ]);
      if (hit) found.push(name as string);
    }
    return found;
  }

  it('keeps text in one table and nowhere else, the queue included', async () => {
    const context = [{ authorId: 'a', text: 'canary-context-55' }];
    await service.post('/v1/classify', { id: 's1', text: 'canary-live-55', context });
    await service.post('/v1/messages', { id: 's2', text: 'canary-durable-55', context });
    expect(await tablesHolding('canary-live-55')).toEqual(['public.texts']);
    expect(await tablesHolding('canary-durable-55')).toEqual(['public.texts']);
    expect(await tablesHolding('canary-context-55')).toEqual(['public.texts']);
  });

  it('keeps nothing with store: "none" but an anonymous count', async () => {
    const before = await rows('select coalesce(sum(count), 0)::int as n from decision_counts');
    await service.post('/v1/classify', {
      id: 'canary-id-77',
      authorId: 'canary-author-77',
      text: 'canary-none-77',
      store: 'none',
    });
    expect(await tablesHolding('canary-none-77')).toEqual([]);
    expect(await tablesHolding('canary-id-77')).toEqual([]);
    expect(await tablesHolding('canary-author-77')).toEqual([]);
    await eventually(async () => {
      const [after] = await rows('select coalesce(sum(count), 0)::int as n from decision_counts');
      return after!['n'] === before[0]!['n'] + 1;
    }, 8_000);
  });

  it('keeps of direct messages only what is flagged, and what it knows already stays true to its text', async () => {
    await service.post('/v1/classify', { id: 'dm1', text: 'see you at noon', channelType: 'dm' });
    expect((await service.get('/v1/messages/dm1')).status).toBe(404);
    await service.post('/v1/classify', { id: 'dm1', text: INSULT, channelType: 'dm' });
    expect((await service.get('/v1/messages/dm1')).body.decision.action).not.toBe('allow');
    await service.post('/v1/classify', { id: 'dm1', text: 'sorry, that was wrong of me', channelType: 'dm' });
    expect((await service.get('/v1/messages/dm1')).body).toMatchObject({
      revision: 2,
      decision: { action: 'allow' },
    });
  });

  it('keeps raw outputs of both views, in the order of the pipeline, and each revision', async () => {
    await service.post('/v1/classify', { id: 'raw', text: 'you are an ｉｄｉｏｔ' });
    await service.post('/v1/classify', { id: 'raw', text: 'plain words' });
    const scores = await rows(
      `select s.original, s.folded, s.stage, p.spec->'labels' as labels from scores s
       join pipelines p on p.id = s.pipeline_id join revisions r on r.id = s.revision_id
       join messages m on m.id = r.message_id where m.external_id = 'raw' order by r.ordinal`,
    );
    expect(scores).toHaveLength(2);
    expect(scores[0]!['original']).toHaveLength(scores[0]!['labels'].length);
    expect(scores[0]!['folded']).toHaveLength(scores[0]!['labels'].length);
    expect(scores[1]!['folded']).toBeNull();
    expect(scores[0]!['stage']).toBe('blend-1');
    const [message] = await rows(`select action, alert, revisions from messages where external_id = 'raw'`);
    expect(message).toEqual({ action: 'allow', alert: false, revisions: 2 });
    expect(
      await rows(
        `select 1 from decisions d join messages m on m.id = d.message_id where external_id = 'raw'`,
      ),
    ).toHaveLength(2);
  });

  it.each([
    ['all', 'Has the new welcome flow gone out yet, or shall I send it?'],
    ['part', 'ey du bist echt a pathetic loser, geh nach hause'],
    ['none', 'Guten Morgen zusammen, ich bin heute erst ab elf Uhr im Büro.'],
  ])('keeps with the scores how much of the text is English, on both lanes: %s', async (english, text) => {
    const answer = await service.post('/v1/classify', { id: `live-${english}`, text });
    await service.post('/v1/messages', { id: `durable-${english}`, text });
    await eventually(
      async () => (await service.get(`/v1/messages/durable-${english}`)).body.status === 'scored',
      20_000,
    );
    const stored = await rows(
      `select r.english from revisions r join messages m on m.id = r.message_id
       where m.external_id in ($1, $2)`,
      [`live-${english}`, `durable-${english}`],
    );
    expect(stored).toEqual([{ english }, { english }]);
    const view = (await service.get(`/v1/messages/durable-${english}`)).body;
    expect(view.signals).toEqual(answer.body.signals);
    expect(view.decision).toEqual(answer.body.decision);
  });

  it('decides a message again from what is stored as it was answered', async () => {
    const text = 'hola amigos, qué tal el día, you fucking idiot, nos vemos mañana en la oficina';
    const { body } = await service.post('/v1/classify', { id: 'replay', text });
    const [row] = await rows(
      `select r.language, r.language_confidence, r.english, s.*, p.spec from scores s
       join pipelines p on p.id = s.pipeline_id join revisions r on r.id = s.revision_id
       join messages m on m.id = r.message_id where m.external_id = 'replay'`,
    );
    const spec = row!['spec'] as PipelineSpec;
    const scored = {
      raw: {
        original: Float32Array.from(row!['original'] as number[]),
        folded: row!['folded'] && Float32Array.from(row!['folded'] as number[]),
      },
      stage: row!['stage'] as string,
      language: { code: row!['language'] as string, confidence: row!['language_confidence'] as number },
      english: row!['english'] as EnglishPart,
    };
    expect(scored.english).toBe('part');
    const verdict = decide(scored, { text }, createJudge(spec, spec.calibration, shippedPolicyVersion()));
    expect(verdict.decision).toEqual(body.decision);
    expect(verdict.signals).toEqual(body.signals);
  });

  it('answers from before the language was judged are still read', async () => {
    await service.post('/v1/classify', { id: 'earlier', text: 'good morning' });
    await rows(
      `update decisions set answer = answer #- '{decision,languageUncertain}' from messages m
       where m.id = message_id and m.external_id = 'earlier'`,
    );
    const { status, body } = await service.get('/v1/messages/earlier');
    expect(status).toBe(200);
    expect(body.decision.languageUncertain).toBe(false);
    expect((await service.post('/v1/classify', { id: 'earlier', text: 'good morning' })).status).toBe(200);
  });

  it('takes one message handed in by many at once as one', async () => {
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => service.post('/v1/classify', { id: 'race', text: 'all at once' })),
    );
    expect(answers.every(({ status }) => status === 200)).toBe(true);
    const [message] = await rows(`select revisions from messages where external_id = 'race'`);
    expect(message!['revisions']).toBe(1);
    expect(
      await rows(
        `select 1 from decisions d join messages m on m.id = d.message_id where external_id = 'race'`,
      ),
    ).toHaveLength(1);
  });

  it('tries a message that was given up again when it comes again, and keeps of it what was asked for', async () => {
    const giveUp = async (id: string, text: string) => {
      await service.post('/v1/messages', { id, text, channelType: 'dm' });
      await rows(
        `update revisions set status = 'failed', sweeps = 6
         where message_id = (select id from messages where external_id = $1)`,
        [id],
      );
    };
    await service.stopWorker();
    for (const id of ['up-durable', 'up-live']) await giveUp(id, INSULT);
    await giveUp('up-harmless', 'see you at noon');
    await service.startWorker();
    await service.post('/v1/messages', { id: 'up-durable', text: INSULT, channelType: 'dm' });
    await service.post('/v1/classify', { id: 'up-live', text: INSULT, channelType: 'dm' });
    await service.post('/v1/classify', { id: 'up-harmless', text: 'see you at noon', channelType: 'dm' });
    const statusOf = async (id: string) => (await service.get(`/v1/messages/${id}`)).body.status as string;
    await eventually(async () => (await statusOf('up-durable')) === 'scored', 20_000);
    const found = await rows(
      `select m.external_id as id, r.ordinal, r.status, r.store, t.text, m.content_hmac is not null as known,
         (select count(*)::int from decisions where revision_id = r.id) as decisions,
         (select count(*)::int from scores where revision_id = r.id) as scores
       from messages m join revisions r on r.message_id = m.id left join texts t on t.revision_id = r.id
       where m.external_id like 'up-%' order by 1`,
    );
    const settled = { ordinal: 1, status: 'scored', store: null, decisions: 1, scores: 1 };
    expect(found).toEqual([
      { id: 'up-durable', ...settled, text: INSULT, known: true },
      { id: 'up-harmless', ...settled, text: null, known: false },
      { id: 'up-live', ...settled, text: INSULT, known: true },
    ]);
  });

  it('decides by the calibration in force, without scoring anything again', async () => {
    const before = await service.post('/v1/classify', { text: INSULT });
    const pipelineId = before.body.receipt.pipeline.id as string;
    await db.query(
      `insert into calibrations (community_id, pipeline_id, id, spec)
       select 'default', id, 'by-hand', jsonb_set(spec->'calibration', '{id}', '"by-hand"')
         || jsonb_build_object('signals',
           (spec->'calibration'->'signals') || '{"insult":{"method":"sigmoid","a":1,"b":-50}}'::jsonb)
       from pipelines where id = $1`,
      [pipelineId],
    );
    await eventually(async () => {
      const { body } = await service.post('/v1/classify', { text: INSULT, store: 'none' });
      return body.receipt?.calibration === 'by-hand' && body.signals.insult === 0;
    }, 5_000);
    await db.query(`delete from calibrations where id = 'by-hand'`);
  });

  it('keeps communities apart', async () => {
    await db.query(`insert into communities (id, name) values ('other', 'Other')`);
    const secret = 'conduct_other-community-key';
    await db.query(
      `insert into api_keys (community_id, key_sha256, prefix, owner, scopes) values ('other', $1, '', 'test', array['admin'])`,
      [createHash('sha256').update(secret).digest()],
    );
    await service.post('/v1/classify', { id: 'apart', text: 'ours' });
    expect((await service.get('/v1/messages/apart', secret)).status).toBe(404);
    expect((await service.get('/v1/keys', secret)).body.keys).toHaveLength(1);
    // It has no policy of its own yet.
    expect((await service.post('/v1/classify', { text: 'x' }, secret)).status).toBe(404);
    await db.query(
      `with p as (insert into policies (community_id, name, active_version) values ('other', 'default', 1))
       insert into policy_versions (community_id, name, version, spec, sha256, author)
       select 'other', name, version, spec, sha256, author from policy_versions where community_id = 'default'`,
    );
    await eventually(
      async () =>
        (await service.post('/v1/classify', { id: 'apart', text: 'theirs' }, secret)).status === 200,
      5_000,
    );
    expect((await service.get('/v1/messages/apart', secret)).body.text).toBe('theirs');
    expect((await service.get('/v1/messages/apart')).body.text).toBe('ours');
  });
});

describe('the sweeper', () => {
  it('neither gives up nor multiplies what waits long in a busy queue', async () => {
    const service = await startTestService({ worker: false, env: { MODEL: 'linear-1' } });
    const parts = await composeWorker(service.config, pino({ level: 'silent' }));
    const producer = await parts.backend.producer('durable');
    const db = new pg.Client({ connectionString: service.config.DATABASE_URL });
    await db.connect();
    try {
      await service.post('/v1/messages', { id: 'patient', text: 'waits behind many others' });
      await db.query(`update revisions set created_at = now() - interval '1 hour'`);
      await eventually(async () => (await producer.counts()).waiting === 1, 5_000);
      const sweeper = startSweeper({ durable: producer, messages: parts.messages, onError: parts.onError });
      const state = async () =>
        (
          await db.query<{ status: string; sweeps: number; swept_at: Date | null }>(
            'select status, sweeps, swept_at from revisions',
          )
        ).rows[0]!;
      await eventually(async () => (await state()).swept_at !== null, 10_000);
      // Two more rounds: once is enough for the next minutes.
      await setTimeout(5_000);
      await sweeper.stop();
      expect(await state()).toMatchObject({ status: 'pending', sweeps: 0 });
      // At most enqueued once more in three rounds.
      expect((await producer.counts()).waiting).toBeLessThanOrEqual(2);
    } finally {
      await db.end();
      await producer.close();
      await parts.close();
      await service.close();
    }
  }, 60_000);
});
