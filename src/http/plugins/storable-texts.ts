import type { FastifyInstance } from 'fastify';
import fp from 'fastify-plugin';
import { checkTexts } from '../../services/message-input.js';

/**
 * Refuses what PostgreSQL cannot store, U+0000 and lone surrogates, in whatever string of a request it stands. Bodies that
 * are read as bytes are looked at by those who read them.
 */
export const storableTexts = fp(
  async (app: FastifyInstance) => {
    app.addHook('preValidation', async ({ params, query, body }) => {
      checkTexts({ ...(params as object) }, 'params');
      checkTexts({ ...(query as object) }, 'querystring');
      checkTexts(body);
      await Promise.resolve();
    });
    await Promise.resolve();
  },
  { name: 'storable-texts', dependencies: ['json-body'] },
);
