import { isoOfLocal } from '../../format.js';

/** What the workbench looks at; all of it is in the address, so that it can be sent to somebody. */
export interface Selection {
  readonly policy: string;
  readonly clause: string;
  readonly window: WindowName;
  /** Of `window: "custom"`: in the viewer's zone, as the inputs have it. */
  readonly from: string;
  readonly to: string;
  readonly channel: string;
}

export const WINDOWS = { all: null, week: 7, month: 30, quarter: 90, custom: null } as const;
export type WindowName = keyof typeof WINDOWS;

export function readSelection(query: URLSearchParams): Selection {
  const window = query.get('window') ?? 'all';
  return {
    policy: query.get('policy') ?? '',
    clause: query.get('clause') ?? '',
    window: window in WINDOWS ? (window as WindowName) : 'all',
    from: query.get('from') ?? '',
    to: query.get('to') ?? '',
    channel: query.get('channel') ?? '',
  };
}

const HOUR_MS = 3_600_000;

/** The window for the API. Of "the last days" the beginning is a whole hour, so that it rests while one works. */
export function windowOf(selection: Selection, now = Date.now()): { from?: string; to?: string } {
  if (selection.window === 'custom') {
    const from = isoOfLocal(selection.from);
    const to = isoOfLocal(selection.to);
    return { ...(from !== undefined && { from }), ...(to !== undefined && { to }) };
  }
  const days = WINDOWS[selection.window];
  if (days === null) return {};
  return { from: new Date(Math.floor(now / HOUR_MS) * HOUR_MS - days * 24 * HOUR_MS).toISOString() };
}
