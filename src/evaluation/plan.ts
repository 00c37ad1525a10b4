import { DISGUISE_KINDS, disguise, type DisguiseKind } from './disguises.js';
import { identitySwaps } from './identity-terms.js';
import { sample, seededRandom } from './random.js';
import type { Item, Row } from './rows.js';
import { CORPUS, ORDINARY_CHAT } from './sets.js';

export const BIAS_SET = 'bias-madlibs';
/** Where toxic messages to disguise come from: written by people, in whole sentences. */
const TOXIC_SET = 'jigsaw-predibase';
const TOXIC_MAX = 400;
const ORDINARY_MAX = 1_000;
const TEMPLATES_SWAPPED = 500;
/** Other terms tried for one text, so that no text counts for much more than others. */
const SWAPS_PER_TEXT_MAX = 5;

/** A changed text beside the row it was made from. Both are places in the list of items. */
export interface Variant {
  readonly row: number;
  readonly item: number;
}

/** Everything that a report needs scores of. The rows come first, in their order. */
export interface Plan {
  readonly items: readonly Item[];
  readonly rows: readonly Row[];
  readonly disguised: {
    /** The set that the toxic messages are from. */
    readonly toxicSource: string;
    readonly toxic: Readonly<Record<DisguiseKind, readonly Variant[]>>;
    readonly ordinary: Readonly<Record<DisguiseKind, readonly Variant[]>>;
  };
  /** By set: the same sentences with another identity term. */
  readonly swapped: Readonly<Record<string, readonly Variant[]>>;
}

export interface PlanOptions {
  readonly seed: string;
  /** Disguised texts are thirteen times as many as their originals. */
  readonly disguises?: boolean;
}

/** Lists the texts to score: the rows, disguised ones and ones with another identity term. Seeded. */
export function planItems(rows: readonly Row[], { seed, disguises = true }: PlanOptions): Plan {
  const items: Item[] = [...rows];
  const add = (row: number, source: string, nth: string, text: string): Variant => {
    const { id, message } = rows[row]!;
    return { row, item: items.push({ source, id: `${id}${nth}`, message: { ...message, text } }) - 1 };
  };
  const toxicSource = rows.some(({ source }) => source === TOXIC_SET) ? TOXIC_SET : CORPUS;
  const indexes = rows.map((_, i) => i);
  const toxic = indexes.filter(
    (i) => rows[i]!.source === toxicSource && (rows[i]!.labels.toxicity ?? 0) >= 0.5,
  );
  const ordinary = indexes.filter((i) => ORDINARY_CHAT.includes(rows[i]!.source));
  const disguiseAll = (chosen: readonly number[]) =>
    Object.fromEntries(
      DISGUISE_KINDS.map((kind) => [kind, chosen.flatMap((row) => disguiseRow(row, kind))]),
    ) as Record<DisguiseKind, Variant[]>;
  const disguiseRow = (row: number, kind: DisguiseKind): Variant[] => {
    const { text } = rows[row]!.message;
    const changed = disguise(text, kind, seededRandom(`${seed}/${kind}/${rows[row]!.id}`));
    return changed === text ? [] : [add(row, `disguised/${kind}/${rows[row]!.source}`, '', changed)];
  };
  const swapRow = (row: number, template: boolean): Variant[] => {
    const { id, source, message } = rows[row]!;
    const swaps = identitySwaps(message.text, template);
    return sample(swaps, SWAPS_PER_TEXT_MAX, seededRandom(`${seed}/swap/${id}`)).map((text, i) =>
      add(row, `swapped/${source}`, `#${i}`, text),
    );
  };
  const some = (name: string, from: readonly number[], count: number) =>
    disguises ? sample(from, count, seededRandom(`${seed}/${name}`)) : [];
  const corpus = indexes.filter((i) => rows[i]!.source === CORPUS);
  const templates = indexes.filter((i) => rows[i]!.source === BIAS_SET && 'template' in rows[i]!.meta);
  return {
    rows,
    items,
    disguised: {
      toxicSource,
      toxic: disguiseAll(some('toxic', toxic, TOXIC_MAX)),
      ordinary: disguiseAll(some('ordinary', ordinary, ORDINARY_MAX)),
    },
    swapped: {
      [CORPUS]: corpus.flatMap((row) => swapRow(row, false)),
      [BIAS_SET]: sample(templates, TEMPLATES_SWAPPED, seededRandom(`${seed}/templates`)).flatMap((row) =>
        swapRow(row, true),
      ),
    },
  };
}
