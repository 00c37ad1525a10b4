import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { projectRoot } from '../../src/paths.js';

const read = (path: string) => readFileSync(join(projectRoot, path), 'utf8');

interface Service {
  image?: string;
  command?: string[];
  environment?: Record<string, string>;
  volumes?: string[];
  healthcheck?: { disable?: boolean; test?: string[] };
  depends_on?: Record<string, { condition: string }>;
}

describe('Dockerfile', () => {
  const dockerfile = read('Dockerfile').replaceAll('\\\n', ' ');
  const instructions = dockerfile.split('\n').filter((line) => /^[A-Z]+ /.test(line));
  const finalStage = instructions.slice(instructions.findLastIndex((line) => line.startsWith('FROM')));

  it('copies only what is in the repository and let through by .dockerignore', () => {
    const allowed = read('.dockerignore').split('\n');
    const sources = instructions
      .filter((line) => line.startsWith('COPY ') && !line.includes('--from='))
      .flatMap((line) => line.split(/\s+/).slice(1, -1));
    expect(sources.length).toBeGreaterThan(5);
    expect(sources.filter((path) => !existsSync(join(projectRoot, path)))).toEqual([]);
    expect(sources.filter((path) => !allowed.includes(`!${path}`))).toEqual([]);
  });

  it('runs Node 24 as an ordinary user, with a check of readiness', () => {
    expect(
      instructions.filter((line) => line.startsWith('FROM')).every((line) => line.includes('node:24')),
    ).toBe(true);
    const user = finalStage.findIndex((line) => line === 'USER node');
    expect(user).toBeGreaterThan(0);
    expect(finalStage.slice(user).some((line) => line.startsWith('RUN'))).toBe(false);
    expect(finalStage.find((line) => line.startsWith('HEALTHCHECK'))).toContain('/readyz');
  });

  it('starts the programs that the build makes', () => {
    const script = (line: string) => /dist\/([\w/-]+)\.js/.exec(line)?.[1];
    const command = script(finalStage.find((line) => line.startsWith('CMD'))!);
    expect(existsSync(join(projectRoot, `${command}.ts`))).toBe(true);
  });

  it('gives the API the flags that npm start and the benchmarks give it', () => {
    const flags = ['scripts/supervisor.mjs', 'bench/stack.ts'].map(
      (path) => /API_FLAGS\b.*= \['(--[^']+)'\];/.exec(read(path))?.[1],
    );
    const [flag] = flags;
    expect(flags).toEqual([expect.stringMatching(/^--heap/), flag]);
    expect(finalStage.find((line) => line.startsWith('CMD'))).toContain(`"${flag}"`);
  });
});

describe('docker-compose.yml', () => {
  const text = read('docker-compose.yml');
  const compose = parse(text, { merge: true }) as {
    services: Record<string, Service>;
    volumes: Record<string, unknown>;
  };
  const { services } = compose;

  it('holds API, worker, PostgreSQL and Redis', () => {
    expect(Object.keys(services).sort()).toEqual(['api', 'postgres', 'redis', 'worker']);
  });

  it('starts API and worker only when both servers are healthy', () => {
    for (const name of ['api', 'worker']) {
      expect(services[name]!.depends_on).toEqual({
        postgres: { condition: 'service_healthy' },
        redis: { condition: 'service_healthy' },
      });
    }
    expect(services['postgres']!.healthcheck?.test).toBeDefined();
    expect(services['redis']!.healthcheck?.test).toBeDefined();
  });

  it('gives API and worker the same settings, the queue’s key included', () => {
    expect(services['worker']!.environment).toEqual(services['api']!.environment);
    expect(Object.keys(services['api']!.environment!)).toEqual(
      expect.arrayContaining(['ADMIN_API_KEY', 'DATABASE_URL', 'QUEUE_KEY', 'REDIS_URL']),
    );
    // Chat platforms: API takes their deliveries, workers post to them.
    expect(Object.keys(services['worker']!.environment!)).toEqual(
      expect.arrayContaining(['SLACK_SIGNING_SECRET', 'SLACK_BOT_TOKEN', 'SLACK_ALERT_CHANNEL']),
    );
  });

  it('starts the worker’s program', () => {
    const script = services['worker']!.command!.at(-1)!.replace(/^dist\/(.*)\.js$/, '$1.ts');
    expect(existsSync(join(projectRoot, script))).toBe(true);
  });

  it('keeps what Redis holds and evicts nothing', () => {
    const command = services['redis']!.command!.join(' ');
    expect(command).toContain('--appendonly yes');
    expect(command).toContain('--maxmemory-policy noeviction');
  });

  it('declares every volume that it mounts', () => {
    const mounted = Object.values(services).flatMap((service) => service.volumes ?? []);
    expect(mounted.length).toBe(2);
    for (const volume of mounted) expect(compose.volumes).toHaveProperty(volume.split(':')[0]!);
  });

  it('takes every secret from .env, and .env.example names each variable', () => {
    const example = read('.env.example');
    const used = [...text.matchAll(/\$\{(\w+)(:[?-])?/g)];
    expect(used.length).toBeGreaterThan(5);
    for (const [, name, operator] of used) {
      expect(example).toMatch(new RegExp(`^${name}=`, 'm'));
      if (/PASSWORD|QUEUE_KEY/.test(name!)) expect(operator, `${name} must be required`).toBe(':?');
    }
    expect(example).not.toMatch(/^(POSTGRES_PASSWORD|REDIS_PASSWORD|QUEUE_KEY|ADMIN_API_KEY)=.+/m);
  });
});
