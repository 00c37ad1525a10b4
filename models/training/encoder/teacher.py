"""What teachers say of training texts: `teacher.py --data DIR --work DIR --stage NAME`.

DIR of --work is where `train.py --config teacher-1.toml` kept the larger network. Three speak: that network, encoder-1
as it ships before the stage NAME of encoder-1.toml, and linear-1; their logits are added up as [ensemble] of
teacher-1.toml says. They are asked about the texts that the stage draws (by `asked`, or else `rows`), without those of
the corpus and those that are in teacher-logits.npz beside this file, to which the answers are added: no text, a hash of
each and its logits. Without that file it is begun. Needs requirements-teacher.txt. Two cores score 60 to 80 texts a
second; a run that was stopped goes on.
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

HERE = Path(__file__).resolve().parent
PART = 8000


def by_network(texts, config, tokens_max, work):
    """Logits float32 [texts, labels] of the larger network, kept in `work` part by part."""
    model = network.Network(len(config["labels"]), 0.0, config["network"]["base"], work)
    model.load_state_dict(torch.load(work / f"{config['stage'][-1]['name']}.pt"))
    tokenizer = work / "tokenizer.json"
    begin = time.time()
    parts = []
    for number in range(0, len(texts), PART):
        of = hashlib.sha256("\n".join(texts[number : number + PART]).encode("utf-8", "replace")).hexdigest()
        kept = work / f"said-{of[:16]}.npy"
        if not kept.exists():
            ragged = tokens.extract(texts[number : number + PART], tokenizer).original
            np.save(kept, train.predict(model, ragged, tokens_max, len(config["labels"])).astype(np.float16))
            print(f"{number + len(ragged)} of {len(texts)}, {(time.time() - begin) / 60:.1f} min", flush=True)
        parts.append(np.load(kept))
    return np.concatenate(parts).astype(np.float32)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--data", required=True, type=Path)
    parser.add_argument("--work", required=True, type=Path)
    parser.add_argument("--stage", required=True)
    options = parser.parse_args()
    config = data.read_config(HERE / "teacher-1.toml")
    pupil = data.read_config(HERE / "encoder-1.toml")
    stage = next(stage for stage in pupil["stage"] if stage["name"] == options.stage)
    torch.set_num_threads(2)

    tokenizer = network.write_tokenizer(options.work / "tokenizer.json")
    rows, order, _ = train.lesson(pupil, stage, stage.get("asked", stage["rows"]), options.data, tokenizer)
    keys, known = taught.read(pupil["labels"])
    texts = sorted({rows.texts[row] for row in order}, key=taught.key)
    # Of the corpus its labels are better than teachers who have not learnt it.
    of_corpus = {taught.key(rows.texts[row]) for row in np.flatnonzero(rows.sources == corpus.SOURCE)}
    known_of = of_corpus.union(keys.tolist())
    texts = [text for text in texts if taught.key(text) not in known_of]
    print(f"{len(texts)} texts to ask about", flush=True)
    if not texts:
        return
    said = by_network(texts, config, pupil["training"]["tokens_max"], options.work)

    def columns_of(other):
        return [config["labels"].index(label) for label in other.labels]

    # What encoder-1 does not ship (auxiliary labels) the larger network says alone.
    shares = config["ensemble"]
    encoder, linear = logits.score(texts, "encoder-1"), logits.score(texts, "linear-1")
    said[:, columns_of(encoder)] += shares["encoder"] * (encoder.original - said[:, columns_of(encoder)])
    said[:, columns_of(linear)] += shares["linear"] * linear.original
    keys = np.concatenate([keys, np.array([taught.key(text) for text in texts], dtype=np.uint64)])
    order = np.argsort(keys)
    said = np.concatenate([known, said.astype(np.float16)])[order]
    np.savez_compressed(taught.FILE, labels=np.array(config["labels"]), keys=keys[order], logits=said)


if __name__ == "__main__":
    main()
