"""What teachers said of training texts, as teacher.py wrote it down, and the texts that only teachers speak of."""

import hashlib
import sys
from pathlib import Path

import numpy as np

sys.path.append(str(Path(__file__).resolve().parents[1] / "common"))
import data  # noqa: E402
import vary  # noqa: E402

FILE = Path(__file__).resolve().parent / "teacher-logits.npz"


def key(text):
    """Eight bytes by which a text is found again."""
    return int.from_bytes(hashlib.sha256(text.encode("utf-8", "replace")).digest()[:8], "big")


def read(labels):
    """Keys of the texts that the teachers were asked about, rising, and what they said, float16 [texts, labels]; of no text
    where there is no file."""
    if not FILE.exists():
        return np.zeros(0, dtype=np.uint64), np.zeros((0, len(labels)), dtype=np.float16)
    with np.load(FILE) as kept:
        if list(kept["labels"]) != labels:
            raise ValueError(f"{FILE} is of other labels")
        return kept["keys"], kept["logits"]


def logits_of(texts, labels):
    """float32 [texts, labels]: the teachers' logits, nan for a text that they were not asked about."""
    keys, logits = read(labels)
    wanted = np.array([key(text) for text in texts], dtype=np.uint64)
    at = np.searchsorted(keys, wanted)
    asked = np.flatnonzero(np.isin(wanted, keys))
    out = np.full((len(texts), len(labels)), np.nan, dtype=np.float32)
    out[asked] = logits[at[asked]]
    return out


def with_variations(rows, measured, settings, table, tokenizer):
    """The rows and after them, without labels, variations of those that are not held back and none that models are
    measured on, whose words are `measured`. `settings` is [variations] of a stage; its `seed` is the one by which the
    teachers were asked, for others draw other variations. `table` holds the embeddings of the words of the tokenizer's file."""
    learnt = np.flatnonzero(~rows.held_back)
    found = vary.variations(
        [rows.texts[i] for i in learnt], rows.sources[learnt], measured.union(map(data.words_of, rows.texts)), settings,
        table, tokenizer, settings["seed"],
    )
    labels = rows.targets.shape[1]
    return data.Rows(
        rows.texts + [text for text, _ in found],
        np.concatenate([rows.sources, np.array([f"{source}-varied" for _, source in found])]),
        np.concatenate([rows.targets, np.full((len(found), labels), np.nan, dtype=np.float32)]),
        np.concatenate([rows.weights, np.zeros((len(found), labels), dtype=np.float32)]),
        np.concatenate([rows.held_back, np.zeros(len(found), dtype=bool)]),
    )
