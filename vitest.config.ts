import { defineConfig, type TestProjectConfiguration } from 'vitest/config';

const servers = ['test/support/global-setup.ts'];

interface ProjectOptions {
  folder: string;
  /** Groups run one after another, so that what measures time or starts processes has the machine. */
  group: number;
  timeoutMs: number;
  needsServers?: boolean;
  /** How often a failed test is tried again; `npm test` names each that needed it. */
  retry?: number;
  oneByOne?: boolean;
}

function project({
  folder,
  group,
  timeoutMs,
  needsServers,
  retry = 0,
  oneByOne,
}: ProjectOptions): TestProjectConfiguration {
  return {
    test: {
      name: folder,
      include: [`test/${folder}/**/*.test.ts`],
      environment: 'node',
      testTimeout: timeoutMs,
      hookTimeout: timeoutMs,
      retry,
      // A busy machine shows things late; one second, the default, is not what is tested.
      expect: { poll: { timeout: 15_000 } },
      sequence: { groupOrder: group },
      ...(needsServers === true ? { globalSetup: servers } : {}),
      ...(oneByOne === true ? { fileParallelism: false } : {}),
    },
  };
}

export default defineConfig({
  test: {
    projects: [
      project({ folder: 'unit', group: 0, timeoutMs: 30_000 }),
      project({ folder: 'http', retry: 1, group: 1, timeoutMs: 30_000, needsServers: true }),
      project({
        folder: 'integration',
        retry: 1,
        group: 2,
        timeoutMs: 60_000,
        needsServers: true,
        oneByOne: true,
      }),
      project({
        folder: 'browser',
        retry: 1,
        group: 3,
        timeoutMs: 120_000,
        needsServers: true,
        oneByOne: true,
      }),
      project({ folder: 'e2e', retry: 1, group: 4, timeoutMs: 180_000, needsServers: true, oneByOne: true }),
      project({ folder: 'house', group: 5, timeoutMs: 300_000, oneByOne: true }),
    ],
  },
});
