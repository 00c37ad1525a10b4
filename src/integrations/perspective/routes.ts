import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import type { FastifyInstance } from 'fastify';
import Type from 'typebox';
import { callerOf, googleKey } from '../../http/plugins/auth.js';
import type { CommentService } from '../../services/comments.js';
import type { KeyService } from '../../services/keys.js';
import { speakAs } from '../vendor-scope.js';
import { analyze } from './analyze.js';
import { withoutUnset } from './comment.js';
import { describeApi } from './discovery.js';
import { inflate } from './inflate.js';
import { invalidKey, invalidRequest, perspectiveWording } from './errors.js';
import { AnalyzeAnswer, AnalyzeBody, failures, SuggestScoreAnswer, SuggestScoreBody } from './schemas.js';
import { suggestScore } from './suggest-score.js';

export interface PerspectiveOptions {
  readonly comments: CommentService;
  readonly keys: Pick<KeyService, 'authenticate'>;
}

const tags = ['perspective'];
/** Some clients encode the punctuation in these paths, which no route would match then. */
const ENCODED = /^(\/v1alpha1\/comments)%3a|^\/%24(?=discovery\/)/i;

/** A request's address with this protocol's paths spelt as its routes are; any other address as it is. */
export const spellOut = (url: string): string =>
  url.replace(ENCODED, (_match, path?: string) => (path === undefined ? '/$' : `${path}:`));

/** The Perspective API (Comment Analyzer v1alpha1), as its clients know it. */
export const perspectiveRoutes = async (
  app: FastifyInstance,
  { comments, keys }: PerspectiveOptions,
): Promise<void> => {
  await app.register(commentRoutes, { prefix: '/v1alpha1', comments });
  await app.register(discoveryRoute, { prefix: '/$discovery', keys });
};

const commentRoutes: FastifyPluginAsyncTypebox<{ comments: CommentService }> = async (
  scope,
  { comments },
) => {
  speakAs(scope, perspectiveWording);
  scope.addHook('preParsing', inflate);
  scope.addHook('preValidation', async (request) => {
    request.body = withoutUnset(request.body ?? {});
    return Promise.resolve();
  });
  scope.post(
    '/comments::analyze',
    {
      config: { scopes: ['classify'], keyAsGoogle: true },
      schema: {
        tags,
        security: [{ googleKey: [] }, { key: [] }],
        summary: 'Score a comment, as the Perspective API did',
        description:
          'The key as `?key=` or in `X-Goog-Api-Key`; the body may be compressed by gzip. What no signal speaks of is an error, or dropped where dropUnsupportedAttributes is true. Nothing is stored unless doNotStore is false.',
        body: AnalyzeBody,
        response: { 200: AnalyzeAnswer, ...failures },
      },
    },
    async (request) => {
      request.messageCount = 1;
      const { response, answer } = await analyze(comments, callerOf(request), request.body);
      scope.observeDecision(answer.decision, answer.timings);
      return response;
    },
  );
  scope.post(
    '/comments::suggestscore',
    {
      config: { scopes: ['classify', 'review'], keyAsGoogle: true },
      schema: {
        tags,
        security: [{ googleKey: [] }, { key: [] }],
        summary: 'Say what a comment is, as the Perspective API took it',
        description:
          "Becomes labels of the key's owner, and keeps the comment they hang on. Coral's APPROVED and DELETED label the whole comment; names that mean nothing here are let pass.",
        body: SuggestScoreBody,
        response: { 200: SuggestScoreAnswer, ...failures },
      },
    },
    (request) => suggestScore(comments, callerOf(request), request.body),
  );
  await Promise.resolve();
};

const discoveryRoute: FastifyPluginAsyncTypebox<{
  keys: PerspectiveOptions['keys'];
}> = async (scope, { keys }) => {
  speakAs(scope, perspectiveWording);
  scope.get(
    '/rest',
    {
      schema: {
        tags,
        security: [],
        summary: "What Google's clients need to find their way here",
        querystring: Type.Object({
          version: Type.Optional(Type.Unknown()),
          key: Type.Optional(Type.Unknown()),
        }),
        response: { 200: Type.Unknown(), ...failures },
      },
    },
    async (request) => {
      const { version = 'v1alpha1', key } = request.query;
      if (version !== 'v1alpha1') throw invalidRequest('There is only version v1alpha1.');
      // Whoever sends a key is told at once where it is wrong: some clients rely on it.
      if (key !== undefined) {
        const secret = googleKey(request);
        const found = secret === undefined ? undefined : await keys.authenticate(secret, request.ip);
        if (found === undefined) throw invalidKey();
      }
      return describeApi(`${request.protocol}://${request.host}`);
    },
  );
  await Promise.resolve();
};
