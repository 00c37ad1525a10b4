import type { ChannelType } from '../../domain/message.js';
import { readJsonArray } from './json-array.js';

/** Files at the root of an export that say what its folders are, and the kind of channel that each lists. */
export const CHANNEL_FILES: Readonly<Record<string, ChannelType>> = {
  'channels.json': 'public',
  'groups.json': 'private',
  'dms.json': 'dm',
  'mpims.json': 'group_dm',
};
export const USER_FILES: readonly string[] = ['users.json', 'org_users.json'];

/** More people than this get no names: names are all that memory is needed for. */
const PEOPLE_MAX = 200_000;
const NAME_LENGTH_MAX = 255;

export interface SlackChannel {
  readonly id: string;
  readonly type: ChannelType | undefined;
  /** Members, for direct messages only. */
  readonly members: number | undefined;
}

interface SlackPerson {
  readonly name: string | undefined;
  readonly bot: boolean;
}

export type JsonObject = Readonly<Record<string, unknown>>;

export const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export const nonEmpty = (value: unknown): string | undefined =>
  typeof value === 'string' && value.trim() !== '' ? value : undefined;

export type SlackDirectory = ReturnType<typeof createSlackDirectory>;

/** Which channel a folder is, and who people are. */
export function createSlackDirectory() {
  const channels = new Map<string, SlackChannel>();
  const people = new Map<string, SlackPerson>();

  function addChannel(type: ChannelType, value: JsonObject): void {
    const id = nonEmpty(value['id']);
    if (id === undefined) return;
    const direct = type === 'dm' || type === 'group_dm';
    const { members } = value;
    const channel = { id, type, members: direct && Array.isArray(members) ? members.length : undefined };
    channels.set(type === 'dm' ? id : (nonEmpty(value['name']) ?? id), channel);
  }

  function addPerson(value: JsonObject): void {
    const id = nonEmpty(value['id']);
    if (id === undefined || people.size >= PEOPLE_MAX) return;
    people.set(id, { name: personName(value), bot: value['is_bot'] === true });
  }

  return {
    /**
     * Reads one of the files of the export's root.
     * @returns what of it could not be read
     */
    async read(name: string, stream: AsyncIterable<Uint8Array>): Promise<string[]> {
      const type = CHANNEL_FILES[name];
      const faults: string[] = [];
      for await (const reads of readJsonArray(stream)) {
        for (const read of reads) {
          if (read.kind === 'broken') faults.push(read.reason);
          else if (!isObject(read.value)) faults.push('is not an object');
          else if (type === undefined) addPerson(read.value);
          else addChannel(type, read.value);
        }
      }
      return faults;
    },

    /** The channel of a folder; one that no file lists goes by its folder's name. */
    channel: (folder: string): SlackChannel =>
      channels.get(folder) ?? { id: folder, type: guessType(folder), members: undefined },

    person: (id: string): SlackPerson | undefined => people.get(id),
  };
}

/** What an export that lacks the list of its direct messages still shows by a folder's name. */
function guessType(folder: string): ChannelType | undefined {
  if (/^D[A-Z0-9]{7,}$/.test(folder)) return 'dm';
  return folder.startsWith('mpdm-') ? 'group_dm' : undefined;
}

/** The name that people see: the one somebody chose, else the full one. */
export function personName(value: JsonObject): string | undefined {
  const profile = isObject(value['profile']) ? value['profile'] : {};
  const name = [
    profile['display_name'],
    profile['real_name'],
    value['display_name'],
    value['real_name'],
    value['name'],
  ].find((candidate) => nonEmpty(candidate) !== undefined);
  return nonEmpty(name)?.slice(0, NAME_LENGTH_MAX).toWellFormed().replaceAll('\0', '');
}
