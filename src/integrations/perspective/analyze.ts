import type { ApiKey } from '../../domain/keys.js';
import type { Span } from '../../domain/decision.js';
import { largestSignal, PERSPECTIVE_ATTRIBUTES } from '../../domain/perspective.js';
import type { Signal } from '../../domain/signal.js';
import type { ClassifyAnswer } from '../../services/classify.js';
import type { CommentService } from '../../services/comments.js';
import { readComment, unservedLanguages } from './comment.js';
import { detectionFailed, invalidRequest, languageNotSupported, noRequestedAttributes } from './errors.js';
import { sentencesOf } from './sentences.js';
import type { AnalyzeRequest, AnalyzeResponse } from './schemas.js';

type Signals = ClassifyAnswer['signals'];
type AttributeScores = AnalyzeResponse['attributeScores'][string];

/** An attribute as it was asked for. */
interface Wanted {
  /** As written by the caller, its version included: the answer calls it the same. */
  readonly name: string;
  readonly signals: readonly Signal[];
  readonly threshold: number;
}

const NAME = /^([A-Z_]+)(?:@[\w.-]{1,64})?$/;

/**
 * `comments:analyze`.
 * @throws VendorError for whatever cannot be scored and was not to be dropped
 */
export async function analyze(
  comments: CommentService,
  caller: ApiKey,
  request: AnalyzeRequest,
): Promise<{ response: AnalyzeResponse; answer: ClassifyAnswer }> {
  const { languages = [], dropUnsupportedAttributes: drop = false } = request;
  const comment = readComment(request);
  const wanted = readAttributes(request);
  const unserved = unservedLanguages(languages);
  if (unserved.length > 0 && !drop) {
    throw languageNotSupported(wanted[0]!.name, unserved, { detected: [], requested: languages });
  }
  const sentences = request.spanAnnotations === true ? sentencesOf(comment.text) : [];
  // A comment that is one sentence needs no second look.
  const parts = sentences.length > 1 ? sentences : [];
  const { answer, parts: partSignals } = await comments.analyze(caller, comment, {
    keep: request.doNotStore === false,
    parts: parts.map(({ begin, end }) => comment.text.slice(begin, end)),
  });
  const spans: (Span & { signals: Signals })[] =
    parts.length > 0
      ? parts.map((span, i) => ({ ...span, signals: partSignals[i]! }))
      : [{ ...(sentences[0] ?? { begin: 0, end: comment.text.length }), signals: answer.signals }];
  const scored = unserved.length > 0 ? [] : scoreAttributes(wanted, answer, spans, request);
  const detected = answer.language.code === null ? [] : [answer.language.code];
  const response = {
    attributeScores: Object.fromEntries(scored),
    // Where the language cannot be told, the comment was read as English.
    languages: languages.length > 0 ? languages : detected.length > 0 ? detected : ['en'],
    detectedLanguages: detected,
    ...(request.clientToken !== undefined && { clientToken: request.clientToken }),
  };
  return { response, answer };
}

/** What is asked for and can be served; at least one unless unsupported ones are dropped. */
function readAttributes({ requestedAttributes = {}, dropUnsupportedAttributes }: AnalyzeRequest): Wanted[] {
  const asked = Object.entries(requestedAttributes);
  if (asked.length === 0) throw noRequestedAttributes();
  return asked.flatMap(([name, { scoreType, scoreThreshold }]) => {
    const signals = PERSPECTIVE_ATTRIBUTES.get(NAME.exec(name)?.[1] ?? '');
    if (signals === undefined) {
      if (dropUnsupportedAttributes === true) return [];
      throw unknownAttribute(name);
    }
    if (scoreType !== undefined && scoreType !== 'PROBABILITY' && scoreType !== 'SCORE_TYPE_UNSPECIFIED') {
      throw invalidRequest(`Attribute ${name} does not support score type ${scoreType}`);
    }
    return [{ name, signals, threshold: scoreThreshold ?? 0 }];
  });
}

const SHOWN_NAME_MAX = 100;
const unknownAttribute = (name: string) =>
  invalidRequest(`Unknown requested attribute: ${name.slice(0, SHOWN_NAME_MAX)}`);

/** @throws VendorError where an attribute has no score and was not to be dropped for that */
function scoreAttributes(
  wanted: readonly Wanted[],
  { signals, language }: ClassifyAnswer,
  spans: readonly (Span & { readonly signals: Signals })[],
  { languages = [], dropUnsupportedAttributes: drop = false }: AnalyzeRequest,
): [name: string, scores: AttributeScores][] {
  const foreign = Object.values(signals).every((score) => score === null);
  return wanted.flatMap(({ name, signals: names, threshold }): [string, AttributeScores][] => {
    const value = largestSignal(signals, names);
    if (value === null) {
      if (drop) return [];
      // Models lack single signals; of a comment in another language all are missing.
      if (!foreign) throw unknownAttribute(name);
      if (language.code === null) throw detectionFailed();
      const detected = [language.code];
      throw languageNotSupported(name, detected, { detected, requested: languages });
    }
    if (value < threshold) return [];
    const spanScores = spans.flatMap(({ begin, end, signals: of }) => {
      const score = largestSignal(of, names);
      return score === null ? [] : [{ begin, end, score: probability(score) }];
    });
    return [[name, { spanScores, summaryScore: probability(value) }]];
  });
}

const probability = (value: number) => ({ value, type: 'PROBABILITY' as const });
