"""Learns which messages ask for an offer. Needs `npm run build` and ../requirements.txt.

Learns from messages.jsonl beside this file (invented, CC0; `t` the message, `a` whether it asks, `r` what it answers)
and from the contexts of the corpus's training rows that are offers: the last message of somebody else asks where the
offer was welcome, none does where it was not. Prints how often welcome and unwelcome offers are taken for asked for, each
file of the corpus by weights that were not learnt from it, and writes ../../../src/policy/solicited-weights.ts.
"""

import json
import subprocess
from pathlib import Path

import numpy as np
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

HERE = Path(__file__).resolve().parent
REPOSITORY = HERE.parents[2]
EXTRACTOR = REPOSITORY / "dist/models/training/requests/extract-grams.js"
WEIGHTS = REPOSITORY / "src/policy/solicited-weights.ts"
# Inverse strength of the L2 penalty; a run of words counts from its second message on; weights below are left out.
STRENGTH = 0.1
MESSAGES_MIN = 2
WEIGHT_MIN = 0.05


def offers():
    """(file, row, welcome) of the corpus's training rows that are offers after earlier messages."""
    for path in sorted((REPOSITORY / "models/corpus").glob("train-*.jsonl")):
        for row in map(json.loads, path.read_text(encoding="utf-8").splitlines()):
            if row["labels"].get("solicitation") != 1 or not row.get("context"):
                continue
            # Where the channel is for offers nobody had to ask.
            if row["clauses"] == [] and "channelTags" not in row:
                yield path.stem, row, True
            elif {"unsolicited_contact", "promotion"} & set(row["clauses"]):
                yield path.stem, row, False


def extract(asked):
    if not EXTRACTOR.exists():
        raise SystemExit(f"{EXTRACTOR} is missing: run `npm run build` first")
    lines = "\n".join(json.dumps(a) for a in asked)
    done = subprocess.run(["node", str(EXTRACTOR)], input=lines, text=True, check=True, stdout=subprocess.PIPE)
    return [json.loads(line) for line in done.stdout.splitlines()]


def written():
    """(grams, asks) of the messages that were written for this."""
    rows = [json.loads(line) for line in (HERE / "messages.jsonl").read_text(encoding="utf-8").splitlines()]
    contexts = [
        [*([{"authorId": "b", "text": row["r"]}] if "r" in row else []), {"authorId": "a", "text": row["t"]}] for row in rows
    ]
    found = extract([{"context": context, "authorId": "b"} for context in contexts])
    return [(of["grams"][0], row["a"]) for of, row in zip(found, rows)]


def learn(examples):
    counts = {}
    for grams, _ in examples:
        for gram in grams:
            counts[gram] = counts.get(gram, 0) + 1
    vectors = DictVectorizer()
    features = vectors.fit_transform([{g: 1.0 for g in grams if counts[g] >= MESSAGES_MIN} for grams, _ in examples])
    model = LogisticRegression(C=STRENGTH, max_iter=1000).fit(features, [asks for _, asks in examples])
    weights = dict(zip(vectors.get_feature_names_out(), model.coef_[0]))
    return float(model.intercept_[0]), {gram: w for gram, w in weights.items() if abs(w) >= WEIGHT_MIN}


def log_odds(learnt, grams):
    bias, weights = learnt
    return bias + sum(weights.get(gram, 0.0) for gram in grams)


def examples_of(found, welcome):
    """The messages of a context as examples."""
    if welcome:
        return [(found["grams"][-1], 1)] if found["grams"] else []
    return [(grams, 0) for grams in found["grams"]]


def write(learnt):
    bias, weights = learnt
    lines = "\n".join(f"{weight:.2f} {gram}" for gram, weight in sorted(weights.items()))
    if "`" in lines or "\\" in lines or "${" in lines:
        raise ValueError("a run of words would have to be escaped")
    WEIGHTS.write_text(
        "// Written by models/training/requests/train.py.\n"
        f"export const BIAS = {bias:.2f};\n\n"
        "const LINES = `\n" + lines + "\n`;\n\n"
        "/** Log-odds by run of words; `> ` before those of the message that is answered. */\n"
        "export const WEIGHTS: ReadonlyMap<string, number> = new Map(\n"
        "  LINES.trim()\n"
        "    .split('\\n')\n"
        "    .map((line) => [line.slice(line.indexOf(' ') + 1), Number(line.slice(0, line.indexOf(' ')))]),\n"
        ");\n",
        encoding="utf-8",
    )
    print(f"{len(weights)} runs of words")


def main():
    own = written()
    rows = list(offers())
    contexts = [{"context": row["context"], "authorId": row.get("authorId")} for _, row, _ in rows]
    found = extract(contexts)
    files = np.array([file for file, _, _ in rows])
    welcome = np.array([is_welcome for _, _, is_welcome in rows])

    names = np.random.default_rng(1).permutation(np.unique(files))
    said = [[] for _ in rows]
    for part in np.array_split(names, 6):
        here = np.isin(files, part)
        others = [e for i in np.flatnonzero(~here) for e in examples_of(found[i], welcome[i])]
        learnt = learn(own + others)
        for i in np.flatnonzero(here):
            said[i] = [log_odds(learnt, grams) for grams in found[i]["grams"]]
    print(f"{welcome.sum()} welcome offers, {(~welcome).sum()} unwelcome ones; taken for asked for:")
    late = np.isin(files, ["train-handshakes", "train-invitations"])
    for least in [*np.arange(0.5, 3.1, 0.25), np.inf]:
        by_words = [[bool(odds > least) for odds in of] for of in said]
        again = [{**asked, "byWords": words} for asked, words in zip(contexts, by_words)]
        taken = np.array([of["asked"] for of in extract(again)])
        print(f"{'patterns alone' if least == np.inf else f'and from {least}'}: {taken[welcome].mean():.3f}, {taken[~welcome].mean():.3f}; "
              f"of the files written after the patterns {taken[welcome & late].mean():.3f}, {taken[~welcome & late].mean():.3f}")
    write(learn(own + [e for i in range(len(rows)) for e in examples_of(found[i], welcome[i])]))


if __name__ == "__main__":
    main()
