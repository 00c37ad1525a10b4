import { describe, expect, it } from 'vitest';
import { ImportFileError } from '../../../src/history/import/read.js';
import { readArchive, slackExport, slackJson, zip } from '../../support/import-files.js';

const message = (ts: string, text: string, more: object = {}) => ({
  type: 'message',
  user: 'U1',
  text,
  ts,
  ...more,
});
const DAY = 'general/2024-01-02.json';

describe('a Slack export', () => {
  it('gives messages with channel, author, name, time, thread and edit', async () => {
    const { rows, refused } = await readArchive(
      zip(
        slackExport({
          [DAY]: [
            message('1704153600.000100', 'Fish &amp; chips &lt;b&gt; &amp;lt; <@U2> <https://x.org|x>'),
            message('1704153601.5', 'edited', {
              user: 'U2',
              edited: { user: 'U2', ts: '1704153700.000000' },
            }),
            message('1704153602.000000', 'on its way', {
              user: 'U9',
              user_profile: { real_name: 'Gone Away' },
            }),
          ],
        }),
      ),
    );
    expect(refused).toEqual([]);
    expect(rows.map(({ file, line, offset, value }) => ({ file, line, offset, value }))).toEqual([
      {
        file: DAY,
        line: 1,
        offset: 1,
        value: {
          id: 'C1:1704153600.000100',
          text: 'Fish & chips <b> &lt; <@U2> <https://x.org|x>',
          channelId: 'C1',
          channelType: 'public',
          authorId: 'U1',
          authorName: 'Ada L.',
          sentAt: '2024-01-02T00:00:00.000100Z',
        },
      },
      {
        file: DAY,
        line: 2,
        offset: 2,
        value: {
          id: 'C1:1704153601.5',
          text: 'edited',
          channelId: 'C1',
          channelType: 'public',
          authorId: 'U2',
          authorName: 'Bo Diddley',
          sentAt: '2024-01-02T00:00:01.500000Z',
          editedAt: '2024-01-02T00:01:40.000000Z',
        },
      },
      expect.objectContaining({
        value: expect.objectContaining({ authorId: 'U9', authorName: 'Gone Away' }),
      }),
    ]);
  });

  it('tells kinds of channels, and counts those who read direct messages', async () => {
    const { values } = await readArchive(
      zip(
        slackExport({
          'staff/2024-01-02.json': [message('1.0', 'a')],
          'D1/2024-01-02.json': [message('1.0', 'b')],
          'mpdm-ada--bo--cleo-1/2024-01-02.json': [message('1.0', 'c')],
          'DUNLISTED1/2024-01-02.json': [message('1.0', 'd')],
          'unlisted/2024-01-02.json': [message('1.0', 'e')],
        }),
      ),
    );
    expect(
      values.map(({ id, channelId, channelType, recipients }) => [id, channelId, channelType, recipients]),
    ).toEqual([
      ['G1:1.0', 'G1', 'private', undefined],
      ['D1:1.0', 'D1', 'dm', 1],
      ['G2:1.0', 'G2', 'group_dm', 2],
      ['DUNLISTED1:1.0', 'DUNLISTED1', 'dm', undefined],
      ['unlisted:1.0', 'unlisted', undefined, undefined],
    ]);
  });

  it('marks what programs wrote, keeps what people say in other ways, and leaves the noise out', async () => {
    const kept = ['bot_message', 'me_message', 'file_share', 'thread_broadcast'];
    const noise = [
      'channel_join',
      'channel_leave',
      'channel_topic',
      'message_deleted',
      'tombstone',
      'pinned_item',
    ];
    const { values, noise: left } = await readArchive(
      zip(
        slackExport({
          [DAY]: [
            message('1.0', 'by bot id', { user: undefined, bot_id: 'B1' }),
            message('2.0', 'by user', { user: 'U3' }),
            ...kept.map((subtype, i) => message(`3.${i}`, subtype, { subtype })),
            ...noise.map((subtype, i) => message(`4.${i}`, subtype, { subtype })),
            message('5.0', 'hidden', { hidden: true }),
            message('6.0', '', { files: [{ id: 'F1' }] }),
            { type: 'event', ts: '7.0', text: 'none' },
          ],
        }),
      ),
    );
    expect(values.map(({ text, bot, authorId }) => [text, bot, authorId])).toEqual([
      ['by bot id', true, 'B1'],
      ['by user', true, 'U3'],
      ['bot_message', true, 'U1'],
      ['me_message', undefined, 'U1'],
      ['file_share', undefined, 'U1'],
      ['thread_broadcast', undefined, 'U1'],
    ]);
    expect(left).toBe(noise.length + 3);
  });

  it('gives a reply what began its thread and the latest replies, across days', async () => {
    const inThread = { thread_ts: '1.0' };
    const { rows, values } = await readArchive(
      zip(
        slackExport({
          'general/2024-01-01.json': [message('1.0', 'Who has a job?', { ...inThread, reply_count: 5 })],
          [DAY]: ['a', 'b', 'c', 'd', 'e'].map((text, i) =>
            message(`2.${i}`, text, { ...inThread, user: 'U2' }),
          ),
        }),
      ),
    );
    expect(
      values.map(({ text, threadId, context }) => [text, threadId, context?.map((said: any) => said.text)]),
    ).toEqual([
      ['Who has a job?', '1.0', undefined],
      ['a', '1.0', ['Who has a job?']],
      ['b', '1.0', ['Who has a job?', 'a']],
      ['c', '1.0', ['Who has a job?', 'a', 'b']],
      ['d', '1.0', ['Who has a job?', 'a', 'b', 'c']],
      ['e', '1.0', ['Who has a job?', 'b', 'c', 'd']],
    ]);
    expect(values[1]!['context']).toEqual([{ authorId: 'U1', text: 'Who has a job?' }]);
    expect(rows[1]!.contextOrigins).toEqual([
      { externalId: 'C1:1.0', sentAt: '1970-01-01T00:00:01.000000Z' },
    ]);
  });

  it('is found in a folder of the archive, and with its lists behind the messages', async () => {
    const files = slackExport({ [DAY]: [message('1.0', 'a')] })
      .map((file) => ({ ...file, name: `Export of May/${file.name}` }))
      .reverse();
    const { values } = await readArchive(zip([...files, { name: '__MACOSX/channels.json', data: 'x' }]));
    expect(values).toEqual([expect.objectContaining({ channelId: 'C1', authorName: 'Ada L.' })]);
  });

  it('does not tell the names of people by those of files', async () => {
    const { refused } = await readArchive(
      zip(slackExport({ 'mpdm-ada--bo--cleo-1/2024-01-02.json': '[{]' })),
    );
    expect(refused).toEqual([
      { kind: 'refused', file: 'G2/2024-01-02.json', line: 1, reason: 'is not valid JSON' },
    ]);
  });
});

describe('a hostile archive', () => {
  const good = slackExport({ [DAY]: [message('1.0', 'good')] });
  const refusedOf = async (...files: Parameters<typeof zip>[0]) => {
    const { values, refused } = await readArchive(zip([...good, ...files]));
    expect(values.map(({ text }) => text)).toEqual(['good']);
    return refused.map(({ file, reason }) => [file, reason]);
  };
  const name = 'general/2024-01-03.json';
  const bad = slackJson([message('2.0', 'bad')]);

  it.each([
    [
      'names that lead out of it',
      { name: '../general/2024-01-03.json', data: bad },
      'has a name that leads out of the archive',
    ],
    [
      'absolute names',
      { name: '/general/2024-01-03.json', data: bad },
      'has a name that leads out of the archive',
    ],
    [
      'drive letters',
      { name: 'C:/general/2024-01-03.json', data: bad },
      'has a name that leads out of the archive',
    ],
    ['links', { name, data: '/etc/passwd', mode: 0o120777 }, 'is a link'],
    ['encrypted files', { name, data: bad, flags: 1 }, 'is encrypted'],
    ['bombs', { name, data: Buffer.alloc(50_000_000, 0x20) }, 'unpacks to more than 200 times its size'],
  ])('has its %s refused, and the rest read', async (_, file, reason) => {
    expect(await refusedOf(file)).toEqual([[file.name, reason]]);
  });

  it.each([
    ['a size that is too small', { claimedSize: 10 }],
    ['a size that is too large', { claimedSize: 100_000 }],
    ['another checksum', { claimedChecksum: 1 }],
  ])('has a file with %s told', async (_, forged) => {
    const files = [
      ...good,
      { name, data: bad, ...forged },
      ...slackExport({ 'staff/2024-01-04.json': [message('3.0', 'after')] }).slice(-1),
    ];
    const { values, refused } = await readArchive(zip(files));
    expect(refused.map(({ file, line }) => [file, line! > 0])).toEqual([[name, true]]);
    expect(values.map(({ text }) => text)).toEqual(expect.arrayContaining(['good', 'after']));
  });

  it('is refused where its files overlap', async () => {
    const data = slackJson([message('1.0', 'x'.repeat(50_000))]);
    const files = [1, 2, 3].map((day) => ({ name: `general/2024-02-0${day}.json`, data, stored: true }));
    expect((await readArchive(zip([...good, ...files]))).rows).toHaveLength(4);
    const overlapping = files.map((file, i) => ({ ...file, overlapping: i > 0 }));
    await expect(readArchive(zip([...good, ...overlapping]))).rejects.toThrow('overlap');
  });

  it('is refused where it was cut off, or is none', async () => {
    const archive = zip(good);
    await expect(readArchive(archive.subarray(0, archive.length - 30))).rejects.toThrow(ImportFileError);
    await expect(readArchive(Buffer.from('[]'))).rejects.toThrow('no zip archive');
  });

  it('is refused where it holds no export', async () => {
    await expect(readArchive(zip([{ name: 'photo.jpg', data: 'x' }]))).rejects.toThrow('holds no messages');
  });

  it('has a broken message told by its place, and the others read', async () => {
    const files = slackExport({
      [DAY]: [
        message('1.0', 'a'),
        'no object',
        message('x', 'no time'),
        message('2.0', 'b', { text: 7 }),
        { ...message('3.0', 'c'), __proto__: null },
        message('4.0', 'd'),
      ],
    });
    const { values, refused } = await readArchive(zip(files));
    expect(values.map(({ text }) => text)).toEqual(['a', 'c', 'd']);
    expect(refused.map(({ file, line, reason }) => [file, line, reason])).toEqual([
      [DAY, 2, 'is not an object'],
      [DAY, 3, '/ts must be seconds since 1970 as a text'],
      [DAY, 4, '/text must be string'],
    ]);
  });
});
