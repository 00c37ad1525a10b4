import Type from 'typebox';
import { Compile } from 'typebox/compile';
import { InvalidRequestError } from '../../domain/errors.js';
import type { ClassifyRequest } from '../classify.js';
import { checkMessage, checkTexts, firstFault } from '../message-input.js';
import { ClassifyBody } from '../message-schema.js';

const Name = Type.String({ minLength: 1, maxLength: 255 });

/** A message of a file: the fields of POST /v1/classify but `explain`, and names. */
const ImportedRow = Type.Object(
  {
    ...Type.Omit(ClassifyBody, ['explain']).properties,
    authorName: Type.Optional(Name),
    channelName: Type.Optional(Name),
  },
  { additionalProperties: false },
);
const checker = Compile(ImportedRow);

/** A message of a file, and the name that its author goes by. */
export interface ImportRow {
  readonly request: ClassifyRequest;
  readonly authorName: string | undefined;
}

/**
 * Checks a message of a file.
 * @throws InvalidRequestError naming the field and the limit
 */
export function parseImportRow(value: unknown): ImportRow {
  if (!checker.Check(value)) throw firstFault(checker.Errors(value));
  const { authorName, channelName, ...message } = value as ClassifyRequest & {
    authorName?: string;
    channelName?: string;
  };
  checkTexts(value);
  checkMessage(message);
  if (authorName !== undefined && message.authorId === undefined) {
    throw new InvalidRequestError('/authorName', 'needs an authorId');
  }
  if (message.store === 'none') {
    throw new InvalidRequestError(
      '/store',
      'must not be "none": a message that waits has to be kept until then',
    );
  }
  const channelId = message.channelId ?? channelName;
  return { request: { ...message, ...(channelId !== undefined && { channelId }) }, authorName };
}
