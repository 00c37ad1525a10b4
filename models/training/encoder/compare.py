"""Networks that are not shipped (yet), side by side: `compare.py --data DIR --work DIR NAME=BASE:WEIGHTS ...`.

Prints the AUC on sets and signals, and how much of the corpus's test split is found at so many alarms on ordinary chat: AUC
counts every order of two texts the same, a community meets those at the top.

BASE is a pretrained network of network.py, WEIGHTS a file that train.py left in its work folder (the number of layers is
read from it), or `shipped` for models/encoder-1. DIR of --data holds eval/ in the row format of ../DATA.md; of each set at
most --rows rows are drawn, the same ones for all, of ordinary chat all (with the two true alarms of true-alarms.json). With
`--linear W` every network stands there a second time, with W times the logits of linear-1. One view, no calibration: the
figures of what ships are those of `models evaluate`.
"""

import argparse
import sys
import time
from pathlib import Path

import numpy as np
import torch
from sklearn.metrics import roc_auc_score

sys.path.append(str(Path(__file__).resolve().parents[1] / "common"))
import corpus  # noqa: E402
import data  # noqa: E402
import logits  # noqa: E402
import network  # noqa: E402
import shipped  # noqa: E402
import tokens  # noqa: E402
import train  # noqa: E402

# Set, its label, the column it is ranked by.
COMPARED = [
    ("jigsaw-predibase", "toxicity", "toxicity"),
    ("jigsaw-predibase", "insult", "insult"),
    ("jigsaw-predibase", "obscene", "profanity"),
    ("hatexplain", "toxicity", "toxicity"),
    ("wiki-talk-cat", "toxicity", "toxicity"),
    ("toxicr", "toxicity", "toxicity"),
    ("convabuse", "toxicity", "toxicity"),
    ("sms-spam", "spam", "spam"),
    ("youtube-spam", "spam", "spam"),
    ("janitr", "spam", "spam"),
    ("janitr", "promo", "solicitation"),
    ("bias-madlibs", "toxicity", "toxicity"),
    ("hatemoji-build", "toxicity", "toxicity"),
    ("olid-test", "offensive", "toxicity"),
    ("hateval-test", "identity_attack", "identity_attack"),
    *((corpus.SOURCE, label, label) for label in ("toxicity", "insult", "identity_attack", "threat", "sexual_advance")),
    *((corpus.SOURCE, label, label) for label in ("solicitation", "spam", "scam", "distress")),
]
# Where alarms are counted, all of them together, and how many of 1,000 messages give one.
CHAT = ["banking77", "clinc150", "irc-ubuntu", "multidogo", "slack-dev-chats"]
ALARMS = [0.5, 1, 2, 4]


def read(folder, rows_max):
    """Rows of the sets compared, of each at most so many, drawn with one seed."""
    rng = np.random.default_rng(1)
    rows = list(corpus.rows("test"))
    for source in CHAT:
        rows.extend(data.read_source(folder / f"{source}.jsonl.gz"))
    for source in sorted({source for source, _, _ in COMPARED} - {corpus.SOURCE}):
        found = list(data.read_source(folder / f"{source}.jsonl.gz"))
        if len(found) > rows_max:
            found = [found[i] for i in sorted(rng.choice(len(found), rows_max, replace=False))]
        rows.extend(found)
    return rows


def load(weights, base, labels, work):
    """Network with the weights named, in as many layers as they have."""
    model = network.Network(labels, 0.0, base, work)
    if weights == "shipped":
        shipped.load(model, tokens.REPOSITORY / "models/encoder-1/model.onnx")
        return model.to(network.device())
    state = torch.load(weights)
    layers = 1 + max(int(name.split(".")[3]) for name in state if name.startswith("encoder.encoder.layer."))
    del model.encoder.encoder.layer[layers:]
    model.load_state_dict(state)
    return model.to(network.device())


def table(columns, title):
    print(f"\n| {title} | rows | positives | {' | '.join(columns)} |")
    print("| --- | ---: | ---: |" + " ---: |" * len(columns))


def labelled(rows, chosen, label):
    """Numbers of those of the chosen rows that say something of a label, and whether it holds of them."""
    here = np.array([i for i in np.flatnonzero(chosen) if rows[i]["labels"].get(label) is not None])
    return here, np.array([float(rows[i]["labels"][label]) >= 0.5 for i in here])


def found_at(alarms, scores, chat, truth):
    """Share of the positives above the score that `alarms` of 1,000 chat messages lie above."""
    threshold = np.sort(scores[chat])[::-1][int(alarms * chat.sum() / 1000)]
    return (scores[truth] > threshold).mean()


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--data", required=True, type=Path)
    parser.add_argument("--work", required=True, type=Path)
    parser.add_argument("--rows", type=int, default=1000, help="at most so many of a set")
    parser.add_argument("--linear", type=float, help="factor on linear-1, to show each network with it too")
    parser.add_argument("networks", nargs="+", metavar="NAME=BASE:WEIGHTS")
    options = parser.parse_args()
    config = data.read_config(Path(__file__).resolve().parent / "encoder-1.toml")
    labels = config["labels"]
    torch.set_num_threads(2)
    options.work.mkdir(parents=True, exist_ok=True)

    rows = read(options.data / "eval", options.rows)
    texts = [data.clean(row["text"]) for row in rows]
    ragged = tokens.extract(texts, network.write_tokenizer(options.work / "tokenizer.json")).original
    linear = np.zeros((len(texts), len(labels)), dtype=np.float32)
    if options.linear:
        said = logits.score(texts, "linear-1")
        linear[:, [labels.index(label) for label in said.labels]] = options.linear * said.original
    scores, seconds = {}, {}
    for named in options.networks:
        name, where = named.split("=", 1)
        base, weights = where.split(":", 1)
        model = load(weights, base, len(labels), options.work)
        began = time.perf_counter()
        scores[name] = train.predict(model, ragged, 128, len(labels))
        seconds[name] = time.perf_counter() - began
        if options.linear:
            scores[f"{name} + {options.linear} linear-1"] = scores[name] + linear

    sources = np.array([row["source"] for row in rows])
    table(scores, "AUC: set")
    mean = []
    for source, label, column in COMPARED:
        here, truth = labelled(rows, sources == source, label)
        aucs = [roc_auc_score(truth, found[here, labels.index(column)]) for found in scores.values()]
        mean.append(aucs)
        print(f"| {source}, {label} | {len(here)} | {truth.sum()} | {' | '.join(f'{auc:.3f}' for auc in aucs)} |", flush=True)
    print(f"| mean | | | {' | '.join(f'{auc:.4f}' for auc in np.mean(mean, axis=0))} |")
    chat = np.isin(sources, CHAT)
    table(scores, "found at " + ", ".join(map(str, ALARMS)) + " alarms per 1,000")
    for label in [label for source, label, _ in COMPARED if source == corpus.SOURCE]:
        here, truth = labelled(rows, sources == corpus.SOURCE, label)
        cells = [
            ", ".join(f"{found_at(alarms, found[:, labels.index(label)], chat, here[truth]):.2f}" for alarms in ALARMS)
            for found in scores.values()
        ]
        print(f"| {label} | {len(here)} | {truth.sum()} | {' | '.join(cells)} |", flush=True)
    print("\n" + ", ".join(f"{name} {len(texts) / took:.0f}" for name, took in seconds.items()), "texts a second")


if __name__ == "__main__":
    main()
