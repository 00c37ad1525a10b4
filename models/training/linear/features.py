"""Features come from the very TypeScript that serves: Python only calls it."""

import json
import subprocess
import tempfile
from pathlib import Path

import numpy as np
from scipy import sparse

REPOSITORY = Path(__file__).resolve().parents[3]
EXTRACTOR = REPOSITORY / "dist/models/training/linear/extract-features.js"


class Views:
    """Features of both views of some texts; few texts have a folded view."""

    def __init__(self, original, folded, folded_rows):
        self.original = original
        self.folded = folded
        self.folded_rows = folded_rows

    def logits(self, weights, biases):
        """[texts x labels]: of the two views the larger logit, as decisions take it."""
        logits = self.original @ weights + biases
        if len(self.folded_rows) > 0:
            folded = self.folded @ weights + biases
            logits[self.folded_rows] = np.maximum(logits[self.folded_rows], folded)
        return logits


def extract(texts, settings, raw=False):
    """Views of `texts`, each a CSR matrix [texts x buckets] of float32."""
    if not EXTRACTOR.exists():
        raise SystemExit(f"{EXTRACTOR} is missing: run `npm run build` first")
    buckets = 2 ** settings["wordBucketsLog2"] + 2 ** settings["charBucketsLog2"]
    with tempfile.TemporaryDirectory() as folder:
        settings_file = Path(folder) / "settings.json"
        settings_file.write_text(json.dumps(settings))
        prefix = f"{folder}/features"
        command = ["node", str(EXTRACTOR), "--settings", str(settings_file), "--out", prefix]
        lines = "\n".join(json.dumps(text) for text in texts)
        subprocess.run(command + (["--raw"] if raw else []), input=lines, text=True, check=True)
        original = read_rows(prefix, buckets)
        folded = read_rows(f"{prefix}.folded", buckets)
        folded_rows = np.fromfile(f"{prefix}.folded.rows", dtype=np.int32)
    if original.shape[0] != len(texts):
        raise RuntimeError(f"{len(texts)} texts gave {original.shape[0]} rows of features")
    return Views(original, folded, folded_rows)


def read_rows(prefix, buckets):
    counts = np.fromfile(f"{prefix}.counts", dtype=np.int32)
    indices = np.fromfile(f"{prefix}.indices", dtype=np.int32)
    values = np.fromfile(f"{prefix}.values", dtype=np.float32)
    starts = np.concatenate([[0], np.cumsum(counts, dtype=np.int64)]).astype(np.int32)
    return sparse.csr_matrix((values, indices, starts), shape=(len(counts), buckets))
