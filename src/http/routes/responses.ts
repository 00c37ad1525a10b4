import Type from 'typebox';
import { PROBLEM_SCHEMA_ID, PROBLEM_TYPE, PROBLEMS, type ProblemCode } from '../problem.js';

const DESCRIPTIONS: Partial<Record<ProblemCode, string>> = {
  invalid_request:
    'A field is missing, unknown, of the wrong type or out of its limits; the problem names it.',
  unauthenticated: 'No key and no session, or one that is not known, has ended or was revoked.',
  too_many_requests:
    'Too many requests of this key, or too many wrong keys from this address; Retry-After says when to try again.',
  forbidden: 'The key lacks the scope; or by cookie, X-CSRF-Token is missing or another site asks.',
  not_found: 'No such policy, version, message, run or key.',
  conflict: 'What is there stands against it; the detail says what.',
  precondition_failed: 'Somebody changed it since you read it: read it again.',
  precondition_required: 'If-Match is missing.',
  payload_too_large: 'The text, the context or the body is over its limit.',
  unsupported_media_type: 'The body is of another type than the route takes.',
  idempotency_key_reused: 'The Idempotency-Key was used for another body.',
  unavailable: 'Database, queue or workers are gone; Retry-After says when to try again.',
};

/** Response declarations of the problems a route can answer with. */
export function problemResponses(...codes: ProblemCode[]) {
  // Wherever a key is asked for, guessing is slowed down.
  const all = codes.includes('unauthenticated') ? [...codes, 'too_many_requests' as const] : codes;
  return Object.fromEntries(
    all.map((code) => [
      PROBLEMS[code],
      {
        description: DESCRIPTIONS[code] ?? code,
        content: { [PROBLEM_TYPE]: { schema: Type.Ref(PROBLEM_SCHEMA_ID) } },
      },
    ]),
  );
}
