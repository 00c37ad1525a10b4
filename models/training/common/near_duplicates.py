"""Training texts that are nearly texts that models are measured on: `near_duplicates.py --data DIR [--write] [--model NAME]`.

Nearly: the Jaccard index of their character 5-grams, of words in lower case without marks, is above 0.5, as in
../../corpus/GUIDE.md. Candidates are found by MinHash (Broder 1997), 32 bands of four minima: of pairs at 0.5 some 87 %,
at 0.6 99 %. Texts of fewer than 25 characters are compared by their words alone (data.evaluated).

Prints by evaluation set how many rows have such a neighbour, and with --write keeps the sha256 of the neighbours in
near-duplicates.json, which data.load leaves out. With --model (needs `npm run build`) the AUC of a model on all rows of
some sets and without those that have such a neighbour. Takes a minute or two without it.
"""

import argparse
import json
from collections import Counter
from pathlib import Path

import numpy as np
from sklearn.metrics import roc_auc_score

import corpus
import data
import logits

# Set, its label, the signal it is ranked by.
JUDGED = [
    ("jigsaw-predibase", "toxicity", "toxicity"), ("jigsaw-predibase", "insult", "insult"),
    ("hatexplain", "toxicity", "toxicity"), ("wiki-talk-cat", "toxicity", "toxicity"),
    ("convabuse", "toxicity", "toxicity"), ("hatemoji-build", "toxicity", "toxicity"),
    ("sms-spam", "spam", "spam"), ("sms-phishing", "spam", "spam"), ("youtube-spam", "spam", "spam"),
    ("spamassassin", "spam", "spam"), ("janitr", "spam", "spam"), ("janitr", "promo", "solicitation"),
]
GRAM = 5
CHARACTERS_MIN = 25
JACCARD_MIN = 0.5
BANDS, ROWS_PER_BAND = 32, 4
# Of the texts that share a band with one, so many are compared: templates share theirs with thousands.
NEIGHBOURS_MAX = 200
CHUNK = 20_000
NONE = np.iinfo(np.uint32).max


def grams(text):
    return {text[i : i + GRAM] for i in range(len(text) - GRAM + 1)}


def min_hashes(texts):
    """[hash functions, texts] uint32: of each text the least hash of its character 5-grams."""
    rng = np.random.default_rng(1)
    count = BANDS * ROWS_PER_BAND
    factors = rng.integers(1, 2**32, count, dtype=np.uint64) * 2 + 1
    terms = rng.integers(0, 2**32, count, dtype=np.uint64)
    found = np.full((count, len(texts)), NONE, dtype=np.uint32)
    for begin in range(0, len(texts), CHUNK):
        part = texts[begin : begin + CHUNK]
        lengths = np.array([len(text) for text in part])
        units = np.frombuffer("".join(part).encode("utf-32-le", "surrogatepass"), dtype="<u4").astype(np.uint64)
        hashes = np.zeros(len(units), dtype=np.uint64)
        for k in range(GRAM):
            hashes = hashes * np.uint64(1_000_003) + np.concatenate([units[k:], np.zeros(k, dtype=np.uint64)])
        starts = np.concatenate([[0], np.cumsum(lengths)[:-1]])
        # Grams that run over the end of their text.
        over = (starts + lengths)[:, None] - np.arange(1, GRAM)[None, :]
        for k in range(count):
            values = ((hashes * factors[k] + terms[k]) >> np.uint64(32)).astype(np.uint32)
            values[over.ravel()] = NONE
            found[k, begin : begin + CHUNK] = np.minimum.reduceat(values, starts)
    return found


def band_keys(hashes, band):
    keys = np.zeros(hashes.shape[1], dtype=np.uint64)
    for row in hashes[band * ROWS_PER_BAND : (band + 1) * ROWS_PER_BAND]:
        keys = keys * np.uint64(0x9E3779B97F4A7C15) + row
    return keys


def pairs(texts, others):
    """Pairs (row of `texts`, row of `others`) of near-duplicates; all texts are long enough."""
    of_texts, of_others = min_hashes(texts), min_hashes(others)
    candidates = set()
    for band in range(BANDS):
        keys, other_keys = band_keys(of_texts, band), band_keys(of_others, band)
        order = np.argsort(other_keys, kind="stable")
        first = np.searchsorted(other_keys[order], keys, "left")
        last = np.searchsorted(other_keys[order], keys, "right")
        for row in np.flatnonzero(last > first):
            candidates.update((int(row), int(other)) for other in order[first[row] : last[row]][:NEIGHBOURS_MAX])
    known = {}

    def grams_of(which, at, text):
        if (which, at) not in known:
            known[which, at] = grams(text)
        return known[which, at]

    for row, other in sorted(candidates):
        a, b = grams_of(0, row, texts[row]), grams_of(1, other, others[other])
        common = len(a & b)
        if common > JACCARD_MIN * (len(a) + len(b) - common):
            yield row, other


def judge(model, rows, near):
    """AUC of a model's raw outputs on the rows of JUDGED, and without those numbered in `near`."""
    sets = {source for source, _, _ in JUDGED}
    here = [at for at, row in enumerate(rows) if row["source"] in sets]
    said = logits.score([data.clean(rows[at]["text"]) for at in here], model)
    larger = said.larger_view()
    print(f"| set | signal | rows | AUC of {model} | without near-duplicates | AUC |\n|---|---|--:|--:|--:|--:|")
    for source, label, signal in JUDGED:
        mine = [i for i, at in enumerate(here) if rows[at]["source"] == source and label in rows[at]["labels"]]
        apart = [i for i in mine if here[i] not in near]
        cells = []
        for part in (mine, apart):
            truth = [rows[here[i]]["labels"][label] >= 0.5 for i in part]
            cells += [str(len(part)), f"{roc_auc_score(truth, larger[part, said.labels.index(signal)]):.3f}"]
        print(f"| {source} | {signal} | {' | '.join(cells)} |", flush=True)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--data", required=True, type=Path)
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--model")
    options = parser.parse_args()

    def read(rows):
        """(number, source, text, words) of those that are long enough."""
        found = [(at, row["source"], row["text"], data.words_of(data.clean(row["text"]))) for at, row in enumerate(rows)]
        return [entry for entry in found if len(entry[3]) >= CHARACTERS_MIN]

    def collection(folder):
        return [row for path in sorted((options.data / folder).glob("*.jsonl.gz")) for row in data.read_source(path)]

    rows = [*collection("eval"), *corpus.rows("test")]
    measured = read(rows)
    equal = data.evaluated(options.data)
    learnt = [entry for entry in read([*collection("train"), *corpus.rows("train")]) if entry[3] not in equal]
    found = list(pairs([entry[3] for entry in learnt], [entry[3] for entry in measured]))
    near = {other for _, other in found}
    totals, counts = (Counter(measured[other][1] for other in part) for part in (range(len(measured)), near))
    print("| set | rows of 25 characters or more | with a near-duplicate in training |\n|---|--:|--:|")
    for source in sorted(totals):
        print(f"| {source} | {totals[source]} | {counts[source]} |")
    neighbours = sorted({data.text_key(learnt[row][2]) for row, _ in found})
    print(f"{len(neighbours)} training texts are near {len(near)} of {len(measured)} measured ones", flush=True)
    if options.write:
        data.NEAR_DUPLICATES.write_text(json.dumps(neighbours, indent=0) + "\n")
    if options.model:
        judge(options.model, rows, {measured[other][0] for other in near})


if __name__ == "__main__":
    main()
