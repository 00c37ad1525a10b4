import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Message } from '../../../src/domain/message.js';
import type { Signal } from '../../../src/domain/signal.js';
import { checkBounds, parseBounds } from '../../../src/evaluation/bounds.js';
import { evaluateSystems } from '../../../src/evaluation/evaluate.js';
import { planItems } from '../../../src/evaluation/plan.js';
import { drawPlots } from '../../../src/evaluation/plots.js';
import { renderReport } from '../../../src/evaluation/render.js';
import { publishedTasks } from '../../../src/evaluation/published.js';
import type { SystemReport } from '../../../src/evaluation/report.js';
import type { CorpusFields, Row } from '../../../src/evaluation/rows.js';
import { labelsByColumn } from '../../../src/evaluation/sets.js';
import { readScores } from '../../../src/evaluation/system.js';
import { shippedPolicyVersion } from '../../../src/services/policy-versions.js';

type Scores = Partial<Record<Signal, number>>;
const policy = shippedPolicyVersion();

async function withScores<T>(lines: readonly unknown[], use: (file: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'conduct-scores-'));
  const file = join(folder, 'scores.ndjson');
  writeFileSync(file, lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
  try {
    return await use(file);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The report on a system that gives the texts of these rows, changed ones included, the scores said. */
function evaluate(rows: readonly Row[], scoresOf: (text: string) => Scores, resamples = 0) {
  const plan = planItems(rows, { seed: 'test' });
  const lines = plan.items.map(({ source, id, message }) => ({
    source,
    id,
    signals: scoresOf(message.text),
  }));
  return withScores(lines, async (file) => {
    const system = await readScores('other', file, policy);
    const trueAlarms = [{ source: 'irc-ubuntu', id: 'listed', reason: 'an insult indeed' }];
    return evaluateSystems(plan, [system], { policy, resamples, seed: 'test', trueAlarms });
  });
}

async function reportOf(rows: readonly Row[], scoresOf: (text: string) => Scores): Promise<SystemReport> {
  return (await evaluate(rows, scoresOf)).report.systems.other!;
}

function row(source: string, id: string, text: string, labels: Record<string, number> = {}, meta = {}): Row {
  return {
    source,
    id,
    message: { text, channelType: 'public' },
    labels: labelsByColumn(source, labels),
    meta,
  };
}

function corpusRow(
  id: string,
  message: Message,
  labels: Record<string, number>,
  corpus: Partial<CorpusFields>,
): Row {
  const fields = { clauses: [], slices: [], ...corpus };
  return { source: 'conduct-corpus', id, message, labels, meta: {}, corpus: fields };
}

const repeat = (count: number, make: (i: number) => Row) => Array.from({ length: count }, (_, i) => make(i));

describe('labels of the data', () => {
  it('go to the columns that mean the same, and nowhere else', () => {
    expect(labelsByColumn('x', { obscene: 1, promo: 0, sexual_harassment: 0.5, stress: 1 })).toEqual({
      profanity: 1,
      solicitation: 0,
      sexual_advance: 0.5,
    });
    expect(labelsByColumn('x', { target_gender: 0, target_transgender: 1 })).toEqual({ target_gender: 1 });
    expect(labelsByColumn('davidson', { offensive: 1 })).toEqual({});
    expect(labelsByColumn('olid-test', { offensive: 1 })).toEqual({ offensive: 1 });
  });
});

describe('figures by signal and set', () => {
  const rows = [
    ...repeat(10, (i) => row('sms-spam', `p${i}`, i < 9 ? 'win' : 'hi', { spam: 1 })),
    ...repeat(10, (i) => row('sms-spam', `n${i}`, 'hi', { spam: 0 })),
    ...repeat(10, (i) => row('sms-spam', `u${i}`, 'win', {})),
  ];
  const scores = (text: string) => ({ spam: text === 'win' ? 0.9 : 0.1 });

  it('count annotated rows only', async () => {
    const { signals, floor } = await reportOf(rows, scores);
    expect(signals.spam!['sms-spam']).toMatchObject({ rows: 20, positives: 10, auc: 0.95, recallAt1: 0.9 });
    // Of 9 scored 0.9 all are positive, of 11 scored 0.1 one is.
    expect(signals.spam!['sms-spam']!.ece).toBeCloseTo((9 / 20) * 0.1 + (11 / 20) * (0.1 - 1 / 11), 3);
    expect(floor[0]).toMatchObject({ source: 'sms-spam', reached: false, lessError: 0.9808 });
    expect(floor[0]!.errorReduction).toBeCloseTo(1 - 0.05 / 0.032, 4);
  });

  it('come with intervals that hold them', async () => {
    const { report } = await evaluate(rows, scores, 100);
    const { auc, interval } = report.systems.other!.signals.spam!['sms-spam']!;
    expect(interval.auc![0]).toBeLessThan(auc);
    expect(interval.auc![1]).toBeGreaterThanOrEqual(auc);
  });

  it('are left out where a class has fewer than five rows', async () => {
    const few = rows.filter(({ id }) => !/^n[4-9]/.test(id));
    expect(
      (await reportOf([...few, ...repeat(9, (i) => row('sms-spam', `q${i}`, 'win', { spam: 1 }))], scores))
        .signals,
    ).toEqual({});
  });
});

describe('macro-F1 on OLID', () => {
  it('asks whether any of four signals is likelier than not', async () => {
    const rows = [
      ...repeat(10, (i) => row('olid-test', `p${i}`, i < 5 ? 'rude' : 'swear', { offensive: 1 })),
      ...repeat(10, (i) => row('olid-test', `n${i}`, i < 2 ? 'spam' : 'fine', { offensive: 0 })),
    ];
    const { published, signals } = await reportOf(rows, (text) => ({
      insult: text === 'rude' ? 0.5 : 0.1,
      profanity: text === 'swear' ? 0.4 : 0,
      spam: text === 'spam' ? 1 : 0,
    }));
    // Five of ten found, none wrongly: F1 of 10/15 and 20/25. From 0.2 to 0.4 all would be.
    expect(published['olid-test']).toMatchObject({ rows: 20, threshold: 0.5, macroF1: 0.7333, oracle: 1 });
    expect(signals.offensive!['olid-test']).toMatchObject({ positives: 10, auc: 1, ece: null });
    expect(published).not.toHaveProperty('edos');
  });
});

describe('macro-F1 on EDOS', () => {
  it('asks whether the ground is likelier than not, from the logit on that the system names', () => {
    const rows = [
      ...repeat(4, (i) => row('edos', `p${i}`, `sexist ${i}`, { target_gender: 1 })),
      ...repeat(4, (i) => row('edos', `n${i}`, `fine ${i}`, { target_gender: 0 })),
    ];
    const plan = planItems(rows, { seed: 'test' });
    const logits = plan.items.map(({ id }) => (id.startsWith('p') ? -0.5 : -1.5));
    const asked = (even: number) =>
      publishedTasks(plan, {
        labels: ['target_gender'],
        raw: new Map([['target_gender', Float64Array.from(logits)]]),
        calibrated: new Map(),
        even: (label) => (label === 'target_gender' ? even : 0),
        outcomes: [],
        folded: null,
      });
    expect(asked(-1)).toMatchObject([{ task: 'EDOS A', threshold: -1, macroF1: 1 }]);
    expect(asked(0)).toMatchObject([{ threshold: 0, macroF1: expect.closeTo(1 / 3), oracle: 1 }]);
  });
});

describe('identity bias', () => {
  const template = { template: 'name_adj' };
  const rows = [
    ...repeat(10, (i) => row('bias-madlibs', `a${i}`, 'Ana is a awful gay', { toxicity: 1 }, template)),
    ...repeat(10, (i) => row('bias-madlibs', `b${i}`, 'Ana is a kind gay', { toxicity: 0 }, template)),
    ...repeat(10, (i) => row('bias-madlibs', `c${i}`, 'Ana is a awful sikh', { toxicity: 1 }, template)),
    ...repeat(10, (i) => row('bias-madlibs', `d${i}`, 'Ana is a kind sikh', { toxicity: 0 }, template)),
  ];
  const scores = (text: string): Scores => {
    const raised = text.endsWith('gay') ? 0.5 : 0;
    return { toxicity: (text.includes('awful') ? 0.4 : 0) + raised };
  };

  it('shows in BPSN where a term raises scores and in BNSP where it lowers them', async () => {
    const { identityTerms } = await reportOf(rows, scores);
    // awful gay 0.9 > kind gay 0.5 > awful sikh 0.4 > kind sikh 0
    expect(identityTerms.terms).toEqual([
      { term: 'gay', rows: 20, subgroup: 1, bpsn: 0, bnsp: 1 },
      { term: 'sikh', rows: 20, subgroup: 1, bpsn: 1, bnsp: 0 },
    ]);
    expect(identityTerms.summary.bpsn).toMatchObject({
      min: 0,
      median: 0.5,
      worst: [{ term: 'gay' }, { term: 'sikh' }],
    });
  });

  it('measures how far scores move when the term alone changes', async () => {
    const { identityTerms } = await reportOf(rows, scores);
    const { toxicity } = identityTerms.swaps['bias-madlibs']!;
    // Half of the texts lose the 0.5 of their term, the others never gain it: no religion has it.
    expect(toxicity).toMatchObject({ texts: 40, swaps: 200, mean: 0.25, p95: 0.5, bias: -0.25 });
  });
});

describe('evasion', () => {
  it('counts what a disguise hides and what it makes suspicious', async () => {
    const rows = [
      ...repeat(8, (i) => row('jigsaw-predibase', `t${i}`, 'you absolute moron', { toxicity: 1 })),
      ...repeat(8, (i) => row('irc-ubuntu', `o${i}`, 'reboot kernel please', { toxicity: 0 })),
    ];
    const { evasion } = await reportOf(rows, (text) => ({ insult: /moron|reb\*ot/i.test(text) ? 0.9 : 0 }));
    expect(evasion!.kinds.dotted).toMatchObject({ toxic: 8, recall: 1, lost: 100, ordinary: 8, added: 0 });
    expect(evasion!.kinds.upperCase).toMatchObject({ lost: 0, added: 0 });
    expect(evasion!.kinds.maskedVowel).toMatchObject({ lost: 100, added: 0 });
  });
});

describe('false alarms', () => {
  it('are counted per 1,000 by clause and by threshold, true ones left out', async () => {
    const rows = [
      ...repeat(198, (i) => row('irc-ubuntu', `o${i}`, 'reboot it')),
      row('irc-ubuntu', 'x', 'you fool'),
      row('irc-ubuntu', 'y', 'hopeless'),
      row('irc-ubuntu', 'listed', 'you fool'),
      row('slack-dev-chats', 'z', 'you fool'),
    ];
    const { alarms } = await reportOf(rows, (text) => ({
      insult: text === 'you fool' ? 0.7 : 0,
      distress: text === 'hopeless' ? 0.6 : 0,
    }));
    const figures = alarms['irc-ubuntu']!;
    expect(figures).toMatchObject({ rows: 200, trueAlarms: 1, review: 5, act: 0, alert: 5 });
    expect(figures.byClause).toEqual({ insult: 5, distress: 5 });
    expect(figures.alarms.map(({ id, text }) => [id, text])).toEqual([
      ['x', 'you fool'],
      ['y', 'hopeless'],
    ]);
    // Thresholds rise in steps of 0.05; the comparison includes the threshold.
    expect(figures.curves.insult!.slice(12, 15)).toEqual([5, 5, 0]);
    expect(alarms['slack-dev-chats']!.alarms).toEqual([{ id: 'z', clauses: { insult: 0.7 }, text: null }]);
  });
});

describe('the corpus', () => {
  const dm = (text: string, more: Partial<Message> = {}): Message => ({ text, channelType: 'dm', ...more });
  const rows = [
    corpusRow(
      '1',
      dm('buy'),
      { solicitation: 1 },
      { clauses: ['unsolicited_contact'], slices: ['shop'], pair: 'a' },
    ),
    corpusRow('2', dm('hi'), { solicitation: 0 }, { slices: ['shop'], pair: 'a' }),
    corpusRow('3', dm('buy'), { solicitation: 1 }, { clauses: ['unsolicited_contact'], pair: 'b' }),
    corpusRow('4', dm('buy', { solicited: true }), { solicitation: 1 }, { pair: 'b' }),
    corpusRow('5', dm('offer'), { solicitation: 1 }, { clauses: ['unsolicited_contact'], pair: 'c' }),
    corpusRow('6', dm('so'), { solicitation: 0 }, { pair: 'c' }),
    corpusRow('7', dm('trick'), { scam: 1 }, { clauses: ['scam'], pair: 'd' }),
    corpusRow('8', dm('no trick'), { scam: 0 }, { pair: 'd' }),
  ];
  const points: Record<string, number> = { buy: 0.9, offer: 0.5, so: 0.3 };

  it('tells pairs apart by signal, by threshold and by clause', async () => {
    const { corpus } = await reportOf(rows, (text) => ({ solicitation: points[text] ?? 0 }));
    expect(corpus!.pairs).toEqual({
      signalPairs: 3,
      signalPairsGiven: 2,
      ordered: 0.6667,
      orderedGiven: 1,
      decided: 0.3333,
      clausePairs: 4,
      clausesRight: 0.5,
    });
    expect(corpus!.signals.solicitation).toMatchObject({ positives: 4, threshold: 0.7, recall: 0.75 });
  });

  it('scores clauses in the context of the message', async () => {
    const { corpus } = await reportOf(rows, (text) => ({ solicitation: points[text] ?? 0 }));
    expect(corpus!.clauses.unsolicited_contact).toMatchObject({
      positives: 3,
      auc: 1,
      aucDirect: 1,
      recall: 0.6667,
    });
    expect(corpus!.clauses).not.toHaveProperty('scam');
    expect(corpus!.slices.shop).toEqual({ violations: 1, missRate: 0, harmless: 1, falseAlarmRate: 0 });
    expect(corpus!.slices.all).toEqual({ violations: 4, missRate: 0.5, harmless: 4, falseAlarmRate: 0 });
  });
});

describe('worst errors', () => {
  it('show texts only of sets whose licence allows it', async () => {
    const rows = [
      row('toxicr', 'a', 'a secret text', { toxicity: 0 }),
      row('hatexplain', 'b', 'an open text', { toxicity: 0 }),
      row('hatexplain', 'c', 'bad', { toxicity: 1 }),
    ];
    const { report, curves } = await evaluate(rows, (text) => ({
      toxicity: text.startsWith('a') ? 0.9 : 0.1,
    }));
    const { negatives, positives } = report.systems.other!.worst.toxicity!;
    expect(negatives.map(({ id, text }) => [id, text]).sort()).toEqual([
      ['a', null],
      ['b', 'an open text'],
    ]);
    expect(positives).toEqual([{ source: 'hatexplain', id: 'c', score: 0.1, text: 'bad' }]);
    const everything =
      JSON.stringify(report) + renderReport(report, []) + JSON.stringify([...drawPlots(report, curves)]);
    expect(everything).not.toContain('secret');
  });
});

describe('scores of another system', () => {
  const line = { source: 's', id: '1', signals: { toxicity: 0.5 } };

  it.each([
    [[{ ...line, signals: { toxicity: 1.5 } }], 'line 1: toxicity must be a number in [0, 1]'],
    [[{ ...line, signals: { rudeness: 0.5 } }], '"rudeness" is no signal'],
    [[line, { ...line, signals: { toxicity: 0, spam: 0 } }], "line 2: not the first line's signals"],
    [[line, { ...line, signals: { spam: 0 } }], 'line 2: toxicity must be'],
    [[], 'there are none'],
  ])('are refused where they are malformed: %j', async (lines, message) => {
    await expect(withScores(lines, (file) => readScores('other', file, policy))).rejects.toThrow(message);
  });
});

describe('the document and the plots', () => {
  it('put systems side by side and hold every section', async () => {
    const rows = [
      ...repeat(10, (i) => row('sms-spam', `p${i}`, `win ${i} | <b>`, { spam: 1 })),
      ...repeat(10, (i) => row('sms-spam', `n${i}`, 'hi', { spam: 0 })),
      ...repeat(20, (i) => row('irc-ubuntu', `o${i}`, 'reboot it', { spam: 0 })),
    ];
    const { report, curves } = await evaluate(rows, (text) => ({ spam: text.startsWith('win') ? 0.9 : 0.2 }));
    const document = renderReport(report, ['plots/roc-spam.svg']);
    for (const heading of ['Goals', 'Signals', 'Evasion', 'False alarms', 'Worst errors', 'Plots']) {
      expect(document).toContain(`## ${heading}\n`);
    }
    expect(document).toContain('| spam | sms-spam | 20 | 10 | 1.000 |');
    // Nothing in a message breaks a table or is read as mark-up.
    expect(document).toContain('`` win 0 \\| <b> ``');
    // A system of any name has a column of its own, also one that is called as another column is.
    const named = renderReport({ ...report, systems: { floor: report.systems.other! } }, []);
    for (const [table] of named.matchAll(/(^\|.*\n)+/gm)) {
      const cells = table
        .trim()
        .split('\n')
        .map((line) => line.replaceAll('\\|', '').split('|').length);
      expect(new Set(cells).size, table).toBe(1);
    }
    const plots = drawPlots(report, curves);
    expect([...plots.keys()].sort()).toEqual(['alarms-spam.svg', 'reliability-spam.svg', 'roc-spam.svg']);
    for (const svg of plots.values()) expect(svg).toMatch(/^<svg[^]*other[^]*<\/svg>$/);
  });
});

describe('bounds', () => {
  const report = { systems: { a: { signals: { spam: { 'x/y': { auc: 0.9 } } } } } } as never;
  const pointer = '/systems/a/signals/spam/x~1y/auc';

  it('hold up to and including their ends', () => {
    expect(checkBounds(report, { [pointer]: { min: 0.9, max: 0.9 } })).toEqual([]);
    expect(checkBounds(report, { [pointer]: { min: 0.91 } })).toEqual([`${pointer}: 0.9 is below 0.91`]);
    expect(checkBounds(report, { [pointer]: { max: 0.89 } })).toEqual([`${pointer}: 0.9 is above 0.89`]);
  });

  it('fail where a figure is missing or nothing was compared', () => {
    expect(checkBounds(report, { '/systems/a/none': { min: 0 } })[0]).toContain('no such figure');
    expect(checkBounds(report, { '/systems/b/signals': { min: 0 } })[0]).toContain('name no figure');
    expect(checkBounds(report, {})).toHaveLength(1);
  });

  it('are refused where they bound nothing', () => {
    expect(() => parseBounds({ '/a': {} })).toThrow('"/a"');
    expect(() => parseBounds({ a: { min: 1 } })).toThrow('"a"');
    expect(() => parseBounds({ '/a': { min: '1' } })).toThrow('"/a"');
    expect(() => parseBounds({ '/a': { minimum: 1 } })).toThrow('"/a"');
    expect(parseBounds({ '/a': { max: 1 } })).toEqual({ '/a': { max: 1 } });
  });
});
