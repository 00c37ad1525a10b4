/** `npm run -s conduct -- …`: the command line, built first where stale. Standard output is the command's own. */
import './node-version.mjs';
import { runCompiled } from './run-compiled.mjs';

await runCompiled('dist/src/cli/main.js');
