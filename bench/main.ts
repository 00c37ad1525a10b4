import { benchHandOver } from './hand-over.js';
import { benchHistory } from './history.js';
import { benchImportMemory } from './import-memory.js';
import { benchLatency } from './latency.js';
import { benchProtocols } from './protocols.js';
import { benchScale } from './scale.js';
import { benchSimulate } from './simulate.js';
import { benchSlack } from './slack.js';
import { benchStartup } from './startup.js';
import { benchThroughput } from './throughput.js';
import { benchToxicitySpeed } from './toxicity-tfjs.js';
import { hasRedis, type QueueKind } from './stack.js';

const BENCHES = {
  latency: benchLatency,
  throughput: benchThroughput,
  startup: benchStartup,
  simulate: benchSimulate,
  'import-memory': benchImportMemory,
  protocols: benchProtocols,
  slack: benchSlack,
  'toxicity-tfjs': () => benchToxicitySpeed(),
  history: benchHistory,
  scale: benchScale,
  'hand-over': benchHandOver,
} as const;

/**
 * `npm run bench [-- latency|throughput|startup|simulate|import-memory|protocols|slack|toxicity-tfjs …]`:
 * prints the README's figures. `history` takes half an hour and runs only when it is asked for, and so do
 * `scale` and `hand-over`.
 */
const ONLY_WHEN_ASKED = ['history', 'scale', 'hand-over'];
const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !(name in BENCHES));
if (unknown.length > 0) {
  process.stderr.write(`Unknown: ${unknown.join(', ')}. There are: ${Object.keys(BENCHES).join(', ')}.\n`);
  process.exit(2);
}
const kinds: QueueKind[] = ['embedded PostgreSQL', ...(hasRedis() ? (['Redis'] as const) : [])];
if (!hasRedis()) process.stdout.write('redis-server is not installed: its figures are left out.\n');
for (const [name, bench] of Object.entries(BENCHES)) {
  if (wanted.includes(name) || (wanted.length === 0 && !ONLY_WHEN_ASKED.includes(name))) await bench(kinds);
}
