"""Writes the trained network as a shipped model: `ship.py --data DIR (--work DIR | --kept) [--out models/encoder-1]`.

Exports the network of the stage `shipped_stage` to ONNX with int8 weights, runs that very file over the held-back rows
(both views, windows as in serving), fits the calibration on them, and writes model.onnx, tokenizer.json and
manifest.json. With --kept the network is the one that ships already: its settings and calibration change alone.
"""

import argparse
import hashlib
import json
import os
import sys
from pathlib import Path

import numpy as np
import torch

sys.path.append(str(Path(__file__).resolve().parents[1] / "common"))
import calibration  # noqa: E402
import corpus  # noqa: E402
import data  # noqa: E402
import export  # noqa: E402
import network  # noqa: E402
import tokens  # noqa: E402

HERE = Path(__file__).resolve().parent
RUN_TOKENS = 4096


def windows(ids, size, overlap):
    """As in src/scoring/engines/windows.ts."""
    if len(ids) <= size:
        return [ids]
    count = 1 + -(-(len(ids) - size) // (size - overlap))
    return [ids[begin : begin + size] for begin in ((i * (len(ids) - size)) // (count - 1) for i in range(count))]


class Model:
    """The shipped file, run by ONNX Runtime as the service runs it."""

    def __init__(self, path, settings, labels):
        # It sends usage data to its maker otherwise.
        os.environ["ORT_DISABLE_TELEMETRY"] = "1"
        import onnxruntime

        options = onnxruntime.SessionOptions()
        options.add_session_config_entry("session.disable_quant_qdq", "1")
        options.intra_op_num_threads = 2
        self.session = onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
        self.settings, self.labels = settings, labels

    def logits(self, ragged):
        """[rows, labels]: of each row's windows the largest logit."""
        size = self.settings["windowTokens"] - 2
        cut = [(i, w) for i in range(len(ragged)) for w in windows(ragged[i], size, self.settings["overlapTokens"])]
        cut.sort(key=lambda item: len(item[1]))
        out = np.full((len(ragged), self.labels), -np.inf, dtype=np.float32)
        begin = 0
        while begin < len(cut):
            end = begin + 1
            while end < len(cut) and (len(cut[end][1]) + 2) * (end + 1 - begin) <= RUN_TOKENS:
                end += 1
            ids, mask = network.pad([w for _, w in cut[begin:end]], self.settings["windowTokens"])
            found = self.session.run(None, {"ids": ids.numpy(), "mask": mask.numpy()})[0]
            np.maximum.at(out, [i for i, _ in cut[begin:end]], found)
            begin = end
        return out

    def larger_view(self, views):
        """[rows, labels]: of the two views the larger logit, as decisions take it."""
        logits = self.logits(views.original)
        if len(views.folded_rows) > 0:
            logits[views.folded_rows] = np.maximum(logits[views.folded_rows], self.logits(views.folded))
        return logits


def file_entry(path):
    content = path.read_bytes()
    return {"sha256": hashlib.sha256(content).hexdigest(), "bytes": len(content)}


def ship(config, folder, work, out):
    """`work`: where the weights are; None: the network of `out` stays."""
    labels = [label for label in config["labels"] if not label.startswith("aux_")]
    settings = config["serving"]
    out.mkdir(parents=True, exist_ok=True)
    tokenizer = network.write_tokenizer(out / "tokenizer.json")
    if work is not None:
        model = network.Network(len(config["labels"]), 0.0)
        model.load_state_dict(torch.load(work / f"{config['shipped_stage']}.pt"))
        graph, rounding = export.quantise(export.to_onnx(model, len(labels), settings["windowTokens"]))
        (out / "model.onnx").write_bytes(graph.SerializeToString())
        print(f"largest rounding error {rounding:.4f} of the largest weight of its matrix")

    shipped = Model(out / "model.onnx", settings, len(labels))
    shown = data.stages_shown(config)
    learnt = corpus.rows("train", corpus.learnt(config))
    rows = data.load(folder, data.of_stage(config, shown[-1]), corpus.without_conflicts(learnt))
    part = data.held_back(rows, config)
    logits = shipped.larger_view(tokens.extract(part.texts, tokenizer))
    calibrated, metrics = calibration.fit_signals(config, labels, part, logits)

    texts = json.loads((HERE.parent / "common/golden.json").read_text())
    golden = shipped.logits(tokens.extract(texts, tokenizer, raw=True).original)
    manifest = {
        "schema": 1,
        "name": config["name"],
        "engine": "onnx",
        "version": config["version"],
        "created": config["created"],
        "licence": config["licence"],
        "labels": labels,
        "files": {name: file_entry(out / name) for name in ("model.onnx", "tokenizer.json")},
        "settings": settings,
        "calibration": calibrated,
        "golden": {
            "tolerance": 0.001,
            "texts": [{"text": t, "logits": [round(float(x), 5) for x in row]} for t, row in zip(texts, golden)],
        },
        "data": data.sources_list(config, rows, {source for stage in shown for source in stage["rows"]}),
        "metrics": metrics,
    }
    (out / "manifest.json").write_text(json.dumps(manifest, indent=1, ensure_ascii=False) + "\n")
    print(f"wrote {out}")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--data", required=True, type=Path)
    network_of = parser.add_mutually_exclusive_group(required=True)
    network_of.add_argument("--work", type=Path, help="where train.py left the weights")
    network_of.add_argument("--kept", action="store_true", help="the network that ships already")
    parser.add_argument("--config", type=Path, default=HERE / "encoder-1.toml")
    parser.add_argument("--out", type=Path)
    options = parser.parse_args()
    config = data.read_config(options.config)
    ship(config, options.data, options.work, options.out or tokens.REPOSITORY / "models" / config["name"])


if __name__ == "__main__":
    main()
