"""The floor that a model must clear: a linear model over hashed n-grams, made in minutes, with nothing tuned.

`train.py --data DIR [--scores FILE]` trains on DIR/train, prints the ROC AUC of every label on every set of DIR/eval,
and with --scores writes {source, id, signals} a line for `conduct models evaluate --scores floor=FILE`.
"""

import argparse
import gzip
import json
import time
from pathlib import Path

import numpy as np
from scipy import sparse
from sklearn.feature_extraction.text import HashingVectorizer
from sklearn.linear_model import SGDClassifier
from sklearn.metrics import roc_auc_score

LABELS = {
    "toxicity": "toxicity", "insult": "insult", "identity_attack": "identity_attack", "threat": "threat",
    "obscene": "profanity", "sexual_harassment": "sexual_advance", "spam": "spam", "promo": "solicitation",
    "distress": "distress",
}
ROWS_MIN, CLASS_MIN = 20, 5


def read(folder):
    """Rows of every source of a folder, in a fixed order."""
    for path in sorted(folder.glob("*.jsonl.gz")):
        with gzip.open(path, "rt", encoding="utf-8") as file:
            yield from map(json.loads, file)


def features(texts):
    words = HashingVectorizer(n_features=2**20, ngram_range=(1, 2), alternate_sign=False)
    pieces = HashingVectorizer(n_features=2**20, analyzer="char_wb", ngram_range=(3, 5), alternate_sign=False)
    return sparse.hstack([words.transform(texts), pieces.transform(texts)], format="csr")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--data", required=True, type=Path)
    parser.add_argument("--scores", type=Path)
    options = parser.parse_args()
    began = time.time()
    train, test = list(read(options.data / "train")), list(read(options.data / "eval"))
    train_features, test_features = features([r["text"] for r in train]), features([r["text"] for r in test])
    sources = np.array([r["source"] for r in test])
    scores = {}
    print("| label | set | rows | positive | AUC |\n|---|---|--:|--:|--:|")
    for label, signal in LABELS.items():
        # A label that is absent was not annotated.
        known = np.array([label in r["labels"] for r in train])
        truth = np.array([r["labels"][label] >= 0.5 for r in train if label in r["labels"]])
        model = SGDClassifier(loss="log_loss", alpha=1e-6, max_iter=10, tol=None, random_state=1, average=True)
        model.fit(train_features[known], truth)
        scores[signal] = model.predict_proba(test_features)[:, 1]
        for source in np.unique(sources):
            here = np.array([s == source and label in r["labels"] for s, r in zip(sources, test)])
            found = np.array([r["labels"][label] >= 0.5 for r, h in zip(test, here) if h])
            if len(found) >= ROWS_MIN and CLASS_MIN <= found.sum() <= len(found) - CLASS_MIN:
                auc = roc_auc_score(found, scores[signal][here])
                print(f"| {signal} | {source} | {len(found)} | {found.sum()} | {auc:.3f} |", flush=True)
    print(f"{time.time() - began:.0f} s")
    if options.scores:
        with open(options.scores, "w", encoding="utf-8") as file:
            for i, row in enumerate(test):
                signals = {signal: round(float(values[i]), 6) for signal, values in scores.items()}
                file.write(json.dumps({"source": row["source"], "id": row["id"], "signals": signals}) + "\n")


if __name__ == "__main__":
    main()
