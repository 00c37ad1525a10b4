"""Raw outputs come from the very engines that serve: Python only calls them."""

import json
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path

import numpy as np

REPOSITORY = Path(__file__).resolve().parents[3]
SCORER = REPOSITORY / "dist/models/training/common/score-logits.js"


@dataclass
class Logits:
    """Raw outputs of both views of some texts, [texts x labels] and [texts with a folded view x labels]."""

    labels: list
    # Of the model that gave them, as its engine tells it, and the version of the normaliser; empty for a combination.
    sha256: str
    normaliser: str
    original: np.ndarray
    folded: np.ndarray
    folded_rows: np.ndarray

    def larger_view(self):
        """[texts x labels]: of the two views the larger logit, as decisions take it."""
        larger = self.original.copy()
        larger[self.folded_rows] = np.maximum(larger[self.folded_rows], self.folded)
        return larger


def score(texts, model, raw=False):
    """Logits of `texts` by a model of models/; with `raw` without the normaliser."""
    if not SCORER.exists():
        raise SystemExit(f"{SCORER} is missing: run `npm run build` first")
    with tempfile.TemporaryDirectory() as folder:
        prefix = f"{folder}/logits"
        command = ["node", str(SCORER), "--models", str(REPOSITORY / "models"), "--model", model, "--out", prefix]
        lines = "\n".join(json.dumps(text) for text in texts)
        done = subprocess.run(
            command + (["--raw"] if raw else []), input=lines, text=True, check=True, stdout=subprocess.PIPE
        )
        model_of = json.loads(done.stdout.splitlines()[-1])
        labels = model_of["labels"]
        original = np.fromfile(f"{prefix}.original", dtype="<f4").reshape(-1, len(labels))
        folded = np.fromfile(f"{prefix}.folded", dtype="<f4").reshape(-1, len(labels))
        folded_rows = np.fromfile(f"{prefix}.folded.rows", dtype="<i4")
    if len(original) != len(texts):
        raise RuntimeError(f"{len(texts)} texts gave {len(original)} rows of logits")
    return Logits(labels, model_of["sha256"], model_of["normaliser"], original, folded, folded_rows)
