"""How long texts are best cut: `windowing.py --data DIR [--sizes 48 64 128] [--rows N]`.

Runs the shipped network over held-back rows of collections with long texts, cut into windows of each size (a quarter of it
shared with the next), and prints the AUC with 0.3 x linear-1 by the penalty for their number; then how often a short toxic
message is found that stands at a random place of a long harmless text, where as many of those texts pass without it.
Needs `npm run build`. Two cores read 50 to 200 windows a second.
"""

import argparse
import re
import sys
from pathlib import Path

import numpy as np
from sklearn.metrics import roc_auc_score

sys.path.append(str(Path(__file__).resolve().parents[1] / "common"))
import corpus  # noqa: E402
import data  # noqa: E402
import logits  # noqa: E402
import ship  # noqa: E402
import tokens  # noqa: E402

HERE = Path(__file__).resolve().parent
PENALTIES = [0.0, 0.2, 0.35, 0.5]
LINEAR = 0.3
LONG = ["jigsaw-predibase", "oss-incivility", "spamassassin", "empathy-reddit", "counsel-chat"]
# Where a short toxic message and the long harmless texts are from that it is put into.
TOXIC = ["jigsaw-predibase", "toxic-spans", "conduct-corpus", "hatexplain", "convabuse"]
HARMLESS = ["jigsaw-predibase", "wiki-talk-cat", "toxic-spans", "oss-incivility"]
CLASS_MIN = 12


def by_linear(texts, labels):
    said = logits.score(texts, "linear-1")
    out = np.zeros((len(texts), len(labels)), dtype=np.float32)
    for column, label in enumerate(said.labels):
        if label in labels:
            out[:, labels.index(label)] = LINEAR * said.original[:, column]
    return out


def penalised(texts, config, labels, size, linear):
    """By penalty the logits [texts, labels] of the shipped network, cut so, and of linear-1; the network reads once."""
    folder = tokens.REPOSITORY / "models" / config["name"]
    pieces = tokens.extract(texts, folder / "tokenizer.json").original
    settings = {"windowTokens": size, "overlapTokens": size // 4}
    largest = ship.Model(folder / "model.onnx", settings, len(labels)).logits(pieces) + linear
    counts = np.array([len(ship.windows(row, size - 2, size // 4)) for row in map(pieces.__getitem__, range(len(pieces)))])
    return {penalty: largest - penalty * np.log(counts)[:, None] for penalty in PENALTIES}


def buried(part, column, rng):
    """Long harmless texts, and the same with a short toxic message in them."""
    said = part.targets[:, column]
    words = np.array([len(text.split()) for text in part.texts])
    sure = part.weights[:, column] >= 0.7
    long = np.flatnonzero(sure & (said == 0) & np.isin(part.sources, HARMLESS) & (words >= 90) & (words < 600))
    short = np.flatnonzero((said >= 0.7) & np.isin(part.sources, TOXIC) & (words >= 3) & (words <= 22))
    long = rng.choice(long, min(250, len(long)), replace=False)
    short = rng.choice(short, min(250, len(short)), replace=False)
    mixed = []
    for into, what in zip(np.resize(long, len(short)), short):
        sentences = re.split(r"(?<=[.!?])\s+", part.texts[into])
        at = rng.integers(0, len(sentences) + 1)
        mixed.append(" ".join([*sentences[:at], part.texts[what], *sentences[at:]]))
    return [part.texts[i] for i in long], mixed


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--data", required=True, type=Path)
    parser.add_argument("--sizes", type=int, nargs="+", default=[48, 64, 128])
    parser.add_argument("--rows", type=int, default=6000, help="at most so many of a source")
    options = parser.parse_args()
    config = data.read_config(HERE / "encoder-1.toml")
    labels = [label for label in config["labels"] if not label.startswith("aux_")]
    rows = data.load(options.data, config, corpus.without_conflicts(corpus.rows("train")))
    all_there_are = {"rows_max": options.rows, "rows_max_of": {}}
    part = data.held_back(rows, config | {"calibration": config["calibration"] | all_there_are})

    here = np.flatnonzero(np.isin(part.sources, LONG))
    texts = [part.texts[i] for i in here]
    linear = by_linear(texts, labels)
    columns = {
        f"{size}, {penalty}": found
        for size in options.sizes
        for penalty, found in penalised(texts, config, labels, size, linear).items()
    }
    print(f"| AUC: window, penalty | positives of rows | {' | '.join(columns)} |\n| --- | ---: |" + " ---: |" * len(columns))
    aucs = []
    for source in LONG:
        for column, label in enumerate(labels):
            said = part.targets[here, column]
            asked = (part.sources[here] == source) & ~np.isnan(said) & (part.weights[here, column] >= 0.7)
            truth = said[asked] >= 0.5
            if min(truth.sum(), (~truth).sum()) < CLASS_MIN:
                continue
            aucs.append([roc_auc_score(truth, found[asked, column]) for found in columns.values()])
            print(f"| {source}, {label} | {truth.sum()} of {len(truth)} | {' | '.join(f'{auc:.4f}' for auc in aucs[-1])} |")
    print(f"| mean | | {' | '.join(f'{auc:.4f}' for auc in np.mean(aucs, axis=0))} |\n")

    column = labels.index("toxicity")
    harmless, mixed = buried(part, column, np.random.default_rng(5))
    linear = by_linear(harmless + mixed, labels)
    print(f"| {len(mixed)} toxic messages in {len(harmless)} long texts | AUC | found where 2 % pass | 5 % | 10 % |")
    print("| --- | ---: | ---: | ---: | ---: |")
    truth = np.arange(len(harmless + mixed)) >= len(harmless)
    for size in options.sizes:
        for penalty, found in penalised(harmless + mixed, config, labels, size, linear).items():
            said = found[:, column]
            cells = [(said[truth] > np.quantile(said[~truth], 1 - share)).mean() for share in (0.02, 0.05, 0.1)]
            print(f"| {size}, {penalty} | {roc_auc_score(truth, said):.3f} | {' | '.join(f'{cell:.3f}' for cell in cells)} |")


if __name__ == "__main__":
    main()
