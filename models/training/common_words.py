"""Writes words of English chat: src/scoring/normalise/common-words.ts, or with --rarer rarer-words.ts.

Usage: python3 models/training/common_words.py --data DIR [--rarer] > src/scoring/normalise/common-words.ts

A common word is taken where at least four of the sources below use it twice or more; words are ranked by the
fifth largest of their relative frequencies in the sources, so that no single source's jargon gets in. Rarer
ones are those of four letters or more that two sources use twice, ranked by the third largest.
Only the list of words leaves the data, no text and no counts. Needs nothing but Python's library.
"""

import argparse
import collections
import gzip
import json
import pathlib
import re
import textwrap

# Sources whose licences allow it (see DATA.md), train splits only.
SOURCES = (
    "clinc150 banking77 multidogo goemotions wiki-talk-cat stanford-politeness counsel-chat irc-ubuntu "
    "sad-stress empathy-reddit sms-spam toxic-spans paradetox oss-incivility janitr youtube-spam"
).split()
WORD = re.compile(r"(?<![\w@#/.'’])[a-z]+(?![\w@/'’])")
LIMIT = 5000
THREE_LETTERS_LIMIT = 260
RARER_LIMIT = 12000
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
    parser.add_argument("--rarer", action="store_true")
    options = parser.parse_args()
    data = options.data
    counts = [words_of(data / "train" / f"{source}.jsonl.gz") for source in SOURCES]
    totals = [sum(count.values()) for count in counts]
    common = ranked_by(counts, totals, sources_min=4, rank=4)
    short = [word for word in common if len(word) == 3][:THREE_LETTERS_LIMIT]
    taken = set(short) | set([word for word in common if len(word) > 3][: LIMIT - len(short)])
    common = [word for word in common if word in taken]
    if not options.rarer:
        write("COMMON_WORDS", "Common words of English chat, lower case, from all kinds of sources, commonest first", common)
        return
    known = set(common)
    rarer = [w for w in ranked_by(counts, totals, sources_min=2, rank=2) if len(w) > 3 and w not in known]
    write("RARER_WORDS", "Words of English chat that are less common, lower case, commonest first", rarer[:RARER_LIMIT])


def ranked_by(counts, totals, sources_min, rank) -> list[str]:
    """Words that so many sources use twice or more, by the (rank + 1)-th largest of their frequencies."""
    ranked = []
    for word in filter(wanted, set().union(*counts)):
        if sum(count[word] >= 2 for count in counts) >= sources_min:
            shares = sorted((count[word] / total for count, total in zip(counts, totals)), reverse=True)
            ranked.append((-shares[rank], word))
    return [word for _, word in sorted(ranked)]


def write(name: str, title: str, words: list[str]) -> None:
    print("// Made by models/training/common_words.py: do not edit.")
    print(f"/** {title}; see the script for the method. */")
    print(f"export const {name} = `")
    print("\n".join(textwrap.wrap(" ".join(words), 108)))
    print("`;")


if __name__ == "__main__":
    main()
