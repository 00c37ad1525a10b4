import { describe, expect, it } from 'vitest';
import { SIGNALS, type Signal } from '../../../src/domain/signal.js';
import { ScoreBins } from '../../../src/services/history/comparison.js';

const NOTHING = Object.fromEntries(SIGNALS.map((signal) => [signal, null])) as Record<Signal, null>;

describe('the histogram of scores', () => {
  it('counts every score in its own hundredth', () => {
    for (let n = 0; n < 10_000; n++) {
      const bins = new ScoreBins();
      bins.add({ ...NOTHING, insult: n / 10_000 });
      expect(bins.counts.get('insult')!.indexOf(1), String(n)).toBe(Math.floor(n / 100));
    }
  });
});
