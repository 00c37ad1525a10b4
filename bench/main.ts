import { benchImportMemory } from './import-memory.js';
import { benchLatency } from './latency.js';
import { benchProtocols } from './protocols.js';
import { benchSimulate } from './simulate.js';
import { benchStartup } from './startup.js';
import { benchThroughput } from './throughput.js';
import { hasRedis, type QueueKind } from './stack.js';

const BENCHES = {
  latency: benchLatency,
  throughput: benchThroughput,
  startup: benchStartup,
  simulate: benchSimulate,
  'import-memory': benchImportMemory,
  protocols: benchProtocols,
} as const;

/** `npm run bench [-- latency|throughput|startup|simulate|import-memory|protocols …]`: prints the README's figures. */
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
