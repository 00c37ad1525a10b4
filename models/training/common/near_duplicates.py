"""Training texts that are nearly texts that models are measured on: `near_duplicates.py --data DIR [--write] [--model NAME]`.

Nearly: the Jaccard index of their character 5-grams, of words in lower case without marks, is above 0.5, as in
../../corpus/GUIDE.md. Candidates are found by MinHash (Broder 1997), 32 bands of four minima: of pairs at 0.5 some 87 %,
at 0.6 99 %. Texts of fewer than 25 characters are compared by their words alone (data.evaluated).

Prints by evaluation set how many rows have such a neighbour, and with --write keeps the sha256 of the neighbours in
near-duplicates.json, which data.load leaves out. With --model (needs `npm run build`) the AUC of a model on all rows of
some sets and without those that have such a neighbour. Takes five minutes, seven with a model.
"""

import argparse
import json
import zlib
from collections import Counter
from pathlib import Path

from datasketch import MinHash, MinHashLSH
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


def grams(text):
    return {text[i : i + GRAM] for i in range(len(text) - GRAM + 1)}


def min_hash(text):
    found = MinHash(num_perm=BANDS * ROWS_PER_BAND, hashfunc=zlib.crc32)
    found.update_batch([gram.encode("utf-8", "surrogatepass") for gram in grams(text)])
    return found


def pairs(texts, others):
    """Pairs (row of `texts`, row of `others`) of near-duplicates; all texts are long enough."""
    index = MinHashLSH(num_perm=BANDS * ROWS_PER_BAND, params=(BANDS, ROWS_PER_BAND))
    for at, other in enumerate(others):
        index.insert(at, min_hash(other))
    for row, text in enumerate(texts):
        mine = grams(text)
        for at in sorted(index.query(min_hash(text))):
            theirs = grams(others[at])
            common = len(mine & theirs)
            if common > JACCARD_MIN * (len(mine) + len(theirs) - common):
                yield row, at


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
