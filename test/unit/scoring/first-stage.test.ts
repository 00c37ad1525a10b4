import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { loadConfiguredEngine, loadConfiguredPipeline } from '../../../src/composition.js';
import { PLACES } from '../../../src/domain/model.js';
import { isSignal } from '../../../src/domain/signal.js';
import { projectRoot } from '../../../src/paths.js';
import { createPipeline, type Pipeline } from '../../../src/scoring/pipeline.js';

const config = { MODEL: 'blend-1', FIRST_STAGE: 'swift-1', MODELS_DIR: join(projectRoot, 'models') };
const asMessages = (texts: readonly string[]) => texts.map((text) => ({ text }));
const ORDINARY = [
  'thanks, that worked',
  'the build is green again',
  'apt-get install worked for me',
  'which port is it?',
];
/** Mild ones, for a channel ordinary: the policy asks for far more there than of what is said to somebody alone. */
const OFFERS = [
  'you should try our plugin',
  'our team could help with that, happy to talk',
  'our shop has that, tell me the size',
  'want me to set that up for you? I do this for a living',
  'we wrote a guide about this, it is on our site',
  'forward this to ten people',
];
const GRAVE = [
  'You are a pathetic idiot and everybody here hates you.',
  'I know where you live. You will regret this.',
  'Earn 5000 dollars a week from home, send me your wallet and I double it!',
  'I do not want to be alive any more',
];

describe('a pipeline of two stages', () => {
  let both: Pipeline;
  let exact: Pipeline;
  beforeAll(async () => {
    both = await loadConfiguredPipeline(config);
    exact = await loadConfiguredPipeline(config, { exact: true });
  });
  afterAll(async () => {
    await both.close();
    await exact.close();
  });

  it('has an id of its own, and the model alone keeps its own', () => {
    expect(both.spec.stages).toEqual(['swift-1', 'blend-1']);
    expect(exact.spec.stages).toEqual(['blend-1']);
    expect(both.spec.id).not.toBe(exact.spec.id);
    expect(both.spec.calibration).toEqual(exact.spec.calibration);
  });

  it('settles what is ordinary in the first stage', async () => {
    const scored = (await both.score(asMessages(ORDINARY), 'bulk'))!;
    expect(scored.map(({ stage }) => stage)).toEqual(ORDINARY.map(() => 'swift-1'));
  });

  it('leaves what may be grave to the model, in its very numbers', async () => {
    const [fast, slow] = [
      (await both.score(asMessages(GRAVE), 'bulk'))!,
      (await exact.score(asMessages(GRAVE), 'bulk'))!,
    ];
    fast.forEach(({ stage, raw }, i) => {
      expect(stage).toBe('blend-1');
      raw.original.forEach((logit, label) =>
        expect(Math.abs(logit - slow[i]!.raw.original[label]!)).toBeLessThan(1e-4),
      );
    });
  });

  it('keeps results in their order when both stages take part', async () => {
    const mixed = GRAVE.flatMap((text, i) => [ORDINARY[i]!, text]);
    const together = (await both.score(asMessages(mixed), 'bulk'))!;
    expect(together.map(({ stage }) => stage)).toEqual(GRAVE.flatMap(() => ['swift-1', 'blend-1']));
  });

  it('hands over whatever reaches a cutoff, in whichever view, and nothing else', async () => {
    const firstStage = await loadConfiguredEngine({ ...config, MODEL: 'swift-1' });
    const { labels, handOver } = firstStage.manifest;
    const texts = [
      ...ORDINARY,
      ...GRAVE,
      ...OFFERS,
      'you are an 1d10t',
      'kill the process',
      'my head is killing me',
    ];
    const channel = asMessages(texts);
    const direct = channel.map((message) => ({ ...message, channelType: 'dm' as const }));
    const scored = (await both.score([...channel, ...direct], 'bulk'))!;
    const logits = await firstStage.score(texts);
    for (const [row, place] of PLACES.entries()) {
      texts.forEach((_, i) => {
        const { stage, raw } = scored[row * texts.length + i]!;
        const reaches = labels.some(
          (label, at) => isSignal(label) && logits[i]![at]! >= handOver!.cutoffs[place][label]!,
        );
        if (reaches) expect(stage).toBe('blend-1');
        else if (raw.folded === null) expect(stage).toBe('swift-1');
      });
    }
    await firstStage.close();
  });

  it('looks more closely at what is said to somebody alone', async () => {
    const handedOver = async (channelType: 'public' | 'dm') => {
      const scored = (await both.score(
        OFFERS.map((text) => ({ text, channelType })),
        'bulk',
      ))!;
      return scored.filter(({ stage }) => stage === 'blend-1').length;
    };
    expect(await handedOver('dm')).toBeGreaterThan(await handedOver('public'));
  });

  it('has what somebody waits for begun by the thread that asks, with the same result', async () => {
    const models = ['blend-1', 'swift-1', 'swift-1'];
    const [engine, apart, here] = await Promise.all(
      models.map((MODEL) => loadConfiguredEngine({ ...config, MODEL })),
    );
    const calls = [apart!, here!].map((each) => vi.spyOn(each, 'score'));
    const pipeline = createPipeline(engine!, { firstStage: apart!, firstStageHere: here });
    const mixed = asMessages([...ORDINARY, ...GRAVE]);
    const waitedFor = await pipeline.score(mixed, 'single');
    expect(calls.map(({ mock }) => mock.calls.length > 0)).toEqual([false, true]);
    for (const priority of ['batch', 'bulk'] as const) {
      expect(await pipeline.score(mixed, priority)).toEqual(waitedFor);
    }
    expect(calls[1]!.mock.calls).toHaveLength(1);
    expect(pipeline.spec).toEqual(both.spec);
    await pipeline.close();
  });

  it('explains with the model itself', async () => {
    const [explained] = (await both.explain([{ text: ORDINARY[0]! }], 'batch'))!;
    expect(explained!.stage).toBe('blend-1');
  });

  it('stands in front of no other model', async () => {
    const linear = await loadConfiguredPipeline({ ...config, MODEL: 'linear-1' });
    expect(linear.spec.stages).toEqual(['linear-1']);
    const none = await loadConfiguredPipeline({ ...config, FIRST_STAGE: 'none', MODEL: 'linear-1' });
    expect(none.spec.id).toBe(linear.spec.id);
    const [engine, firstStage] = await Promise.all(
      ['linear-1', 'swift-1'].map((MODEL) => loadConfiguredEngine({ ...config, MODEL })),
    );
    expect(() => createPipeline(engine!, { firstStage: firstStage! })).toThrow(
      'models/swift-1 is no first stage for this linear-1',
    );
    await Promise.all([linear, none, engine!, firstStage!].map((each) => each.close()));
  });
});
