import type { ReviewCase } from '../../api/types.js';
import { OutcomeBadge, VerdictBadge } from '../../components/badges.js';
import { MessageStart } from '../../components/message-text.js';
import { Time } from '../../components/state.js';

interface Props {
  readonly case: ReviewCase;
  readonly current: boolean;
  readonly onChoose: () => void;
}

/** A case in the list. */
export function CaseLine({ case: one, current, onChoose }: Props) {
  return (
    <li aria-current={current}>
      <button type="button" onClick={onChoose}>
        <span class="line">
          <OutcomeBadge action={one.action} alert={one.alert} />
          <span class="muted">{one.clauses[0] ?? ''}</span>
          <span class="muted">
            <Time at={one.openedAt} />
          </span>
        </span>
        <MessageStart text={one.message.text} length={160} />
        {one.status === 'claimed' && (
          <small class="muted">
            claimed by <bdi>{one.claimedBy}</bdi>
          </small>
        )}
        {one.resolution !== null && <VerdictBadge verdict={one.resolution} />}
      </button>
    </li>
  );
}
