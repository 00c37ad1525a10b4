import type { Signal } from '../../../domain/signal.js';

/**
 * What is published of the TensorFlow.js toxicity model: where it is, what it looks like, what it answers.
 * Every address of this engine is in this file, and only `conduct models fetch` uses them.
 */

/** Its name as a value of `MODEL`. */
export const TOXICITY_MODEL = 'toxicity-tfjs';

/** Folders that hold `model.json` and its shards, in the order in which they are tried. */
export const MODEL_ADDRESSES: readonly { readonly base: string; readonly query: string }[] = [
  // As @tensorflow-models/toxicity 1.2.2 has it; redirects to Kaggle Models since November 2023.
  { base: 'https://tfhub.dev/tensorflow/tfjs-model/toxicity/1/default/1/', query: '?tfjs-format=file' },
  // The bucket behind it, as TensorFlow.js's own benchmarks use it.
  {
    base: 'https://storage.googleapis.com/tfhub-tfjs-modules/tensorflow/tfjs-model/toxicity/1/default/1/',
    query: '',
  },
];

/** As @tensorflow-models/universal-sentence-encoder 1.2.2 has it. */
export const VOCABULARY_ADDRESS =
  'https://storage.googleapis.com/tfjs-models/savedmodel/universal_sentence_encoder/vocab.json';

/**
 * sha256 over the graph of `model.json` (see `graphFingerprint`): nodes, attributes, weight names, shapes,
 * shards. Taken from a public copy of the file; the weights themselves were not at hand.
 */
export const PUBLISHED_GRAPH = '338b179031955b1fd450448a5e3b3ac7229db0d26a71cb76eea05def1e77f242';

/**
 * What the model answers to one text: probabilities of each label. `identity_attack` and `insult` are in the
 * README of @tensorflow-models/toxicity 1.2.2; the rest is of a run that somebody else recorded in public
 * code, whose first two figures are the README's to six digits.
 */
export const PUBLISHED_ANSWER = {
  text: 'you suck',
  tolerance: 0.005,
  probabilities: {
    identity_attack: 0.0340336,
    insult: 0.918753,
    obscene: 0.6006845,
    severe_toxicity: 0.0029604,
    sexual_explicit: 0.2946746,
    threat: 0.089326,
    toxicity: 0.9688233,
  },
} as const;

/** The model's heads, in the order of our signals, and which signal each gives. */
export const HEADS = [
  ['toxicity', 'toxicity'],
  ['severe_toxicity', 'severe_toxicity'],
  ['insult', 'insult'],
  ['identity_attack', 'identity_attack'],
  ['threat', 'threat'],
  ['sexual_explicit', 'sexually_explicit'],
  ['obscene', 'profanity'],
] as const satisfies readonly (readonly [keyof typeof PUBLISHED_ANSWER.probabilities, Signal])[];

/** What of its manifest does not depend on the files. */
export const PUBLISHED_MODEL = {
  name: TOXICITY_MODEL,
  engine: 'tfjs',
  version: '1',
  licence: 'Apache-2.0',
  labels: HEADS.map(([, signal]) => signal),
} as const;
