"""Writes the figures of a model's manifest into its card: `card.py [--model models/linear-1]`.

The card's prose is written by hand; each table stands between `<!-- NAME -->` and `<!-- /NAME -->`.
"""

import argparse
import json
import re
from pathlib import Path

import features

CURVE = ["0.2", "0.3", "0.4", "0.5", "0.6", "0.7", "0.8", "0.9", "0.95"]


def table(header, rows, left=1):
    """A Markdown table; the first `left` columns are aligned to the left, the others to the right."""
    cells = [[str(c) for c in row] for row in [header, *rows]]
    widths = [max(len(row[i]) for row in cells) for i in range(len(header))]
    pad = lambda row: "| " + " | ".join(
        c.ljust(w) if i < left else c.rjust(w) for i, (c, w) in enumerate(zip(row, widths))
    ) + " |"
    rule = "| " + " | ".join("-" * w if i < left else "-" * (w - 1) + ":" for i, w in enumerate(widths)) + " |"
    return "\n".join([pad(cells[0]), rule, *map(pad, cells[1:])])


def calibration(manifest):
    errors = manifest["metrics"]["calibrationError"]
    maps = manifest["calibration"]["signals"]
    return table(
        ["signal", "method", "calibration error"],
        [[signal, maps[signal]["method"], f"{error:.4f}"] for signal, error in errors.items()],
        left=2,
    )


def thresholds(manifest):
    found = manifest["metrics"]["thresholds"]
    rows = [[s, t.get("review", ""), t.get("act", ""), t.get("alert", "")] for s, t in found.items()]
    alarms = ", ".join(
        f"{source} {rates['any review']:g} / {rates['any act']:g}"
        for source, rates in manifest["metrics"]["falseAlarmsPer1000"].items()
    )
    note = f"False alarms per 1,000 at these thresholds, any deciding signal, review / act: {alarms}."
    return table(["signal", "review", "act", "alert"], rows) + "\n\n" + note


def curve(manifest):
    alarms = manifest["metrics"]["falseAlarmsPer1000"]
    rows = [
        [signal, source, *(f"{alarms[source][signal][t]:g}" for t in CURVE)]
        for signal in manifest["calibration"]["signals"]
        for source in alarms
        if any(alarms[source][signal][t] for t in CURVE)
    ]
    return table(["signal", "set", *CURVE], rows, left=2)


def measured(manifest):
    number = lambda value, digits: "" if value is None else f"{value:.{digits}f}"
    rows = []
    for signal, sources in manifest["metrics"]["perSource"].items():
        for source, e in sources.items():
            low = e.get("recallAt_review", e.get("recallAt_alert"))
            figures = [e.get("auc"), e.get("recallAtFpr0.01"), e.get("recallAtFpr0.05"), e.get("ece")]
            recalls = [number(low, 2), number(e.get("recallAt_act"), 2)]
            counts = [f"{e['rows']:,}", f"{e['positives']:,}"]
            rows.append([signal, source, *counts, *(number(v, 3) for v in figures), *recalls])
    header = ["signal", "set", "rows", "positive", "AUC", "recall at 1 % false positives", "at 5 %", "ECE"]
    return table([*header, "recall at review / alert", "at act"], rows, left=2)


def data(manifest):
    rows = [[d["source"], d["licence"], f"{d['rows']:,}"] for d in manifest["data"]]
    return table(["source", "licence", "rows"], rows, left=2)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--model", type=Path, default=features.REPOSITORY / "models/linear-1")
    folder = parser.parse_args().model
    manifest = json.loads((folder / "manifest.json").read_text())
    card = (folder / "MODEL_CARD.md").read_text()
    for write in (calibration, thresholds, curve, measured, data):
        name = write.__name__
        part = f"<!-- {name} -->\n\n{write(manifest)}\n\n<!-- /{name} -->"
        card, count = re.subn(rf"<!-- {name} -->.*<!-- /{name} -->", lambda _: part, card, flags=re.DOTALL)
        assert count == 1, f"MODEL_CARD.md has no place for {name}"
    (folder / "MODEL_CARD.md").write_text(card)


if __name__ == "__main__":
    main()
