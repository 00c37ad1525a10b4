"""Measures a linear model: `evaluate.py --data DIR [--model models/linear-1] [--json FILE]`.

Reads DIR/eval and the test split of the project's corpus, prints tables in Markdown. Nothing here is ever trained on.
"""

import argparse
import json
import sys
from pathlib import Path

import numpy as np
from sklearn.metrics import roc_auc_score, roc_curve

sys.path.append(str(Path(__file__).resolve().parents[1] / "common"))
import calibration
import corpus
import data
import features
import weights_file

HERE = Path(__file__).resolve().parent
ROWS_MIN, CLASS_MIN = 20, 5
THRESHOLDS = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95]


def load_rows(folder, config):
    """Evaluation rows with their own labels only: no derived or assumed zeros, no source left out."""
    plain = {
        **config,
        "excluded_sources": [],
        "entailed": {"from": "toxicity", "zero": [], "weight": 0},
        "assumed_zero": {"weight": 0},
    }
    return data.load(folder, plain, corpus.rows("test"))


def evaluate(config, weights, biases, maps, folder):
    rows = load_rows(folder, config)
    logits = features.extract(rows.texts, config["features"]).logits(weights, biases)
    scores = {s: np.round(calibration.apply(maps[s], logits[:, config["labels"].index(s)]), 4) for s in maps}
    thresholds = recommend(scores, rows.sources, config["evaluation"])
    return {
        "perSource": per_source(config, rows, logits, scores, thresholds),
        "calibrationError": reference_errors(config, folder, scores),
        "thresholds": thresholds,
        "falseAlarmsPer1000": false_alarms(scores, rows.sources, config["evaluation"], thresholds),
    }


def per_source(config, rows, logits, scores, thresholds):
    """AUC, recall at fixed false positive rates and at the thresholds, natural calibration error."""
    measured = {}
    for column, label in enumerate(config["labels"]):
        for source in np.unique(rows.sources):
            here = (rows.sources == source) & ~np.isnan(rows.targets[:, column])
            truth = rows.targets[here, column] >= 0.5
            if here.sum() < ROWS_MIN or truth.sum() < CLASS_MIN:
                continue
            entry = {"rows": int(here.sum()), "positives": int(truth.sum())}
            if (~truth).sum() >= CLASS_MIN:
                entry["auc"] = round(float(roc_auc_score(truth, logits[here, column])), 3)
                fpr, tpr, _ = roc_curve(truth, logits[here, column])
                for rate in (0.01, 0.05):
                    entry[f"recallAtFpr{rate}"] = round(float(tpr[fpr <= rate].max()), 3)
                if label in scores:
                    p, n = truth.astype(float), (~truth).astype(float)
                    entry["ece"] = round(calibration.expected_error(scores[label][here], p, n), 3)
            if label in thresholds:
                for name, threshold in thresholds[label].items():
                    entry[f"recallAt_{name}"] = round(float((scores[label][here][truth] >= threshold).mean()), 3)
            measured.setdefault(label, {})[str(source)] = entry
    return measured


def reference_errors(config, folder, scores):
    """Expected calibration error on evaluation rows that are weighted to the reference stream, with the
    derived zeros of ordinary chat, which belongs to that stream."""
    rows = data.load(folder, {**config, "excluded_sources": []})
    errors = {}
    for signal, score in scores.items():
        column = config["labels"].index(signal)
        score = score[: len(rows.texts)]  # without the rows of the corpus, which come last
        here = ~np.isnan(rows.targets[:, column])
        targets, sources = (rows.targets[here, column] >= 0.5).astype(float), rows.sources[here]
        if 0 < targets.sum() < len(targets):
            up, down = calibration.stream_weights(targets, sources, signal, config["calibration"])
            errors[signal] = round(calibration.expected_error(score[here], up, down), 4)
    return errors


def recommend(scores, sources, settings):
    """Per signal the thresholds at which all deciding signals together stay within the budgets of false
    alarms on ordinary chat, each set counting the same; every signal gets the same share of it."""
    sets = [sources == s for s in settings["ordinary_chat"]]

    def threshold(signal, rate):
        pooled = np.concatenate([scores[signal][s] for s in sets])
        mass = np.concatenate([np.full(s.sum(), 1 / s.sum() / len(sets)) for s in sets])
        order = np.argsort(-pooled)
        above = np.searchsorted(np.cumsum(mass[order]), rate)
        lowest = float(pooled[order][above]) + 1e-4
        return min(0.99, float(np.ceil(lowest * 100)) / 100)

    def union(rate):
        cut = {s: threshold(s, rate) for s in settings["deciding"]}
        return cut, np.mean([np.any([scores[s][g] >= cut[s] for s in cut], axis=0).mean() for g in sets])

    def within(budget):
        low, high = 0.0, budget
        for _ in range(20):
            middle = (low + high) / 2
            low, high = (middle, high) if union(middle)[1] <= budget else (low, middle)
        return union(low)[0]

    review, act = within(settings["review_budget"]), within(settings["act_budget"])
    found = {s: {"review": review[s], "act": max(act[s], settings["act_min"])} for s in settings["deciding"]}
    for signal in settings["alerting"]:
        found[signal] = {"alert": threshold(signal, settings["review_budget"] / 3)}
    return found


def false_alarms(scores, sources, settings, thresholds):
    """Per benign set, signal and threshold; and the sets' totals at the recommended thresholds."""
    table = {}
    for source in settings["ordinary_chat"]:
        here = sources == source
        table[source] = {
            signal: {str(t): round(1000 * float((score[here] >= t).mean()), 2) for t in THRESHOLDS}
            for signal, score in scores.items()
        }
        for name in ("review", "act"):
            cut = {s: thresholds[s][name] for s in settings["deciding"]}
            fired = np.any([scores[s][here] >= cut[s] for s in cut], axis=0)
            table[source][f"any {name}"] = round(1000 * float(fired.mean()), 2)
    return table


def print_tables(measured):
    print("| signal | set | rows | positive | AUC | recall at 1 % | at 5 % | ECE | at thresholds |")
    print("|---|---|--:|--:|--:|--:|--:|--:|---|")
    for label, sources in measured["perSource"].items():
        for source, e in sources.items():
            at = ", ".join(f"{k.removeprefix('recallAt_')} {v:.2f}" for k, v in e.items() if k.startswith("recallAt_"))
            cells = [e.get(k) for k in ("auc", "recallAtFpr0.01", "recallAtFpr0.05", "ece")]
            shown = " | ".join("" if c is None else f"{c:.3f}" for c in cells)
            print(f"| {label} | {source} | {e['rows']} | {e['positives']} | {shown} | {at} |")
    print("\nCalibration error on the reference stream:", json.dumps(measured["calibrationError"]))
    print("\nThresholds:", json.dumps(measured["thresholds"]))
    alarms = measured["falseAlarmsPer1000"]
    print("\nFalse alarms per 1,000 at score >= t:\n\n| set | signal | " + " | ".join(map(str, THRESHOLDS)) + " |")
    print("|---|---|" + "--:|" * len(THRESHOLDS))
    for source, signals in alarms.items():
        for signal, rates in signals.items():
            if isinstance(rates, dict) and any(rates.values()):
                print(f"| {source} | {signal} | " + " | ".join(f"{v:g}" for v in rates.values()) + " |")
    totals = {s: (a["any review"], a["any act"]) for s, a in alarms.items()}
    print("\nAny deciding signal at its threshold (review, act), per 1,000:", json.dumps(totals))


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--data", required=True, type=Path)
    parser.add_argument("--model", type=Path, default=features.REPOSITORY / "models/linear-1")
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    manifest = json.loads((options.model / "manifest.json").read_text())
    config = data.read_config(HERE / f"{manifest['name']}.toml")
    weights, biases = weights_file.from_bytes((options.model / "weights.bin").read_bytes())
    measured = evaluate(config, weights, biases, manifest["calibration"]["signals"], options.data / "eval")
    print_tables(measured)
    if options.json:
        options.json.write_text(json.dumps(measured, indent=1))


if __name__ == "__main__":
    main()
