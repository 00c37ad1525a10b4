import type { ChannelType, ContextLine } from '../../api/types.js';

/** What the form holds; empty fields are unknown. */
export interface Trial {
  readonly text: string;
  readonly context: readonly ContextLine[];
  readonly channelType: ChannelType | '';
  readonly channelTags: string;
  readonly recipients: string;
  readonly solicited: '' | 'yes' | 'no';
  readonly policy: string;
}

export const emptyTrial: Trial = {
  text: '',
  context: [],
  channelType: '',
  channelTags: '',
  recipients: '',
  solicited: '',
  policy: '',
};

/** The body of POST /v1/classify: explained, and nothing of it stored. */
export function toRequest(trial: Trial) {
  const tags = trial.channelTags
    .split(',')
    .map((tag) => tag.trim())
    .filter((tag) => tag !== '');
  const context = trial.context
    .filter(({ text }) => text.trim() !== '')
    .map(({ authorId, text }) => (authorId ? { authorId, text } : { text }));
  return {
    text: trial.text,
    ...(context.length > 0 && { context }),
    ...(trial.channelType !== '' && { channelType: trial.channelType }),
    ...(tags.length > 0 && { channelTags: tags }),
    ...(trial.recipients !== '' && { recipients: Number(trial.recipients) }),
    ...(trial.solicited !== '' && { solicited: trial.solicited === 'yes' }),
    ...(trial.policy !== '' && { policy: trial.policy }),
    explain: true,
    store: 'none',
  };
}
