import { DISGUISE_KINDS, type DisguiseKind } from './disguises.js';
import type { Plan, Variant } from './plan.js';
import type { Scored } from './system.js';

/** What a disguise costs. A message counts as found where the default policy puts it before a human. */
export interface EvasionFigures {
  /** Toxic messages that the disguise changed. */
  readonly toxic: number;
  readonly recall: number;
  readonly recallDisguised: number;
  /** Recall lost, in percentage points; negative where a disguise gives itself away. */
  readonly lost: number;
  /** Ordinary messages that the disguise changed. */
  readonly ordinary: number;
  readonly falsePositives: number;
  readonly falsePositivesDisguised: number;
  /** False positives added, in percentage points. */
  readonly added: number;
}

export interface Evasion {
  readonly toxicSource: string;
  readonly kinds: Readonly<Partial<Record<DisguiseKind, EvasionFigures>>>;
}

/** Null where the disguised texts were not scored. */
export function evasionFigures({ disguised }: Plan, scored: Scored): Evasion | null {
  const kinds: Partial<Record<DisguiseKind, EvasionFigures>> = {};
  for (const kind of DISGUISE_KINDS) {
    const toxic = compare(disguised.toxic[kind], scored);
    const ordinary = compare(disguised.ordinary[kind], scored);
    if (toxic === null || ordinary === null) continue;
    kinds[kind] = {
      toxic: toxic.texts,
      recall: toxic.before,
      recallDisguised: toxic.after,
      lost: 100 * (toxic.before - toxic.after),
      ordinary: ordinary.texts,
      falsePositives: ordinary.before,
      falsePositivesDisguised: ordinary.after,
      added: 100 * (ordinary.after - ordinary.before),
    };
  }
  return Object.keys(kinds).length === 0 ? null : { toxicSource: disguised.toxicSource, kinds };
}

function compare(variants: readonly Variant[], { outcomes }: Scored) {
  const known = variants.filter(
    ({ row, item }) => outcomes[row] !== undefined && outcomes[item] !== undefined,
  );
  if (known.length === 0) return null;
  const flagged = (items: readonly number[]) =>
    items.filter((item) => outcomes[item]!.action !== 'allow').length / items.length;
  return {
    texts: known.length,
    before: flagged(known.map(({ row }) => row)),
    after: flagged(known.map(({ item }) => item)),
  };
}
