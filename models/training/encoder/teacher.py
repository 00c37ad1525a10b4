"""What teachers say of training texts: `teacher.py --data DIR --work DIR --stage NAME`.

DIR of --work is where `train.py --config teacher-1.toml` kept the larger network. Scores the rows that the stage NAME
of encoder-1.toml shows with it, with encoder-1 as it was before that stage and with linear-1, and writes
teacher-logits.npz beside this file: no text, a hash of each and the logits of the three added up as [ensemble] of
teacher-1.toml says. Two cores score 60 to 80 texts a second; a run that was stopped goes on.
"""

import argparse
import hashlib
import sys
import time
from pathlib import Path

import numpy as np

sys.path.append(str(Path(__file__).resolve().parents[1] / "common"))

HERE = Path(__file__).resolve().parent
PART = 8000


def key(text):
    """Eight bytes by which a text is found again."""
    return int.from_bytes(hashlib.sha256(text.encode("utf-8", "replace")).digest()[:8], "big")


def logits_of(texts, path, labels):
    """float32 [texts, labels]: the teacher's logits, nan for a text that it was not asked about."""
    with np.load(path) as kept:
        if list(kept["labels"]) != labels:
            raise ValueError(f"{path} is of other labels")
        keys, logits = kept["keys"], kept["logits"]
    wanted = np.array([key(text) for text in texts], dtype=np.uint64)
    at = np.minimum(np.searchsorted(keys, wanted), len(keys) - 1)
    out = logits[at].astype(np.float32)
    out[keys[at] != wanted] = np.nan
    return out


def main():
    import corpus
    import data
    import logits
    import network
    import tokens
    import torch
    import train

    parser = argparse.ArgumentParser()
    parser.add_argument("--data", required=True, type=Path)
    parser.add_argument("--work", required=True, type=Path)
    parser.add_argument("--stage", required=True)
    options = parser.parse_args()
    config = data.read_config(HERE / "teacher-1.toml")
    pupil = data.read_config(HERE / "encoder-1.toml")
    stage = next(stage for stage in pupil["stage"] if stage["name"] == options.stage)
    torch.set_num_threads(2)
    model = network.Network(len(config["labels"]), 0.0, config["network"]["base"], options.work)
    model.load_state_dict(torch.load(options.work / f"{config['stage'][-1]['name']}.pt"))

    rows = data.load(options.data / "train", config, corpus.without_conflicts(corpus.rows("train", stage["corpus"])))
    # Every row of a source that is shown whole, and of the others as many as are shown.
    shown = train.draw(rows, stage["rows"], np.random.default_rng(train.seed_of(pupil, stage)))
    texts = sorted({rows.texts[row] for row in shown}, key=key)
    tokenizer = network.write_tokenizer(options.work / "tokenizer.json")
    begin = time.time()
    parts = []
    for number in range(0, len(texts), PART):
        kept = options.work / f"taught-{number}.npy"
        if not kept.exists():
            ragged = tokens.extract(texts[number : number + PART], tokenizer).original
            found = train.predict(model, ragged, pupil["training"]["tokens_max"], len(config["labels"]))
            np.save(kept, found.astype(np.float16))
            print(f"{number + len(ragged)} of {len(texts)}, {(time.time() - begin) / 60:.1f} min", flush=True)
        parts.append(np.load(kept))
    said = np.concatenate(parts).astype(np.float32)
    for name, share in (("encoder-1", config["ensemble"]["encoder"]), ("linear-1", config["ensemble"]["linear"])):
        other = logits.score(texts, name)
        columns = [config["labels"].index(label) for label in other.labels]
        if name == "encoder-1":
            said[:, columns] *= 1 - share
        said[:, columns] += share * other.original
    np.savez_compressed(
        HERE / "teacher-logits.npz",
        labels=np.array(config["labels"]),
        keys=np.array([key(text) for text in texts], dtype=np.uint64),
        logits=said.astype(np.float16),
    )


if __name__ == "__main__":
    main()
