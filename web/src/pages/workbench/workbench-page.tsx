import { useState } from 'preact/hooks';
import { readVersion, usePolicies } from '../../api/policies.js';
import type { PolicyFile, PolicyView } from '../../api/types.js';
import { Empty, Loaded } from '../../components/state.js';
import { replaceQuery } from '../../router.js';
import { useResource } from '../../use-resource.js';
import { Bench } from './bench.js';
import { emptyDraft, type Draft } from './draft.js';
import { SelectionBar } from './selection-bar.js';
import { readSelection, type Selection } from './selection.js';

/** Drafts outlive a look at another page, not the tab. */
const drafts = new Map<string, Draft>();

/** The workbench: what a change of thresholds would do, before it does it. */
export function WorkbenchPage({ query }: { query: URLSearchParams }) {
  const policies = usePolicies();
  return (
    <>
      <hgroup>
        <h1>Workbench</h1>
        <p>
          Move a threshold and see on your own messages what it would change. Nothing acts until you activate
          it.
        </p>
      </hgroup>
      <Loaded of={policies} what="the policies">
        {(list) => {
          const wanted = readSelection(query);
          const policy = list.find(({ name }) => name === wanted.policy) ?? list[0];
          if (policy === undefined) return <Empty title="No policy" />;
          return (
            <PolicyBench
              key={policy.name}
              policy={policy}
              policies={list}
              selection={{ ...wanted, policy: policy.name }}
              onReload={policies.reload}
            />
          );
        }}
      </Loaded>
    </>
  );
}

interface PolicyBenchProps {
  readonly policy: PolicyView;
  readonly policies: readonly PolicyView[];
  readonly selection: Selection;
  readonly onReload: () => void;
}

function PolicyBench({ policy, policies, selection, onReload }: PolicyBenchProps) {
  const [draft, keepDraft] = useState<Draft>(drafts.get(policy.name) ?? emptyDraft);
  const base = draft.base ?? policy.activeVersion;
  const file = useResource<PolicyFile>(`${policy.name} ${base}`, () => readVersion(policy.name, base), {
    keepPrevious: true,
  });
  const setDraft = (next: Draft) => {
    drafts.set(policy.name, next);
    keepDraft(next);
  };
  const select = (part: Partial<Selection>) => {
    const next = { ...selection, ...part };
    replaceQuery('workbench', {
      ...next,
      ...(next.window === 'all' && { window: undefined }),
      ...(next.window !== 'custom' && { from: undefined, to: undefined }),
    });
  };
  return (
    <Loaded of={file} what="the rules">
      {({ policy: rules }) => {
        const clause = rules.clauses.find(({ id }) => id === selection.clause) ?? rules.clauses[0]!;
        return (
          <>
            <SelectionBar
              selection={{ ...selection, clause: clause.id }}
              policies={policies}
              clauses={rules.clauses}
              moved={Object.keys(draft.moved)}
              onSelect={select}
            />
            <Bench
              policy={policy}
              base={base}
              rules={rules}
              clause={clause}
              selection={selection}
              draft={draft}
              onDraft={setDraft}
              onReload={onReload}
            />
          </>
        );
      }}
    </Loaded>
  );
}
