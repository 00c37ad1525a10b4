"""Scores the evaluation sets with public models, to be put beside ours: `score.py --data DIR --out DIR`.

Writes DIR/<name>.ndjson, one {source, id, signals} a line, for `conduct models evaluate --scores NAME=FILE`. The
models come with their weights in their PyPI packages (requirements.txt here). Each gives the signals that its own
documentation says it scores; a model with one output for everything gives that output for each of them.
"""

import argparse
import gzip
import json
from pathlib import Path

CORPUS = Path(__file__).resolve().parents[2] / "corpus"
BATCH = 512


def rows(folder):
    """(source, id, text) of every evaluation row, then of the corpus's test split."""
    for path in sorted((folder / "eval").glob("*.jsonl.gz")):
        with gzip.open(path, "rt", encoding="utf-8") as file:
            for line in file:
                row = json.loads(line)
                yield row["source"], row["id"], row["text"]
    for path in sorted(CORPUS.glob("test-*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            yield "conduct-corpus", row["id"], row["text"]


def alt_profanity_check():
    """A linear model over word counts, trained on tweets and Wikipedia comments: one probability."""
    from profanity_check import predict_prob

    names = ["toxicity", "insult", "identity_attack", "profanity"]
    return lambda texts: [dict.fromkeys(names, float(p)) for p in predict_prob(texts)]


def toxic_comment_classifier():
    """A bidirectional LSTM over word embeddings, trained on the Jigsaw toxic comments: six probabilities."""
    from tensorflow.keras.preprocessing.sequence import pad_sequences
    from toxic_classifier.model import MAXLEN, ToxicCommentClassifier

    names = ["toxicity", "severe_toxicity", "profanity", "threat", "insult", "identity_attack"]
    classifier = ToxicCommentClassifier()

    def score(texts):
        # As its `classify` does, but for many texts at once.
        padded = pad_sequences(classifier.tokenizer.texts_to_sequences(texts), maxlen=MAXLEN)
        return [dict(zip(names, map(float, row))) for row in classifier.model.predict(padded, verbose=0)]

    return score


def better_profanity():
    """The word list of better-profanity, with look-alike spellings: yes or no."""
    from better_profanity_rs import profanity

    profanity.load_censor_words()
    names = ["toxicity", "insult", "profanity"]
    return lambda texts: [dict.fromkeys(names, float(profanity.contains_profanity(text))) for text in texts]


MODELS = {
    "word-list": better_profanity,
    "alt-profanity-check": alt_profanity_check,
    "toxic-comment-classifier": toxic_comment_classifier,
}


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--data", required=True, type=Path)
    parser.add_argument("--out", required=True, type=Path)
    parser.add_argument("--model", choices=MODELS, action="append")
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    everything = list(rows(options.data))
    for name in options.model or MODELS:
        score = MODELS[name]()
        with open(options.out / f"{name}.ndjson", "a+", encoding="utf-8") as file:
            file.seek(0)
            # A run that was stopped goes on behind its last line.
            for begin in range(sum(1 for _ in file), len(everything), BATCH):
                part = everything[begin : begin + BATCH]
                for (source, row_id, _), signals in zip(part, score([text for _, _, text in part])):
                    rounded = {signal: round(value, 6) for signal, value in signals.items()}
                    file.write(json.dumps({"source": source, "id": row_id, "signals": rounded}) + "\n")
        print(f"{name}: {len(everything)} texts", flush=True)


if __name__ == "__main__":
    main()
