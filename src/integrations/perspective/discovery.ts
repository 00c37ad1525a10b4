const ref = ($ref: string) => ({ $ref });
const string = (description: string) => ({ type: 'string', description });
const list = (items: object) => ({ type: 'array', items });
const map = (additionalProperties: object) => ({ type: 'object', additionalProperties });
const schema = (id: string, properties: Record<string, object>) => ({ id, type: 'object', properties });
const choice = (...values: string[]) => ({ type: 'string', enum: values });

const number = { type: 'number', format: 'float' };
const integer = { type: 'integer', format: 'int32' };
const boolean = { type: 'boolean' };
const scoreType = choice('SCORE_TYPE_UNSPECIFIED', 'PROBABILITY', 'STD_DEV_SCORE', 'PERCENTILE', 'RAW');

const circumstances = {
  comment: ref('TextEntry'),
  context: ref('Context'),
  languages: list(string('Tag of a language; only English is scored.')),
  clientToken: string('Is answered as it was sent.'),
  sessionId: string('Is not looked at.'),
  communityId: string('Names a policy, or a channel that a policy is assigned to.'),
};

const SCHEMAS = [
  schema('TextEntry', {
    text: string('At most 20,480 UTF-16 code units.'),
    type: choice('TEXT_TYPE_UNSPECIFIED', 'PLAIN_TEXT', 'HTML'),
  }),
  schema('ArticleAndParentComment', { article: ref('TextEntry'), parentComment: ref('TextEntry') }),
  schema('Context', {
    entries: list(ref('TextEntry')),
    articleAndParentComment: ref('ArticleAndParentComment'),
  }),
  schema('AttributeParameters', { scoreType, scoreThreshold: number }),
  schema('Score', { value: number, type: scoreType }),
  schema('SpanScore', { begin: integer, end: integer, score: ref('Score') }),
  schema('AttributeScores', { summaryScore: ref('Score'), spanScores: list(ref('SpanScore')) }),
  schema('AnalyzeCommentRequest', {
    ...circumstances,
    requestedAttributes: map(ref('AttributeParameters')),
    spanAnnotations: boolean,
    doNotStore: boolean,
    dropUnsupportedAttributes: boolean,
  }),
  schema('AnalyzeCommentResponse', {
    attributeScores: map(ref('AttributeScores')),
    languages: list(string('As sent, else as detected.')),
    detectedLanguages: list(string('None where the text is too short to tell.')),
    clientToken: string('As sent.'),
  }),
  schema('SuggestCommentScoreRequest', {
    ...circumstances,
    attributeScores: map(ref('AttributeScores')),
  }),
  schema('SuggestCommentScoreResponse', {
    clientToken: string('As sent.'),
    detectedLanguages: list(string('None where the text is too short to tell.')),
    requestedLanguages: list(string('As sent.')),
  }),
];

const method = (name: string, description: string, message: string) => ({
  id: `commentanalyzer.comments.${name}`,
  path: `v1alpha1/comments:${name}`,
  flatPath: `v1alpha1/comments:${name}`,
  httpMethod: 'POST',
  description,
  parameters: {},
  parameterOrder: [],
  request: ref(`${message}Request`),
  response: ref(`${message}Response`),
});

/** Query parameters that Google's clients may add to any call; all but the key are let pass. */
const PARAMETERS = {
  key: 'An API key of Conduct.',
  alt: 'Always json.',
  fields: 'Is not looked at.',
  prettyPrint: 'Is not looked at.',
  quotaUser: 'Is not looked at.',
  callback: 'Is not looked at.',
  '$.xgafv': 'Is not looked at.',
};

/**
 * The discovery document (Google API Discovery, discovery#restDescription) by which Google's clients find
 * their way here.
 * @param origin scheme and host by which the caller reached the service, without a trailing slash
 */
export function describeApi(origin: string): object {
  const rootUrl = `${origin}/`;
  return {
    kind: 'discovery#restDescription',
    discoveryVersion: 'v1',
    id: 'commentanalyzer:v1alpha1',
    name: 'commentanalyzer',
    canonicalName: 'Comment Analyzer',
    version: 'v1alpha1',
    title: 'Comment Analyzer by Conduct',
    description: 'Scores of comments, in the form that the Perspective API gave them.',
    documentationLink: `${rootUrl}docs`,
    protocol: 'rest',
    ownerDomain: 'conduct.invalid',
    ownerName: 'Conduct',
    rootUrl,
    baseUrl: rootUrl,
    servicePath: '',
    basePath: '',
    batchPath: 'batch',
    fullyEncodeReservedExpansion: true,
    icons: {},
    parameters: Object.fromEntries(
      Object.entries(PARAMETERS).map(([name, description]) => [
        name,
        { type: 'string', location: 'query', description },
      ]),
    ),
    resources: {
      comments: {
        methods: {
          analyze: method('analyze', 'Scores a comment.', 'AnalyzeComment'),
          suggestscore: method('suggestscore', 'Labels a comment.', 'SuggestCommentScore'),
        },
      },
    },
    schemas: Object.fromEntries(SCHEMAS.map((entry) => [entry.id, entry])),
  };
}
