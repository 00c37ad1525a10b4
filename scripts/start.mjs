/**
 * `npm start`: installs what is missing, builds what is stale, starts PostgreSQL (unless DATABASE_URL names
 * one), the API and the workers, and stops them in order. Needs nothing but Node and npm.
 *
 * Reads PORT, HOST, DATA_DIR, DATABASE_URL, WORKERS (default: one per two cores) and LOG (stdout: all of the
 * children's logs on the terminal); the rest of the environment goes to the children as it is.
 */
import './node-version.mjs';
import { runService } from './run-service.mjs';

async function greet({ address, adminKey, seconds }, { print }) {
  print(
    `\nConduct is ready after ${seconds.toFixed(1)} s at ${address} (sign in there with an admin key; API documentation: ${address}/docs)\n`,
  );
  if (adminKey !== undefined) {
    print(`Admin key, shown this once and stored only as a hash:\n\n  ${adminKey}\n`);
  }
  const key =
    adminKey === undefined ? '"authorization: Bearer $CONDUCT_KEY"' : `'authorization: Bearer ${adminKey}'`;
  print(adminKey === undefined ? 'Try it (CONDUCT_KEY: a key of yours):\n' : 'Try it:\n');
  print(
    `  curl -s ${address}/v1/classify -H ${key} -H 'content-type: application/json' ` +
      `-d '{"text":"Nobody wants you here, you idiot."}'\n`,
  );
}

await runService({ env: () => process.env, whenReady: greet });
