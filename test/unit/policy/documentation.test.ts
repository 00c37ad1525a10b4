import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { PolicyContext } from '../../../src/domain/policy.js';
import { SIGNALS, type SignalScores } from '../../../src/domain/signal.js';
import { projectRoot } from '../../../src/paths.js';
import { loadDefaultPolicy } from '../../../src/policy/default-policy.js';
import { evaluate } from '../../../src/policy/evaluate.js';
import { parsePolicy } from '../../../src/policy/validate.js';

const page = readFileSync(join(projectRoot, 'docs', 'policy.md'), 'utf8');

function example(name: string): unknown {
  const block = new RegExp(`<!-- example: ${name} -->\\s+\`\`\`json\\n([^\`]+)\`\`\``).exec(page)?.[1];
  if (block === undefined) throw new Error(`docs/policy.md has no example called ${name}`);
  return JSON.parse(block);
}

describe('docs/policy.md', () => {
  it('its worked example comes out as it says', () => {
    const parsed = parsePolicy(example('policy'));
    if (!parsed.ok) throw new Error(JSON.stringify(parsed.errors));
    const none = Object.fromEntries(SIGNALS.map((name) => [name, null])) as SignalScores;
    const signals: SignalScores = {
      ...none,
      solicitation: { score: 0.72, view: 'original' },
      spam: { score: 0.4, view: 'folded' },
      distress: { score: 0.02, view: 'original' },
    };
    const decision = evaluate(signals, example('context') as PolicyContext, parsed.policy);
    expect(decision).toStrictEqual(example('decision'));
  });

  it('its table of the default policy names the clauses and their signals', () => {
    const section = page.slice(page.indexOf('## The default policy'));
    const rows = [...section.matchAll(/^\| `(\w+)` +\| ([^|]+) \|/gm)].map(([, id, signals = '']) => ({
      id,
      signals: [...signals.matchAll(/`(\w+)`/g)].map((match) => match[1]),
    }));
    expect(rows).toStrictEqual(loadDefaultPolicy().clauses.map(({ id, signals }) => ({ id, signals })));
  });

  it('names every signal', () => {
    for (const name of SIGNALS) expect(page).toContain(`\`${name}\``);
  });
});
