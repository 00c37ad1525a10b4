import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import type { Scope } from '../../domain/keys.js';
import type { VersionedRun } from '../../domain/run.js';
import type { RunOutcomeService } from '../../services/history/run-outcomes.js';
import type { RunIntent, RunService } from '../../services/history/run-service.js';
import { ifMatchHeader } from '../preconditions.js';
import { EmptyBody } from '../schemas/case.js';
import { RunParams, RunSchema } from '../schemas/run.js';
import { problemResponses } from './responses.js';
import { intentOf, showRun } from './run-view.js';

export interface RunControlOptions {
  readonly runs: RunService;
  readonly outcomes: RunOutcomeService;
}

interface Step {
  readonly name: string;
  readonly scope: Scope;
  readonly summary: string;
  readonly description: string;
  readonly take: (intent: RunIntent) => Promise<VersionedRun>;
}

/** Starting, pausing and ending runs, and what becomes of a rescoring: each with If-Match. */
export const runControlRoutes: FastifyPluginAsyncTypebox<RunControlOptions> = async (
  app,
  { runs, outcomes },
) => {
  const steps: readonly Step[] = [
    {
      name: 'resume',
      scope: 'history',
      summary: 'Start a planned run, or go on with a paused one',
      description: 'From where it was: nothing is done twice.',
      take: (intent) => runs.resume(intent),
    },
    {
      name: 'pause',
      scope: 'history',
      summary: 'Pause a run',
      description: 'What is under way is finished first, which takes seconds.',
      take: (intent) => runs.pause(intent),
    },
    {
      name: 'cancel',
      scope: 'history',
      summary: 'End a run for good',
      description:
        'What it did stays. Messages of an import that are not scored yet wait until the same file is imported again.',
      take: (intent) => runs.cancel(intent),
    },
    {
      name: 'promote',
      scope: 'admin',
      summary: 'Put the scores of a rescoring in the place of the earlier ones',
      description:
        'From here on they count for current actions, simulations and histograms; current actions of stored messages are rewritten in the background, past answers stay. For a rescoring that is done.',
      take: (intent) => outcomes.promote(intent),
    },
    {
      name: 'discard',
      scope: 'admin',
      summary: 'Delete the scores that a rescoring wrote',
      description:
        'Those alone: what live traffic or another run wrote stays. For a rescoring that is done and was not promoted.',
      take: (intent) => outcomes.discard(intent),
    },
  ];
  for (const { name, scope, summary, description, take } of steps) {
    app.post(
      `/v1/runs/:id/${name}`,
      {
        config: { scopes: [scope] },
        schema: {
          tags: ['history'],
          summary,
          description: `${description} A body is not needed.`,
          params: RunParams,
          headers: ifMatchHeader,
          body: EmptyBody,
          response: {
            200: RunSchema,
            ...problemResponses(
              'invalid_request',
              'unauthenticated',
              'forbidden',
              'not_found',
              'conflict',
              'precondition_failed',
              'precondition_required',
              'unavailable',
            ),
          },
        },
      },
      async (request, reply) => showRun(reply, await take(intentOf(request))),
    );
  }
  await Promise.resolve();
};
