"""Rows of the project's own corpus (../../corpus, CC0): what the public collections do not say."""

import json
from pathlib import Path

FOLDER = Path(__file__).resolve().parents[2] / "corpus"


def rows(split, files=None):
    """Rows of a split ("train" or "test") in the row format of ../DATA.md, in a fixed order; of the
    named files only, where `files` is given."""
    for path in sorted(FOLDER.glob(f"{split}-*.jsonl")):
        if files is not None and path.stem not in files:
            continue
        with open(path, encoding="utf-8") as file:
            for line in file:
                row = json.loads(line)
                yield {
                    "text": row["text"],
                    "source": "conduct-corpus",
                    "labels": row["labels"],
                    # Both halves of a pair fall on one side of a split.
                    "group": row.get("pair"),
                }
