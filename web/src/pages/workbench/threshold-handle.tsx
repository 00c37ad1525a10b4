import { useRef } from 'preact/hooks';
import { showScore } from '../../format.js';
import type { ThresholdName } from './draft.js';

const STEP = 0.01;
const LEAP = 0.1;

export interface ThresholdHandleProps {
  readonly name: ThresholdName;
  readonly clause: string;
  readonly value: number;
  readonly min: number;
  readonly max: number;
  readonly onMove: (to: number) => void;
}

/**
 * A threshold as a line over the plots that can be dragged, and moved by keys: arrows by 0.01, page keys by 0.1,
 * Home and End to the ends. Its parent spans the scale from 0 to 1.
 */
export function ThresholdHandle({ name, clause, value, min, max, onMove }: ThresholdHandleProps) {
  const dragging = useRef(false);

  const toPointer = (event: PointerEvent) => {
    const scale = (event.currentTarget as HTMLElement).parentElement!.getBoundingClientRect();
    onMove(Math.round(((event.clientX - scale.left) / scale.width) * 100) / 100);
  };
  const onKey = (event: KeyboardEvent) => {
    const to: Readonly<Record<string, number>> = {
      ArrowLeft: value - STEP,
      ArrowDown: value - STEP,
      ArrowRight: value + STEP,
      ArrowUp: value + STEP,
      PageDown: value - LEAP,
      PageUp: value + LEAP,
      Home: min,
      End: max,
    };
    const target = to[event.key];
    if (target === undefined) return;
    event.preventDefault();
    onMove(target);
  };
  return (
    <div
      class={`handle ${name}`}
      role="slider"
      tabIndex={0}
      aria-label={`${clause}: ${name} from`}
      aria-valuemin={min}
      aria-valuemax={max}
      aria-valuenow={value}
      aria-valuetext={showScore(value)}
      style={{ left: `${value * 100}%` }}
      onKeyDown={onKey}
      onPointerDown={(event) => {
        if (event.button !== 0) return;
        dragging.current = true;
        event.currentTarget.setPointerCapture(event.pointerId);
        event.currentTarget.focus();
        event.preventDefault();
      }}
      onPointerMove={(event) => {
        if (dragging.current) toPointer(event);
      }}
      onPointerUp={() => {
        dragging.current = false;
      }}
      onPointerCancel={() => {
        dragging.current = false;
      }}
    >
      <span class="grip" style={{ transform: `translateX(-${value * 100}%)` }}>
        {name} {showScore(value)}
      </span>
    </div>
  );
}
