import { ConfigError, loadClientConfig } from '../config.js';
import { keysCommand } from './keys.js';
import { modelsCommand } from './models.js';
import { importCommand, replayCommand, rescoreCommand, runsCommand } from './runs.js';
import { scoreCommand } from './score.js';
import { transferCommand } from './transfer.js';
import { PolicyFileError } from '../services/policy-versions.js';
import { UsageError } from './usage.js';

const USAGE = `conduct: the command line of Conduct (npm run -s conduct -- …)

  score [--policy FILE] [--model NAME] [--exact] < in.ndjson > out.ndjson
        scores one message a line, in this process: no database, no queue; --exact: without the first stage
  transfer FILE [--at NAME=REVIEW[:ACT]]… [--out FILE] [--name NAME] [--model NAME] [--texts] [--json]
        carries thresholds over from scores that the Perspective API gave: FILE (- for standard input) is CSV
        or NDJSON of messages with those scores. Prints thresholds that flag as many as before, with their
        intervals, and the disagreements most worth a look by id (--texts: what they say, too); writes a
        policy to import to FILE (transferred-policy.json). Without --at it takes 0.7 for review and 0.9 for act
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

These talk to a running service, at --url ADDRESS or CONDUCT_URL (http://127.0.0.1:8080), with the key in
CONDUCT_API_KEY or, where other users of the machine may see it, --key KEY:

  import FILE [--format slack|ndjson|csv] [--source NAME] [--columns id:ID,text:Text,…] [--policy NAME]
        [--channel-type public|private|dm|group_dm] [--rate N] [--exact] [--open-cases] [--start]
        sends an export and follows its run; repeated, it goes on where it was broken off. --exact: every
        message by the model itself, without a first stage
  rescore [--from TIME] [--to TIME] [--channel ID] [--only-pipeline ID] [--model NAME] [--exact]
        [--within-reach-of RUN] [--rate N] [--open-cases] [--start]
        scores what is stored again. --within-reach-of: what the first stage decided too close to the
        thresholds of a replay, as its plan offers it
  replay [--policy NAME] [--policy-version N] [--from TIME] [--to TIME] [--channel ID] [--start]
        decides over stored scores by another version of a policy; changes nothing
        These three show the plan first. Without --start they ask on a terminal, and elsewhere leave the
        run planned. Status 1 where it ends otherwise than whole, 130 after Ctrl-C: the run goes on then,
        but for an import whose file was being sent
  runs list
  runs show|follow|start|pause|resume|cancel ID
  keys list
  keys create --owner NAME --scopes classify,review,history,admin
  keys revoke ID
        with an admin key
`;

const COMMANDS = {
  score: scoreCommand,
  transfer: transferCommand,
  models: modelsCommand,
  import: importCommand,
  rescore: rescoreCommand,
  replay: replayCommand,
  runs: runsCommand,
  keys: keysCommand,
} as const;

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
