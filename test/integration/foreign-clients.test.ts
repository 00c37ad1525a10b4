import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { installClients, loadClient } from '../support/clients.js';
import { ADMIN_KEY, startTestService, type TestService } from '../support/service.js';

const INSULT = 'You are a pathetic idiot and everybody here knows it.';
const ORDINARY = 'Has the new welcome flow gone out yet, or shall I send it?';
const GERMAN =
  'Guten Morgen zusammen, ich bin heute erst ab elf Uhr im Büro, weil der Handwerker noch kommt.';
const INSTALL_TIMEOUT_MS = 300_000;

/** What a promise rejects with. @throws Error where it resolves */
async function failure(promise: Promise<unknown>): Promise<any> {
  try {
    await promise;
  } catch (error) {
    return error;
  }
  throw new Error('It should have failed.');
}

describe('clients of other services, as their makers publish them', () => {
  let service: TestService;
  let address: string;
  let key: string;
  beforeAll(async () => {
    await installClients();
    service = await startTestService();
    address = await service.app.listen({ host: '127.0.0.1', port: 0 });
    key = await service.newKey('classify');
  }, INSTALL_TIMEOUT_MS);
  afterAll(() => service.close());

  describe('googleapis, by discovery', () => {
    const discover = (): Promise<any> => {
      const { google } = loadClient('googleapis');
      return google.discoverAPI(`${address}/$discovery/rest?version=v1alpha1`);
    };

    it.each(['resource', 'requestBody'])('scores a comment sent as %s', async (field) => {
      const client = await discover();
      const { data, status } = await client.comments.analyze({
        key,
        [field]: {
          comment: { text: INSULT },
          requestedAttributes: { TOXICITY: {}, 'INSULT@2': {}, SPAM: { scoreThreshold: 0.9 } },
          languages: ['en'],
          clientToken: 't1',
          doNotStore: true,
        },
      });
      expect(status).toBe(200);
      expect(data).toEqual({
        attributeScores: {
          TOXICITY: {
            spanScores: [{ begin: 0, end: INSULT.length, score: expect.any(Object) }],
            summaryScore: { value: expect.any(Number), type: 'PROBABILITY' },
          },
          'INSULT@2': expect.any(Object),
        },
        languages: ['en'],
        detectedLanguages: ['en'],
        clientToken: 't1',
      });
      expect(data.attributeScores['INSULT@2'].summaryScore.value).toBeGreaterThan(0.6);
    });

    it('takes a suggested score', async () => {
      const client = await discover();
      const { data } = await client.comments.suggestscore({
        key,
        requestBody: {
          comment: { text: INSULT },
          attributeScores: { INSULT: { summaryScore: { value: 1 } } },
          languages: ['en'],
          clientToken: 't2',
        },
      });
      expect(data).toEqual({ clientToken: 't2', detectedLanguages: ['en'], requestedLanguages: ['en'] });
    });

    it('reads our errors as the ones it knows', async () => {
      const client = await discover();
      const wrongKey = await failure(
        client.comments.analyze({
          key: 'wrong',
          requestBody: { comment: { text: ORDINARY }, requestedAttributes: { TOXICITY: {} } },
        }),
      );
      expect(wrongKey.status).toBe(400);
      expect(wrongKey.message).toContain('API key not valid. Please pass a valid API key.');
      const foreign = await failure(
        client.comments.analyze({
          key,
          requestBody: { comment: { text: GERMAN }, requestedAttributes: { TOXICITY: {} } },
        }),
      );
      expect(foreign.response.data.error.details[0]).toMatchObject({
        errorType: 'LANGUAGE_NOT_SUPPORTED_BY_ATTRIBUTE',
        languageNotSupportedByAttributeError: { attribute: 'TOXICITY', detectedLanguages: ['de'] },
      });
    });
  });

  describe('perspective-api-client, redirected', () => {
    const connect = (apiKey: string) => {
      const axios = loadClient('axios');
      axios.interceptors.request.handlers = [];
      axios.interceptors.request.use((request: { url: string }) => ({
        ...request,
        url: request.url.replace('https://commentanalyzer.googleapis.com', address),
      }));
      return new (loadClient('perspective-api-client'))({ apiKey });
    };

    it('scores a comment', async () => {
      const client = connect(key);
      const { attributeScores } = await client.analyze(INSULT, { attributes: ['toxicity', 'insult'] });
      expect(attributeScores.INSULT.summaryScore.value).toBeGreaterThan(0.6);
      expect(attributeScores.TOXICITY.summaryScore.type).toBe('PROBABILITY');
      const ordinary = await client.analyze(ORDINARY);
      expect(ordinary.attributeScores.TOXICITY.summaryScore.value).toBeLessThan(0.3);
    });

    it('reads our messages out of our errors', async () => {
      const unknown = await failure(connect(key).analyze(ORDINARY, { attributes: ['coherence'] }));
      expect(unknown.message).toBe('Unknown requested attribute: COHERENCE');
      const wrongKey = await failure(connect('wrong').analyze(ORDINARY));
      expect(wrongKey.message).toBe('API key not valid. Please pass a valid API key.');
      const empty = await failure(connect(key).analyze('', { validate: false }));
      expect(empty.message).toBe('Comment must be non-empty.');
    });
  });

  describe('openai', () => {
    const connect = (apiKey: string, more = {}) => {
      const OpenAI = loadClient('openai');
      return { OpenAI, client: new OpenAI({ apiKey, baseURL: `${address}/v1`, ...more }) };
    };

    it('moderates a text, a list of texts, and text parts', async () => {
      const { client } = connect(key);
      const one = await client.moderations.create({ input: INSULT });
      expect(one).toMatchObject({ id: expect.stringMatching(/^modr-/), model: 'omni-moderation-latest' });
      expect(one.results).toHaveLength(1);
      expect(one.results[0].flagged).toBe(true);
      expect(one.results[0].categories.harassment).toBe(true);
      expect(one.results[0].category_scores.harassment).toBeGreaterThan(0.6);
      expect(Object.keys(one.results[0].categories)).toHaveLength(13);
      const several = await client.moderations.create({
        input: [ORDINARY, INSULT],
        model: 'text-moderation-latest',
      });
      expect(several.model).toBe('text-moderation-latest');
      expect(several.results.map(({ flagged }: { flagged: boolean }) => flagged)).toEqual([false, true]);
      const parts = await client.moderations.create({
        input: [
          { type: 'text', text: ORDINARY },
          { type: 'text', text: INSULT },
        ],
      });
      expect(parts.results).toHaveLength(1);
      expect(parts.results[0].flagged).toBe(true);
    });

    it('shows the headers of the answer', async () => {
      const { client } = connect(key);
      const { response, request_id } = await client.moderations.create({ input: ORDINARY }).withResponse();
      expect(request_id).toMatch(/^req_[0-9a-f]{32}$/);
      expect(response.headers.get('x-conduct-unsupported-categories')).toBe(
        'illicit, illicit/violent, self-harm/instructions, sexual/minors, violence/graphic',
      );
    });

    it('gets the error classes it knows, with code, type and field', async () => {
      const { OpenAI, client } = connect(key);
      const image = { type: 'image_url', image_url: { url: 'https://example.com/cat.png' } };
      const refused = await failure(
        client.moderations.create({ input: [{ type: 'text', text: ORDINARY }, image] }),
      );
      expect(refused).toBeInstanceOf(OpenAI.BadRequestError);
      expect(refused).toMatchObject({
        code: 'image_not_supported',
        type: 'invalid_request_error',
        param: 'input[1]',
        requestID: expect.stringMatching(/^req_/),
      });
      const wrongKey = await failure(connect('wrong').client.moderations.create({ input: ORDINARY }));
      expect(wrongKey).toBeInstanceOf(OpenAI.AuthenticationError);
      expect(wrongKey.code).toBe('invalid_api_key');
      const unknown = await failure(client.moderations.create({ input: ORDINARY, model: 'gpt-0' }));
      expect(unknown).toBeInstanceOf(OpenAI.NotFoundError);
      expect(unknown.code).toBe('model_not_found');
    });

    it('tries again where we say that we are not there, and then gives up with our words', async () => {
      const { OpenAI, client } = connect(key, { maxRetries: 1 });
      await service.stopWorker();
      try {
        const error = await failure(client.moderations.create({ input: ORDINARY }));
        expect(error).toBeInstanceOf(OpenAI.InternalServerError);
        expect(error).toMatchObject({ status: 503, type: 'server_error', code: 'unavailable' });
      } finally {
        await service.startWorker();
      }
    });
  });

  it('are told of our address as they reached it, the port included', async () => {
    const document = await (await fetch(`${address}/$discovery/rest?version=v1alpha1`)).json();
    expect(document).toMatchObject({ rootUrl: `${address}/`, baseUrl: `${address}/` });
    const refused = await fetch(`${address}/$discovery/rest?version=v1alpha1&key=wrong`);
    expect(refused.status).toBe(400);
    const accepted = await fetch(`${address}/$discovery/rest?version=v1alpha1&key=${ADMIN_KEY}`);
    expect(accepted.status).toBe(200);
  });
});
