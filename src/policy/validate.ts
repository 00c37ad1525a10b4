import type {
  Adjustment,
  AlertClause,
  Clause,
  Condition,
  Policy,
  ThresholdClause,
} from '../domain/policy.js';
import { isSignal, SIGNALS, type Signal } from '../domain/signal.js';
import { checkAdjustments, checkCondition } from './check-conditions.js';
import { allDistinct, parseCondition } from './parse-condition.js';
import {
  addExpected,
  below,
  Problems,
  quoted,
  readFields,
  readList,
  readOptionalBoolean,
  readText,
  readThreshold,
  type Fields,
  type PolicyProblem,
} from './problems.js';

const CLAUSES_MAX = 50;
const ADJUSTMENTS_MAX = 16;
const TITLE_LENGTH_MAX = 200;
const TEXT_LENGTH_MAX = 4_000;
const ID = /^[a-z][a-z0-9_-]{0,63}$/;

const COMMON_FIELDS = ['id', 'title', 'text', 'severity', 'signals', 'when', 'alertOnly'];
const CLAUSE_FIELDS = [...COMMON_FIELDS, 'review', 'act', 'adjust', 'alert'];

export type ParsedPolicy =
  { readonly ok: true; readonly policy: Policy } | { readonly ok: false; readonly errors: PolicyProblem[] };

/**
 * Reads a policy from a parsed JSON value and checks that it means something: shape, ranges and
 * order of thresholds, known signals, clause ids used once, conditions and adjustments that can
 * come true. Never throws.
 *
 * @returns a copy that shares nothing with `value`, or every fault found (at most 100), each with a
 *   JSON pointer to it
 */
export function parsePolicy(value: unknown): ParsedPolicy {
  const problems = new Problems();
  const policy = readPolicy(value, problems);
  return policy === undefined || problems.count > 0
    ? { ok: false, errors: problems.list }
    : { ok: true, policy };
}

function readPolicy(value: unknown, problems: Problems): Policy | undefined {
  const fields = readFields(value, '', ['title', 'clauses', 'onUnavailable'], problems);
  if (fields === undefined) return undefined;
  const title = readText(fields.get('title'), '/title', TITLE_LENGTH_MAX, problems);
  const onUnavailable = fields.get('onUnavailable');
  if (onUnavailable !== 'allow' && onUnavailable !== 'review') {
    problems.add('/onUnavailable', 'must be "allow" or "review"');
  }
  const options = { of: 'clauses', max: CLAUSES_MAX, ifEmpty: 'a policy without clauses decides nothing' };
  const list = readList(fields.get('clauses'), '/clauses', options, problems);
  const clauses = list?.map((entry, index) => readClause(entry, below('/clauses', index), problems));
  if (clauses === undefined) return undefined;
  checkIds(clauses, problems);
  if (problems.count > 0 || title === undefined) return undefined;
  return {
    title,
    clauses: clauses.filter((clause) => clause !== undefined),
    onUnavailable: onUnavailable === 'review' ? 'review' : 'allow',
  };
}

function checkIds(clauses: readonly (Clause | undefined)[], problems: Problems): void {
  const firstUse = new Map<string, number>();
  for (const [index, clause] of clauses.entries()) {
    // One whose id has a fault of its own has been told so.
    if (clause === undefined || clause.id === '') continue;
    const first = firstUse.get(clause.id);
    if (first === undefined) firstUse.set(clause.id, index);
    else problems.add(`/clauses/${index}/id`, `${quoted(clause.id)} is used by /clauses/${first} already`);
  }
}

function readClause(value: unknown, path: string, problems: Problems): Clause | undefined {
  const before = problems.count;
  const fields = readFields(value, path, CLAUSE_FIELDS, problems);
  if (fields === undefined) return undefined;
  const base = readBase(fields, path, problems);
  const alertOnly = readOptionalBoolean(fields.get('alertOnly'), below(path, 'alertOnly'), problems);
  const clause =
    alertOnly === true
      ? readAlert(fields, path, problems, base)
      : readThresholds(fields, path, problems, { ...base, ...(alertOnly === false && { alertOnly }) });
  // Conditions are only worth checking for their meaning once their shape is right.
  if (problems.count === before) checkWhen(clause, path, problems);
  return clause;
}

type Base = Pick<Clause, 'id' | 'title' | 'text' | 'severity' | 'signals'> & { readonly when?: Condition };

/** Faults leave placeholders behind: `parsePolicy` returns nothing once there is a fault. */
function readBase(fields: Fields, path: string, problems: Problems): Base {
  const when = fields.has('when')
    ? parseCondition(fields.get('when'), below(path, 'when'), problems)
    : undefined;
  return {
    id: readId(fields.get('id'), below(path, 'id'), problems) ?? '',
    title: readText(fields.get('title'), below(path, 'title'), TITLE_LENGTH_MAX, problems) ?? '',
    text: readText(fields.get('text'), below(path, 'text'), TEXT_LENGTH_MAX, problems) ?? '',
    severity: readSeverity(fields.get('severity'), below(path, 'severity'), problems),
    signals: readSignals(fields.get('signals'), below(path, 'signals'), problems),
    ...(when !== undefined && { when }),
  };
}

function readAlert(fields: Fields, path: string, problems: Problems, base: Base): AlertClause {
  for (const field of ['review', 'act', 'adjust']) {
    if (!fields.has(field)) continue;
    problems.add(below(path, field), `an alert-only clause alerts and does nothing else: take ${field} out`);
  }
  const alert = readThreshold(fields.get('alert'), below(path, 'alert'), problems) ?? 0;
  return { ...base, alertOnly: true, alert };
}

function readThresholds(
  fields: Fields,
  path: string,
  problems: Problems,
  base: Base & { readonly alertOnly?: false },
): ThresholdClause {
  if (fields.has('alert')) {
    problems.add(
      below(path, 'alert'),
      'belongs to alert-only clauses: set alertOnly to true, or take it out',
    );
  }
  const review = readThreshold(fields.get('review'), below(path, 'review'), problems);
  const act = readThreshold(fields.get('act'), below(path, 'act'), problems);
  checkOrder(review, act, below(path, 'review'), problems);
  const adjust = readAdjustments(fields.get('adjust'), below(path, 'adjust'), problems);
  for (const [index, adjustment] of (adjust ?? []).entries()) {
    const place = below(below(path, 'adjust'), index);
    if (adjustment.review === undefined && adjustment.act === undefined) continue;
    checkOrder(adjustment.review ?? review, adjustment.act ?? act, place, problems);
  }
  return { ...base, review: review ?? 0, act: act ?? 0, ...(adjust !== undefined && { adjust }) };
}

function checkOrder(
  review: number | undefined,
  act: number | undefined,
  path: string,
  problems: Problems,
): void {
  if (review === undefined || act === undefined || review <= act) return;
  problems.add(
    path,
    `review ${review} is above act ${act}: a message would be acted on before it is reviewed`,
  );
}

function readAdjustments(value: unknown, path: string, problems: Problems): Adjustment[] | undefined {
  if (value === undefined) return undefined;
  const options = { of: 'adjustments', max: ADJUSTMENTS_MAX, ifEmpty: 'take adjust out' };
  const list = readList(value, path, options, problems);
  const adjustments = list?.map((entry, index) => readAdjustment(entry, below(path, index), problems));
  return adjustments?.filter((adjustment) => adjustment !== undefined);
}

function readAdjustment(value: unknown, path: string, problems: Problems): Adjustment | undefined {
  const fields = readFields(value, path, ['when', 'review', 'act'], problems);
  if (fields === undefined) return undefined;
  const when = parseCondition(fields.get('when'), below(path, 'when'), problems);
  if (!fields.has('review') && !fields.has('act')) {
    problems.add(path, 'an adjustment needs review, act or both');
    return undefined;
  }
  const review = fields.has('review')
    ? readThreshold(fields.get('review'), below(path, 'review'), problems)
    : undefined;
  const act = fields.has('act') ? readThreshold(fields.get('act'), below(path, 'act'), problems) : undefined;
  if (when === undefined) return undefined;
  return { when, ...(review !== undefined && { review }), ...(act !== undefined && { act }) };
}

function checkWhen(clause: Clause, path: string, problems: Problems): void {
  const before = problems.count;
  if (clause.when !== undefined) checkCondition(clause.when, below(path, 'when'), problems);
  if (clause.alertOnly === true || clause.adjust === undefined) return;
  for (const [index, { when }] of clause.adjust.entries()) {
    checkCondition(when, `${path}/adjust/${index}/when`, problems);
  }
  if (problems.count === before) checkAdjustments(clause, below(path, 'adjust'), problems);
}

function readId(value: unknown, path: string, problems: Problems): string | undefined {
  if (typeof value !== 'string') addExpected(problems, path, 'a text', value);
  else if (!ID.test(value)) {
    problems.add(path, 'must be 1 to 64 of a-z, 0-9, _ and -, beginning with a letter');
  } else return value;
  return undefined;
}

function readSeverity(value: unknown, path: string, problems: Problems): number {
  if (typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= 5) return value;
  if (typeof value === 'number') problems.add(path, 'must be a whole number from 1 (minor) to 5 (grave)');
  else addExpected(problems, path, 'a whole number from 1 (minor) to 5 (grave)', value);
  return 0;
}

function readSignals(value: unknown, path: string, problems: Problems): readonly Signal[] {
  const options = {
    of: 'signals',
    max: SIGNALS.length,
    ifEmpty: `name at least one of ${SIGNALS.join(', ')}`,
  };
  const list = readList(value, path, options, problems) ?? [];
  const signals = list.map((entry, index) => {
    if (typeof entry === 'string' && isSignal(entry)) return entry;
    const place = below(path, index);
    if (typeof entry !== 'string') addExpected(problems, place, 'the name of a signal', entry);
    else problems.add(place, `unknown signal ${quoted(entry)}: known are ${SIGNALS.join(', ')}`);
    return undefined;
  });
  return allDistinct(signals, path, problems) ?? [];
}
