import { BATCH_ITEMS_MAX, isBlank, TEXT_LENGTH_MAX } from '../../domain/message.js';
import { largestSignal } from '../../domain/perspective.js';
import type { Signal } from '../../domain/signal.js';
import type { ClassifyAnswer } from '../../services/classify.js';
import { CATEGORY_NAMES, ruleOf, type Category } from './categories.js';
import { invalidInput, unknownModel } from './errors.js';
import type { ModerationRequest } from './schemas.js';

const MODELS = [
  'omni-moderation-latest',
  'omni-moderation-2024-09-26',
  'text-moderation-latest',
  'text-moderation-stable',
];

/** The name that the answer carries. @throws VendorError for one that nobody knows */
export function readModel({ model = MODELS[0]! }: ModerationRequest): string {
  if (!MODELS.includes(model)) throw unknownModel(model.slice(0, 100));
  return model;
}

/**
 * The texts to score, one a result: a list of strings gives one each, a list of parts one in all.
 * @throws VendorError for images and for what is empty or too long
 */
export function readTexts({ input }: ModerationRequest): string[] {
  if (input === undefined) {
    throw invalidInput('input', 'missing_required_parameter', "Missing required parameter: 'input'.");
  }
  if (typeof input === 'string') return [checked(input, 'input')];
  if (input.length === 0) {
    const message =
      "Invalid 'input': empty array. Expected an array with minimum length 1, but got an empty array instead.";
    throw invalidInput('input', 'empty_array', message);
  }
  if (input.length > BATCH_ITEMS_MAX) {
    const message = `Invalid 'input': array too long. Expected an array with maximum length ${BATCH_ITEMS_MAX}.`;
    throw invalidInput('input', 'array_above_max_length', message);
  }
  if (input.every((entry) => typeof entry === 'string')) {
    return input.map((text, i) => checked(text, `input[${i}]`));
  }
  const parts = input.map((entry, i) => {
    if (typeof entry === 'string') {
      throw invalidInput(
        `input[${i}]`,
        'invalid_type',
        "Invalid 'input': strings and parts cannot be mixed.",
      );
    }
    if (entry.type !== 'text') {
      const message = 'Images are not supported: this service reads text only.';
      throw invalidInput(`input[${i}]`, 'image_not_supported', message);
    }
    return checked(entry.text ?? '', `input[${i}].text`);
  });
  return [checked(parts.join('\n'), 'input')];
}

function checked(text: string, param: string): string {
  if (isBlank(text)) {
    const message = `Invalid '${param}': empty string. Expected a string that holds something to read.`;
    throw invalidInput(param, 'empty_string', message);
  }
  if (text.length > TEXT_LENGTH_MAX) {
    const message = `Invalid '${param}': string too long. Expected a string with maximum length ${TEXT_LENGTH_MAX}, but got a string with length ${text.length} instead.`;
    throw invalidInput(param, 'string_above_max_length', message);
  }
  return text;
}

type ByCategory<T> = Record<Category, T>;

export interface Moderation {
  readonly flagged: boolean;
  readonly categories: ByCategory<boolean>;
  readonly category_scores: ByCategory<number>;
  /** Empty for what was not looked for. */
  readonly category_applied_input_types: ByCategory<'text'[]>;
}

/**
 * A decision in OpenAI's categories. `flagged` is the policy's word: some clause asks for a look, or
 * alerts. A category holds where signals that made a clause fire speak of it, so a clause on what no
 * category means, such as spam, flags without one.
 */
export function toModeration({ decision, signals }: ClassifyAnswer): Moderation {
  const fired = new Set<Signal>();
  for (const clause of decision.clauses) {
    if (clause.action === 'allow') continue;
    const threshold = clause.alert ?? clause.review ?? 0;
    for (const { name, score } of clause.signals) if (score >= threshold) fired.add(name);
  }
  const each = <T>(of: (category: Category) => T) =>
    Object.fromEntries(CATEGORY_NAMES.map((name) => [name, of(name)])) as ByCategory<T>;
  const scores = each((category) => scoreOf(category, signals));
  return {
    flagged: decision.action !== 'allow' || decision.alert,
    categories: each((category) => holds(category, fired)),
    category_scores: each((category) => scores[category] ?? 0),
    category_applied_input_types: each((category) => (scores[category] === null ? [] : ['text'])),
  };
}

/** Null where there is no signal for it, or the model has no score for this text. */
function scoreOf(category: Category, signals: ClassifyAnswer['signals']): number | null {
  const rule = ruleOf(category);
  if (rule === null) return null;
  if ('any' in rule) return largestSignal(signals, rule.any);
  const values = rule.every.map((name) => signals[name]);
  return values.some((value) => value === null) ? null : Math.min(...(values as number[]));
}

function holds(category: Category, fired: ReadonlySet<Signal>): boolean {
  const rule = ruleOf(category);
  if (rule === null) return false;
  return 'any' in rule
    ? rule.any.some((name) => fired.has(name))
    : rule.every.every((name) => fired.has(name));
}

/** Categories whose 0 says nothing, in any of the answers or in all. */
export function unsupportedCategories(moderations: readonly Moderation[]): Category[] {
  return CATEGORY_NAMES.filter((name) =>
    moderations.every((moderation) => moderation.category_applied_input_types[name].length === 0),
  );
}

/** Positions of texts of which nothing could be scored: another language than the model reads. */
export function unscoredInputs(answers: readonly ClassifyAnswer[]): number[] {
  return answers.flatMap(({ signals }, i) =>
    Object.values(signals).every((score) => score === null) ? [i] : [],
  );
}
