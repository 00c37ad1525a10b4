"""Rows of the project's own corpus (../../corpus, CC0): what the public collections do not say."""

import json
from pathlib import Path

FOLDER = Path(__file__).resolve().parents[2] / "corpus"


def rows(split, files=None):
    """Rows of a split ("train" or "test") in the row format of ../DATA.md, in a fixed order; of the
    named files only, where `files` is given. A label that two rows of equal text do not share (their
    contexts differ) is left out of both: signals are read off the text alone."""
    found = [
        json.loads(line)
        for path in sorted(FOLDER.glob(f"{split}-*.jsonl"))
        if files is None or path.stem in files
        for line in path.read_text(encoding="utf-8").splitlines()
    ]
    values = {}
    for row in found:
        for label, value in row["labels"].items():
            values.setdefault((row["text"], label), set()).add(value)
    for row in found:
        yield {
            "text": row["text"],
            "source": "conduct-corpus",
            "labels": {k: v for k, v in row["labels"].items() if split == "test" or len(values[row["text"], k]) == 1},
            # Both halves of a pair fall on one side of a split.
            "group": row.get("pair"),
        }
