import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export const SIGNING_SECRET = '8f742231b10e8888abcd99yyyzzz85a5';

/** Headers by which a request proves that Slack sent it. */
export function slackHeaders(
  body: string,
  atMs = Date.now(),
  secret = SIGNING_SECRET,
): Record<string, string> {
  const timestamp = String(Math.floor(atMs / 1_000));
  const digest = createHmac('sha256', secret).update(`v0:${timestamp}:${body}`).digest('hex');
  return { 'x-slack-request-timestamp': timestamp, 'x-slack-signature': `v0=${digest}` };
}

let events = 0;

/** An envelope of the Events API as Slack sends it, with an event id of its own. */
export function envelope(event: object, more: object = {}): Record<string, unknown> {
  const eventId = `Ev${String(++events).padStart(9, '0')}`;
  return {
    token: 'z26uFbvR1xHJEdHE1OQiO6t8',
    team_id: 'T061EG9RZ',
    context_team_id: 'T061EG9RZ',
    context_enterprise_id: null,
    api_app_id: 'A0FFV41KK',
    event,
    type: 'event_callback',
    event_id: eventId,
    event_time: 1_700_000_000,
    authorizations: [
      {
        enterprise_id: null,
        team_id: 'T061EG9RZ',
        user_id: 'U222222222',
        is_bot: true,
        is_enterprise_install: false,
      },
    ],
    is_ext_shared_channel: false,
    event_context: `4-${eventId}`,
    ...more,
  };
}

/** A message of a person in a public channel. */
export const said = (ts: string, text: string, more: object = {}) => ({
  type: 'message',
  client_msg_id: '0b1c7e2e-6f8b-4bb4-8d6d-90a2a4f10d8a',
  user: 'U2147483697',
  team: 'T061EG9RZ',
  channel: 'C024BE91L',
  channel_type: 'channel',
  event_ts: ts,
  ts,
  text,
  blocks: [{ type: 'rich_text', block_id: 'b', elements: [] }],
  ...more,
});

export interface SlackCall {
  readonly method: string;
  readonly token: string | undefined;
  readonly args: Record<string, any>;
}

/** What the stand-in does with a call: answers, by Slack's own rules or by others, or lets it hang. */
export type Behaviour = (
  call: SlackCall,
) => { status?: number; headers?: Record<string, string>; body?: object } | 'hang' | 'drop' | undefined;

export interface SlackStandIn {
  /** For SLACK_API_URL. */
  readonly url: string;
  readonly calls: SlackCall[];
  /** Messages that stand in channels, by their ts. */
  readonly posted: Map<string, Record<string, any>>;
  of(method: string): SlackCall[];
  /** Replaces the usual answers where it gives one. */
  behave(behaviour: Behaviour | undefined): void;
  close(): Promise<void>;
}

/**
 * A local HTTP server that answers the methods of Slack's Web API that alerts use, as the real one does: form or
 * JSON arguments, `ok` in the body, errors with status 200.
 */
export async function startSlack(): Promise<SlackStandIn> {
  const calls: SlackCall[] = [];
  const posted = new Map<string, Record<string, any>>();
  let behaviour: Behaviour | undefined;
  let clock = 1_800_000_000;

  function answer({ method, args }: SlackCall): object {
    switch (method) {
      case 'chat.postMessage': {
        const ts = `${++clock}.000100`;
        posted.set(ts, { ...args, ts });
        return { ok: true, channel: args['channel'], ts, message: { ts } };
      }
      case 'chat.update': {
        const message = posted.get(args['ts'] as string);
        if (message === undefined) return { ok: false, error: 'message_not_found' };
        posted.set(args['ts'] as string, { ...message, ...args });
        return { ok: true, channel: args['channel'], ts: args['ts'] };
      }
      case 'chat.getPermalink': {
        const at = String(args['message_ts']).replace('.', '');
        return { ok: true, permalink: `https://example.slack.com/archives/${args['channel']}/p${at}` };
      }
      case 'conversations.history':
        return {
          ok: true,
          messages: [...posted.values()].reverse(),
          has_more: false,
          response_metadata: { next_cursor: '' },
        };
      default:
        return { ok: false, error: 'unknown_method' };
    }
  }

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const call = {
      method: request.url!.split('/').pop()!,
      token: request.headers.authorization,
      args: await readArgs(request),
    };
    calls.push(call);
    const told = behaviour?.(call);
    if (told === 'hang') return;
    if (told === 'drop') {
      // Slack has done what was asked, and the answer gets lost.
      answer(call);
      request.socket.destroy();
      return;
    }
    const { status = 200, headers = {}, body = {} } = told ?? { body: answer(call) };
    response.writeHead(status, { 'content-type': 'application/json', ...headers });
    response.end(JSON.stringify(body));
  }

  const server = createServer((request, response) => void serve(request, response)).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/`,
    calls,
    posted,
    of: (method) => calls.filter((call) => call.method === method),
    behave(next) {
      behaviour = next;
    },
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

/** Arguments come as a form, what is not text in them as JSON. */
async function readArgs(request: IncomingMessage): Promise<Record<string, any>> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const text = Buffer.concat(chunks).toString('utf8');
  if (request.headers['content-type']?.startsWith('application/json') === true) return JSON.parse(text);
  return Object.fromEntries(
    [...new URLSearchParams(text)].map(([name, value]) => {
      try {
        return [name, /^[[{]|^(true|false)$/.test(value) ? JSON.parse(value) : value];
      } catch {
        return [name, value];
      }
    }),
  );
}

/** The payload of a pressed button under a posted alert. */
export function pressed(alert: Record<string, any>, actionId: string, userId = 'U0ADMIN01'): string {
  const actions = (alert['blocks'] as any[]).find(({ type }) => type === 'actions');
  const button = actions.elements.find(({ action_id: id }: any) => id === actionId);
  const payload = {
    type: 'block_actions',
    user: { id: userId, username: 'canary-username', name: 'canary-name', team_id: 'T061EG9RZ' },
    api_app_id: 'A0FFV41KK',
    token: 'z26uFbvR1xHJEdHE1OQiO6t8',
    container: {
      type: 'message',
      message_ts: alert['ts'],
      channel_id: alert['channel'],
      is_ephemeral: false,
    },
    trigger_id: '12321423423.333649436676.d8c1bb837935619ccad0f624c448ffb3',
    team: { id: 'T061EG9RZ', domain: 'example' },
    channel: { id: alert['channel'], name: 'moderators' },
    message: { type: 'message', ts: alert['ts'], text: alert['text'], blocks: alert['blocks'] },
    response_url: 'https://hooks.slack.com/actions/T061EG9RZ/1/x',
    actions: [
      {
        type: 'button',
        block_id: 'conduct_answer',
        action_id: actionId,
        value: button.value,
        action_ts: '1.2',
      },
    ],
  };
  return `payload=${encodeURIComponent(JSON.stringify(payload))}`;
}
