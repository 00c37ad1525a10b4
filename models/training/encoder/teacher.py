"""What teachers say of training texts: `teacher.py --data DIR --work DIR (--stage NAME | --weigh)`.

DIR of --work is where `train.py --config teacher-1.toml` kept the larger network. Three speak: that network, encoder-1
as it ships before the stage NAME of encoder-1.toml, and linear-1; their logits are added up as [ensemble] of
teacher-1.toml says. They are asked about the texts that the stage draws (by `asked`, or else `rows`), without those of
the corpus and those that are in teacher-logits.npz beside this file (with --anew of the latter too), to which the
answers are added: no text, a hash of each and its logits. Without that file it is begun. With --weigh it is printed how
well other shares rank the held-back rows, and nothing is written. Needs requirements-teacher.txt. Two cores score 60 to
80 texts a second; a run that was stopped goes on.
"""

import argparse
import hashlib
import sys
import time
from pathlib import Path

import numpy as np
import torch

sys.path.append(str(Path(__file__).resolve().parents[1] / "common"))
import corpus  # noqa: E402
import data  # noqa: E402
import logits  # noqa: E402
import network  # noqa: E402
import taught  # noqa: E402
import tokens  # noqa: E402
import train  # noqa: E402
from ranking import mean_auc  # noqa: E402

HERE = Path(__file__).resolve().parent
PART = 8000


def by_network(texts, config, tokens_max, work):
    """Logits float32 [texts, labels] of the larger network, kept in `work` part by part."""
    model = network.Network(len(config["labels"]), 0.0, config["network"]["base"], work)
    weights = work / f"{config['stage'][-1]['name']}.pt"
    of_weights = hashlib.sha256(weights.read_bytes()).hexdigest()
    model.load_state_dict(torch.load(weights))
    model.to(network.device())
    tokenizer = work / "tokenizer.json"
    begin = time.time()
    parts = []
    for number in range(0, len(texts), PART):
        of = hashlib.sha256("\n".join([of_weights, *texts[number : number + PART]]).encode("utf-8", "replace")).hexdigest()
        kept = work / f"said-{of[:16]}.npy"
        if not kept.exists():
            ragged = tokens.extract(texts[number : number + PART], tokenizer).original
            np.save(kept, train.predict(model, ragged, tokens_max, len(config["labels"])).astype(np.float16))
            print(f"{number + len(ragged)} of {len(texts)}, {(time.time() - begin) / 60:.1f} min", flush=True)
        parts.append(np.load(kept))
    return np.concatenate(parts).astype(np.float32)


class Together:
    """What the teachers say of texts, float32 [texts, labels], for any shares of them in the sum."""

    def __init__(self, texts, config, tokens_max, work):
        self.network = by_network(texts, config, tokens_max, work)
        self.labels = config["labels"]
        self.encoder, self.linear = logits.score(texts, "encoder-1"), logits.score(texts, "linear-1")

    def logits(self, encoder, linear):
        """What encoder-1 does not ship (auxiliary labels) the larger network says alone."""
        said = self.network.copy()
        of_encoder, of_linear = ([self.labels.index(label) for label in of.labels] for of in (self.encoder, self.linear))
        said[:, of_encoder] += encoder * (self.encoder.original - said[:, of_encoder])
        said[:, of_linear] += linear * self.linear.original
        return said


def weigh(config, pupil, options):
    """Prints how well the teachers rank the held-back rows, by their shares."""
    rows = data.load(options.data, pupil, corpus.without_conflicts(corpus.rows("train")))
    part = data.held_back(rows, pupil)
    together = Together(part.texts, config, pupil["training"]["tokens_max"], options.work)
    labels = config["labels"]
    for encoder in (0.0, 0.3, 0.4, 0.5, 0.6, 1.0):
        for linear in (0.0, 0.3, 0.5):
            auc = mean_auc(together.logits(encoder, linear), part, labels, labels, 20)
            print(f"encoder {encoder}, linear {linear}: mean AUC {auc:.4f}", flush=True)


def main():
    config = data.read_config(HERE / "teacher-1.toml")
    pupil = data.read_config(HERE / "encoder-1.toml")
    parser = argparse.ArgumentParser()
    parser.add_argument("--data", required=True, type=Path)
    parser.add_argument("--work", required=True, type=Path)
    task = parser.add_mutually_exclusive_group(required=True)
    task.add_argument("--stage", choices=[stage["name"] for stage in pupil["stage"]])
    task.add_argument("--weigh", action="store_true", help="print how well other shares rank the held-back rows")
    parser.add_argument("--anew", action="store_true", help="ask about known texts too, and keep the new answers")
    parser.add_argument("--most", type=int, help="of the texts at most so many, by their hashes")
    options = parser.parse_args()
    torch.set_num_threads(2)
    if options.weigh:
        weigh(config, pupil, options)
        return
    stage = next(stage for stage in pupil["stage"] if stage["name"] == options.stage)

    tokenizer = network.write_tokenizer(options.work / "tokenizer.json")
    rows, order, _ = train.lesson(pupil, stage, stage.get("asked", stage["rows"]), options.data, tokenizer)
    keys, known = taught.read(pupil["labels"])
    texts = sorted({rows.texts[row] for row in order}, key=taught.key)
    # Of the corpus its labels are better than teachers who have not learnt it.
    of_corpus = {taught.key(rows.texts[row]) for row in np.flatnonzero(rows.sources == corpus.SOURCE)}
    left_out = of_corpus if options.anew else of_corpus.union(keys.tolist())
    texts = [text for text in texts if taught.key(text) not in left_out][: options.most]
    print(f"{len(texts)} texts to ask about", flush=True)
    if not texts:
        return
    said = Together(texts, config, pupil["training"]["tokens_max"], options.work).logits(**config["ensemble"])
    asked = np.array([taught.key(text) for text in texts], dtype=np.uint64)
    kept = ~np.isin(keys, asked)
    keys = np.concatenate([keys[kept], asked])
    said = np.concatenate([known[kept], said.astype(np.float16)])
    order = np.argsort(keys)
    np.savez_compressed(taught.FILE, labels=np.array(config["labels"]), keys=keys[order], logits=said[order])


if __name__ == "__main__":
    main()
