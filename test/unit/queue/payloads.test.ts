import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ENGLISH_PARTS } from '../../../src/domain/model.js';
import { projectRoot } from '../../../src/paths.js';
import {
  decodeScoredText,
  encodeScoredText,
  LIVE_TEXTS_MAX,
  parseDurableJob,
  parseHistoryJob,
  parseLiveJob,
  parseLiveReply,
  PayloadError,
  type LiveReply,
} from '../../../src/queue/payloads.js';

const folder = join(projectRoot, 'test/fixtures/queue');
const fixture = (name: string) => readFileSync(join(folder, name), 'utf8');

describe('queue payloads', () => {
  it.each(readdirSync(folder))('still reads %s', (name) => {
    const json = fixture(name);
    const value: unknown = JSON.parse(json);
    if (name.startsWith('live-job')) expect(parseLiveJob(value)).toEqual(value);
    else if (name.startsWith('durable-job')) expect(parseDurableJob(value)).toEqual(value);
    else if (name.startsWith('history-job')) expect(parseHistoryJob(value)).toEqual(value);
    else expect(parseLiveReply(json)).toEqual(value);
  });

  it.each([
    ['another version', { v: 2 }],
    ['an unknown field', { extra: 1 }],
    ['a missing field', { sealed: undefined }],
    ['a wrong type', { deadlineAt: 'soon' }],
    ['a channel name that is none', { replyTo: 'x"; drop' }],
  ])('refuses a live job with %s', (_, change) => {
    const job = { ...(JSON.parse(fixture('live-job.v1.json')) as object), ...change };
    expect(() => parseLiveJob(job)).toThrow(PayloadError);
  });

  it('refuses a durable job whose range is none', () => {
    expect(() => parseDurableJob({ v: 1, fromRevisionId: 0, toRevisionId: 5 })).toThrow(PayloadError);
    expect(() => parseDurableJob({ v: 1, fromRevisionId: 1.5, toRevisionId: 5 })).toThrow(PayloadError);
  });

  it('refuses a history job without a slice', () => {
    expect(() => parseHistoryJob({ v: 1, runId: 1, fromId: 1 })).toThrow(PayloadError);
    expect(() => parseHistoryJob({ v: 1, runId: 0, fromId: 1, toId: 2 })).toThrow(PayloadError);
  });

  it('refuses a reply that is not JSON', () => {
    expect(() => parseLiveReply('{')).toThrow(PayloadError);
  });

  it('carries scores exactly', () => {
    const floats = fc.float32Array({ noNaN: true, maxLength: 19 });
    fc.assert(
      fc.property(floats, fc.option(floats), (original, folded) => {
        const scored = {
          raw: { original, folded },
          stage: 's',
          language: { code: null, confidence: 0 },
        };
        const back = decodeScoredText(encodeScoredText(scored));
        expect([...back.raw.original]).toEqual([...original]);
        expect(back.raw.folded && [...back.raw.folded]).toEqual(folded && [...folded]);
      }),
    );
  });

  it.each([...ENGLISH_PARTS, undefined])('carries how much is English: %s', (english) => {
    const scored = {
      raw: { original: Float32Array.of(1), folded: null },
      stage: 's',
      language: { code: 'de', confidence: 0.5 },
      ...(english !== undefined && { english }),
    };
    const item = JSON.parse(JSON.stringify(encodeScoredText(scored))) as object;
    const reply = { ...(JSON.parse(fixture('live-reply.v1.json')) as object), items: [item] };
    const { items } = parseLiveReply(JSON.stringify(reply)) as Extract<LiveReply, { items: unknown }>;
    expect(decodeScoredText(items[0]!).english ?? 'all').toBe(english ?? 'all');
  });

  it('refuses a part of English that is none', () => {
    const json = fixture('live-reply.v1.english.json').replace('"part"', '"some"');
    expect(() => parseLiveReply(json)).toThrow(PayloadError);
  });

  it('keeps the reply to a full job of both views and all labels within one NOTIFY', () => {
    const values = new Float32Array(19).fill(-1.2345);
    const item = encodeScoredText({
      raw: { original: values, folded: values },
      stage: 'linear-1',
      language: { code: 'en', confidence: 0.9999 },
      english: 'unsure',
    });
    const reply = {
      ...(JSON.parse(fixture('live-reply.v1.json')) as object),
      items: new Array(LIVE_TEXTS_MAX).fill(item),
    };
    expect(JSON.stringify(reply).length).toBeLessThan(7_900);
  });
});
