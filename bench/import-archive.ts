import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { zipArchive, type ZipFile } from './zip-archive.js';

const MIB = 2 ** 20;
const DAY_MIB = 16;
/** What Slack writes around a message with a few links: mostly cards and blocks. */
const AROUND = 8_192;

/** A Slack export of a size, one day file after the other; each is stored as it is, so that the archive is as large. */
function* slackExport(mib: number): Generator<ZipFile, void, undefined> {
  yield { name: 'channels.json', data: JSON.stringify([{ id: 'C1', name: 'general' }]) };
  const card = 'https://example.org/an/address/that/is/long/enough '.repeat(AROUND / 50);
  let n = 0;
  for (let day = 0; day < mib / DAY_MIB; day++) {
    const messages: string[] = [];
    for (let size = 0; size < DAY_MIB * MIB; size += AROUND) {
      n += 1;
      messages.push(
        JSON.stringify(
          {
            type: 'message',
            user: `U${n % 5_000}`,
            text: `Number ${n} of the things that people say to each other, which are about this long.`,
            ts: `${1_600_000_000 + n}.000100`,
            ...(n % 5 === 0 && { thread_ts: `${1_600_000_000 + n - 4}.000100` }),
            user_profile: { real_name: `Person ${n % 5_000}` },
            attachments: [{ fallback: card }],
          },
          null,
          4,
        ),
      );
    }
    const date = new Date(Date.UTC(2020, 0, 1 + day)).toISOString().slice(0, 10);
    yield { name: `general/${date}.json`, data: `[\n    ${messages.join(',\n    ')}\n]`, stored: true };
  }
}

/** `node import-archive.js FILE MIB`: writes a Slack export of that size. */
const [file, mib] = process.argv.slice(2);
await pipeline(
  Readable.from(zipArchive(slackExport(Number(mib)))),
  createWriteStream(file!, { mode: 0o600 }),
);
