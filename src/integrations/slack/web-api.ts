import {
  LogLevel,
  WebAPIPlatformError,
  WebAPIRateLimitedError,
  WebClient,
  type KnownBlock,
  type Logger,
} from '@slack/web-api';
import type { AlertChannel, AlertPlace, ChatAlert } from '../../services/chat-alerts.js';
import { TryLaterError } from '../../services/decision-events.js';
import { alertBlocks, alertSummary, answeredBlocks, clearedBlocks, type AlertLinks } from './alert-blocks.js';

const CALL_TIMEOUT_MS = 8_000;
const EVENT_TYPE = 'conduct_alert';
/** Clocks differ: how much earlier than the decision Slack may say that its alert was posted. */
const CLOCKS_DIFFER_S = 60;
const PAGE = 200;
const PAGES_MAX = 5;

export interface SlackApiOptions {
  readonly token: string;
  /** `https://slack.com/api/` where absent. */
  readonly apiUrl?: string | undefined;
  /** Id of the channel where alerts go. */
  readonly channel: string;
  /** Whether an alert shows what was said, or only a link to it. */
  readonly text: 'copy' | 'link';
  /** Where people reach the admin pages. */
  readonly publicUrl?: string | undefined;
}

export interface SlackAlertChannel extends AlertChannel {
  /** Puts what somebody said of an alert in the place of its buttons. */
  showAnswer(
    place: Pick<AlertPlace, 'channel' | 'ts'>,
    blocks: readonly unknown[],
    answer: { readonly userId: string; readonly verdict: 'violates' | 'ok' },
  ): Promise<void>;
}

/** The admins' channel in Slack. Calls are made once: whoever calls tries again, later and after restarts too. */
export function createSlackAlertChannel(options: SlackApiOptions): SlackAlertChannel {
  const { token, apiUrl, channel, text: textMode, publicUrl } = options;
  const client = new WebClient(token, {
    ...(apiUrl !== undefined && { slackApiUrl: apiUrl }),
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    timeout: CALL_TIMEOUT_MS,
    logger: SILENT,
  });

  /** A link to the message where it was said; none where Slack has none for us. */
  async function permalink({ source, id }: ChatAlert['message']): Promise<string | undefined> {
    const [, from, ts] = /^([A-Z0-9]+):([0-9.]+)$/.exec(id) ?? [];
    if (!source.startsWith('slack:') || from === undefined || ts === undefined) return undefined;
    try {
      const answer = await patiently(client.chat.getPermalink({ channel: from, message_ts: ts }));
      return answer.permalink;
    } catch (error) {
      // The message is gone, or is somewhere that the app cannot see: the alert counts for more than its link.
      if (error instanceof WebAPIPlatformError) return undefined;
      throw error;
    }
  }

  const update = async (place: Pick<AlertPlace, 'channel' | 'ts'>, blocks: KnownBlock[], text: string) => {
    try {
      await patiently(client.chat.update({ channel: place.channel, ts: place.ts, blocks, text }));
    } catch (error) {
      if (!isGone(error)) throw error;
    }
  };

  return {
    async post(alert) {
      const { message } = alert;
      const links: AlertLinks = {
        message: await permalink(message),
        conduct: publicUrl && queueLink(publicUrl, message.channelId),
      };
      const text = textMode === 'copy' ? message.text : undefined;
      const posted = await patiently(
        client.chat.postMessage({
          channel,
          text: alertSummary(alert),
          blocks: alertBlocks(alert, { ...links, text }),
          metadata: { event_type: EVENT_TYPE, event_payload: markOf(alert) },
          // The link's preview would be the copy of the text that somebody did not want.
          unfurl_links: false,
          unfurl_media: false,
        }),
      );
      return { channel: posted.channel!, ts: posted.ts!, showsText: text != null };
    },

    async find(alert) {
      const mark = markOf(alert);
      const oldest = String(Date.parse(alert.decidedAt) / 1_000 - CLOCKS_DIFFER_S);
      let cursor: string | undefined;
      try {
        for (let page = 0; page < PAGES_MAX; page++) {
          const history = await patiently(
            client.conversations.history({
              channel,
              oldest,
              limit: PAGE,
              include_all_metadata: true,
              ...(cursor !== undefined && { cursor }),
            }),
          );
          for (const { ts, metadata } of history.messages ?? []) {
            const payload = metadata?.event_payload as Partial<typeof mark> | undefined;
            const isIt =
              metadata?.event_type === EVENT_TYPE &&
              payload?.decision === mark.decision &&
              payload.decided_at === mark.decided_at;
            if (isIt && ts !== undefined) return { channel, ts, showsText: textMode === 'copy' };
          }
          cursor = history.response_metadata?.next_cursor;
          if (cursor === undefined || cursor === '') return undefined;
        }
      } catch (error) {
        // The app may not read the channel: then an alert that comes twice is better than one that never comes.
        if (!(error instanceof WebAPIPlatformError)) throw error;
      }
      return undefined;
    },

    clear: (place) => update(place, clearedBlocks(), 'Conduct: the message is not kept any more.'),

    showAnswer: (place, blocks, answer) =>
      update(place, answeredBlocks(blocks, answer), 'Conduct: answered.'),
  };
}

/** By which an alert is found again: the ids of another installation may be the same. */
const markOf = ({ decisionId, decidedAt }: ChatAlert) => ({ decision: decisionId, decided_at: decidedAt });

function queueLink(publicUrl: string, channelId: string | null): string {
  const query = channelId === null ? '' : `?channel=${encodeURIComponent(channelId)}`;
  return `${publicUrl.replace(/\/+$/, '')}/#/queue${query}`;
}

/** @throws TryLaterError where Slack says that it was asked too often, and for how long it does not want to be */
async function patiently<T>(call: Promise<T>): Promise<T> {
  try {
    return await call;
  } catch (error) {
    if (error instanceof WebAPIRateLimitedError) {
      throw new TryLaterError(error.retryAfter, 'Slack asks to be called less often.');
    }
    throw error;
  }
}

const GONE = new Set([
  'message_not_found',
  'cant_update_message',
  'edit_window_closed',
  'channel_not_found',
  'is_inactive',
]);
/** What is to be changed is not there any more, or cannot be changed: trying again would not help. */
const isGone = (error: unknown) => error instanceof WebAPIPlatformError && GONE.has(error.data.error);

const nothing = () => undefined;
/** The client would write to the console, requests and answers among it. */
const SILENT: Logger = {
  debug: nothing,
  info: nothing,
  warn: nothing,
  error: nothing,
  setLevel: nothing,
  getLevel: () => LogLevel.ERROR,
  setName: nothing,
};
