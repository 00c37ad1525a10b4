"""More texts to imitate the teacher on: variations of labelled ones (Jiao et al. 2020, "TinyBERT", section 3.2).

What a variation means is not known, nor need it be: the teacher says.
"""

import json
import random
import re

import data
import torch

SENTENCE_END = re.compile(r"(?<=[.!?])\s+|\n+")
WORD = re.compile(r"[a-z]{3,}")
# Neighbours of a word that may take its place.
NEIGHBOURS = 8
BLOCK = 2048


def neighbours(table, vocabulary):
    """word -> the words whose embeddings point most nearly the same way, for whole words of the vocabulary."""
    words = [(word, row) for word, row in vocabulary.items() if WORD.fullmatch(word)]
    directions = torch.nn.functional.normalize(table[[row for _, row in words]], dim=1)
    found = {}
    for begin in range(0, len(words), BLOCK):
        near = (directions[begin : begin + BLOCK] @ directions.T).topk(NEIGHBOURS + 1).indices[:, 1:]
        for (word, _), rows in zip(words[begin : begin + BLOCK], near.tolist()):
            found[word] = [words[row][0] for row in rows]
    return found


def varied(text, near, settings, rng):
    """The text or one sentence of it with some words left out and some replaced by a neighbour."""
    sentences = [part for part in SENTENCE_END.split(text) if part.strip()]
    if len(sentences) > 1 and rng.random() < settings["one_sentence"]:
        text = rng.choice(sentences)
    words = []
    for word in text.split():
        if rng.random() < settings["left_out"]:
            continue
        if word.lower() in near and rng.random() < settings["replaced"]:
            word = rng.choice(near[word.lower()])
        words.append(word)
    return " ".join(words)


def variations(texts, sources, known, settings, table, tokenizer, seed):
    """[(text, source)] of texts whose words (`data.words_of`) are not among the known ones, as many of each source as
    the settings say; `table` holds the embeddings [words, width] of the words of the tokenizer's file."""
    near = neighbours(table, json.loads(tokenizer.read_text())["model"]["vocab"])
    known, found = set(known), []
    for text, source in zip(texts, sources):
        copies = settings["copies"].get(str(source), 0)
        # Of each text its own, so that what is varied of it depends on no other.
        rng = random.Random(f"{seed} {text}".encode("utf-8", "replace")) if copies else None
        for _ in range(copies):
            new = varied(text, near, settings, rng)
            words = data.words_of(new)
            if words and words not in known:
                known.add(words)
                found.append((new, source))
    return found
