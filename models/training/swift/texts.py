"""The texts that a student learns from, with what its teacher says of them."""

import gzip
import hashlib
import json
import sys
from dataclasses import dataclass
from pathlib import Path

import numpy as np

sys.path.append(str(Path(__file__).resolve().parents[1] / "common"))
import data  # noqa: E402
import logits  # noqa: E402

CHAT = "irc-ubuntu"
CHUNK = 4096


@dataclass
class Texts:
    texts: list
    sources: np.ndarray
    held_back: np.ndarray


def digest(text):
    return hashlib.sha256(text.encode()).hexdigest()


def choose(folder, rows, config):
    """Of each source the first texts by hash, those that no model was trained on apart, and unlabelled chat; of a text
    that is learnt from its beginning."""
    wanted = config["texts"]
    chosen = []
    for source in np.unique(rows.sources):
        here = np.flatnonzero(rows.sources == source)
        here = sorted(here, key=lambda row: digest(rows.texts[row]))
        for held, most in ((False, wanted["per_source"]), (True, wanted["held_back_per_source"])):
            part = [row for row in here if bool(rows.held_back[row]) is held]
            if source not in wanted["whole"]:
                part = part[:most]
            end = None if held else wanted["learnt_characters"]
            chosen.extend((rows.texts[row][:end], str(source), held) for row in part)
    seen = {text for text, _, _ in chosen}
    lines = gzip.open(folder / "unlabelled" / f"{CHAT}.jsonl.gz", "rt")
    chat = {json.loads(line)["text"] for line in lines} - seen
    measured = data.evaluated(folder)
    chat = sorted((text for text in chat if text.strip() and data.words_of(text) not in measured), key=digest)
    begin = wanted["held_back_chat_from"]
    chosen.extend((text, f"{CHAT}-chat", False) for text in chat[: wanted["chat"]])
    chosen.extend((text, f"{CHAT}-chat", True) for text in chat[begin : begin + wanted["held_back_chat"]])
    texts, sources, held = zip(*chosen)
    return Texts(list(texts), np.array(sources), np.array(held))


def scored(texts, model, work):
    """Logits [texts x labels] of the original view by `model`, and its labels; what these very weights scored before, as
    this normaliser gives texts, is kept in `work`, so that a run that was stopped goes on."""
    path = work / f"{model}.npz"
    first = logits.score(texts[:1], model)
    known, labels, scorer = {}, first.labels, f"{first.sha256} normaliser {first.normaliser}"
    if path.exists():
        with np.load(path) as kept:
            if str(kept.get("scorer")) == scorer:
                known = dict(zip(kept["keys"].tolist(), kept["logits"]))
    missing = [text for text in dict.fromkeys(texts) if digest(text) not in known]
    for begin in range(0, len(missing), CHUNK):
        part = missing[begin : begin + CHUNK]
        known.update(zip(map(digest, part), logits.score(part, model).original))
        kept = {"labels": labels, "scorer": scorer, "keys": list(known), "logits": np.array(list(known.values()))}
        np.savez(path.with_suffix(".new.npz"), **kept)
        path.with_suffix(".new.npz").replace(path)
        print(f"{model}: {begin + len(part)} of {len(missing)} texts", flush=True)
    return np.array([known[digest(text)] for text in texts]), labels
