import { CONTEXT_ENTRIES_MAX, isBlank, TEXT_LENGTH_MAX, type ContextEntry } from '../../domain/message.js';
import type { Comment } from '../../services/comments.js';
import { withoutNulls } from '../without-nulls.js';
import { commentEmpty, commentTooLong, invalidRequest } from './errors.js';
import type { AnalyzeRequest } from './schemas.js';

/** The language that the models read, by its ISO 639-1 code. */
const SERVED_LANGUAGE = 'en';

/** The comment of a request, with what is known of its circumstances. @throws VendorError */
export function readComment(request: Pick<AnalyzeRequest, 'comment' | 'context' | 'communityId'>): Comment {
  const text = request.comment?.text ?? '';
  if (isBlank(text)) throw commentEmpty();
  if (text.length > TEXT_LENGTH_MAX) throw commentTooLong();
  refuseHtml('comment', request.comment);
  const context = readContext(request.context);
  const { communityId } = request;
  return {
    text,
    ...(context.length > 0 && { context }),
    ...(communityId !== undefined && communityId !== '' && { place: communityId }),
  };
}

/**
 * What was said before, oldest first. Clients send whole articles: of more than may be looked at, what
 * comes last is taken.
 */
function readContext(context: AnalyzeRequest['context']): ContextEntry[] {
  const { entries = [], articleAndParentComment: pair } = context ?? {};
  if (pair !== undefined && entries.length > 0) {
    throw invalidRequest('context must hold entries or articleAndParentComment, not both');
  }
  const given = pair === undefined ? entries : [pair.article, pair.parentComment];
  const taken: ContextEntry[] = [];
  let left = TEXT_LENGTH_MAX;
  for (const entry of given.toReversed()) {
    const text = entry?.text ?? '';
    if (isBlank(text)) continue;
    refuseHtml('context', entry);
    left -= text.length;
    if (left < 0 || taken.length === CONTEXT_ENTRIES_MAX) break;
    taken.unshift({ text });
  }
  return taken;
}

function refuseHtml(field: string, entry: AnalyzeRequest['comment']): void {
  if (entry?.type === 'HTML') throw invalidRequest(`${field}.type HTML is not supported: send PLAIN_TEXT`);
}

/** Of the languages that a request says a comment is in, those that nothing is served in. */
export const unservedLanguages = (languages: readonly string[]) =>
  languages.filter((tag) => tag.toLowerCase().split(/[-_]/, 1)[0] !== SERVED_LANGUAGE);

/**
 * A body without its nulls: in JSON for protocol buffers they stand for fields that were not set. An
 * attribute that is asked for with null is asked for all the same.
 */
export const withoutUnset = (body: unknown): unknown =>
  withoutNulls(body, { requestedAttributes: withEmptied });

function withEmptied(attributes: unknown): unknown {
  if (typeof attributes !== 'object' || attributes === null || Array.isArray(attributes)) return attributes;
  return Object.fromEntries(
    Object.entries(attributes).map(([name, value]) => [name, value === null ? {} : withoutNulls(value)]),
  );
}
