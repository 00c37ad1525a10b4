/**
 * Who may import whom. The order of the layers is that of docs/architecture.md: what decides (domain,
 * policy, scoring) knows nothing of what stores, transports or serves it, so that it can be tested
 * without either and replayed over history.
 *
 * Each layer has one rule that lists what it may import; everything else in the house is refused.
 */

/** Rooms that import nothing of the house but each other: whoever needs them may have them. */
const LEAVES = '^src/(domain|concurrency)/|^src/(paths|version)\\.ts$';
const HOUSE = '^(src|workers|web|bench|test|scripts|models)/';
const PROCESS = '^src/(config|logging|process-lifecycle)\\.ts$';

/** A layer and what it may import beside itself and the leaves. */
const layer = (name, path, mayImport, comment) => ({
  name: `layer-${name}`,
  severity: 'error',
  comment,
  from: { path },
  to: { path: HOUSE, pathNot: [path, LEAVES, ...mayImport] },
});

/** A package that only some places may import. */
const packageOnlyIn = (name, packages, places, comment) => ({
  name: `package-${name}`,
  severity: 'error',
  comment,
  from: { pathNot: places },
  to: { path: `(^|/)node_modules/(${packages})/|^(${packages})(/|$)` },
});

module.exports = {
  forbidden: [
    {
      name: 'domain-imports-nothing',
      severity: 'error',
      comment:
        'The domain is what everything else speaks of: types and constants without I/O, packages or layers.',
      from: { path: '^src/domain/' },
      to: { pathNot: '^src/domain/' },
    },
    {
      name: 'leaves-import-leaves',
      severity: 'error',
      comment:
        'A leaf is open to every layer: were it to import one, every layer would depend on that layer.',
      from: { path: LEAVES },
      to: { path: HOUSE, pathNot: LEAVES },
    },
    layer(
      'policy',
      '^src/policy/',
      [],
      'A decision depends on scores, context and policy alone, so that it can be replayed and simulated.',
    ),
    {
      name: 'policy-is-pure',
      severity: 'error',
      comment:
        'No I/O and no packages in the policy engine; only the loader of the default policy reads a file.',
      from: { path: '^src/policy/', pathNot: '^src/policy/default-policy\\.ts$' },
      to: { dependencyTypes: ['core', 'npm', 'npm-dev', 'npm-optional', 'npm-peer'] },
    },
    layer(
      'scoring',
      '^src/scoring/',
      [],
      'Scoring turns texts into numbers: it runs the same in a worker, on the command line and in training.',
    ),
    layer(
      'queue',
      '^src/queue/',
      [],
      'The queue carries sealed payloads: which use case fills them and which store follows is not its business.',
    ),
    layer('store', '^src/store/', [], 'Repositories speak SQL and domain types; use cases stand above them.'),
    layer(
      'history',
      '^src/history/',
      [],
      "Readers of files know formats: what becomes of a message is the use cases' business.",
    ),
    layer(
      'services',
      '^src/services/',
      ['^src/(history|labelling|policy|queue|store|scoring)/', '^src/evaluation/random\\.ts$'],
      'Use cases know no HTTP, no command line and no environment: both doors lead to the same rooms.',
    ),
    layer(
      'evaluation',
      '^src/evaluation/',
      ['^src/(policy|scoring)/', '^src/services/decide\\.ts$'],
      'An evaluation runs what decides about a message, as it is, and nothing that stores, queues or serves it.',
    ),
    layer(
      'labelling',
      '^src/labelling/',
      ['^src/policy/', '^src/evaluation/(random|bootstrap|reliability)\\.ts$'],
      'What labels say is arithmetic over labels and scores: it can be tried on thousands of invented communities.',
    ),
    layer(
      'transfer',
      '^src/transfer/',
      ['^src/labelling/(intervals|isotonic)\\.ts$', '^src/evaluation/(random|bootstrap)\\.ts$'],
      'Carrying thresholds over is arithmetic over two systems’ scores: who scored, read and wrote them is not its business.',
    ),
    {
      name: 'labelling-is-pure',
      severity: 'error',
      comment: 'No I/O and no packages: chance comes in as a function, so that a seed repeats it.',
      from: { path: '^src/(labelling|transfer)/' },
      to: { dependencyTypes: ['core', 'npm', 'npm-dev', 'npm-optional', 'npm-peer'] },
    },
    {
      name: 'services-see-only-types-of-scoring',
      severity: 'error',
      comment:
        'Inference happens in workers: a service that ran it would block the API. Calibration is pure and is applied when scores are read, so it is open to them.',
      from: { path: '^src/services/' },
      to: {
        path: '^src/scoring/',
        pathNot: '^src/scoring/calibrate\\.ts$',
        dependencyTypesNot: ['type-only'],
      },
    },
    layer(
      'http',
      '^src/http/',
      ['^src/services/'],
      'Routes parse, call one service and answer. A route that queries the store has a rule that the command line lacks.',
    ),
    layer(
      'integrations',
      '^src/integrations/',
      ['^src/services/', '^src/http/(problem|plugins/(auth|json-body|problems))\\.ts$'],
      'A foreign protocol is translated to the services, as our own is, behind the same door: keys, bodies and failures are read once. None may lean on another or on our routes.',
    ),
    layer(
      'app',
      '^src/app\\.ts$',
      ['^src/(http|integrations|services)/'],
      'The application is handed its services, so that tests build the real one around others.',
    ),
    layer(
      'cli',
      '^src/cli/',
      [
        '^src/(services|scoring|queue|evaluation|transfer)/',
        '^src/labelling/intervals\\.ts$',
        '^src/composition\\.ts$',
        PROCESS,
      ],
      'Commands parse and call: rules live in services.',
    ),
    layer(
      'workers',
      '^workers/',
      ['^src/(services|scoring|queue)/', '^src/composition\\.ts$', PROCESS],
      'Workers parse and call: rules live in services.',
    ),
    layer(
      'main',
      '^src/main\\.ts$',
      ['^src/(app|composition)\\.ts$', PROCESS],
      'The entry of the API process reads the configuration, composes, listens and closes.',
    ),
    layer(
      'web',
      '^web/',
      ['^src/http/schemas/'],
      'The pages talk to /v1 as every client does; of the sources they see what the API looks like.',
    ),
    {
      name: 'web-sees-only-types',
      severity: 'error',
      comment: 'Code of the server in the browser would be shipped to it, secrets of its imports included.',
      from: { path: '^web/' },
      to: { path: '^src/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'composition-only-from-entries',
      severity: 'error',
      comment: 'Implementations are wired in one place; who imports it from below has a service locator.',
      from: { pathNot: '^src/(main\\.ts$|composition\\.ts$|cli/)|^workers/' },
      to: { path: '^src/composition(-chat)?\\.ts$' },
    },
    {
      name: 'config-only-from-entries',
      severity: 'error',
      comment: 'Layers are handed what they need: none depends on the names of environment variables.',
      from: { pathNot: '^src/((main|composition(-chat)?|config|logging)\\.ts$|cli/)|^workers/' },
      to: { path: '^src/config\\.ts$' },
    },
    {
      name: 'entries-are-not-imported',
      severity: 'error',
      comment: 'An entry starts a process when it is loaded.',
      from: {},
      to: { path: '^(src|src/cli|workers)/main\\.ts$' },
    },
    packageOnlyIn(
      'fastify',
      'fastify|fastify-plugin|@fastify',
      '^src/(http|integrations)/|^src/app\\.ts$',
      'The web framework stays at the door: services must run without it.',
    ),
    packageOnlyIn(
      'queue',
      'bullmq|ioredis',
      '^src/queue/|^workers/',
      'One choice of backend in one place; everybody else sees the lanes.',
    ),
    packageOnlyIn(
      'pg',
      'pg|@types/pg',
      '^src/(store|queue)/',
      'SQL lives in repositories, and in the replies of the queue.',
    ),
    packageOnlyIn(
      'webhooks',
      'standardwebhooks|request-filtering-agent',
      '^src/integrations/webhooks/|^test/',
      'Requests to addresses that others chose go out in one place, where they are checked.',
    ),
    packageOnlyIn('migrations', 'node-pg-migrate', '^src/store/', 'The schema belongs to the store.'),
    packageOnlyIn(
      'onnxruntime',
      'onnxruntime-node|onnxruntime-common',
      '^src/scoring/engines/onnx/',
      'A runtime is one engine among others: it can be replaced where only its engine knows it.',
    ),
    packageOnlyIn(
      'chat-platforms',
      '@slack/[^/]+|discord-interactions',
      '^src/integrations/',
      'What a platform calls things stays at its door: services speak of messages and alerts.',
    ),
    packageOnlyIn(
      'tensorflow',
      '@tensorflow|@tensorflow-models',
      '^src/scoring/engines/tfjs/',
      'As for onnxruntime. Loaded with its engine alone: TensorFlow.js is large, and few use it.',
    ),
    packageOnlyIn(
      'echarts',
      'echarts|zrender',
      '^src/evaluation/|^web/',
      'Charts are for reports and pages: nothing that scores, stores or serves messages draws.',
    ),
    {
      name: 'no-circular',
      severity: 'error',
      comment: 'Parts that import each other are one part, and load in an order nobody chose.',
      from: {},
      to: { circular: true },
    },
    {
      name: 'no-unresolvable',
      severity: 'error',
      comment: 'An import that leads nowhere fails at run time only.',
      from: {},
      to: { couldNotResolve: true },
    },
    {
      name: 'no-undeclared-package',
      severity: 'error',
      comment: 'A package that package.json does not name is there by luck.',
      from: {},
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown'] },
    },
    {
      name: 'no-development-package',
      severity: 'error',
      comment: 'Installed without development dependencies, as the image is, the program would not start.',
      from: { path: '^(src|workers)/' },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'no-test-code',
      severity: 'error',
      comment: 'What runs in production is not built on tests, benchmarks or scripts.',
      from: { path: '^(src|workers)/' },
      to: { path: '^(test|bench|scripts)/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsConfig: { fileName: 'tsconfig.json' },
    // Type-only imports count as well, marked as such.
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
    },
  },
};
