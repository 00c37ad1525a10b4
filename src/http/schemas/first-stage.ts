import Type from 'typebox';
import type { FirstStageReach } from '../../domain/run.js';

const Count = Type.Integer({ minimum: 0 });

/** What a first stage decided of the messages that a policy is tried on. */
export const FirstStageReachSchema = Type.Unsafe<FirstStageReach>({
  ...Type.Object({
    stage: Type.String(),
    decided: Count,
    withinReach: Type.Integer({
      minimum: 0,
      description:
        "Messages that it decided and that lie within its error of one of the candidate's thresholds: it may have kept a violation.",
    }),
    rescore: Type.Unsafe<FirstStageReach['rescore']>({
      type: ['object', 'null'],
      additionalProperties: true,
      description:
        'Send it to POST /v1/runs to have exactly those scored by the last stage; null where there are none.',
    }),
  }),
  description:
    'What the first stage of the pipeline decided; absent or null where it has none, and in the plan of a replay of over a million messages.',
});
