"""Rows of the project's own corpus (../../corpus, CC0): what the public collections do not say."""

import json
from pathlib import Path

import data

FOLDER = Path(__file__).resolve().parents[2] / "corpus"
SOURCE = "conduct-corpus"


def rows(split, files=None):
    """Rows of a split ("train" or "test") in the row format of ../DATA.md, in a fixed order; of the
    named files only, where `files` is given. `group` is shared by the halves of a contrast pair."""
    for path in sorted(FOLDER.glob(f"{split}-*.jsonl")):
        if files is not None and path.stem not in files:
            continue
        for line in path.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            yield {
                "text": row["text"],
                "source": SOURCE,
                "labels": row["labels"],
                "group": row.get("pair"),
            }


def learnt(config):
    """Names of the files that the stages of a configuration show, up to the one that ships. What is fitted to held-back
    rows is fitted to those of these files: of others the network has learnt nothing, and is less sure than it will be."""
    return {name for stage in data.stages_shown(config) for name in stage["corpus"]}


def without_conflicts(found):
    """The rows without those labels that rows of equal words do not share: where only the contexts differ,
    the text alone cannot say."""
    found = [(row, data.words_of(row["text"]) or row["text"]) for row in found]
    values = {}
    for row, words in found:
        for label, value in row["labels"].items():
            values.setdefault((words, label), set()).add(value)
    for row, words in found:
        yield {**row, "labels": {k: v for k, v in row["labels"].items() if len(values[words, k]) == 1}}
