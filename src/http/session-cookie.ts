import { timingSafeEqual } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { SESSION_LIFE_S, type Session } from '../services/sessions.js';
import { HttpProblem } from './problem.js';

export const SESSION_COOKIE = 'conduct_session';
const CSRF_HEADER = 'x-csrf-token';
/** Methods that change nothing, so that a request by cookie needs no more than the cookie. */
const SAFE_METHODS: ReadonlySet<string> = new Set(['GET', 'HEAD']);

/** The token of the session that the request says it belongs to. */
export const sessionToken = (request: FastifyRequest): string | undefined => request.cookies[SESSION_COOKIE];

/** Gives the browser a session; scripts cannot read it, and other sites' requests do not carry it. */
export function setSessionCookie(request: FastifyRequest, reply: FastifyReply, token: string): void {
  reply.setCookie(SESSION_COOKIE, token, { ...attributes(request), maxAge: SESSION_LIFE_S });
}

export function clearSessionCookie(request: FastifyRequest, reply: FastifyReply): void {
  reply.clearCookie(SESSION_COOKIE, attributes(request));
}

const attributes = (request: FastifyRequest) => ({
  httpOnly: true,
  sameSite: 'strict' as const,
  path: '/',
  // Behind a proxy that TRUST_PROXY names, what the browser used.
  secure: request.protocol === 'https',
});

/**
 * Refuses a request that was made by a page of another site. Browsers say so in Sec-Fetch-Site, and
 * over plain HTTP, where they leave that out, in Origin; whoever sends neither is no browser. After
 * Go's net/http.CrossOriginProtection.
 *
 * @throws HttpProblem 403
 */
export function refuseOtherSites(request: FastifyRequest): void {
  const { 'sec-fetch-site': site, origin } = request.headers;
  if (site === 'same-origin' || site === 'none') return;
  if (site === undefined && (origin === undefined || hostOf(origin) === request.host.toLowerCase())) return;
  throw new HttpProblem('forbidden', 'The request comes from a page of another site.');
}

function hostOf(origin: string): string | null {
  return URL.canParse(origin) ? new URL(origin).host : null;
}

/**
 * Refuses a request by cookie that changes something unless it carries the session's CSRF token and
 * comes from our own pages.
 *
 * @throws HttpProblem 403
 */
export function refuseForgery(request: FastifyRequest, { csrfToken }: Session): void {
  if (SAFE_METHODS.has(request.method)) return;
  refuseOtherSites(request);
  const given = request.headers[CSRF_HEADER];
  if (typeof given !== 'string' || !sameText(given, csrfToken)) {
    throw new HttpProblem(
      'forbidden',
      'Signed in by cookie, send the csrfToken of GET /v1/session as X-CSRF-Token.',
    );
  }
}

function sameText(given: string, expected: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(expected)];
  return a.length === b.length && timingSafeEqual(a, b);
}
