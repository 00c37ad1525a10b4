import { ConflictError, InvalidRequestError, NotFoundError } from '../domain/errors.js';
import type { ApiKey } from '../domain/keys.js';
import { policySha256 } from '../policy/default-policy.js';
import { diffPolicies, type PolicyDifference } from '../policy/diff.js';
import type {
  PolicyChange,
  PolicyState,
  PolicyStore,
  VersionRecord,
  VersionSummary,
} from '../store/policies.js';
import type { Channels } from '../store/policy-channels.js';
import type { ShadowCount, ShadowCountStore } from '../store/shadow-counts.js';
import type { Judges } from './judges.js';
import { readRules, toPolicyFile, type PolicyFile } from './policy-file.js';
import type { ShadowCounts } from './shadow-counts.js';

/** How far rollback can go back. */
const EARLIER_MAX = 100;

/** What was counted of a shadow beside the active version, of the whole and by clause. */
export interface ShadowStats {
  readonly activeVersion: number;
  readonly shadowVersion: number;
  readonly since: string;
  /** How many decisions were compared. */
  readonly messages: number;
  /** How many of them the shadow would have decided otherwise. */
  readonly changed: number;
  readonly decision: readonly { active: string; shadow: string; count: number }[];
  readonly clauses: readonly { clause: string; active: string; shadow: string; count: number }[];
}

/** A request to change a policy: by whom, and which revisions of it they may have read. */
export interface Intent {
  readonly caller: ApiKey;
  readonly name: string;
  readonly revisions: readonly number[];
}

export interface PolicyDependencies {
  readonly policies: PolicyStore;
  readonly counts: ShadowCountStore;
  readonly shadows: ShadowCounts;
  readonly judges: Judges;
}

export type PolicyService = ReturnType<typeof createPolicyService>;

/** Policies by name: immutable versions, one active, optionally one in the shadow. */
export function createPolicyService({ policies, counts, shadows, judges }: PolicyDependencies) {
  async function find(communityId: string, name: string): Promise<PolicyState> {
    const state = await policies.get(communityId, name);
    if (state === undefined) throw new NotFoundError('There is no such policy.');
    return state;
  }

  async function findVersion(communityId: string, name: string, version: number): Promise<VersionRecord> {
    const found = await policies.version(communityId, name, version);
    if (found === undefined) throw new NotFoundError('There is no such version of a policy of that name.');
    return found;
  }

  /** Changes a policy, here at once and in other processes as soon as they hear of it. */
  async function change(
    { caller, name, revisions }: Intent,
    decide: Parameters<PolicyStore['change']>[4],
  ): Promise<PolicyState> {
    await policies.change(caller.communityId, name, revisions, caller, decide);
    judges.refresh();
    return find(caller.communityId, name);
  }

  return {
    list: (communityId: string): Promise<PolicyState[]> => policies.list(communityId),

    /** @throws NotFoundError */
    get: find,

    /**
     * All versions, the latest first, with the policy that they are versions of.
     * @throws NotFoundError
     */
    async versions(
      communityId: string,
      name: string,
    ): Promise<{ state: PolicyState; versions: VersionSummary[] }> {
      const state = await find(communityId, name);
      return { state, versions: await policies.versions(communityId, name) };
    },

    /** @throws NotFoundError */
    async version(communityId: string, name: string, version: number): Promise<PolicyFile> {
      return toPolicyFile(await findVersion(communityId, name, version));
    },

    /** What changes from one version to another. @throws NotFoundError */
    async diff(communityId: string, name: string, from: number, to: number): Promise<PolicyDifference[]> {
      const [before, after] = await Promise.all([
        findVersion(communityId, name, from),
        findVersion(communityId, name, to),
      ]);
      return diffPolicies(before.policy, after.policy);
    },

    /**
     * Makes a policy of a new name; its first version is active at once, but nothing uses it until a
     * request or a channel names it.
     * @throws InvalidFieldsError with every fault of the rules, ConflictError where the name is taken
     */
    async create(
      caller: ApiKey,
      { name, policy, note = '' }: { name: string; policy: unknown; note?: string },
    ): Promise<PolicyState> {
      const rules = readRules(policy);
      const added = await policies.addFirst(
        caller.communityId,
        { name, policy: rules, sha256: policySha256(rules) },
        caller,
        {
          note,
          audit: {
            action: 'policy.create',
            subject: name,
            before: null,
            after: `version 1 with ${rules.clauses.length === 1 ? '1 clause' : `${rules.clauses.length} clauses`}`,
          },
        },
      );
      if (!added) throw new ConflictError(`There is a policy named ${name} already: add a version to it.`);
      judges.refresh();
      return find(caller.communityId, name);
    },

    /**
     * Adds a version; what is active stays so.
     * @throws InvalidFieldsError with every fault of the rules, NotFoundError, StaleError
     */
    async addVersion(
      intent: Intent,
      { policy, note = '' }: { policy: unknown; note?: string },
    ): Promise<{ state: PolicyState; version: PolicyFile }> {
      const rules = readRules(policy);
      let number = 0;
      const state = await change(intent, async ({ name, latestVersion }, version) => {
        number = latestVersion + 1;
        const latest = (await version(latestVersion))!;
        const words = diffPolicies(latest.policy, rules).map((difference) => difference.words);
        return {
          addVersion: { policy: rules, sha256: policySha256(rules), note },
          audit: {
            action: 'policy.version',
            subject: name,
            before: `version ${latestVersion}`,
            after: `version ${number}: ${words.join('; ') || 'no difference'}`,
          },
        };
      });
      const added = await findVersion(intent.caller.communityId, intent.name, number);
      return { state, version: toPolicyFile(added) };
    },

    /**
     * Makes a version the one that decides. A shadow of that version ends.
     * @throws InvalidRequestError for a version that is none, NotFoundError, StaleError
     */
    activate: (intent: Intent, version: number): Promise<PolicyState> =>
      change(intent, (state) => {
        assertVersion(state, version);
        if (version === state.activeVersion) return undefined;
        const earlierVersions = [...state.earlierVersions, state.activeVersion].slice(-EARLIER_MAX);
        return activation(state, 'policy.activate', version, earlierVersions);
      }),

    /**
     * Makes the version active that was so before; again goes one further back.
     * @throws ConflictError where there is none, NotFoundError, StaleError
     */
    rollback: (intent: Intent): Promise<PolicyState> =>
      change(intent, (state) => {
        const version = state.earlierVersions.at(-1);
        if (version === undefined) throw new ConflictError('No other version was active before.');
        return activation(state, 'policy.rollback', version, state.earlierVersions.slice(0, -1));
      }),

    /**
     * Puts a version in the shadow, in place of another; null takes it out.
     * @throws InvalidRequestError for a version that is none or is active, NotFoundError, StaleError
     */
    setShadow: (intent: Intent, version: number | null): Promise<PolicyState> =>
      change(intent, (state) => {
        if (version !== null) assertVersion(state, version);
        if (version === state.activeVersion) {
          throw new InvalidRequestError('/version', 'is active: a shadow is another version beside it');
        }
        if (version === state.shadowVersion) return undefined;
        return {
          shadowVersion: version,
          audit: {
            action: 'policy.shadow',
            subject: state.name,
            before: versionWords(state.shadowVersion),
            after: versionWords(version),
          },
        };
      }),

    /**
     * Makes these the channels that use the policy where a request names none.
     * @throws ConflictError naming those that another policy has, NotFoundError, StaleError
     */
    setChannels: (intent: Intent, channels: Channels): Promise<PolicyState> =>
      change(intent, (state) => ({
        channels,
        audit: {
          action: 'policy.channels',
          subject: state.name,
          before: channelWords(state.channels),
          after: channelWords(channels),
        },
      })),

    /** What was counted of the shadow. @throws NotFoundError where there is none */
    async shadowStats(communityId: string, name: string): Promise<ShadowStats> {
      const state = await find(communityId, name);
      if (state.shadowVersion === null) throw new NotFoundError('This policy has no shadow.');
      await shadows.flush();
      return toStats(state, state.shadowVersion, await counts.current(communityId, name));
    },

    /** The counts of every present shadow, for /metrics. */
    shadowTotals: (): Promise<ShadowCount[]> => counts.currentOfAll(),
  };
}

function assertVersion(state: PolicyState, version: number): void {
  if (version >= 1 && version <= state.latestVersion) return;
  throw new InvalidRequestError(
    '/version',
    `is no version of this policy: it has 1 to ${state.latestVersion}`,
  );
}

const activation = (
  state: PolicyState,
  action: string,
  version: number,
  earlierVersions: readonly number[],
): PolicyChange => ({
  activeVersion: version,
  earlierVersions,
  ...(version === state.shadowVersion && { shadowVersion: null }),
  audit: {
    action,
    subject: state.name,
    before: versionWords(state.activeVersion),
    after: versionWords(version),
  },
});

const versionWords = (version: number | null) => (version === null ? null : `version ${version}`);

function channelWords({ ids, tags }: Channels): string | null {
  const words = [...ids.map((id) => `channel ${id}`), ...tags.map((tag) => `tag ${tag}`)];
  return words.length === 0 ? null : words.join(', ');
}

function toStats(state: PolicyState, shadowVersion: number, counted: readonly ShadowCount[]): ShadowStats {
  const whole = counted.filter(({ clause }) => clause === '');
  const sum = (counts: readonly ShadowCount[]) => counts.reduce((total, { count }) => total + count, 0);
  return {
    activeVersion: state.activeVersion,
    shadowVersion,
    since: state.shadowSince!,
    messages: sum(whole),
    changed: sum(whole.filter(({ active, shadow }) => active !== shadow)),
    decision: whole.map(({ active, shadow, count }) => ({ active, shadow, count })),
    clauses: counted
      .filter(({ clause }) => clause !== '')
      .map(({ clause, active, shadow, count }) => ({ clause, active, shadow, count })),
  };
}
