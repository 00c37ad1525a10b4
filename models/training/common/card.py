"""Writes a report's figures into model cards: `card.py --report evaluation/report.json MODEL…`.

Prose is written by hand; tables stand between `<!-- figures -->` and `<!-- /figures -->` of models/MODEL/MODEL_CARD.md.
The report comes from `npm run -s conduct -- models evaluate --data DIR`.
"""

import argparse
import json
import re
from pathlib import Path

MODELS = Path(__file__).resolve().parents[2]
MARKED = re.compile(r"(<!-- figures -->\n).*?(\n<!-- /figures -->)", re.DOTALL)


def table(header, rows):
    cells = [[str(cell) for cell in row] for row in [header, *rows]]
    widths = [max(3, *(len(row[i]) for row in cells)) for i in range(len(header))]
    line = lambda row: "| " + " | ".join(c.ljust(w) if i == 0 else c.rjust(w) for i, (c, w) in enumerate(zip(row, widths))) + " |"
    rule = "| " + " | ".join("-" * w if i == 0 else "-" * (w - 1) + ":" for i, w in enumerate(widths)) + " |"
    return "\n".join([line(cells[0]), rule, *map(line, cells[1:])])


def number(value, digits=3):
    return "" if value is None else f"{value:.{digits}f}"


def with_interval(figures):
    low, high = figures.get("interval", {}).get("auc", (None, None))
    return number(figures["auc"]) + (f" [{low:.3f}, {high:.3f}]" if low is not None else "")


def signals(report):
    rows = []
    for signal, sets in report["signals"].items():
        for name, figures in sets.items():
            if figures.get("auc") is not None:
                rows.append([
                    f"{signal}, {name}", figures["rows"], figures["positives"], with_interval(figures),
                    number(figures["recallAt1"], 2), number(figures["recallAt5"], 2),
                ])
    return table(["signal, set", "rows", "positives", "AUC", "recall at 1 %", "at 5 %"], rows)


def goals(report):
    mark = {True: "reached", False: "**not reached**", None: "not measured"}
    rows = [
        [goal["goal"], f"≥ {goal['min']}" if "min" in goal else f"≤ {goal['max']}", number(goal["value"]), mark[goal["reached"]]]
        for goal in report["goals"]
    ]
    return table(["goal", "asked", "measured", ""], rows)


def floor(report):
    rows = [
        [f"{f['column']}, {f['source']}", number(f["floor"]), number(f["named"] or f["lessError"]), number(f["auc"]),
         f"{100 * f['errorReduction']:.0f} %"]
        for f in report["floor"]
    ]
    return table(["signal, set", "floor", "asked", "AUC", "error less than the floor's"], rows)


def alarms(report):
    rows = [
        [name, a["rows"], a.get("trueAlarms", 0), number(a["review"], 2), number(a["act"], 2), number(a["alert"], 2)]
        for name, a in report["alarms"].items()
    ]
    return table(["per 1,000 messages of", "rows", "true ones, left out", "review", "act", "alert"], rows)


def evasion(report):
    if not report["evasion"]:
        return ""
    rows = [
        [kind, number(f["recall"], 2), number(f["recallDisguised"], 2), number(f["lost"], 1), number(f["added"], 2)]
        for kind, f in report["evasion"]["kinds"].items()
    ]
    return table(["disguise", "recall", "disguised", "points lost", "false positives added, points"], rows)


def about(bins, low=0.7, high=0.9):
    """Mean score and share of violations of the stream's messages that are scored between the two, as a cell."""
    part = [b for b in bins if low <= b["confidence"] < high]
    share = sum(b["share"] for b in part)
    if share == 0:
        return ""
    mean = lambda key: sum(b["share"] * b[key] for b in part) / share
    return f"{mean('confidence'):.2f}: {100 * mean('accuracy'):.0f} %"


def reliability(report):
    rows = [
        [s, f["rows"], f["positives"], number(f["ece"]), about(f["bins"])]
        for s, f in report["reliability"].items() if f
    ]
    return table(["signal", "rows", "positives", "calibration error", "scored 0.7 to 0.9, mean: violations"], rows)


def slices(report):
    if not report["corpus"]:
        return ""
    rows = [
        [name, f["violations"], number(f["missRate"], 2), f["harmless"], number(f["falseAlarmRate"], 2)]
        for name, f in report["corpus"]["slices"].items()
    ]
    return table(["slice", "violations", "share missed", "harmless", "share put before somebody"], rows)


def identity(report):
    if not report["identityTerms"]:
        return ""
    names = {"subgroup": "subgroup", "bpsn": "BPSN", "bnsp": "BNSP"}
    terms = len(report["identityTerms"]["terms"])
    worst = [
        [f"{names[kind]} AUC of “{f['worst'][0]['term']}”, the least of {terms} terms",
         number(f["min"]), f"median {f['median']:.3f}"]
        for kind, f in report["identityTerms"]["summary"].items()
    ]
    moved = [
        [f"{signal}, {name}: mean movement by a swap", number(f["mean"]), f"{f['swaps']} swaps"]
        for name, found in report["identityTerms"]["swaps"].items() for signal, f in found.items()
    ]
    return table(["figure", "", ""], worst + moved)


def figures(report):
    parts = [
        ("Goals", goals(report)), ("Against the floor", floor(report)),
        ("Ranking, with the central 95 % of the bootstrap", signals(report)),
        ("Calibration on the reference stream", reliability(report)),
        ("False alarms under the default policy", alarms(report)), ("Evasion", evasion(report)),
        ("Slices of the corpus under the default policy", slices(report)), ("Identity terms", identity(report)),
    ]
    return "\n\n".join(f"### {title}\n\n{text}" for title, text in parts if text.count("\n") > 1)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--report", required=True, type=Path)
    parser.add_argument("models", nargs="+", metavar="MODEL")
    options = parser.parse_args()
    systems = json.loads(options.report.read_text())["systems"]
    for model in options.models:
        card = MODELS / model / "MODEL_CARD.md"
        written, count = MARKED.subn(lambda m: m[1] + "\n" + figures(systems[model]) + "\n" + m[2], card.read_text())
        if count != 1:
            raise SystemExit(f"{card} must hold <!-- figures --> and <!-- /figures --> once")
        card.write_text(written)


if __name__ == "__main__":
    main()
