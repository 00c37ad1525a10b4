import type { Run, RunStatus } from '../../api/types.js';
import { counted, showCount } from '../../format.js';

export const KIND_WORDS: Readonly<Record<Run['kind'], string>> = {
  import: 'Import',
  rescore: 'Rescoring',
  replay: 'Replay',
};

/** Colours are those of decisions; the word says it as well. */
export const STATUS_TONES: Readonly<Record<RunStatus, string>> = {
  planned: '',
  running: 'alert',
  paused: 'review',
  cancelling: 'review',
  cancelled: '',
  done: 'active',
  failed: 'act',
};

/** "12 min", "3.5 h" */
export function showDuration(seconds: number): string {
  if (seconds < 90) return `${Math.max(1, Math.ceil(seconds))} s`;
  if (seconds < 5_400) return `${Math.round(seconds / 60)} min`;
  return `${(seconds / 3_600).toFixed(1)} h`;
}

/** "12,000 messages, about 5 s at 2,800 a second" */
export function planWords({ plan }: Run): string {
  if (plan === null) return 'not known until its file is received';
  const { messages, perSecond, seconds } = plan;
  const pace =
    perSecond > 0 ? `, about ${showDuration(seconds)} at ${showCount(Math.round(perSecond))} a second` : '';
  return `${counted(messages, 'message')}${pace}`;
}

const PARAM_WORDS: Readonly<Record<string, string>> = {
  from: 'sent from',
  to: 'sent before',
  channelId: 'channel',
  onlyPipeline: 'only what this pipeline scored',
  model: 'model',
  exact: 'without a first stage',
  reach: 'only what its first stage decided from these raw outputs on',
  openCases: 'opens review cases',
  policy: 'policy',
  version: 'version',
  rateMax: 'at most a second',
  format: 'format',
  source: 'source',
  columns: 'columns',
  channelType: 'channels are',
};

/** What was asked for, as pairs of words. */
export const paramWords = ({ params }: Run): [string, string][] =>
  Object.entries(params).flatMap(([name, value]) => {
    const words = PARAM_WORDS[name];
    if (words === undefined || value === undefined || value === null || value === false) return [];
    return [[words, value === true ? 'yes' : typeof value === 'string' ? value : JSON.stringify(value)]];
  });
