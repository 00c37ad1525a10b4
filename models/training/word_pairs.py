"""Writes how common words of English chat are, and which follow which: src/scoring/normalise/word-pairs.txt.

Usage: python3 models/training/word_pairs.py --data DIR > src/scoring/normalise/word-pairs.txt

Counts are over the sources of common_words.py, in steps of half a power of two. First the words, commonest first, a
line for each step: `step word word ...`. Then, behind an empty line, the pairs, a line for each first word:
`place follower.step follower.step ...`, where a place is a word's number among all, in base 36. A pair stands there
where it occurs more than twice as often as its words by themselves would make it.
Only counts leave the data, no text: of words that occur four times or more, in two sources or more, and of pairs of
them that occur three times.
Needs nothing but Python's library.
"""

import argparse
import collections
import gzip
import json
import math
import pathlib
import re

import common_words

TOKEN = re.compile(r"[a-z]+(?:['’][a-z]+)?|[^a-z\s]")
COUNT_MIN = 4
PAIR_COUNT_MIN = 3
SOURCES_MIN = 2
DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"


def base36(number: int) -> str:
    rest, digit = divmod(number, 36)
    return (base36(rest) if rest else "") + DIGITS[digit]


def step(count: float) -> int:
    return round(2 * math.log2(count))


def counted(folder: pathlib.Path):
    words, pairs, spread = collections.Counter(), collections.Counter(), collections.Counter()
    for source in common_words.SOURCES:
        seen = set()
        with gzip.open(folder / f"{source}.jsonl.gz", "rt", encoding="utf-8") as lines:
            for line in lines:
                tokens = TOKEN.findall(json.loads(line)["text"].lower().replace("’", "'"))
                words.update(token for token in tokens if token[0].isalpha())
                seen.update(tokens)
                pairs.update((a, b) for a, b in zip(tokens, tokens[1:]) if a[0].isalpha() and b[0].isalpha())
        spread.update(seen)
    return words, pairs, spread


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=pathlib.Path, required=True)
    words, pairs, spread = counted(parser.parse_args().data / "train")
    total = sum(words.values())
    ranked = sorted(words.items(), key=lambda item: (-item[1], item[0]))
    # What a single source says is somebody's name as often as not.
    taken = [word for word, count in ranked if count >= COUNT_MIN and spread[word] >= SOURCES_MIN]
    place = {word: i for i, word in enumerate(taken)}
    by_step = collections.defaultdict(list)
    for word in taken:
        by_step[step(words[word])].append(word)
    for number, same in by_step.items():
        print(number, *same)
    print()
    followers = collections.defaultdict(list)
    for (a, b), count in sorted(pairs.items()):
        if count >= PAIR_COUNT_MIN and a in place and b in place and count > 2 * words[a] * words[b] / total:
            followers[a].append(f"{base36(place[b])}.{step(count)}")
    for word in taken:
        if word in followers:
            print(base36(place[word]), *followers[word])


if __name__ == "__main__":
    main()
