"""Rows of the collections, mapped to the model's columns. The row format is described in ../DATA.md."""

import gzip
import hashlib
import json
import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np

# Masks that some collections put in place of links; left in, they would give the collection away.
LINK_MASK = re.compile(r"\[URL\]|<url>", re.IGNORECASE)
USER_MASK = re.compile(r"\[USER\]|<user>", re.IGNORECASE)
REPOSITORY = Path(__file__).resolve().parents[3]
# What models are measured on besides eval/: ordinary chat for false alarms, and the corpus's test split.
CHAT_MEASURED = REPOSITORY / "bench/data/irc-sample.ndjson.gz"
CORPUS_MEASURED = REPOSITORY / "models/corpus/test-main.jsonl"
# What messages of unlabelled/irc-ubuntu.jsonl.gz are that were read for this project, by the sha256 of their text; one
# file a reading. A stage that learns from others names them as `chat_labels`.
CHAT_LABELS = ["irc-labels.json"]
CHAT_SOURCE = "irc-labelled"
# Training texts that are nearly texts that models are measured on, by the sha256 of their text (near_duplicates.py).
NEAR_DUPLICATES = Path(__file__).with_name("near-duplicates.json")
NOT_WORD = re.compile(r"[^\w\s\U0001F000-\U0001FAFF\u2600-\u27BF]", re.UNICODE)


@dataclass
class Rows:
    """Texts with targets in [0, 1] (nan: no label) and weights, one column per label of the model."""

    texts: list[str]
    sources: np.ndarray
    targets: np.ndarray
    weights: np.ndarray
    held_back: np.ndarray


def read_config(path):
    """A configuration; what it does not say is as in the file beside it that it names as `like`, what a stage does not
    say as in the earlier stage that it names so."""
    with open(path, "rb") as file:
        config = tomllib.load(file)
    if "like" in config:
        config = read_config(Path(path).with_name(config["like"])) | config
    stages = {}
    for stage in config.get("stage", []):
        stages[stage["name"]] = (stages[stage["like"]] if "like" in stage else {}) | stage
    return config | ({"stage": list(stages.values())} if stages else {})


def of_stage(config, stage):
    """The configuration with the readings of chat that a stage learns from."""
    return config | {"chat_labels": stage.get("chat_labels", CHAT_LABELS)}


def stages_shown(config):
    """The stages up to the one that ships; those behind it have shown the network nothing."""
    names = [stage["name"] for stage in config["stage"]]
    return config["stage"][: 1 + names.index(config["shipped_stage"])]


def read_source(path):
    with (gzip.open if path.suffix == ".gz" else open)(path, "rt", encoding="utf-8") as file:
        for line in file:
            yield json.loads(line)


def clean(text):
    return USER_MASK.sub("@user", LINK_MASK.sub("https://link", text))


def words_of(text):
    """Its words and emoji in lower case, one space between them."""
    return " ".join(NOT_WORD.sub(" ", text.lower()).split())


@cache
def evaluated(folder):
    """Words of every text that models are measured on: none of them may be learnt from. `folder` holds eval/."""
    paths = [*sorted((folder / "eval").glob("*.jsonl.gz")), CHAT_MEASURED, CORPUS_MEASURED]
    found = {words_of(clean(row["text"])) for path in paths for row in read_source(path)}
    # Texts without a word or an emoji ("??") tell nothing apart.
    return frozenset(found - {""})


@cache
def nearly_evaluated():
    """Keys of the training texts that are nearly texts that models are measured on."""
    return frozenset(json.loads(NEAR_DUPLICATES.read_text()))


def text_key(text):
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:16]


def share(text):
    """A number in [0, 1) that depends on the words alone."""
    return int.from_bytes(hashlib.sha1(words_of(text).encode("utf-8", "replace")).digest()[:4], "big") / 2**32


def targets_of(row, config, grounds):
    """(target, weight) per column of one row. A label that is None stays unknown (nan, 0), one that is absent stays
    absent: see [entailed] and [assumed_zero] in the configuration for the only zeros that are derived, but for those of
    `grounds`, the columns of grounds that raters of its source could name: what they did not name was not the ground."""
    found = {}
    for label, value in row["labels"].items():
        column = config["columns"].get(label)
        if column is None:
            continue
        if value is None:
            found.setdefault(column, (np.nan, 0.0))
            continue
        old = found.get(column)
        found[column] = (max(float(value), old[0]) if old else float(value), 1.0)
    entailed = config["entailed"]
    base = found.get(entailed["from"])
    if base is not None and base[0] == 0:
        for column in entailed["zero"]:
            found.setdefault(column, (0.0, entailed["weight"]))
    assumed = config["assumed_zero"]
    for column, sources in assumed.items():
        if column != "weight" and row["source"] in sources:
            found.setdefault(column, (0.0, assumed["weight"]))
    if any(found.get(g, (0,))[0] >= 0.5 for g in grounds):
        for ground in grounds:
            found.setdefault(ground, (0.0, 1.0))
    return found


def grounds_of(rows, config):
    """Columns of the grounds of attacks that occur among rows."""
    columns = {config["columns"].get(label) for row in rows for label in row["labels"]}
    return sorted(column for column in columns - {None} if column.startswith("target_"))


def labelled_chat(folder, files):
    """Messages of public chat (CC BY 4.0; Kummerfeld et al. 2019) that were chosen for what a model says much of, and read.
    None is held back: nothing can be fitted to how often such a choice is right. A label that is None is one that two
    people might see differently: nothing is said of it, nor does a zero of another entail one."""
    readings = [json.loads((Path(__file__).resolve().parent / file).read_text()) for file in files]
    messages = {
        key: dict.fromkeys(reading["signals"], 0) | found for reading in readings for key, found in reading["messages"].items()
    }
    for row in read_source(folder / "unlabelled" / "irc-ubuntu.jsonl.gz"):
        labels = messages.pop(text_key(row["text"]), None)
        if labels is not None:
            yield {"text": row["text"], "source": CHAT_SOURCE, "labels": labels, "chosen": True}


def load(folder, config, extra=()):
    """Reads every `train/*.jsonl.gz` of `folder` but the excluded sources, then labelled chat and the rows of `extra`;
    without texts that models are measured on or that are nearly such, and without rows of assumed labels whose text is
    among labelled chat."""
    labels = config["labels"]
    measured, near = evaluated(folder), nearly_evaluated()
    readings = [] if CHAT_SOURCE in config["excluded_sources"] else config.get("chat_labels", CHAT_LABELS)
    chat = list(labelled_chat(folder, readings))
    read = {words_of(clean(row["text"])) for row in chat} - {""}
    texts, names, targets, weights, held_back = [], [], [], [], []

    def add(row, grounds):
        words = words_of(clean(row["text"]))
        if words in measured or text_key(row["text"]) in near or (row.get("weak") and words in read):
            return
        target = np.full(len(labels), np.nan, dtype=np.float32)
        weight = np.zeros(len(labels), dtype=np.float32)
        for column, (value, row_weight) in targets_of(row, config, grounds).items():
            at = labels.index(column)
            target[at] = value
            weight[at] = row_weight * source_weight(config, column, row["source"])
        texts.append(clean(row["text"]))
        names.append(row["source"])
        targets.append(target)
        weights.append(weight)
        unit = row.get("group") if config.get("hold_back_pairs") else None
        held_back.append(not row.get("chosen") and share(unit or row["text"]) < config["held_back_share"])

    sources = [
        read_source(path)
        for path in sorted((folder / "train").glob("*.jsonl.gz"))
        if path.name.removesuffix(".jsonl.gz") not in config["excluded_sources"]
    ]
    for source in [*sources, chat, extra]:
        rows = list(source)
        grounds = grounds_of(rows, config)
        for row in rows:
            add(row, grounds)
    return Rows(texts, np.array(names), np.array(targets), np.array(weights), np.array(held_back))


def source_weight(config, column, source):
    weights = config["source_weight"]
    by_column = weights.get(column, {})
    return by_column.get(source, weights["all"].get(source, 1.0))


def held_back(rows, config):
    """Rows that training never saw, of each source at most `rows_max` or what `rows_max_of` says of it: sources count by
    the square root of their size, and more would add little but time."""
    kept = rows.held_back & (rows.weights.sum(axis=1) > 0)
    rng = np.random.default_rng(config["seed"])
    settings = config["calibration"]
    for source in np.unique(rows.sources[kept]):
        here = np.flatnonzero(kept & (rows.sources == source))
        most = settings.get("rows_max_of", {}).get(str(source), settings["rows_max"])
        kept[rng.permutation(here)[most:]] = False
    texts = [text for text, keep in zip(rows.texts, kept) if keep]
    return Rows(texts, rows.sources[kept], rows.targets[kept], rows.weights[kept], rows.held_back[kept])


def sources_list(config, rows, shown=None):
    """The manifest's list of sources: rows with a label that was used, of those in `shown`."""
    used = rows.weights.sum(axis=1) > 0
    counts = {str(s): int((used & (rows.sources == s)).sum()) for s in np.unique(rows.sources)}
    return [
        {"source": s, "licence": config["licences"][s], "rows": n}
        for s, n in counts.items()
        if n > 0 and (shown is None or s in shown)
    ]
