import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BODY_BYTES_MAX, writeBody } from '../../../src/services/webhooks/body.js';

const content = {
  type: 'decision.created' as const,
  occurredAt: '2026-11-23T20:00:00.000Z',
  data: { message: { id: 'm1' } },
};

describe('the body of a webhook', () => {
  it('is type, timestamp and data, and holds no text unless there is one', () => {
    expect(JSON.parse(writeBody(content))).toEqual({
      type: 'decision.created',
      timestamp: '2026-11-23T20:00:00.000Z',
      data: { message: { id: 'm1' } },
    });
  });

  it('says null where a text is asked for and gone', () => {
    expect(JSON.parse(writeBody({ ...content, text: null })).data).toEqual({
      message: { id: 'm1' },
      text: null,
    });
  });

  it('holds a text whole where it fits', () => {
    expect(JSON.parse(writeBody({ ...content, text: 'Hello.' })).data.text).toBe('Hello.');
    expect(writeBody({ ...content, text: 'Hello.' })).not.toContain('textCut');
  });

  it('stays under 20 kB whatever the text, cuts between characters and no more than it must', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('x', 'é', '🙂', '"', '\u0001'),
        fc.integer({ min: 2_000, max: 20_480 }),
        (unit, length) => {
          const text = unit.repeat(length);
          const json = writeBody({ ...content, text });
          expect(Buffer.byteLength(json)).toBeLessThan(BODY_BYTES_MAX);
          const { data } = JSON.parse(json);
          expect(text.startsWith(data.text)).toBe(true);
          expect(data.text.isWellFormed()).toBe(true);
          if (data.textCut === true) {
            expect(Buffer.byteLength(json)).toBeGreaterThan(
              BODY_BYTES_MAX - 2 - Buffer.byteLength(JSON.stringify(unit)),
            );
          } else expect(data.text).toBe(text);
        },
      ),
      { numRuns: 40 },
    );
  });
});
