import Type, { type Static } from 'typebox';
import { CATEGORY_NAMES } from './categories.js';

/** Fields that are not known are let pass. */
const Part = Type.Object({
  type: Type.Unsafe<'text' | 'image_url'>({ type: 'string', enum: ['text', 'image_url'] }),
  text: Type.Optional(Type.String()),
});

export const ModerationBody = Type.Object({
  input: Type.Optional(
    Type.Union([Type.String(), Type.Array(Type.Union([Type.String(), Part]))], {
      description: 'A text, a list of texts (one result each), or parts of one text. No images.',
    }),
  ),
  model: Type.Optional(Type.String({ description: 'One of OpenAI’s names; it changes nothing.' })),
});
export type ModerationRequest = Static<typeof ModerationBody>;

const byCategory = <T extends Type.TSchema>(schema: T) =>
  Type.Object(Object.fromEntries(CATEGORY_NAMES.map((name) => [name, schema])));

export const ModerationAnswer = Type.Object({
  id: Type.String(),
  model: Type.String(),
  results: Type.Array(
    Type.Object({
      flagged: Type.Boolean({ description: 'Whether the active policy asks for a look, or alerts.' }),
      categories: byCategory(Type.Boolean()),
      category_scores: byCategory(Type.Number()),
      category_applied_input_types: byCategory(
        Type.Array(Type.String(), { description: 'Empty where nothing looks for the category.' }),
      ),
    }),
  ),
});

const ErrorAnswer = Type.Object({
  error: Type.Object({
    message: Type.String(),
    type: Type.String(),
    param: Type.Union([Type.String(), Type.Null()]),
    code: Type.Union([Type.String(), Type.Null()]),
  }),
});

const FAILURES = {
  400: 'The input is missing, empty, too long, or holds an image.',
  401: 'No key, or one that is not known or was revoked.',
  403: 'The key lacks the scope classify.',
  404: 'There is no such model.',
  413: 'The body is over 1 MiB.',
  415: 'The body is not application/json.',
  429: 'Retry-After says when to try again.',
  500: 'server_error',
  503: 'Database, queue or workers are gone; Retry-After says when to try again.',
} as const;

export const failures = Object.fromEntries(
  Object.entries(FAILURES).map(([status, description]) => [status, { ...ErrorAnswer, description }]),
);
