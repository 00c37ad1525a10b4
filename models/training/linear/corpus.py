"""Rows of the project's own corpus (../../corpus, CC0): what the public collections do not say."""

import json

import features

FOLDER = features.REPOSITORY / "models/corpus"


def rows(split):
    """Rows of a split ("train" or "test") in the row format of ../DATA.md, in a fixed order."""
    for path in sorted(FOLDER.glob(f"{split}-*.jsonl")):
        with open(path, encoding="utf-8") as file:
            for line in file:
                row = json.loads(line)
                yield {"text": row["text"], "source": "conduct-corpus", "labels": row["labels"]}
