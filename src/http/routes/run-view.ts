import type { FastifyReply, FastifyRequest } from 'fastify';
import type { VersionedRun } from '../../domain/run.js';
import type { RunIntent } from '../../services/history/run-service.js';
import { callerOf } from '../plugins/auth.js';
import { entityTag, revisionsMeant, showRevision } from '../preconditions.js';
import type { RunView } from '../schemas/run.js';

export const viewOf = ({ revision, ...run }: VersionedRun): RunView => ({
  ...run,
  etag: entityTag(revision),
});

/** A run with its entity tag. */
export function showRun(reply: FastifyReply, run: VersionedRun): RunView {
  showRevision(reply, run.revision);
  return viewOf(run);
}

/** @throws HttpProblem 428 without If-Match, 400 with `*` */
export function intentOf(request: FastifyRequest): RunIntent {
  const { id } = request.params as { id: string };
  return { caller: callerOf(request), id: Number(id), revisions: revisionsMeant(request) };
}

/** Whether a key may read what people wrote; one for history alone sees what was decided of it. */
export const mayRead = (request: FastifyRequest): boolean =>
  callerOf(request).scopes.some((scope) => scope === 'review' || scope === 'admin');
