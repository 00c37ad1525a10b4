import type { Decision } from '../domain/decision.js';
import type { Message, StoreSetting } from '../domain/message.js';
import type { CommunitySettings } from '../store/communities.js';

/** What is kept of a message: what the request says, else the community's setting for its channel. */
export function storeSetting(
  requested: StoreSetting | undefined,
  message: Message,
  settings: CommunitySettings,
): StoreSetting {
  if (requested !== undefined) return requested;
  const direct = message.channelType === 'dm' || message.channelType === 'group_dm';
  return direct ? settings.store.directMessages : settings.store.channels;
}

export function isKept(setting: StoreSetting, decision: Decision): boolean {
  return setting === 'all' || (setting === 'flagged' && (decision.alert || decision.action !== 'allow'));
}
