"""Writes src/scoring/normalise/common-words.ts: words that many kinds of chat have in common.

Usage: python3 models/training/common_words.py --data DIR > src/scoring/normalise/common-words.ts

A word is taken where at least four of the sources below use it twice or more; words are ranked by the
fifth largest of their relative frequencies in the sources, so that no single source's jargon gets in.
Only the list of words leaves the data, no text and no counts. Needs nothing but Python's library.
"""

import argparse
import collections
import gzip
import json
import pathlib
import re
import textwrap

# Sources under CC0, CC BY, MIT, BSD or Apache licences (see DATA.md), train splits only.
SOURCES = (
    "clinc150 banking77 multidogo goemotions wiki-talk-cat stanford-politeness counsel-chat irc-ubuntu "
    "sad-stress empathy-reddit sms-spam toxic-spans paradetox oss-incivility janitr youtube-spam"
).split()
WORD = re.compile(r"(?<![\w@#/.'’])[a-z]+(?![\w@/'’])")
LIMIT = 5000
THREE_LETTERS_LIMIT = 260
# Interjections, and misspellings that are other words when stretched ("looooser" is no "looser").
LEFT_OUT = set("iam looser teh soo ohh ahh ooh uhh noo hah yah yeh huh tho ann ing ole als ins rep dis con doo".split())


def words_of(path: pathlib.Path) -> collections.Counter:
    counts: collections.Counter = collections.Counter()
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            counts.update(WORD.findall(json.loads(line)["text"].lower()))
    return counts


def wanted(word: str) -> bool:
    return (
        len(word) >= 3
        and word not in LEFT_OUT
        and re.search(r"[aeiouy]", word) is not None
        and re.search(r"(.)\1\1", word) is None
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=pathlib.Path, required=True)
    data = parser.parse_args().data
    counts = [words_of(data / "train" / f"{source}.jsonl.gz") for source in SOURCES]
    totals = [sum(count.values()) for count in counts]
    ranked = []
    for word in filter(wanted, set().union(*counts)):
        if sum(count[word] >= 2 for count in counts) >= 4:
            shares = sorted((count[word] / total for count, total in zip(counts, totals)), reverse=True)
            ranked.append((-shares[4], word))
    ranked.sort()
    short = [word for _, word in ranked if len(word) == 3][:THREE_LETTERS_LIMIT]
    long = [word for _, word in ranked if len(word) > 3][: LIMIT - len(short)]
    print("// Made by models/training/common_words.py: do not edit.")
    print("/** Common words of English chat, lower case, from all kinds of sources; see the script for the method. */")
    print("export const COMMON_WORDS = `")
    print("\n".join(textwrap.wrap(" ".join(sorted(short + long)), 108)))
    print("`;")


if __name__ == "__main__":
    main()
