"""Tokens come from the very TypeScript that serves: Python only calls it."""

import json
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path

import numpy as np

REPOSITORY = Path(__file__).resolve().parents[3]
EXTRACTOR = REPOSITORY / "dist/models/training/encoder/extract-tokens.js"


@dataclass
class Ragged:
    """Rows of token ids of different lengths."""

    ids: np.ndarray
    starts: np.ndarray

    def __len__(self):
        return len(self.starts) - 1

    def __getitem__(self, row):
        return self.ids[self.starts[row] : self.starts[row + 1]]

    @classmethod
    def of(cls, rows):
        """Rows of ids put one behind the other; none of them may be missing."""
        lengths = np.array([len(row) for row in rows], dtype=np.int64)
        ids = np.concatenate(rows) if rows else np.zeros(0, dtype=np.int32)
        return cls(ids, np.concatenate([[0], np.cumsum(lengths)]))

    @property
    def lengths(self):
        return np.diff(self.starts)


@dataclass
class Views:
    """Tokens of both views of some texts; few texts have a folded view."""

    original: Ragged
    folded: Ragged
    folded_rows: np.ndarray


def extract(texts, tokenizer, raw=False):
    """Views of `texts` without special tokens, by the tokenizer file `tokenizer`; with `raw` the texts are taken as
    an engine takes them, without the normaliser."""
    if not EXTRACTOR.exists():
        raise SystemExit(f"{EXTRACTOR} is missing: run `npm run build` first")
    with tempfile.TemporaryDirectory() as folder:
        prefix = f"{folder}/tokens"
        lines = "\n".join(json.dumps(text) for text in texts)
        command = ["node", str(EXTRACTOR), "--tokenizer", str(tokenizer), "--out", prefix]
        subprocess.run(command + (["--raw"] if raw else []), input=lines, text=True, check=True)
        original, folded = read_rows(prefix), read_rows(f"{prefix}.folded")
        folded_rows = np.fromfile(f"{prefix}.folded.rows", dtype=np.int32)
    if len(original) != len(texts):
        raise RuntimeError(f"{len(texts)} texts gave {len(original)} rows of tokens")
    return Views(original, folded, folded_rows)


def read_rows(prefix):
    counts = np.fromfile(f"{prefix}.counts", dtype=np.int32)
    ids = np.fromfile(f"{prefix}.ids", dtype=np.int32)
    return Ragged(ids, np.concatenate([[0], np.cumsum(counts, dtype=np.int64)]))
