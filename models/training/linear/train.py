"""Trains, calibrates and writes a linear model: `train.py --data DIR [--out models/linear-1]`.

DIR holds train/ in the row format of ../DATA.md. Needs `npm run build` and the packages of
../requirements.txt; takes minutes on two cores. The same data and configuration give the same weights.
"""

import argparse
import hashlib
import json
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np

sys.path.append(str(Path(__file__).resolve().parents[1] / "common"))
import calibration
import corpus
import data
import features
import model
import weights_file

HERE = Path(__file__).resolve().parent


def fit_columns(config, rows, matrix):
    settings = config["regularisation"]

    def fit(label):
        began = time.time()
        column = config["labels"].index(label)
        used = ~rows.held_back & ~np.isnan(rows.targets[:, column]) & (rows.weights[:, column] > 0)
        part, targets, weights = matrix[used], rows.targets[used, column], rows.weights[used, column]
        scale = model.log_count_ratio(part, targets, weights) ** settings["nb_power"]
        fitted = model.fit_column(part, targets, weights, settings.get(label, settings["default"]), scale)
        print(f"{label}: {used.sum()} rows, {(targets >= 0.5).sum()} positive, {time.time() - began:.0f} s", flush=True)
        return fitted

    with ThreadPoolExecutor(2) as pool:
        fitted = list(pool.map(fit, config["labels"]))
    return np.stack([w for w, _ in fitted], axis=1), np.array([b for _, b in fitted], dtype=np.float32)


def golden(config, weights, biases):
    texts = json.loads((HERE.parent / "common/golden.json").read_text())
    logits = features.extract(texts, config["features"], raw=True).logits(weights, biases)
    entries = [{"text": t, "logits": [round(float(x), 5) for x in row]} for t, row in zip(texts, logits)]
    return {"tolerance": 0.001, "texts": entries}


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--data", required=True, type=Path)
    parser.add_argument("--config", type=Path, default=HERE / "linear-1.toml")
    parser.add_argument("--out", type=Path)
    options = parser.parse_args()
    config = data.read_config(options.config)
    out = options.out or features.REPOSITORY / "models" / config["name"]

    rows = data.load(options.data, config, corpus.without_conflicts(corpus.rows("train", config["corpus"])))
    print(f"{len(rows.texts)} rows, {rows.held_back.sum()} held back")
    views = features.extract(rows.texts, config["features"])
    exact, biases = fit_columns(config, rows, views.original)
    codes, scales = weights_file.quantise(exact)
    weights = weights_file.expand(codes, scales)
    held = rows.held_back
    part = data.Rows([], rows.sources[held], rows.targets[held], rows.weights[held], held[held])
    calibrated, metrics = calibration.fit_signals(config, config["labels"], part, views.logits(weights, biases)[held])

    content = weights_file.to_bytes(codes, scales, biases)
    manifest = {
        "schema": 1,
        "name": config["name"],
        "engine": "linear",
        "version": config["version"],
        "created": config["created"],
        "licence": config["licence"],
        "labels": config["labels"],
        "files": {"weights.bin": {"sha256": hashlib.sha256(content).hexdigest(), "bytes": len(content)}},
        "settings": config["features"],
        "calibration": calibrated,
        "golden": golden(config, weights, biases),
        "data": data.sources_list(config, rows),
        "metrics": metrics,
    }
    out.mkdir(parents=True, exist_ok=True)
    (out / "weights.bin").write_bytes(content)
    (out / "manifest.json").write_text(json.dumps(manifest, indent=1, ensure_ascii=False) + "\n")
    print(f"wrote {out}")


if __name__ == "__main__":
    main()
