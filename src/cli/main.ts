import { ConfigError, loadClientConfig } from '../config.js';
import { keysCommand } from './keys.js';
import { modelsCommand } from './models.js';
import { scoreCommand } from './score.js';
import { PolicyFileError } from '../services/policy-versions.js';
import { UsageError } from './usage.js';

const USAGE = `conduct: the command line of Conduct (npm run -s conduct -- …)

  score [--policy FILE] [--model NAME] [--exact] < in.ndjson > out.ndjson
        scores one message a line, in this process: no database, no queue; --exact: without the first stage
  models list
  models verify [NAME]
        checks the files of the shipped models against their manifests, and their golden texts
  models evaluate [--data DIR] [--model NAME]… [--scores NAME=FILE]… [--out FOLDER] [--resamples N]
        [--check FILE] [--texts FILE]
        measures models on the sets in DIR/eval and on the corpus's test split (without --data: on what
        the repository holds), beside scores of other systems (NDJSON {source, id, signals}); writes
        report.json, report.md and plots to FOLDER (evaluation). --check: status 1 where a figure is out
        of the bounds in FILE. --texts: only writes the texts that another system has to score
  models fetch toxicity-tfjs [--from URL] [--accept-other]
        downloads the TensorFlow.js toxicity model into TOXICITY_MODEL_DIR (./data/toxicity-tfjs), once, and
        checks it. --from: from a folder of your own instead of its hub. --accept-other: weights that do not
        answer as published too
  keys list
  keys create --owner NAME --scopes classify,review,history,admin
  keys revoke ID
        in a running service: CONDUCT_URL (http://127.0.0.1:8080) and CONDUCT_KEY, an admin key
`;

const COMMANDS = { score: scoreCommand, models: modelsCommand, keys: keysCommand } as const;

/** Standard output holds results only; everything else goes to standard error. */
async function main([name, ...args]: string[]): Promise<number> {
  if (name === undefined || name === 'help' || name === '--help') {
    process.stderr.write(USAGE);
    return name === undefined ? 2 : 0;
  }
  try {
    if (!Object.hasOwn(COMMANDS, name)) throw new UsageError(`unknown command ${JSON.stringify(name)}`);
    return await COMMANDS[name as keyof typeof COMMANDS](args, loadClientConfig());
  } catch (error) {
    const usage =
      error instanceof UsageError || (error as { code?: string }).code?.startsWith('ERR_PARSE_ARGS');
    process.stderr.write(`conduct: ${(error as Error).message}\n${usage ? `\n${USAGE}` : ''}`);
    const misused = usage || error instanceof ConfigError || error instanceof PolicyFileError;
    return misused ? 2 : 1;
  }
}

// Whoever reads the results may have had enough of them (`| head`).
process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1));
process.exitCode = await main(process.argv.slice(2));
