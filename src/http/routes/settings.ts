import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import type { FastifyReply } from 'fastify';
import Type from 'typebox';
import { STORE_SETTINGS, type StoreSetting } from '../../domain/message.js';
import type { SettingsService } from '../../services/settings.js';
import { callerOf } from '../plugins/auth.js';
import { ifMatchHeader, revisionsMeant, showRevision } from '../preconditions.js';
import { problemResponses } from './responses.js';

/** A century; more days than that are as good as for ever. */
const DAYS_MAX = 36_525;

const Kept = Type.Unsafe<StoreSetting>({ type: 'string', enum: [...STORE_SETTINGS] });
const Days = (what: string) =>
  Type.Optional(
    Type.Unsafe<number | null>({
      type: ['integer', 'null'],
      minimum: 1,
      maximum: DAYS_MAX,
      description: `After how many days ${what}, counted from when the message was sent; null or absent: never.`,
    }),
  );
const SettingsSchema = Type.Object(
  {
    store: Type.Object(
      { channels: Kept, directMessages: Kept },
      {
        additionalProperties: false,
        description: 'What is kept where a request does not say: all, only what is flagged, or none.',
      },
    ),
    textDays: Days('a text is removed, with its context and the notes on it'),
    scoreDays: Days('scores are removed'),
  },
  { additionalProperties: false, title: 'Settings' },
);

const tags = ['settings'];
const config = { scopes: ['admin'] as const };
const FAILURES = problemResponses('invalid_request', 'unauthenticated', 'forbidden', 'unavailable');

/** /v1/settings: for admins. */
export const settingsRoutes: FastifyPluginAsyncTypebox<{ settings: SettingsService }> = async (
  app,
  { settings },
) => {
  app.get(
    '/v1/settings',
    {
      config,
      schema: { tags, summary: "The community's settings", response: { 200: SettingsSchema, ...FAILURES } },
    },
    async (request, reply) => show(reply, await settings.get(callerOf(request).communityId)),
  );

  app.put(
    '/v1/settings',
    {
      config,
      schema: {
        tags,
        summary: "Replace the community's settings",
        description:
          'What is stored counts for messages that come in from here on, in every process within a second. What is too old is removed within an hour or so, and does not come back when more days are set.',
        headers: ifMatchHeader,
        body: SettingsSchema,
        response: {
          200: SettingsSchema,
          ...FAILURES,
          ...problemResponses('precondition_failed', 'precondition_required', 'unsupported_media_type'),
        },
      },
    },
    async (request, reply) =>
      show(
        reply,
        await settings.change(callerOf(request), revisionsMeant(request), {
          textDays: null,
          scoreDays: null,
          ...request.body,
        }),
      ),
  );
  await Promise.resolve();
};

function show(reply: FastifyReply, state: Awaited<ReturnType<SettingsService['get']>>) {
  showRevision(reply, state.revision);
  return state.settings;
}
