import { request as requestHttp, type IncomingMessage } from 'node:http';
import { request as requestHttps } from 'node:https';
import type { LookupFunction } from 'node:net';
import { RequestFilteringHttpAgent, RequestFilteringHttpsAgent } from 'request-filtering-agent';
import { Webhook } from 'standardwebhooks';
import type { AttemptFailure } from '../../domain/webhook.js';
import type { AllowedHosts } from '../../services/webhooks/allowed-hosts.js';
import type { SendWebhook, WebhookRequest } from '../../services/webhooks/sender.js';
import { conductVersion } from '../../version.js';
import { AddressNotAllowedError, refuseSpecialLiteral, refusingLookup } from './special-addresses.js';

export interface SenderOptions {
  readonly allowedHosts: AllowedHosts;
  /** For the whole of an attempt, name lookup and answer's head included. */
  readonly timeoutMs?: number;
  /** How names are looked up; the system's resolver unless given. */
  readonly lookup?: LookupFunction;
}

const TIMEOUT_MS = 15_000;
const RETRY_AFTER_DATE_LENGTH_MAX = 40;

/**
 * Sends webhooks by the Standard Webhooks specification. The address that is connected to is checked when the
 * connection is made, literal or looked up: there is no moment between check and use. Hosts that are allowed by
 * configuration are not checked. Redirects are not followed, proxies of the environment not used.
 */
export function createWebhookSender(options: SenderOptions): SendWebhook {
  const { allowedHosts, timeoutMs = TIMEOUT_MS, lookup } = options;
  const agents = { http: new RequestFilteringHttpAgent(), https: new RequestFilteringHttpsAgent() };
  const checkedLookup = refusingLookup(lookup);

  /** @throws Error of the connection, or AddressNotAllowedError */
  function post(url: URL, request: WebhookRequest): Promise<IncomingMessage> {
    const isHttps = url.protocol === 'https:';
    const isAllowed = allowedHosts.has(url);
    if (!isAllowed) refuseSpecialLiteral(url);
    return new Promise((resolve, reject) => {
      const outgoing = (isHttps ? requestHttps : requestHttp)(url, {
        method: 'POST',
        headers: headersOf(request),
        signal: AbortSignal.any([
          AbortSignal.timeout(timeoutMs),
          ...(request.signal ? [request.signal] : []),
        ]),
        ...(isAllowed
          ? { agent: false, ...(lookup && { lookup }) }
          : { agent: isHttps ? agents.https : agents.http, lookup: checkedLookup }),
      });
      outgoing.on('response', resolve);
      outgoing.on('error', reject);
      // An answer that switches protocols is none.
      outgoing.on('close', () => reject(new Error('No answer came.')));
      outgoing.end(request.body);
    });
  }

  return async (request) => {
    const startedAt = performance.now();
    const durationMs = () => Math.round(performance.now() - startedAt);
    try {
      const response = await post(new URL(request.url), request);
      // What it says beyond its head is of no interest, however long.
      response.on('error', () => undefined).destroy();
      return {
        httpStatus: response.statusCode ?? null,
        failure: null,
        retryAfterS: readRetryAfter(response.headers['retry-after']),
        durationMs: durationMs(),
      };
    } catch (error) {
      const failure = failureOf(error as Error);
      return { httpStatus: null, failure, retryAfterS: null, durationMs: durationMs() };
    }
  };
}

function headersOf({ eventId, body, secrets }: WebhookRequest): Record<string, string> {
  const now = new Date();
  return {
    'content-type': 'application/json',
    'content-length': String(Buffer.byteLength(body)),
    'user-agent': `Conduct/${conductVersion}`,
    'webhook-id': eventId,
    'webhook-timestamp': String(Math.floor(now.getTime() / 1_000)),
    'webhook-signature': secrets.map((secret) => new Webhook(secret).sign(eventId, now, body)).join(' '),
  };
}

/** Seconds from now, of either form (RFC 9110, 10.2.3); null where it is neither. */
function readRetryAfter(value: string | undefined): number | null {
  if (value === undefined || value.length > RETRY_AFTER_DATE_LENGTH_MAX) return null;
  if (/^\d{1,9}$/.test(value)) return Number(value);
  const at = Date.parse(value);
  return Number.isNaN(at) ? null : Math.max(0, (at - Date.now()) / 1_000);
}

/** In words of ours: messages of errors name addresses that the log is not to tell. */
function failureOf(error: Error & { code?: unknown }): AttemptFailure {
  const code = typeof error.code === 'string' ? error.code : '';
  if (error.name === 'TimeoutError' || error.name === 'AbortError' || code === 'ETIMEDOUT') return 'timeout';
  // The agent's own error has no class and no code.
  if (error instanceof AddressNotAllowedError || /^DNS lookup .* is not allowed/.test(error.message))
    return 'address_not_allowed';
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return 'name_not_found';
  if (/CERT|SSL|TLS|EPROTO/.test(code)) return 'tls';
  return 'connection';
}
