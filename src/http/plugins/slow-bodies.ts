import { Socket } from 'node:net';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import fp from 'fastify-plugin';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** The body is read as it comes: it may take any time, as long as it keeps coming. */
    streamed?: boolean;
  }
}

export interface SlowBodyOptions {
  /** For a whole body. */
  readonly timeoutMs: number;
  /** Without a byte of a streamed one. */
  readonly idleMs: number;
}

/**
 * Cuts off clients that are slow to send a body. Node's own limit holds for a server as a whole and would
 * end every large upload; slow headers are left to it.
 */
export const slowBodies = fp(
  async (app: FastifyInstance, { timeoutMs, idleMs }: SlowBodyOptions) => {
    app.addHook('onRequest', async (request) => {
      const { headers } = request.raw;
      if (headers['content-length'] === undefined && headers['transfer-encoding'] === undefined) return;
      if (request.routeOptions.config.streamed === true) limitPauses(request, idleMs);
      else limitWhole(request, timeoutMs);
      await Promise.resolve();
    });

    /** As Node reports one that is late by its own limit: answered with 408 where that is still possible. */
    function cutOff(request: FastifyRequest): void {
      const error = Object.assign(new Error('The body is late.'), { code: 'ERR_HTTP_REQUEST_TIMEOUT' });
      // A request that was injected has none.
      if (request.raw.socket instanceof Socket) app.server.emit('clientError', error, request.raw.socket);
    }

    function limitWhole(request: FastifyRequest, ms: number): void {
      const timer = setTimeout(() => cutOff(request), ms);
      request.raw.once('end', () => clearTimeout(timer)).once('close', () => clearTimeout(timer));
    }

    function limitPauses(request: FastifyRequest, ms: number): void {
      const { raw } = request;
      let received = -1;
      const timer = setInterval(() => {
        // While something waits to be read here it is not the client that is slow.
        const late = raw.socket.bytesRead === received && raw.readableLength === 0;
        received = raw.socket.bytesRead;
        if (late) cutOff(request);
      }, ms);
      raw.once('end', () => clearInterval(timer)).once('close', () => clearInterval(timer));
    }
    await Promise.resolve();
  },
  { name: 'slow-bodies' },
);
