import { monitorEventLoopDelay } from 'node:perf_hooks';
import pg from 'pg';
import { SIGNALS } from '../src/domain/signal.js';
import { createScoreSnapshots } from '../src/services/score-snapshot.js';
import { createReaches } from '../src/services/first-stage-reach.js';
import { createSimulationService } from '../src/services/simulation.js';
import { createLabellingService } from '../src/services/labelling.js';
import { createStatisticsService } from '../src/services/statistics.js';
import { createThresholdService } from '../src/services/thresholds.js';
import { shippedPolicyVersion } from '../src/services/policy-versions.js';
import { INSTALLATION } from '../src/store/audit.js';
import { openDatabase, type Database } from '../src/store/database.js';
import { createLabellingSampleStore } from '../src/store/labelling-samples.js';
import { migrate } from '../src/store/migrate.js';
import { createPipelineStore } from '../src/store/pipelines.js';
import { createPolicyStore } from '../src/store/policies.js';
import { createStoredScoreStore } from '../src/store/stored-scores.js';
import { startEmptyPostgres } from './stack.js';
import { median, print, verdict } from './statistics.js';

const MESSAGES = Number(process.env['MESSAGES'] ?? 1_000_000);
const CHANNELS = 300;
const CALLS = 9;
const CALLER = { id: 1, communityId: 'default', prefix: '', owner: 'bench', scopes: ['review'] as const };
const MIB = 1024 * 1024;

/** A pipeline that gives every signal: the most there can be to read and to compare. */
const PIPELINE = {
  id: 'bench',
  sha256: 'bench',
  normaliser: 'bench',
  model: { name: 'bench', sha256: 'bench' },
  stages: ['bench'],
  labels: SIGNALS,
  calibration: {
    id: 'bench',
    signals: Object.fromEntries(SIGNALS.map((name) => [name, { method: 'sigmoid', a: 1, b: 0 } as const])),
  },
};

/**
 * Scores as they come in a community: most are low, few are high, one message in twenty has a folded
 * view; channels of three kinds, direct messages to one or many, a year of them.
 */
const fill = [
  `insert into messages (community_id, source, external_id, channel_type, channel_id, channel_tags, recipients,
     author_id, sent_at, action, alert, policy_name, policy_version)
   select 'default', 'bench', 'm' || n,
     case when n % 10 = 0 then 'dm' when n % 7 = 0 then 'private' else 'public' end,
     'C' || n % ${CHANNELS}, case when n % ${CHANNELS} < 20 then array['offers'] else array[]::text[] end,
     case when n % 10 = 0 then 1 + n % 40 end, 'U' || n % 5000,
     timestamptz '2026-01-01' + n * interval '1 year' / ${MESSAGES}, 'allow', false, 'default', 1
   from generate_series(1, ${MESSAGES}) as n`,
  `insert into revisions (community_id, message_id, ordinal, status, language, scored_at, english)
   select 'default', id, 1, 'scored', 'en', sent_at,
     case when id % 100 = 0 then 'none' when id % 100 = 1 then 'part' else 'all' end from messages order by id`,
  `insert into texts (revision_id, community_id, text)
   select id, 'default', 'A message of about the usual length, number ' || id from revisions order by id`,
  `insert into scores (revision_id, community_id, pipeline_id, stage, original, folded)
   select id, 'default', 'bench', 'bench', raw, case when id % 20 = 0 then raw end
   from (select id, array[${SIGNALS.map(() => '(-5 + 2 * random_normal())::real').join(', ')}] as raw
     from revisions order by id) as drawn`,
  `insert into api_keys (community_id, key_sha256, prefix, owner, scopes) values ('default', 'bench', '', 'bench', '{}')`,
  'analyze',
];

export async function benchSimulate(): Promise<void> {
  const postgres = await startEmptyPostgres();
  const db = openDatabase({ url: postgres.url, onError: (error) => print(String(error)) });
  await migrate(postgres.url);
  const pipelines = createPipelineStore(db);
  const policies = createPolicyStore(db);
  await pipelines.register(PIPELINE);
  const shipped = shippedPolicyVersion();
  const audit = { action: 'policy.create', subject: 'default', before: null, after: null };
  await policies.addFirst('default', shipped, INSTALLATION, { note: '', audit });
  await insertMessages(postgres.url);

  const scores = createStoredScoreStore(db);
  const snapshots = createScoreSnapshots(scores, pipelines);
  const simulation = createSimulationService({
    snapshots,
    scores,
    policies,
    reaches: createReaches(pipelines),
  });
  const statistics = createStatisticsService({ snapshots, policies });
  const candidate = {
    ...shipped.policy,
    clauses: shipped.policy.clauses.map((clause) =>
      'review' in clause ? { ...clause, review: clause.review * 0.9 } : clause,
    ),
  };

  print(`Simulation over ${MESSAGES.toLocaleString('en')} stored messages, ${SIGNALS.length} signals:`);
  const memoryBefore = process.memoryUsage();
  const first = await timed(() => simulation.simulate(CALLER, 'default', { policy: candidate }));
  verdict('first call', first.ms / 1_000, 's', { max: 10 });
  const { messages, bytes } = snapshots.size();
  print(`  ${first.result.changed} of ${first.result.messages} messages change`);
  verdict('columns, a message', bytes / messages, 'bytes', { max: 42 });
  const memory = process.memoryUsage();
  const grown = (memory.rss - memoryBefore.rss) / MIB;
  print(
    `  array buffers ${(memory.arrayBuffers / MIB).toFixed(0)} MiB, the process grew by ${grown.toFixed(0)} MiB`,
  );

  await report('later calls', 300, () => simulation.simulate(CALLER, 'default', { policy: candidate }));
  const clause = 'insult';
  await report('one clause', 300, () =>
    simulation.simulate(CALLER, 'default', { policy: candidate, clause }),
  );
  await report('histogram of a signal', 50, () => statistics.histogram(CALLER, { signal: 'insult' }));
  await report('histogram of a clause', 50, () => statistics.histogram(CALLER, { clause: 'harassment' }));
  const samples = createLabellingSampleStore(db);
  const labelling = createLabellingService({ snapshots, policies, samples, scores, random: Math.random });
  const thresholds = createThresholdService({ snapshots, policies, samples });
  for (let i = 0; i < 5; i++) {
    const { sampleId } = await labelling.draw(CALLER, { clause: 'insult', size: 200 });
    await labelAll(db, sampleId!);
  }
  await report('precision and recall, 1,000 labels', 100, () =>
    thresholds.precisionRecall(CALLER, { clause: 'insult' }),
  );
  await report('suggestion, 1,000 labels', 500, () =>
    thresholds.suggestion(CALLER, { clause: 'insult', goal: 'precision', at: 0.7 }),
  );
  await report('40 messages to label', 500, () => labelling.draw(CALLER, { clause: 'insult' }));
  await report('actions by day', 50, () => statistics.actions(CALLER, {}));

  snapshots.close();
  await db.close();
  await postgres.stop();
}

/** Says of every drawn message something that its id decides. */
async function labelAll(db: Database, sampleId: number): Promise<void> {
  await db.query(
    `insert into labels (community_id, message_id, revision_id, target_kind, target, verdict, origin, stratum,
       probability, key_id, person, pipeline_id, policy_name, policy_version)
     select 'default', d.key::bigint, r.id, 'clause', 'insult',
       case when original[3] + random_normal() > 0 then 'violates' else 'ok' end, 'suggested', 's' || s.id || '/' || d.value,
       (s.strata -> d.value ->> 'probability')::float8, k.id, 'bench', 'bench', 'default', 1
     from api_keys k, labelling_samples s, jsonb_each_text(s.drawn) d
     join revisions r on r.message_id = d.key::bigint join scores on scores.revision_id = r.id
     where s.id = $1`,
    [sampleId],
  );
}

/** On a connection of its own, without the time limit of the service's. */
async function insertMessages(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  for (const statement of fill) await client.query(statement);
  await client.end();
}

async function report(label: string, maxMs: number, run: () => Promise<unknown>): Promise<void> {
  await run();
  const delay = monitorEventLoopDelay({ resolution: 1 });
  const times: number[] = [];
  const cpu: number[] = [];
  delay.enable();
  for (let i = 0; i < CALLS; i++) {
    const before = process.cpuUsage();
    times.push((await timed(run)).ms);
    const { user, system } = process.cpuUsage(before);
    cpu.push((user + system) / 1_000);
  }
  delay.disable();
  verdict(`${label}, median of ${CALLS}`, median(times), 'ms', { max: maxMs });
  const held = (delay.percentile(99) / 1e6).toFixed(1);
  print(`    processor time ${median(cpu).toFixed(0)} ms; event loop held up p99 ${held} ms`);
}

async function timed<T>(run: () => Promise<T>): Promise<{ ms: number; result: T }> {
  const startedAt = performance.now();
  const result = await run();
  return { ms: performance.now() - startedAt, result };
}
