import { setTimeout as sleep } from 'node:timers/promises';
import { composeApi } from '../src/composition.js';
import { loadConfig, type Config } from '../src/config.js';
import type { ApiKey } from '../src/domain/keys.js';
import { ConflictError, NotFoundError } from '../src/domain/errors.js';
import { createErrorReporter, createLogger } from '../src/logging.js';
import { loadDefaultPolicy } from '../src/policy/default-policy.js';
import { closeOnExit, endWithParent, failToStart } from '../src/process-lifecycle.js';
import type { ApiServices } from '../src/services/api-services.js';
import { API_SOURCE } from '../src/services/classify.js';
import { openDatabase, type Database } from '../src/store/database.js';
import { plannedLabels, RATERS, type PlannedLabel } from './labels.js';
import { CHAT_MAX, chatMessages, DAYS, plantedMessages, requestAt, type DemoMessage } from './messages.js';
import { createProgress, shown } from './progress.js';
import { readOutcome, readStored } from './stored.js';

/**
 * Fills a running service with the demonstration's messages, by way of the durable lane, and with labels. What is
 * there already is left alone, so that it can be ended and started again at any time. scripts/demo.mjs starts it.
 */
const TOGETHER = 1_000;
/** Messages that wait at once: enough to keep the workers busy, few enough that stopping is quick. */
const WAITING_MAX = 2_000;
const POLL_MS = 200;
const STALLED_MS = 60_000;
/** As many as a busy community's integrations might be: more would wait for connections to the database. */
const CALLERS = 64;
const LABELLERS = 8;
const LABELS_PAGE = 1_000;
const DAY_MS = 86_400_000;

/** There is nothing to be gained from trying again. */
class RefusedError extends Error {}

interface Demo {
  readonly services: ApiServices;
  readonly db: Database;
  readonly admin: ApiKey;
}

const print = (line: string) => process.stdout.write(`${line}\n`);

async function fill(demo: Demo, chatCount: number): Promise<void> {
  const chat = chatMessages(chatCount);
  const planted = plantedMessages();
  const messages = [...chat, ...planted].sort((a, b) => a.offsetMs - b.offsetMs);
  const stored = await readStored(demo.db, demo.admin.communityId);
  if (stored.sentAt.size === 0 && stored.others > 0) {
    throw new RefusedError(
      `This database holds ${shown(stored.others)} messages already: the demonstration would mix with them. ` +
        'Leave DATABASE_URL and DATA_DIR unset, or name an empty database.',
    );
  }
  const missing = messages.filter(({ id }) => !stored.sentAt.has(id));
  if (missing.length > 0) await submitAll(demo, missing, startOf(messages, stored.sentAt), messages.length);
  await untilWaiting(demo, 0, () => undefined);
  await addLabels(demo, plannedLabels(chat, planted, clauseIds()));
}

const clauseIds = () => loadDefaultPolicy().clauses.map(({ id }) => id);

/** The first of the days, as it was when the demonstration was begun; the last one was yesterday then. */
function startOf(messages: readonly DemoMessage[], sentAt: ReadonlyMap<string, number>): number {
  const known = messages.find(({ id }) => sentAt.has(id));
  if (known !== undefined) return sentAt.get(known.id)! - known.offsetMs;
  return Math.floor(Date.now() / DAY_MS) * DAY_MS - DAYS * DAY_MS;
}

async function submitAll(demo: Demo, missing: readonly DemoMessage[], start: number, total: number) {
  const before = total - missing.length;
  if (before > 0) print(`${shown(before)} messages are there already.`);
  const tell = createProgress('Scored', total, before);
  for (let i = 0; i < missing.length; i += TOGETHER) {
    const group = missing.slice(i, i + TOGETHER);
    await inTurn(group, CALLERS, async (message) => {
      await demo.services.submissions.submit(demo.admin, requestAt(message, start));
    });
    const submitted = before + i + group.length;
    await untilWaiting(demo, submitted < total ? WAITING_MAX - TOGETHER : 0, (waiting) => {
      tell(Math.max(before, submitted - waiting));
    });
  }
}

/** Runs a task for each item, at most so many at once. */
async function inTurn<T>(
  items: readonly T[],
  atOnce: number,
  run: (item: T) => Promise<void>,
): Promise<void> {
  const left = items.values();
  const worker = async () => {
    for (const item of left) await run(item);
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
}

/** Resolves when at most so many messages wait for their scores. */
async function untilWaiting({ services }: Demo, max: number, tell: (waiting: number) => void): Promise<void> {
  let last = Infinity;
  let changedAt = Date.now();
  for (;;) {
    const { durablePending: waiting } = await services.health.backlog();
    tell(waiting);
    if (waiting <= max) return;
    if (waiting !== last) changedAt = Date.now();
    else if (Date.now() - changedAt > STALLED_MS) {
      print(`\nNothing was scored for a minute; ${shown(waiting)} messages wait. Do the workers run?`);
      changedAt = Date.now();
    }
    last = waiting;
    await sleep(POLL_MS);
  }
}

const nameOf = (label: PlannedLabel, probability: number) =>
  // Stored in single precision.
  JSON.stringify([label.messageId, label.rater, label.statement.target.clause, probability.toPrecision(5)]);

/** Gives the labels that are not there yet with the same chance of being drawn. */
async function addLabels(demo: Demo, labels: readonly PlannedLabel[]): Promise<void> {
  const { services, admin } = demo;
  const given = await givenLabels(demo);
  const missing = labels.filter(
    (label) => !given.has(nameOf(label, label.statement.sampling?.probability ?? 0)),
  );
  if (missing.length === 0) return;
  const raters = new Map(
    await Promise.all(RATERS.map(async (owner) => [owner, await raterKey(services, admin, owner)] as const)),
  );
  const tell = createProgress('Labels', labels.length, labels.length - missing.length);
  let done = labels.length - missing.length;
  await inTurn(missing, LABELLERS, async ({ rater, messageId, statement }) => {
    const name = { source: API_SOURCE, id: messageId };
    await services.labels.add(raters.get(rater)!, name, statement).catch(unlessUnscored);
    tell(++done);
  });
}

/** A message that could not be scored cannot be labelled; it is counted at the end. */
function unlessUnscored(error: unknown): void {
  if (!(error instanceof ConflictError || error instanceof NotFoundError)) throw error;
}

async function givenLabels({ services, admin }: Demo): Promise<Set<string>> {
  const given = new Set<string>();
  for (let after = 0; ;) {
    const page = await services.labels.page(admin, after, LABELS_PAGE);
    for (const { message, actor, target, sampling } of page) {
      if (target === 'message' || !('clause' in target)) continue;
      const probability = (sampling?.probability ?? 0).toPrecision(5);
      given.add(JSON.stringify([message.id, actor.owner, target.clause, probability]));
    }
    if (page.length < LABELS_PAGE) return given;
    after = page.at(-1)!.id;
  }
}

async function raterKey(services: ApiServices, admin: ApiKey, owner: string): Promise<ApiKey> {
  const keys = await services.keys.list(admin.communityId);
  const known = keys.find((key) => key.owner === owner && key.revokedAt === null);
  return known ?? (await services.keys.create(admin, owner, ['review'])).key;
}

async function adminOf(config: Config, services: ApiServices): Promise<ApiKey> {
  const key = await services.keys.authenticate(config.ADMIN_API_KEY ?? '', 'demo');
  if (key === undefined) throw new Error('ADMIN_API_KEY is no key that works: start with npm run demo.');
  return key;
}

async function main(): Promise<void> {
  endWithParent();
  const chatCount = Number(process.argv[2] ?? CHAT_MAX);
  const config = loadConfig();
  const log = createLogger(config, 'api');
  const api = await composeApi(config, log);
  const db = openDatabase({ url: config.DATABASE_URL, onError: createErrorReporter(log) });
  closeOnExit(log, async () => {
    await db.close();
    await api.close();
  });
  const admin = await adminOf(config, api.services);
  // Who started this ends it, and starts it again where it failed.
  try {
    await fill({ services: api.services, db, admin }, chatCount);
    process.send?.({ type: 'filled', outcome: await readOutcome(db, admin.communityId) });
  } catch (error) {
    if (!(error instanceof RefusedError)) throw error;
    process.send?.({ type: 'refused', message: error.message });
  }
}

main().catch(failToStart);
