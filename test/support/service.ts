import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { pino, type Logger } from 'pino';
import { buildApp } from '../../src/app.js';
import { composeApi } from '../../src/composition.js';
import { loadConfig, type Config } from '../../src/config.js';
import type { Scope } from '../../src/domain/keys.js';
import type { ApiServices } from '../../src/services/api-services.js';
import { runWorker } from '../../workers/runner.js';
import { createTestDatabase } from './database.js';

export const ADMIN_KEY = 'test-admin-key-0123456789';

export interface TestService {
  readonly app: FastifyInstance;
  readonly services: ApiServices;
  readonly config: Config;
  /** Everything that was logged, by API and worker. */
  logs(): string;
  /** Sends JSON with the admin key, or another one. */
  post(
    url: string,
    body: unknown,
    key?: string,
  ): Promise<{ status: number; headers: Record<string, unknown>; body: any }>;
  get(url: string, key?: string): Promise<{ status: number; headers: Record<string, unknown>; body: any }>;
  newKey(...scopes: Scope[]): Promise<string>;
  startWorker(): Promise<void>;
  stopWorker(): Promise<void>;
  close(): Promise<void>;
}

export interface TestServiceOptions {
  readonly redisUrl?: string | null;
  /** Replaces the address of a database made for this service. */
  readonly databaseUrl?: (url: string) => string | Promise<string>;
  /** Starts a worker and waits until it has scored; true unless given. */
  readonly worker?: boolean;
  readonly env?: Record<string, string>;
  /** Where the built pages are; where the build leaves them unless given. */
  readonly pagesFolder?: string;
}

/** The real service in this process: its own database, random queue names, a worker with the shipped model. */
export async function startTestService(options: TestServiceOptions = {}): Promise<TestService> {
  const database = await createTestDatabase();
  const dataDir = mkdtempSync(join(tmpdir(), 'conduct-service-'));
  const config = loadConfig({
    DATABASE_URL: (await options.databaseUrl?.(database.url)) ?? database.url,
    ...(options.redisUrl != null && { REDIS_URL: options.redisUrl }),
    DATA_DIR: dataDir,
    QUEUE_PREFIX: `t${randomBytes(6).toString('hex')}`,
    ADMIN_API_KEY: ADMIN_KEY,
    // Threads run what is compiled.
    INFERENCE_THREADS: '0',
    // Suites run side by side on few cores; what is tested with a deadline sets its own.
    LIVE_DEADLINE_MS: '6000',
    LOG_LEVEL: 'debug',
    ...options.env,
  });
  const lines: string[] = [];
  const log: Logger = pino({ level: config.LOG_LEVEL }, { write: (line: string) => void lines.push(line) });
  const api = await composeApi(config, log);
  const app = await buildApp(api.services, log, {
    trustProxy: config.TRUST_PROXY,
    ...(options.pagesFolder !== undefined && { pagesFolder: options.pagesFolder }),
  });
  let worker: { close(): Promise<void> } | undefined;

  const send: TestService['post'] = async (url, body, key = ADMIN_KEY) => {
    const response = await app.inject({
      method: 'POST',
      url,
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
      payload: JSON.stringify(body),
    });
    return { status: response.statusCode, headers: response.headers, body: response.json() };
  };
  const service: TestService = {
    app,
    services: api.services,
    config,
    logs: () => lines.join(''),
    post: send,
    async get(url, key = ADMIN_KEY) {
      const response = await app.inject({ url, headers: { authorization: `Bearer ${key}` } });
      return { status: response.statusCode, headers: response.headers, body: response.json() };
    },
    async newKey(...scopes) {
      return (await send('/v1/keys', { owner: 'test', scopes })).body.key as string;
    },
    async startWorker() {
      worker = await runWorker(config, log);
      await api.services.readiness.first;
    },
    async stopWorker() {
      await worker?.close();
      worker = undefined;
    },
    async close() {
      await worker?.close();
      await app.close();
      await api.close();
      await database.drop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
  if (options.worker ?? true) await service.startWorker();
  return service;
}

/** Waits until a condition holds, asking every 20 ms. @throws Error where it does not in time */
export async function eventually(
  condition: () => Promise<boolean> | boolean,
  timeoutMs: number,
): Promise<number> {
  const startedAt = performance.now();
  while (!(await condition())) {
    if (performance.now() - startedAt > timeoutMs) throw new Error(`Still not so after ${timeoutMs} ms.`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return performance.now() - startedAt;
}
