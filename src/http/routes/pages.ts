import helmet from '@fastify/helmet';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

const PAGE = 'index.html';
const NOT_BUILT = 'The pages are not built yet: run "npm run build".\n';
/** Pages load nothing from elsewhere and run nothing that is not in a file of ours. */
const DIRECTIVES = {
  defaultSrc: ["'none'"],
  scriptSrc: ["'self'"],
  styleSrc: ["'self'"],
  imgSrc: ["'self'", 'data:'],
  fontSrc: ["'self'"],
  connectSrc: ["'self'"],
  formAction: ["'self'"],
  baseUri: ["'none'"],
  frameAncestors: ["'none'"],
};

/**
 * The admin pages, as the build leaves them in a folder: `/` and what it loads from `/assets/`. Pages
 * change by their address's fragment, so there is nothing else. The folder may come later, or never.
 */
export async function pageRoutes(app: FastifyInstance, { folder }: { folder: string }): Promise<void> {
  // Not for all routes: it writes its dozen headers anew for each answer, and the live lane is in a hurry.
  await app.register(helmet, {
    global: false,
    contentSecurityPolicy: { useDefaults: false, directives: DIRECTIVES },
    referrerPolicy: { policy: 'no-referrer' },
    // Whether the host is to be called by HTTPS alone is for whoever put HTTPS in front of it.
    strictTransportSecurity: false,
  });
  await app.register(fastifyStatic, { serve: false });
  const schema = { hide: true };

  app.get('/', { schema, helmet: {} }, async (_request, reply) => {
    if (!existsSync(join(folder, PAGE)))
      return reply.code(404).type('text/plain; charset=utf-8').send(NOT_BUILT);
    return reply.header('cache-control', 'no-cache').sendFile(PAGE, folder, { cacheControl: false });
  });

  // Their names carry a hash of what they hold.
  app.get('/assets/*', { schema, helmet: {} }, async (request, reply) => {
    const { '*': path } = request.params as { '*': string };
    const year = { maxAge: '365d', immutable: true };
    return reply.sendFile(path, join(folder, 'assets'), { ...year, index: false, dotfiles: 'ignore' });
  });
}
