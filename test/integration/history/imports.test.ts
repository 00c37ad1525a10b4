import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ApiKey } from '../../../src/domain/keys.js';
import { ConflictError, InvalidRequestError } from '../../../src/domain/errors.js';
import { createSecrets, readLocalKey } from '../../../src/queue/secrets.js';
import type { ImportParams, ImportService } from '../../../src/services/history/imports.js';
import type { RunService } from '../../../src/services/history/run-service.js';
import { inChunks, slackExport, zip } from '../../support/import-files.js';
import { ADMIN_KEY, eventually, startTestService, type TestService } from '../../support/service.js';

describe('taking in a file', () => {
  let service: TestService;
  let client: pg.Client;
  let caller: ApiKey;
  let imports: ImportService;
  let runs: RunService;
  let secrets: ReturnType<typeof createSecrets>;
  let spoolFolder: string;

  beforeAll(async () => {
    service = await startTestService({ worker: false, env: { MODEL: 'linear-1' } });
    client = new pg.Client({ connectionString: service.config.DATABASE_URL });
    await client.connect();
    secrets = createSecrets(readLocalKey(undefined, service.config.DATA_DIR));
    spoolFolder = join(service.config.DATA_DIR, 'uploads');
    caller = (await service.services.keys.authenticate(ADMIN_KEY, 'test'))!;
    ({ imports, runs } = service.services);
  });
  afterAll(async () => {
    await client.end();
    await service.close();
  });

  const rows = async (sql: string, values: unknown[] = []) =>
    (await client.query(sql, values)).rows as Record<string, any>[];
  const receive = (params: ImportParams, file: string | Buffer) =>
    imports.receive(caller, params, inChunks(Buffer.from(file), [100, 7, 3_000]));
  const countsOf = async (id: number) =>
    (await rows('select status, total::int, skipped::int from runs where id = $1', [id]))[0];
  const errorsOf = async (id: number) =>
    (await rows('select file, line::int, reason from run_errors where run_id = $1 order by id', [id])).map(
      ({ file, line, reason }) => [file, line, reason],
    );
  const revisionsOf = (source: string) =>
    rows(
      `select m.external_id as id, r.ordinal, r.status, r.run_id::int, t.text from messages m
       join revisions r on r.message_id = m.id left join texts t on t.revision_id = r.id
       where m.source = $1 order by r.id`,
      [source],
    );
  const ndjson = (values: readonly unknown[]) => values.map((value) => JSON.stringify(value)).join('\n');

  it('commits each row as pending for its run, with its facts, its place and what is kept of it', async () => {
    const { id } = await receive(
      { format: 'ndjson', source: 'facts', channelType: 'private' },
      ndjson([
        { id: 'a', text: 'first', authorId: 'u1', authorName: 'Ada', sentAt: '2024-01-01T00:00:00Z' },
        { id: 'b', text: 'second', channelName: 'help', channelType: 'dm', context: [{ text: 'before' }] },
      ]),
    );
    expect(await countsOf(id)).toEqual({ status: 'planned', total: 2, skipped: 0 });
    expect(
      await rows(
        `select m.external_id, m.channel_type, m.channel_id, m.author_id, m.action, r.run_id::int, r.status, r.store,
           r.policy_name, r.source_offset::int, t.text, t.context from messages m join revisions r on r.message_id = m.id
         join texts t on t.revision_id = r.id where m.source = 'facts' order by r.id`,
      ),
    ).toEqual([
      expect.objectContaining({
        external_id: 'a',
        channel_type: 'private',
        author_id: 'u1',
        action: null,
        run_id: id,
        status: 'pending',
        store: 'all',
        policy_name: 'default',
        source_offset: 0,
        text: 'first',
        context: null,
      }),
      expect.objectContaining({
        external_id: 'b',
        channel_type: 'dm',
        channel_id: 'help',
        store: 'flagged',
        text: 'second',
        context: [{ text: 'before' }],
      }),
    ]);
    expect(await rows(`select author_id, name from author_names where source = 'facts'`)).toEqual([
      { author_id: 'u1', name: 'Ada' },
    ]);
  });

  it('changes nothing when the same file comes again; what was edited is a new revision', async () => {
    const file = [
      { id: 'a', text: 'one', sentAt: '2024-01-01T00:00:00Z' },
      { id: 'b', text: 'two' },
      { text: 'no id', authorId: 'u1' },
      { text: 'no id', authorId: 'u1' },
    ];
    const params = { format: 'ndjson', source: 'again' } as const;
    expect(await countsOf((await receive(params, ndjson(file))).id)).toMatchObject({ total: 4, skipped: 0 });
    const before = await revisionsOf('again');
    expect(new Set(before.map(({ id }) => id)).size).toBe(4);
    expect(await countsOf((await receive(params, ndjson(file))).id)).toMatchObject({ total: 0, skipped: 4 });
    expect(await revisionsOf('again')).toEqual(before);

    const edited = [{ ...file[0]!, text: 'one, edited', editedAt: '2024-01-02T00:00:00Z' }, ...file.slice(1)];
    expect(await countsOf((await receive(params, ndjson(edited))).id)).toMatchObject({
      total: 1,
      skipped: 3,
    });
    expect((await revisionsOf('again')).at(-1)).toMatchObject({ id: 'a', ordinal: 2, text: 'one, edited' });
    // The old file once more does not take the edit back.
    expect(await countsOf((await receive(params, ndjson(file))).id)).toMatchObject({ total: 0, skipped: 4 });
  });

  it('does not take in again what was not kept, unless it was edited since', async () => {
    const params = { format: 'ndjson', source: 'unkept' } as const;
    const file = [{ id: 'a', text: 'see you', channelType: 'dm' }];
    await receive(params, ndjson(file));
    await rows(`update messages set content_hmac = null where source = 'unkept'`);
    await rows(
      `delete from texts where revision_id in (select r.id from revisions r join messages m on m.id = r.message_id where source = 'unkept')`,
    );
    expect(await countsOf((await receive(params, ndjson(file))).id)).toMatchObject({ total: 0, skipped: 1 });
    const edited = [{ ...file[0], text: 'see you at noon', editedAt: '2024-01-02T00:00:00Z' }];
    expect(await countsOf((await receive(params, ndjson(edited))).id)).toMatchObject({ total: 1 });
  });

  it('keeps what arrived of a broken upload, and the same file adopts it', async () => {
    const file = ndjson(Array.from({ length: 1_200 }, (_, i) => ({ id: `m${i}`, text: `text ${i}` })));
    const params = { format: 'ndjson', source: 'broken' } as const;
    async function* breaksOff() {
      yield Buffer.from(file.slice(0, file.length >> 1));
      await Promise.resolve();
      throw new Error('The client hung up.');
    }
    await expect(imports.receive(caller, params, breaksOff())).rejects.toThrow('hung up');
    const [broken] = await rows(
      `select id::int, status, error, total::int from runs order by id desc limit 1`,
    );
    expect(broken).toMatchObject({ status: 'failed', error: 'The upload broke off.' });
    expect(broken!['total']).toBeGreaterThan(0);
    const { id } = await receive(params, file);
    expect(await countsOf(id)).toEqual({ status: 'planned', total: 1_200, skipped: 0 });
    const after = await revisionsOf('broken');
    expect(after).toHaveLength(1_200);
    expect(after.every(({ run_id: run, ordinal }) => run === id && ordinal === 1)).toBe(true);
    // What waits for a run that goes on is left to it.
    expect(await countsOf((await receive(params, file)).id)).toMatchObject({ total: 0, skipped: 1_200 });
  });

  it('refuses bad rows by line with field and limit, and takes the rest in', async () => {
    const { id } = await receive(
      { format: 'ndjson', source: 'bad' },
      [
        ...[
          { text: 'good' },
          { text: 'x', colour: 'red' },
          { text: 'x'.repeat(20_481) },
          { text: ' ' },
          { text: '\ud800' },
          { text: 'a\0b' },
          { text: 'x', policy: 'unheard-of' },
          { text: 'x', store: 'none' },
          { text: 'x', authorName: 'Nobody' },
          { text: 'impossible', sentAt: '0000-01-01T00:00:00Z' },
        ].map((value) => JSON.stringify(value)),
        '{"text":',
        JSON.stringify({ text: 'good, too' }),
      ].join('\n'),
    );
    const errors = await errorsOf(id);
    expect(
      errors.map(([, line, reason]) => [line, (reason as string).split(' ')[0]]).sort((a, b) => a[0] - b[0]),
    ).toEqual([
      [2, '/colour'],
      [3, '/text'],
      [4, '/text'],
      [5, '/text'],
      [6, '/text'],
      [7, '/policy'],
      [8, '/store'],
      [9, '/authorName'],
      [10, '/sentAt'],
      [11, 'is'],
    ]);
    expect((await revisionsOf('bad')).map(({ text }) => text)).toEqual(['good', 'good, too']);
    expect(await countsOf(id)).toMatchObject({ total: 2, skipped: 0 });
  });

  it('keeps the order of the file where its messages have no ids', async () => {
    const texts = Array.from({ length: 40 }, (_, i) => `number ${i}`);
    await receive({ format: 'ndjson', source: 'in-order' }, ndjson(texts.map((text) => ({ text }))));
    expect((await revisionsOf('in-order')).map(({ text }) => text)).toEqual(texts);
  });

  it('lists at most 10,000 refused lines and counts them all', async () => {
    const { id } = await receive({ format: 'ndjson', source: 'flood' }, 'x\n'.repeat(10_500));
    const errors = await errorsOf(id);
    expect(errors).toHaveLength(10_001);
    expect(errors.at(-1)).toEqual([null, null, '10500 were refused in all; the first 10000 are listed.']);
  });

  it('takes the second text of an id in one file for a revision, and a repeated line for none', async () => {
    const { id } = await receive(
      { format: 'csv', source: 'twice', columns: 'id:No,text:Said' },
      'No,Said\n1,one\n1,one\n1,uno\n',
    );
    expect(await countsOf(id)).toMatchObject({ total: 2, skipped: 1 });
    expect((await revisionsOf('twice')).map(({ ordinal, text }) => [ordinal, text])).toEqual([
      [1, 'one'],
      [2, 'uno'],
    ]);
  });

  it('takes a Slack export in under its workspace, names of authors included, and leaves no file behind', async () => {
    const message = { type: 'message', user: 'U1', text: 'hello &amp; welcome', ts: '1704153600.000100' };
    const archive = zip(
      slackExport({
        'general/2024-01-02.json': [message, { ...message, subtype: 'channel_join', ts: '1704153601.0' }],
        'D1/2024-01-02.json': [{ ...message, user: 'U2', text: 'psst' }],
      }),
    );
    const { id } = await receive({ format: 'slack', source: 'T1' }, archive);
    expect(await countsOf(id)).toMatchObject({ total: 2, skipped: 1 });
    expect((await revisionsOf('slack:T1')).map((row) => [row['id'], row['text']])).toEqual([
      ['C1:1704153600.000100', 'hello & welcome'],
      ['D1:1704153600.000100', 'psst'],
    ]);
    expect(
      await rows(`select author_id, name from author_names where source = 'slack:T1' order by 1`),
    ).toEqual([
      { author_id: 'U1', name: 'Ada L.' },
      { author_id: 'U2', name: 'Bo Diddley' },
    ]);
    expect(readdirSync(spoolFolder)).toEqual([]);
  });

  it('does not bring back what is forgotten, in contexts neither', async () => {
    const bury = (kind: 'message' | 'author', name: string, at: string) =>
      rows('insert into forgotten (community_id, kind, hmac, at) values ($1, $2, $3, $4)', [
        'default',
        kind,
        secrets.nameHmac(kind, 'default', 'slack:T2', name),
        at,
      ]);
    await bury('message', 'C1:1704153600.000000', '2024-02-01T00:00:00Z');
    await bury('author', 'U2', '2024-02-01T00:00:00Z');
    const message = (ts: string, user: string, text: string) => ({
      type: 'message',
      user,
      text,
      ts,
      thread_ts: '1704153600.000000',
    });
    const archive = zip(
      slackExport({
        'general/2024-01-02.json': [
          message('1704153600.000000', 'U1', 'forgotten root'),
          message('1704153601.000000', 'U2', 'forgotten author'),
        ],
        // Half a year later.
        'general/2024-07-02.json': [
          message('1719878400.000000', 'U1', 'late reply'),
          message('1719878401.000000', 'U2', 'said since'),
        ],
      }),
    );
    const { id } = await receive({ format: 'slack', source: 'T2' }, archive);
    expect(await countsOf(id)).toMatchObject({ total: 2, skipped: 2 });
    const kept = await rows(
      `select t.text, t.context from texts t join revisions r on r.id = t.revision_id where r.run_id = $1 order by r.id`,
      [id],
    );
    expect(kept.map(({ text }) => text)).toEqual(['late reply', 'said since']);
    expect(JSON.stringify(kept)).not.toContain('forgotten');
  });

  it.each([
    [{ format: 'slack' }, 'no archive', 'no zip archive'],
    [{ format: 'csv' }, 'a,b\n', 'is not a field'],
    [
      { format: 'ndjson' },
      Buffer.from('{}', 'utf16le').toString('latin1').replace(/^/, '\xff\xfe'),
      'UTF-16',
    ],
  ] as const)('fails the run of a file that is not what it should be: %o', async (params, file, reason) => {
    const bytes = Buffer.from(file, 'latin1');
    const received = imports.receive(caller, params, inChunks(bytes));
    await expect(received).rejects.toThrow(InvalidRequestError);
    await expect(received).rejects.toThrow(reason);
    const [run] = await rows('select status, error from runs order by id desc limit 1');
    expect(run).toMatchObject({ status: 'failed', error: expect.stringContaining(reason) });
  });

  it.each([
    [{ format: 'csv', columns: 'words:a' }, 'is not a field'],
    [{ format: 'ndjson', columns: 'text:a' }, 'are for CSV only'],
  ] as const)('refuses columns before there is a run: %o', async (params, reason) => {
    const [before] = await rows('select count(*) from runs');
    await expect(imports.receive(caller, params, inChunks(Buffer.from('')))).rejects.toThrow(reason);
    expect((await rows('select count(*) from runs'))[0]).toEqual(before);
  });

  it('stops where the run is cancelled meanwhile; what arrived waits for the file to come again', async () => {
    const params = { format: 'ndjson', source: 'cancelled' } as const;
    const lines = Array.from(
      { length: 1_100 },
      (_, i) => `${JSON.stringify({ id: `m${i}`, text: `text ${i}` })}\n`,
    );
    async function* cancelledInTheMiddle() {
      yield Buffer.from(lines.slice(0, 600).join(''));
      await eventually(async () => (await revisionsOf('cancelled')).length === 500, 10_000);
      const [run] = (await runs.list(caller, { limit: 1 })).runs;
      await runs.cancel({ caller, id: run!.id, revisions: [run!.revision] });
      yield Buffer.from(lines.slice(600).join(''));
    }
    await expect(imports.receive(caller, params, cancelledInTheMiddle())).rejects.toThrow(ConflictError);
    expect((await runs.list(caller, { limit: 1 })).runs[0]).toMatchObject({ status: 'cancelled' });
    const { id } = await receive(params, lines.join(''));
    expect(await countsOf(id)).toEqual({ status: 'planned', total: 1_100, skipped: 0 });
  });

  it('is scored by the run that it is, and by none when it comes again', async () => {
    await service.startWorker();
    const file = ndjson([
      { id: 'a', text: 'You are an idiot and nobody wants you here.', channelType: 'public' },
      { id: 'b', text: 'The build went through.', channelType: 'public' },
      { id: 'c', text: 'See you at noon.', channelType: 'dm' },
    ]);
    const params = { format: 'ndjson', source: 'scored', start: true } as const;
    for (const counts of [
      { total: 3, done: 3, skipped: 0 },
      { total: 0, done: 0, skipped: 3 },
    ]) {
      const { id } = await receive(params, file);
      await eventually(async () => (await runs.get(caller, id)).status === 'done', 45_000);
      expect((await runs.get(caller, id)).progress).toMatchObject(counts);
    }
    const actions = await rows(`select action from messages where source = 'scored' order by external_id`);
    expect(actions.map(({ action }) => action === 'allow')).toEqual([false, true, true]);
  }, 120_000);

  it('left unscored when its run was cancelled, a message is scored once it is handed in, live or durable', async () => {
    const text = 'You are an idiot and nobody wants you here.';
    const ids = ['left-live', 'left-durable', 'left-alone'];
    const file = ndjson(ids.map((id) => ({ id, text, channelType: 'public' })));
    const run = await receive({ format: 'ndjson', source: 'api' }, file);
    await runs.cancel({ caller, id: run.id, revisions: [run.revision] });
    const { body } = await service.post('/v1/classify', { id: 'left-live', text });
    expect((await service.post('/v1/messages', { id: 'left-durable', text })).status).toBe(202);
    for (const id of ['left-live', 'left-durable']) {
      await eventually(
        async () => (await service.get(`/v1/messages/${id}`)).body.status === 'scored',
        20_000,
      );
      expect((await service.get(`/v1/messages/${id}`)).body).toMatchObject({
        revision: 1,
        text,
        signals: body.signals,
        current: { action: body.decision.action },
      });
    }
    expect((await service.get('/v1/messages/left-alone')).body.status).toBe('pending');
    const found = await rows(
      `select m.external_id as id, r.run_id, (select count(*)::int from decisions where revision_id = r.id) as decisions,
         (select count(*)::int from cases where revision_id = r.id) as cases
       from messages m join revisions r on r.message_id = m.id where m.external_id = any ($1) order by 1`,
      [ids],
    );
    expect(found).toEqual([
      { id: 'left-alone', run_id: String(run.id), decisions: 0, cases: 0 },
      { id: 'left-durable', run_id: null, decisions: 1, cases: 1 },
      { id: 'left-live', run_id: null, decisions: 1, cases: 1 },
    ]);
  }, 60_000);
});
