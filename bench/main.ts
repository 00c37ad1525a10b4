import { benchLatency } from './latency.js';
import { benchSimulate } from './simulate.js';
import { benchSlack } from './slack.js';
import { benchStartup } from './startup.js';
import { benchThroughput } from './throughput.js';
import { hasRedis, type QueueKind } from './stack.js';

const BENCHES = {
  latency: benchLatency,
  throughput: benchThroughput,
  startup: benchStartup,
  simulate: benchSimulate,
  slack: benchSlack,
} as const;

/** `npm run bench [-- latency|throughput|startup|simulate|slack …]`: prints the figures of the README. */
const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !(name in BENCHES));
if (unknown.length > 0) {
  process.stderr.write(`Unknown: ${unknown.join(', ')}. There are: ${Object.keys(BENCHES).join(', ')}.\n`);
  process.exit(2);
}
const kinds: QueueKind[] = ['embedded PostgreSQL', ...(hasRedis() ? (['Redis'] as const) : [])];
if (!hasRedis()) process.stdout.write('redis-server is not installed: its figures are left out.\n');
for (const [name, bench] of Object.entries(BENCHES)) {
  if (wanted.length === 0 || wanted.includes(name)) await bench(kinds);
}
