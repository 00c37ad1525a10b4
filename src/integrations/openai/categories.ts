import type { Signal } from '../../domain/signal.js';

/**
 * How a category's score follows from signals: `any` is the largest of them. `every` is the smallest,
 * for what is two things at once: more than that it cannot be, and less it is not known to be.
 */
type CategoryRule = { readonly any: readonly Signal[] } | { readonly every: readonly Signal[] };

/**
 * OpenAI's categories by its definitions, null where no signal speaks of what is meant: `illicit` is advice
 * on doing wrong (a scam is none), `self-harm/instructions` likewise, and no signal looks at ages or gore.
 */
const CATEGORIES = {
  harassment: { any: ['toxicity', 'severe_toxicity', 'insult', 'threat', 'sexual_advance'] },
  'harassment/threatening': { any: ['threat'] },
  hate: { any: ['identity_attack'] },
  'hate/threatening': { every: ['identity_attack', 'threat'] },
  illicit: null,
  'illicit/violent': null,
  'self-harm': { any: ['distress'] },
  'self-harm/instructions': null,
  'self-harm/intent': { any: ['distress'] },
  sexual: { any: ['sexually_explicit'] },
  'sexual/minors': null,
  violence: { any: ['threat'] },
  'violence/graphic': null,
} as const satisfies Record<string, CategoryRule | null>;

export type Category = keyof typeof CATEGORIES;

export const CATEGORY_NAMES = Object.keys(CATEGORIES) as Category[];

/** A category's rule; null where no signal speaks of it. */
export const ruleOf = (category: Category): CategoryRule | null => CATEGORIES[category];
