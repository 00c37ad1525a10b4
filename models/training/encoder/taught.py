"""What teachers said of training texts, as teacher.py wrote it down: `logits_of(texts, labels)`."""

import hashlib
from pathlib import Path

import numpy as np

FILE = Path(__file__).resolve().parent / "teacher-logits.npz"


def key(text):
    """Eight bytes by which a text is found again."""
    return int.from_bytes(hashlib.sha256(text.encode("utf-8", "replace")).digest()[:8], "big")


def logits_of(texts, labels):
    """float32 [texts, labels]: the teachers' logits, nan for a text that they were not asked about."""
    with np.load(FILE) as kept:
        if list(kept["labels"]) != labels:
            raise ValueError(f"{FILE} is of other labels")
        keys, logits = kept["keys"], kept["logits"]
    wanted = np.array([key(text) for text in texts], dtype=np.uint64)
    at = np.minimum(np.searchsorted(keys, wanted), len(keys) - 1)
    out = logits[at].astype(np.float32)
    out[keys[at] != wanted] = np.nan
    return out
