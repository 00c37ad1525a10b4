import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ADMIN_KEY, eventually, startTestService, type TestService } from '../support/service.js';

const HARMLESS = 'See you at the meeting tomorrow at noon.';

type Thresholds = Readonly<Record<string, { review?: number; act?: number; alert?: number }>>;
/** Rules by clause: thresholds of 0 let nothing pass, whatever the model says. */
const rules = (clauses: Thresholds) => ({
  title: 'For tests',
  onUnavailable: 'allow',
  clauses: Object.entries(clauses).map(([id, { alert, ...thresholds }]) => ({
    id,
    title: id,
    text: `No ${id}.`,
    severity: 3,
    signals: [id === 'spam' ? 'spam' : id === 'distress' ? 'distress' : 'insult'],
    ...(alert === undefined ? thresholds : { alertOnly: true, alert }),
  })),
});
const POLICIES: Record<string, Thresholds> = {
  lenient: { insult: { review: 1, act: 1 } },
  reviewing: { insult: { review: 0, act: 1 }, spam: { review: 1, act: 1 } },
  acting: { insult: { review: 0, act: 1 }, spam: { review: 0, act: 0 } },
  alerting: { spam: { review: 0, act: 0 }, distress: { alert: 0 } },
};

describe('review cases', () => {
  let service: TestService;
  let db: pg.Client;
  let ada: string;
  let grace: string;
  beforeAll(async () => {
    service = await startTestService();
    db = new pg.Client({ connectionString: service.config.DATABASE_URL });
    await db.connect();
    const keyOf = async (owner: string, scope: string) =>
      (await service.post('/v1/keys', { owner, scopes: [scope] })).body.key as string;
    ada = await keyOf('Ada', 'review');
    grace = await keyOf('Grace', 'review');
    for (const [name, clauses] of Object.entries(POLICIES)) {
      expect((await service.post('/v1/policies', { name, policy: rules(clauses) })).status).toBe(201);
    }
  });
  afterAll(async () => {
    await db.end();
    await service.close();
  });

  let ids = 0;
  interface Flagged {
    readonly messageId: string;
    readonly caseId: number;
  }
  /** Classifies a message and finds its case. */
  async function flagged(policy = 'reviewing', message: object = {}): Promise<Flagged> {
    const messageId = `case-${++ids}`;
    const { status } = await service.post('/v1/classify', {
      id: messageId,
      text: `${HARMLESS} (${ids})`,
      store: 'all',
      policy,
      ...message,
    });
    expect(status).toBe(200);
    return { messageId, caseId: (await casesOf(messageId))[0]!['id'] };
  }
  const casesOf = async (messageId: string) =>
    (
      await db.query(
        `select c.id::int, c.status, c.action, c.alert, c.clauses, c.revision::int, r.ordinal
         from cases c join messages m on m.id = c.message_id join revisions r on r.id = c.revision_id
         where m.external_id = $1 order by c.id`,
        [messageId],
      )
    ).rows as Record<string, any>[];
  const read = (id: number, key = ada) => service.get(`/v1/cases/${id}`, key);
  const etagOf = async (id: number) => (await read(id)).headers['etag'] as string;
  async function change(
    id: number,
    what: 'claim' | 'release' | 'resolve',
    { key = ada, etag, body }: { key?: string; etag?: string | null; body?: unknown } = {},
  ) {
    const ifMatch = etag === undefined ? await etagOf(id) : etag;
    const response = await service.app.inject({
      method: 'POST',
      url: `/v1/cases/${id}/${what}`,
      headers: {
        authorization: `Bearer ${key}`,
        ...(ifMatch !== null && { 'if-match': ifMatch }),
        ...(body !== undefined && { 'content-type': 'application/json' }),
      },
      ...(body !== undefined && { payload: JSON.stringify(body) }),
    });
    return { status: response.statusCode, headers: response.headers, body: response.json() };
  }
  const VIOLATES = { labels: [{ target: { clause: 'insult' }, verdict: 'violates' }] };
  const labelsOf = async (messageId: string) =>
    (await service.get(`/v1/messages/${messageId}/labels`, ada)).body.labels;

  it('one is opened with what was decided and all that a reviewer needs', async () => {
    const message = {
      authorId: 'author-1',
      channelId: 'C1',
      channelType: 'private',
      sentAt: '2026-01-02T03:04:05.000Z',
      context: [{ authorId: 'x', text: 'canary-case-context' }, { text: 'no author' }],
      text: 'canary-case-text: hello',
    };
    const { messageId, caseId } = await flagged('acting', message);
    const { status, body, headers } = await read(caseId);
    expect(status).toBe(200);
    const stored = (await service.get(`/v1/messages/${messageId}`)).body;
    const spam = stored.decision.clauses.find(({ id }: { id: string }) => id === 'spam');
    expect(body).toEqual({
      id: caseId,
      etag: headers['etag'],
      status: 'open',
      action: 'act',
      alert: false,
      clauses: ['spam', 'insult'],
      score: spam.score,
      openedAt: expect.any(String),
      claimedBy: null,
      claimedAt: null,
      resolvedBy: null,
      resolvedAt: null,
      resolution: null,
      message: {
        id: messageId,
        source: 'api',
        revision: 1,
        latestRevision: 1,
        text: message.text,
        context: message.context,
        channelId: 'C1',
        channelType: 'private',
        authorId: 'author-1',
        sentAt: message.sentAt,
      },
      decision: stored.decision,
      author: { cases: 1, earlier: [] },
    });
    const list = await service.get('/v1/cases?channelId=C1', ada);
    const inList = list.body.cases[0];
    expect(list.body.cases).toHaveLength(1);
    expect(body).toEqual({ ...inList, decision: body.decision, author: body.author });
    expect(inList).not.toHaveProperty('decision');
    expect(service.logs()).not.toMatch(/canary-case/);
  });

  it('of what is allowed, or not stored, there is none', async () => {
    const count = async () => (await db.query('select count(*)::int as n from cases')).rows[0].n;
    const before = await count();
    const classify = (more: object) => service.post('/v1/classify', { text: HARMLESS, ...more });
    await classify({ id: 'allowed', store: 'all', policy: 'lenient' });
    await classify({ id: 'not-stored', store: 'none', policy: 'acting' });
    await service.post('/v1/messages', { id: 'allowed-later', text: HARMLESS, policy: 'lenient' });
    await scored('allowed-later');
    expect(await count()).toBe(before);
  });

  const scored = (id: string, revision = 1) =>
    eventually(async () => {
      const { body } = await service.get(`/v1/messages/${id}`);
      return body.status === 'scored' && body.revision === revision;
    }, 20_000);

  it('messages scored later have them too, alerts included', async () => {
    await service.post('/v1/messages', { id: 'later', text: HARMLESS, policy: 'alerting' });
    await scored('later');
    expect(await casesOf('later')).toEqual([
      expect.objectContaining({ status: 'open', action: 'act', alert: true, clauses: ['distress', 'spam'] }),
    ]);
  });

  it("an edit's decision updates what is unresolved, its place and its claim kept", async () => {
    const { messageId, caseId } = await flagged('reviewing');
    const claimed = await change(caseId, 'claim');
    await service.post('/v1/classify', {
      id: messageId,
      text: 'edited text',
      store: 'all',
      policy: 'acting',
    });
    expect(await casesOf(messageId)).toEqual([
      {
        id: caseId,
        status: 'claimed',
        action: 'act',
        alert: false,
        clauses: ['spam', 'insult'],
        revision: 3,
        ordinal: 2,
      },
    ]);
    const { body } = await read(caseId);
    expect(body).toMatchObject({ claimedBy: 'Ada', message: { revision: 2, text: 'edited text' } });
    expect(body.openedAt).toBe(claimed.body.openedAt);
    // Whoever read the earlier text does not resolve the case of the later one.
    const stale = await change(caseId, 'resolve', {
      etag: claimed.headers['etag'] as string,
      body: VIOLATES,
    });
    expect(stale.status).toBe(412);
    await service.post('/v1/messages', { id: messageId, text: 'edited again', policy: 'reviewing' });
    await scored(messageId, 3);
    expect(await casesOf(messageId)).toEqual([
      expect.objectContaining({ id: caseId, status: 'claimed', action: 'review', ordinal: 3 }),
    ]);
  });

  it('an edit into something harmless takes nothing back', async () => {
    const { messageId, caseId } = await flagged('reviewing', { text: 'the first text' });
    const etag = await etagOf(caseId);
    await service.post('/v1/classify', {
      id: messageId,
      text: 'harmless now',
      store: 'all',
      policy: 'lenient',
    });
    const { body } = await read(caseId);
    expect(body).toMatchObject({
      etag,
      action: 'review',
      message: { revision: 1, latestRevision: 2, text: 'the first text' },
    });
    const resolved = await change(caseId, 'resolve', { etag, body: VIOLATES });
    expect(resolved.status).toBe(200);
    expect(await labelsOf(messageId)).toEqual([
      expect.objectContaining({
        verdict: 'violates',
        message: { id: messageId, source: 'api', revision: 1 },
      }),
    ]);
  });

  it('after a resolution an edit opens another; the same text again does not', async () => {
    const { messageId, caseId } = await flagged('reviewing', { text: 'same text' });
    expect((await change(caseId, 'resolve', { body: VIOLATES })).status).toBe(200);
    const again = (text: string) =>
      service.post('/v1/classify', { id: messageId, text, store: 'all', policy: 'reviewing' });
    await again('same text');
    expect(await casesOf(messageId)).toHaveLength(1);
    await again('another text');
    expect((await casesOf(messageId)).map(({ status, ordinal }) => [status, ordinal])).toEqual([
      ['resolved', 1],
      ['open', 2],
    ]);
  });

  it('a decision about an earlier revision, scored late, changes nothing', async () => {
    const { messageId, caseId } = await flagged('acting');
    await service.post('/v1/classify', { id: messageId, text: 'later', store: 'all', policy: 'acting' });
    const before = await casesOf(messageId);
    await db.query(
      `insert into decisions (community_id, message_id, revision_id, action, alert, incomplete, answer)
       select community_id, message_id, revision_id, 'review', false, false, answer from decisions
       where message_id = (select id from messages where external_id = $1) order by id limit 1`,
      [messageId],
    );
    expect(await casesOf(messageId)).toEqual(before);
    expect(before).toEqual([expect.objectContaining({ id: caseId, ordinal: 2 })]);
  });

  it('nothing is opened, or changed, by activating another version', async () => {
    const strict = rules({ insult: { review: 0, act: 0 } });
    const created = await service.post('/v1/policies', {
      name: 'moving',
      policy: rules(POLICIES['reviewing']!),
    });
    const send = async (path: string, body: object) => {
      const { headers } = await service.get('/v1/policies/moving');
      const response = await service.app.inject({
        method: 'POST',
        url: `/v1/policies/moving/${path}`,
        headers: {
          authorization: `Bearer ${ADMIN_KEY}`,
          'if-match': headers['etag'] as string,
          'content-type': 'application/json',
        },
        payload: JSON.stringify(body),
      });
      expect(response.statusCode).toBeLessThan(300);
    };
    expect(created.status).toBe(201);
    const { messageId, caseId } = await flagged('moving');
    await service.post('/v1/classify', {
      id: 'moving-allowed',
      text: HARMLESS,
      store: 'all',
      policy: 'lenient',
    });
    await db.query(
      `update messages set policy_name = 'moving', policy_version = 1 where external_id = 'moving-allowed'`,
    );
    const before = await read(caseId);
    await send('versions', { policy: strict });
    await send('activate', { version: 2 });
    await eventually(async () => {
      const { rows } = await db.query(
        `select count(*)::int as n from messages where policy_name = 'moving' and policy_version = 2 and action = 'act'`,
      );
      return rows[0].n === 2;
    }, 20_000);
    expect(await casesOf('moving-allowed')).toEqual([]);
    expect((await read(caseId)).body).toEqual(before.body);

    // A clause that fired and that the policy has lost since can be labelled as it was answered.
    await send('versions', { policy: rules({ spam: { review: 0, act: 0 } }) });
    await send('activate', { version: 3 });
    const body = {
      labels: [
        { target: { clause: 'insult' }, verdict: 'ok' },
        { target: { clause: 'spam' }, verdict: 'unsure' },
      ],
    };
    await eventually(async () => (await change(caseId, 'resolve', { body })).status !== 503, 5_000);
    const [spam, insult] = await labelsOf(messageId);
    expect(insult).toMatchObject({ target: { clause: 'insult' }, policy: { name: 'moving', version: 1 } });
    expect(insult.score).toBe(before.body.score);
    expect(spam).toMatchObject({ target: { clause: 'spam' }, policy: { name: 'moving', version: 3 } });
  });

  it('are listed alerts first, then act, then review, each the oldest first, page by page', async () => {
    const channelId = 'order';
    const made: number[] = [];
    for (const policy of [
      'reviewing',
      'acting',
      'alerting',
      'reviewing',
      'acting',
      'alerting',
      'reviewing',
    ]) {
      made.push((await flagged(policy, { channelId })).caseId);
    }
    const order = [2, 5, 1, 4, 0, 3, 6].map((i) => made[i]);
    const list = async (query: string) => (await service.get(`/v1/cases?channelId=order${query}`, ada)).body;
    const whole = await list('');
    expect(whole.cases.map(({ id }: { id: number }) => id)).toEqual(order);
    expect(whole.next).toBeNull();
    expect(whole.counts).toEqual({ open: 7, claimed: 0, resolved: 0, alerts: 2 });
    const paged: number[] = [];
    for (let cursor = ''; ;) {
      const page = await list(`&limit=3${cursor}`);
      paged.push(...page.cases.map(({ id }: { id: number }) => id));
      expect(page.cases.length).toBeLessThanOrEqual(3);
      if (page.next === null) break;
      cursor = `&cursor=${page.next as string}`;
    }
    expect(paged).toEqual(order);

    await change(made[2]!, 'claim');
    await change(made[5]!, 'resolve', { body: { labels: [{ target: 'message', verdict: 'ok' }] } });
    const idsOf = async (query: string) => (await list(query)).cases.map(({ id }: { id: number }) => id);
    expect((await list('&status=resolved')).counts).toEqual({ open: 5, claimed: 1, resolved: 1, alerts: 1 });
    expect(await idsOf('&status=claimed')).toEqual([made[2]]);
    expect(await idsOf('&status=resolved')).toEqual([made[5]]);
    expect(await idsOf('&status=all')).toEqual(order);
    expect(await idsOf('&status=all&clause=distress')).toEqual([made[2], made[5]]);
    expect((await list('&status=all&clause=distress')).counts).toMatchObject({
      open: 0,
      claimed: 1,
      resolved: 1,
    });
    expect(await idsOf('&clause=nothing')).toEqual([]);
  });

  it("shows the author's other cases, latest first", async () => {
    const authorId = 'busy';
    const made: Flagged[] = [];
    for (let i = 0; i < 12; i++) made.push(await flagged(i % 2 ? 'acting' : 'reviewing', { authorId }));
    await flagged('acting', { authorId: 'somebody else' });
    await change(made[11]!.caseId, 'resolve', { body: VIOLATES });
    const { author } = (await read(made[3]!.caseId)).body;
    expect(author.cases).toBe(12);
    expect(author.earlier).toHaveLength(10);
    expect(author.earlier[0]).toEqual({
      messageId: made[11]!.messageId,
      source: 'api',
      action: 'act',
      alert: false,
      at: expect.any(String),
      clauses: ['spam', 'insult'],
      resolution: 'violates',
    });
    const seen = author.earlier.map(({ messageId }: { messageId: string }) => messageId);
    expect(seen).toEqual([11, 10, 9, 8, 7, 6, 5, 4, 2, 1].map((i) => made[i]!.messageId));
    const nobody = await flagged('acting');
    expect((await read(nobody.caseId)).body.author).toEqual({ cases: 0, earlier: [] });
  });

  it('open → claimed → open → claimed → resolved, with labels of origin queue', async () => {
    const { messageId, caseId } = await flagged('acting');
    const claimed = await change(caseId, 'claim', { body: {} });
    expect(claimed).toMatchObject({ status: 200, body: { status: 'claimed', claimedBy: 'Ada' } });
    expect(claimed.body.etag).toBe(claimed.headers['etag']);
    expect(claimed.body.claimedAt).not.toBeNull();
    const again = await change(caseId, 'claim');
    expect(again).toMatchObject({ status: 200, body: claimed.body });
    expect(await change(caseId, 'release')).toMatchObject({
      status: 200,
      body: { status: 'open', claimedBy: null, claimedAt: null },
    });
    expect(await change(caseId, 'release')).toMatchObject({ status: 409 });
    await change(caseId, 'claim', { key: grace });
    const resolved = await change(caseId, 'resolve', {
      key: grace,
      body: {
        labels: [
          { target: { clause: 'insult' }, verdict: 'ok' },
          { target: { clause: 'spam' }, verdict: 'violates' },
          { target: 'message', verdict: 'unsure' },
        ],
        note: 'canary-case-note',
      },
    });
    expect(resolved).toMatchObject({
      status: 200,
      body: { status: 'resolved', claimedBy: 'Grace', resolvedBy: 'Grace', resolution: 'violates' },
    });
    const labels = await labelsOf(messageId);
    expect(labels.map(({ target, verdict }: any) => [target, verdict])).toEqual([
      ['message', 'unsure'],
      [{ clause: 'spam' }, 'violates'],
      [{ clause: 'insult' }, 'ok'],
    ]);
    const { decision } = (await read(caseId)).body;
    const scoreOf = (id: string) => decision.clauses.find((clause: any) => clause.id === id).score;
    expect(labels[1]).toMatchObject({ origin: 'queue', actor: { owner: 'Grace' }, score: scoreOf('spam') });
    expect(labels[2]).toMatchObject({ note: 'canary-case-note', score: scoreOf('insult') });
    expect(service.logs()).not.toContain('canary-case-note');
    for (const what of ['claim', 'release', 'resolve'] as const) {
      const late = await change(caseId, what, { ...(what === 'resolve' && { body: VIOLATES }) });
      expect(late.status).toBe(409);
      expect(late.body.detail).toContain('Grace has resolved it.');
    }
    expect(await labelsOf(messageId)).toHaveLength(3);
  });

  it.each([
    [['ok', 'unsure'], 'unsure'],
    [['ok'], 'ok'],
    [['unsure', 'violates'], 'violates'],
  ])('%j resolves as %s', async (verdicts, resolution) => {
    const { caseId } = await flagged('acting');
    const targets = [{ clause: 'insult' }, { clause: 'spam' }];
    const labels = verdicts.map((verdict, i) => ({ target: targets[i], verdict }));
    // Unclaimed, too: nobody else had it.
    const { status, body } = await change(caseId, 'resolve', { body: { labels } });
    expect(status).toBe(200);
    expect(body).toMatchObject({ resolution, claimedBy: 'Ada', resolvedBy: 'Ada' });
  });

  it("what is another's is not changed but by an admin's force, and the refusal says whose it is", async () => {
    const { messageId, caseId } = await flagged('acting');
    await change(caseId, 'claim');
    for (const [what, body] of [
      ['claim', {}],
      ['release', {}],
      ['resolve', VIOLATES],
    ] as const) {
      for (const key of [grace, ADMIN_KEY]) {
        const refused = await change(caseId, what, { key, body });
        expect(refused).toMatchObject({ status: 409, body: { code: 'conflict' } });
        expect(refused.body.detail).toContain('Ada has it.');
      }
    }
    expect((await change(caseId, 'claim', { key: grace, body: { force: true } })).status).toBe(403);
    expect(await labelsOf(messageId)).toEqual([]);
    const taken = await change(caseId, 'claim', { key: ADMIN_KEY, body: { force: true } });
    expect(taken).toMatchObject({ status: 200, body: { status: 'claimed', claimedBy: 'ADMIN_API_KEY' } });
    expect((await change(caseId, 'resolve', { body: VIOLATES })).status).toBe(409);
  });

  it('428 without If-Match, 412 with another, 400 with *', async () => {
    const { caseId } = await flagged();
    for (const what of ['claim', 'release', 'resolve'] as const) {
      const body = what === 'resolve' ? VIOLATES : {};
      expect((await change(caseId, what, { etag: null, body })).status).toBe(428);
      expect((await change(caseId, what, { etag: '*', body })).status).toBe(400);
      const stale = await change(caseId, what, { etag: '"r99"', body });
      expect(stale).toMatchObject({ status: 412, body: { code: 'precondition_failed' } });
    }
    const etag = await etagOf(caseId);
    await change(caseId, 'claim', { etag });
    const late = await change(caseId, 'claim', { etag, key: grace });
    expect(late.status).toBe(412);
    expect(late.body.detail).toContain('Ada has it.');
  });

  it('of any number of people at once one claims, and one resolves, with one set of labels', async () => {
    for (const [what, body] of [
      ['claim', {}],
      ['resolve', VIOLATES],
    ] as const) {
      const { messageId, caseId } = await flagged('acting');
      const etag = await etagOf(caseId);
      const answers = await Promise.all(
        Array.from({ length: 12 }, (_, i) => change(caseId, what, { key: i % 2 ? ada : grace, etag, body })),
      );
      const statuses = answers.map(({ status }) => status);
      expect(statuses.filter((status) => status === 200)).toHaveLength(1);
      expect(statuses.filter((status) => status === 412)).toHaveLength(11);
      const winner = answers.find(({ status }) => status === 200)!.body;
      const who = winner.resolvedBy ?? winner.claimedBy;
      for (const { status, body: problem } of answers) {
        if (status === 412) expect(problem.detail).toMatch(new RegExp(`${who as string} has (resolved )?it`));
      }
      expect((await read(caseId)).body).toMatchObject({ claimedBy: who, resolvedBy: winner.resolvedBy });
      const labels = await labelsOf(messageId);
      expect(labels.map(({ actor }: any) => actor.owner)).toEqual(what === 'resolve' ? [who] : []);
    }
  });

  it('edits and resolutions at once hold each other up and lose nothing', async () => {
    const { messageId } = await flagged('acting');
    let editing = true;
    const edits = (async () => {
      for (let i = 0; i < 15; i++) {
        const text = `edited ${i}`;
        const answer = await service.post('/v1/classify', {
          id: messageId,
          text,
          store: 'all',
          policy: 'acting',
        });
        expect(answer.status).toBe(200);
      }
      editing = false;
    })();
    const resolutions = [ada, grace].map(async (key) => {
      const seen: number[] = [];
      while (editing) {
        const last = (await casesOf(messageId)).at(-1)!;
        const { status } = await change(last['id'], 'resolve', { key, body: VIOLATES });
        expect([200, 409, 412]).toContain(status);
        seen.push(status);
      }
      return seen;
    });
    const [, ...seen] = await Promise.all([edits, ...resolutions]);
    const resolved = seen.flat().filter((status) => status === 200).length;
    expect(resolved).toBeGreaterThan(0);
    const all = await casesOf(messageId);
    expect(all.filter(({ status }) => status === 'resolved')).toHaveLength(resolved);
    expect(all.filter(({ status }) => status !== 'resolved').length).toBeLessThanOrEqual(1);
    // One label each, on the very revision that its case is about.
    const labelled = (await labelsOf(messageId)).map(({ message }: any) => message.revision);
    const closed = all.filter(({ status }) => status === 'resolved').map(({ ordinal }) => ordinal);
    expect(labelled.sort((x: number, y: number) => x - y)).toEqual(closed);
    expect(all.at(-1)!['ordinal']).toBe(16);
  });

  it('a resolution is written whole or not at all', async () => {
    const { messageId, caseId } = await flagged('acting');
    const before = await read(caseId);
    const refused = await change(caseId, 'resolve', {
      body: {
        labels: [
          { target: { clause: 'insult' }, verdict: 'violates' },
          { target: { clause: 'nope' }, verdict: 'violates' },
        ],
      },
    });
    expect(refused.status).toBe(400);
    expect(refused.body.errors[0].field).toBe('/labels/1/target/clause');
    // The second label cannot be stored: the database refuses it in the middle of the transaction.
    await db.query(`alter table labels add constraint refused check (target <> 'spam') not valid`);
    const broken = await change(caseId, 'resolve', {
      body: {
        labels: [
          { target: { clause: 'insult' }, verdict: 'violates' },
          { target: { clause: 'spam' }, verdict: 'violates' },
        ],
      },
    });
    await db.query('alter table labels drop constraint refused');
    expect(broken.status).toBe(500);
    expect(await labelsOf(messageId)).toEqual([]);
    expect((await read(caseId)).body).toEqual(before.body);
  });

  it('with the text forgotten, the case stays, without text or note', async () => {
    const { messageId, caseId } = await flagged('acting');
    await db.query(
      `delete from texts using revisions r, messages m
       where texts.revision_id = r.id and r.message_id = m.id and m.external_id = $1`,
      [messageId],
    );
    expect((await read(caseId)).body.message).toMatchObject({ text: null, context: [] });
    const noted = await change(caseId, 'resolve', { body: { ...VIOLATES, note: 'x' } });
    expect(noted).toMatchObject({ status: 400, body: { errors: [{ field: '/note' }] } });
    expect((await service.post(`/v1/messages/${messageId}/explain`, {}, ada)).status).toBe(409);
    expect((await change(caseId, 'resolve', { body: VIOLATES })).status).toBe(200);
  });

  it.each([
    ['no labels', { labels: [] }, '/labels'],
    ['a target twice', { labels: [...VIOLATES.labels, ...VIOLATES.labels] }, '/labels/1/target'],
    ['an unknown verdict', { labels: [{ target: 'message', verdict: 'bad' }] }, '/labels/0/verdict'],
    ['an unknown field', { ...VIOLATES, colour: 'red' }, '/colour'],
    ['a lone surrogate', { ...VIOLATES, note: 'x\ud83d' }, '/note'],
  ])('400 for a resolution with %s', async (_, body, field) => {
    const { caseId } = await flagged();
    const { status, body: problem } = await change(caseId, 'resolve', { body });
    expect(status).toBe(400);
    expect(problem.errors.map((error: { field: string }) => error.field)).toContain(field);
  });

  it('404 for a case that is none, 403 without the scope review, 400 for a query that is none', async () => {
    expect((await read(999_999)).status).toBe(404);
    expect((await change(999_999, 'claim', { etag: '"r1"' })).status).toBe(404);
    expect((await change(999_999, 'resolve', { etag: '"r1"', body: VIOLATES })).status).toBe(404);
    const { caseId } = await flagged();
    const caller = await service.newKey('classify', 'history');
    expect((await service.get('/v1/cases', caller)).status).toBe(403);
    expect((await read(caseId, caller)).status).toBe(403);
    expect((await change(caseId, 'claim', { key: caller })).status).toBe(403);
    for (const query of ['status=new', 'limit=0', 'cursor=x', 'cursor=3-1', 'colour=red', 'clause=']) {
      expect((await service.get(`/v1/cases?${query}`, ada)).status).toBe(400);
    }
  });

  describe('POST /v1/messages/{id}/explain', () => {
    const INSULT = 'I looked at the build again. You are a pathetic idiot. The logs are attached.';
    const explain = (path: string, key = ada) => service.post(`/v1/messages/${path}`, {}, key);

    it('says which parts carry the scores, as an explained classification would, and stores nothing', async () => {
      const { messageId } = await flagged('reviewing', { text: INSULT });
      const count = async () => (await db.query('select count(*)::int as n from decisions')).rows[0].n;
      const before = await count();
      const { status, body } = await explain(`${messageId}/explain`);
      expect(status).toBe(200);
      const live = await service.post('/v1/classify', {
        text: INSULT,
        store: 'none',
        explain: true,
        policy: 'reviewing',
      });
      expect(body.clauses).toEqual(
        live.body.decision.clauses.map(({ id, score, spans }: any) => ({ id, score, spans })),
      );
      const [{ spans }] = body.clauses;
      expect(spans.map(({ begin, end }: any) => INSULT.slice(begin, end)).join(' ')).toMatch(
        /idiot|pathetic/,
      );
      expect(await count()).toBe(before);
      expect(service.logs()).not.toContain('pathetic');
    });

    it('of the revision that is asked for', async () => {
      const { messageId } = await flagged('reviewing', { text: INSULT });
      await service.post('/v1/classify', { id: messageId, text: HARMLESS, store: 'all', policy: 'lenient' });
      const spansOf = async (query: string) =>
        (await explain(`${messageId}/explain${query}`)).body.clauses[0].spans;
      expect(await spansOf('')).toEqual([]);
      expect(await spansOf('?revision=1')).not.toEqual([]);
      expect((await explain(`${messageId}/explain?revision=3`)).status).toBe(404);
    });

    it('404 for what is not there, of another source too; 403 without the scope review', async () => {
      const { messageId } = await flagged();
      expect((await explain('none/explain')).status).toBe(404);
      expect((await explain(`${messageId}/explain?source=elsewhere`)).status).toBe(404);
      expect((await explain(`${messageId}/explain?source=api`)).status).toBe(200);
      expect((await explain(`${messageId}/explain`, await service.newKey('classify'))).status).toBe(403);
    });
  });

  it('GET /v1/messages/{id} gives a reviewer text, context and circumstances, and others none of it', async () => {
    const context = [{ authorId: 'b', text: 'before' }];
    const where = {
      channelId: 'C9',
      channelType: 'private',
      authorId: 'a',
      sentAt: '2026-03-04T05:06:07.000Z',
    };
    const { messageId } = await flagged('reviewing', { text: 'shown', context, ...where });
    const get = async (key: string, query = '') =>
      (await service.get(`/v1/messages/${messageId}${query}`, key)).body;
    for (const key of [ada, ADMIN_KEY])
      expect(await get(key)).toMatchObject({ text: 'shown', context, ...where });
    const importer = await get(await service.newKey('history'));
    expect(importer.decision).toBeDefined();
    for (const name of ['text', 'context', ...Object.keys(where)]) expect(importer[name]).toBeUndefined();
    expect((await get(ada, '?source=api')).text).toBe('shown');
    expect((await service.get(`/v1/messages/${messageId}?source=elsewhere`, ada)).status).toBe(404);
    expect((await service.get(`/v1/messages/${messageId}/labels?source=elsewhere`, ada)).status).toBe(404);
  });
});
