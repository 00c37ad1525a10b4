import type { ApiKey } from '../../domain/keys.js';
import type { LabelStatement } from '../../domain/label.js';
import { PERSPECTIVE_ATTRIBUTES } from '../../domain/perspective.js';
import type { CommentService } from '../../services/comments.js';
import { readComment } from './comment.js';
import { invalidRequest } from './errors.js';
import type { SuggestScoreRequest } from './schemas.js';

type Statement = Pick<LabelStatement, 'target' | 'verdict'>;

/** What moderators of Coral did with a comment, which it sends in place of an attribute. */
const MODERATED: ReadonlyMap<string, { yes: Statement['verdict']; no: Statement['verdict'] }> = new Map([
  ['APPROVED', { yes: 'ok', no: 'violates' }],
  ['DELETED', { yes: 'violates', no: 'ok' }],
]);
const UNSURE = 0.5;

/** `comments:suggestscore`: what somebody says of a comment becomes labels. @throws VendorError */
export async function suggestScore(comments: CommentService, caller: ApiKey, request: SuggestScoreRequest) {
  // What stands in the context is not read: it may be a comment's address rather than what was said before.
  const { comment: entry, communityId, languages = [], clientToken } = request;
  const comment = readComment({
    ...(entry !== undefined && { comment: entry }),
    ...(communityId !== undefined && { communityId }),
  });
  const statements = readStatements(request);
  const { code } = await comments.suggest(caller, comment, statements);
  return {
    ...(clientToken !== undefined && { clientToken }),
    detectedLanguages: code === null ? [] : [code],
    requestedLanguages: languages,
  };
}

/** What labels can hold of it; names that mean nothing here are let pass. */
function readStatements({ attributeScores = {} }: SuggestScoreRequest): Statement[] {
  const suggested = Object.entries(attributeScores);
  if (suggested.length === 0) throw invalidRequest('attribute_scores must not be empty');
  return suggested.flatMap(([name, { summaryScore, spanScores = [] }]): Statement[] => {
    if (summaryScore === undefined && spanScores.length === 0) {
      throw invalidRequest('attribute_scores must hold a summary_score or span_scores each');
    }
    for (const score of [summaryScore, ...spanScores.map((span) => span.score ?? {})]) {
      if (score !== undefined && !isProbability(score)) {
        throw invalidRequest('attribute_scores must hold probabilities from 0 to 1');
      }
    }
    // Labels are about whole messages.
    return summaryScore?.value === undefined ? [] : toStatement(name.toUpperCase(), summaryScore.value);
  });
}

const isProbability = ({ value, type }: { value?: number; type?: string }) =>
  value !== undefined &&
  value >= 0 &&
  value <= 1 &&
  (type === undefined || type === 'PROBABILITY' || type === 'SCORE_TYPE_UNSPECIFIED');

function toStatement(name: string, value: number): Statement[] {
  const words = MODERATED.get(name) ?? { yes: 'violates', no: 'ok' };
  const verdict = value === UNSURE ? 'unsure' : value > UNSURE ? words.yes : words.no;
  if (MODERATED.has(name)) return [{ target: 'message', verdict }];
  const signals = PERSPECTIVE_ATTRIBUTES.get(name.split('@', 1)[0]!);
  // Of an attribute that two signals stand for, a person does not say which of them they mean.
  return signals?.length === 1 ? [{ target: { signal: signals[0]! }, verdict }] : [];
}
