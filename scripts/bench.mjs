/** `npm run bench [-- NAME …]`: the benchmarks, built first where stale. */
import './node-version.mjs';
import { runCompiled } from './run-compiled.mjs';

await runCompiled('dist/bench/main.js');
