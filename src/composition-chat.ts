import type { Config } from './config.js';
import type { Outcome } from './domain/decision-event.js';
import type { SlackAlertChannel } from './integrations/slack/web-api.js';
import type { Secrets } from './queue/secrets.js';
import { createAlertAnswerService } from './services/alert-answers.js';
import type { CaseService } from './services/cases.js';
import { createAlertListener, startAlertClearing } from './services/chat-alerts.js';
import { createChatIntake } from './services/chat-intake.js';
import type { ChatPlatforms } from './services/chat-platforms.js';
import type { EventListener } from './services/decision-events.js';
import type { ForgettingService } from './services/forgetting.js';
import type { KeyService } from './services/keys.js';
import type { LabelService } from './services/labels.js';
import type { SubmissionService } from './services/submissions.js';
import type { Database } from './store/database.js';
import { createDecisionEventStore } from './store/decision-events.js';
import type { MessageViewStore } from './store/message-views.js';
import { createSlackAlertStore } from './store/slack-alerts.js';
import { createSlackEventStore } from './store/slack-events.js';
import { createWithdrawnTextStore } from './store/withdrawn-texts.js';

/** The name under which Slack hears of decisions, and the owner of its key. */
const SLACK = 'slack';

/** Whether what alerts need is configured; `loadConfig` sees to it that none of it is without the rest. */
async function alertChannel(config: Config): Promise<SlackAlertChannel | undefined> {
  const { SLACK_BOT_TOKEN: token, SLACK_ALERT_CHANNEL: channel } = config;
  if (token === undefined || channel === undefined) return undefined;
  // Slack's client is loaded only by those who use it.
  const { createSlackAlertChannel } = await import('./integrations/slack/web-api.js');
  return createSlackAlertChannel({
    token,
    channel,
    apiUrl: config.SLACK_API_URL,
    text: config.SLACK_ALERT_TEXT,
    publicUrl: config.PUBLIC_URL,
  });
}

export interface ChatParts {
  /** Whose messages they are. */
  readonly communityId: string;
  readonly db: Database;
  readonly secrets: Secrets;
  readonly keys: KeyService;
  readonly submissions: SubmissionService;
  readonly forgetting: ForgettingService;
  readonly views: MessageViewStore;
  readonly cases: CaseService;
  readonly labels: LabelService;
}

/** Wires the chat platforms that are configured, and says who hears of decisions. */
export async function composeChat(config: Config, parts: ChatParts): Promise<ChatPlatforms> {
  const { communityId, db, secrets, keys, submissions, forgetting, views, cases, labels } = parts;
  const intake = createChatIntake({
    submissions,
    views,
    forgetting,
    withdrawn: createWithdrawnTextStore(db),
    events: createSlackEventStore(db),
  });
  const answers = createAlertAnswerService({ alerts: createSlackAlertStore(db), cases, labels });
  const keyOf = (owner: string) =>
    keys.ensureOwn(communityId, owner, secrets.contentHmac(`the service's own key: ${owner}`));

  const events = createDecisionEventStore(db);
  const alerts = await alertChannel(config);
  if (alerts) await events.subscribe(communityId, SLACK, config.SLACK_ALERT_ON.split(',') as Outcome[]);
  else await events.unsubscribe(communityId, SLACK);

  const { SLACK_SIGNING_SECRET: signingSecret, SLACK_ALERT_CHANNEL: channel } = config;
  const slack = signingSecret !== undefined && {
    signingSecret,
    key: await keyOf(SLACK),
    ...(alerts && channel !== undefined && { alerts: { ...alerts, channel } }),
  };
  const byToken = async (owner: string, tokens: string | undefined) =>
    tokens === undefined ? undefined : { tokens: tokens.split(/ *, */), key: await keyOf(owner) };
  const mattermost = await byToken('mattermost', config.MATTERMOST_TOKENS);
  const rocketchat = await byToken('rocketchat', config.ROCKETCHAT_TOKENS);
  const zulip = await byToken('zulip', config.ZULIP_TOKENS);
  const { DISCORD_PUBLIC_KEY: publicKey } = config;
  return {
    intake,
    answers,
    ...(slack && { slack }),
    ...(mattermost && { mattermost }),
    ...(rocketchat && { rocketchat }),
    ...(zulip && { zulip }),
    ...(publicKey !== undefined && { discord: { publicKey, key: await keyOf('discord') } }),
  };
}

/** Who posts alerts, in a worker: nobody where they are not configured. */
export async function composeAlerts(
  config: Config,
  { communityId, db, onError }: Pick<ChatParts, 'communityId' | 'db'> & { onError: (error: Error) => void },
): Promise<{ listeners: readonly EventListener[]; stop(): Promise<void> }> {
  const channel = await alertChannel(config);
  if (channel === undefined) return { listeners: [], stop: () => Promise.resolve() };
  const alerts = createSlackAlertStore(db);
  const clearing = startAlertClearing(communityId, { channel, alerts }, onError);
  return {
    listeners: [createAlertListener({ name: SLACK, channel, alerts })],
    stop: () => clearing.stop(),
  };
}
