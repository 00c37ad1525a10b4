import type { Run } from '../../api/types.js';
import { STATUS_TONES } from './words.js';

/** How a run stands, by word and colour. */
export function StatusBadge({ run: { status } }: { run: Run }) {
  return <span class={`badge ${STATUS_TONES[status]}`}>{status}</span>;
}
