import type { FastifyInstance } from 'fastify';
import type { ChatIntake } from '../../services/chat-intake.js';
import type { ChatPlatforms, TokenPlatform } from '../../services/chat-platforms.js';
import { slackRoutes } from '../slack/routes.js';
import { deliveryCounter } from './delivery-counter.js';
import { isGenuine, PONG, readDiscord, whisper } from './discord.js';
import { isToken, mattermost, rocketchat, zulip, type OutgoingFormat } from './outgoing-webhooks.js';
import { parseJson, rawBody, singleHeader, takeRawBodies } from './raw-body.js';
import { DeliveryError, refuseInStyle } from './refusals.js';

/** No message of these platforms is a tenth of it. */
const BODY_BYTES_MAX = 256 * 1024;

const FORMATS = { mattermost, rocketchat, zulip } as const;

/** What chat platforms call, below /integrations: each route is there only where its platform is configured. */
export async function chatRoutes(app: FastifyInstance, { chat }: { chat: ChatPlatforms }): Promise<void> {
  const { intake, answers, slack, discord } = chat;
  if (slack) await app.register(slackRoutes, { slack, intake, answers, prefix: '/slack' });
  for (const [platform, format] of Object.entries(FORMATS)) {
    const configured = chat[platform as keyof typeof FORMATS];
    if (configured) {
      await app.register(outgoingRoute, { platform, format, configured, intake, prefix: `/${platform}` });
    }
  }
  if (discord) await app.register(discordRoute, { ...discord, intake, prefix: '/discord' });
}

interface OutgoingRouteOptions {
  readonly platform: string;
  readonly format: OutgoingFormat;
  readonly configured: TokenPlatform;
  readonly intake: ChatIntake;
}

/** An outgoing webhook: it proves itself by a token in its body, and wants no answer. */
async function outgoingRoute(app: FastifyInstance, options: OutgoingRouteOptions): Promise<void> {
  const { platform, format, configured, intake } = options;
  const count = deliveryCounter(app, platform);
  takeRawBodies(app, format.contentTypes);
  refuseInStyle(app, { body: (error) => ({ error }) });
  app.post('/messages', { schema: { hide: true }, bodyLimit: BODY_BYTES_MAX }, async (request, reply) => {
    const isForm = request.headers['content-type']?.startsWith('application/x-www-form-urlencoded') === true;
    const body = rawBody(request);
    const delivery = format.read(
      isForm ? Object.fromEntries(new URLSearchParams(body.toString('utf8'))) : parseJson(body),
    );
    if (delivery === undefined) throw new DeliveryError('invalid_payload');
    if (!isToken(delivery.token, configured.tokens)) {
      count('refused');
      throw new DeliveryError('invalid_token');
    }
    const isTaken = delivery.said !== null && (await intake.take(configured.key, delivery.said));
    count(isTaken ? 'said' : 'ignored');
    return reply.send(format.silence);
  });
  await Promise.resolve();
}

type DiscordRouteOptions = NonNullable<ChatPlatforms['discord']> & { readonly intake: ChatIntake };

/** A command on messages, by which people report them. */
async function discordRoute(app: FastifyInstance, options: DiscordRouteOptions): Promise<void> {
  const { publicKey, key, intake } = options;
  const count = deliveryCounter(app, 'discord');
  takeRawBodies(app, ['application/json']);
  refuseInStyle(app, { body: (message) => ({ message, code: 0 }) });
  app.post('/interactions', { schema: { hide: true }, bodyLimit: BODY_BYTES_MAX }, async (request, reply) => {
    const body = rawBody(request);
    const timestamp = singleHeader(request, 'x-signature-timestamp');
    const signature = singleHeader(request, 'x-signature-ed25519');
    if (!(await isGenuine({ publicKey, timestamp, signature, body, nowMs: Date.now() }))) {
      count('refused');
      throw new DeliveryError('invalid_signature');
    }
    const interaction = readDiscord(parseJson(body));
    if (interaction === undefined) throw new DeliveryError('invalid_payload');
    if (interaction.kind === 'ping') return reply.send(PONG);
    if (interaction.kind === 'other') {
      count('ignored');
      return reply.send(whisper('Conduct knows no such command: use it on a message.'));
    }
    const isTaken = await intake.take(key, interaction.said);
    count(isTaken ? 'said' : 'ignored');
    return reply.send(
      whisper(isTaken ? 'Thank you: the moderators see it if it needs a look.' : 'There is no text in it.'),
    );
  });
  await Promise.resolve();
}
