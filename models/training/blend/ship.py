"""Writes a model that adds up the logits of others: `ship.py --data DIR [--config blend-1.toml]`.

The parts are those in models/. One factor is chosen by how well the sum ranks the held-back rows, which no part was
trained on; then the calibration is fitted on them. Needs `npm run build` and the packages of ../requirements.txt.
"""

import argparse
import json
import sys
from pathlib import Path

import numpy as np

sys.path.append(str(Path(__file__).resolve().parents[1] / "common"))
import calibration
import corpus
import data
import logits
from ranking import mean_auc

HERE = Path(__file__).resolve().parent
MODELS = logits.REPOSITORY / "models"


def combine(first, second, weight):
    """The logits of the first part plus `weight` times those that the second has too, in both views."""
    columns = [second.labels.index(label) if label in second.labels else None for label in first.labels]

    def add(a, b):
        found = a.astype(np.float64)
        for at, column in enumerate(columns):
            if column is not None:
                found[:, at] += weight * b[:, column]
        return found

    return logits.Logits(
        first.labels, "", "", add(first.original, second.original), add(first.folded, second.folded), first.folded_rows
    )


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--data", required=True, type=Path)
    parser.add_argument("--config", type=Path, default=HERE / "blend-1.toml")
    options = parser.parse_args()
    own = data.read_config(options.config)
    config = data.read_config(options.config.parent / own["rows_of"]) | own
    out = MODELS / own["name"]

    learnt = corpus.rows("train", corpus.learnt(config))
    rows = data.load(options.data, config, corpus.without_conflicts(learnt))
    part = data.held_back(rows, config)
    first, second = (logits.score(part.texts, name) for name in own["parts"])
    ranked = {}
    for weight in [0.0, *own["weights"]]:
        scores = combine(first, second, weight).larger_view()
        ranked[weight] = mean_auc(scores, part, config["labels"], first.labels, own["class_min"])
        print(f"weight {weight}: mean AUC {ranked[weight]:.4f}", flush=True)
    weight = max(own["weights"], key=ranked.get)
    calibrated, metrics = calibration.fit_signals(
        config, first.labels, part, combine(first, second, weight).larger_view()
    )

    texts = json.loads((HERE.parent / "common/golden.json").read_text())
    golden = combine(*(logits.score(texts, name, raw=True) for name in own["parts"]), weight).original
    manifests = [json.loads((MODELS / name / "manifest.json").read_text()) for name in own["parts"]]
    manifest = {
        "schema": 1,
        "name": own["name"],
        "engine": "blend",
        "version": own["version"],
        "created": own["created"],
        "licence": own["licence"],
        "labels": first.labels,
        "files": {},
        "settings": {
            "parts": [
                {"model": name, "sha256": found.sha256, "weight": factor}
                for name, found, factor in zip(own["parts"], (first, second), (1, weight))
            ]
        },
        "calibration": calibrated,
        "golden": {
            "tolerance": 0.001,
            "texts": [{"text": t, "logits": [round(float(x), 5) for x in row]} for t, row in zip(texts, golden)],
        },
        "data": manifests[0]["data"],
        "metrics": metrics | {"meanAucByWeight": {str(w): round(auc, 4) for w, auc in ranked.items()}},
    }
    out.mkdir(parents=True, exist_ok=True)
    (out / "manifest.json").write_text(json.dumps(manifest, indent=1, ensure_ascii=False) + "\n")
    print(f"wrote {out}")


if __name__ == "__main__":
    main()
