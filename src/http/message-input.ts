import type { Static } from 'typebox';
import { CONTEXT_ENTRIES_MAX, isBlank, TEXT_LENGTH_MAX } from '../domain/message.js';
import { HttpProblem } from './problem.js';
import type { ClassifyBody } from './schemas/message.js';

type Body = Static<typeof ClassifyBody>;

/**
 * What a schema cannot say: lengths in UTF-16 code units, well-formed Unicode, no blank text.
 * @param at JSON pointer of the message, '' where it is the whole body
 * @throws HttpProblem naming the field and the limit
 */
export function checkMessage(message: Body, at = ''): void {
  checkText(message.text, `${at}/text`);
  if (message.text.length > TEXT_LENGTH_MAX) refuseLength(`${at}/text`);
  if (isBlank(message.text)) refuse(`${at}/text`, 'must not be empty or blank');
  for (const name of ['id', 'channelId', 'authorId', 'threadId', 'policy'] as const) {
    const value = message[name];
    if (value !== undefined) checkText(value, `${at}/${name}`);
  }
  message.channelTags?.forEach((tag, i) => checkText(tag, `${at}/channelTags/${i}`));
  let total = 0;
  message.context?.forEach((entry, i) => {
    checkText(entry.text, `${at}/context/${i}/text`);
    if (entry.authorId !== undefined) checkText(entry.authorId, `${at}/context/${i}/authorId`);
    total += entry.text.length;
  });
  if (total > TEXT_LENGTH_MAX)
    refuseLength(`${at}/context`, `(all of up to ${CONTEXT_ENTRIES_MAX} texts together) `);
}

function checkText(text: string, field: string): void {
  if (!text.isWellFormed()) refuse(field, 'holds a lone surrogate: it is not well-formed Unicode');
  if (text.includes('\0')) refuse(field, 'must not hold U+0000');
}

function refuse(field: string, message: string): never {
  throw new HttpProblem('invalid_request', `${field} ${message}`, [{ field, message }]);
}

function refuseLength(field: string, note = ''): never {
  const message = `${note}must be at most ${TEXT_LENGTH_MAX} UTF-16 code units long`;
  throw new HttpProblem('payload_too_large', `${field} ${message}`, [{ field, message }]);
}
