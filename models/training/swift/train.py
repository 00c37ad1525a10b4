"""Trains the student and ships it as a first stage: `train.py --data DIR --work DIR [--config swift-1.toml] [--kept]`.

Writes models/student-1 (a small network that imitates what the teacher adds to its kept part) and models/swift-1
(their sum, and from which logit on it leaves a text to the teacher). --work keeps the teacher's logits and the trained
network. With --kept the student is the one that ships already, and where it leaves a text to the teacher is fitted anew:
where the teacher's calibration has moved, or a threshold. Needs `npm run build` and the packages of
../encoder/requirements.txt.
"""

import argparse
import json
import sys
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch

HERE = Path(__file__).resolve().parent
# This folder's modules come first: the encoder's has some of the same names.
sys.path[:0] = [str(HERE), str(HERE.parent / "common"), str(HERE.parent / "encoder")]
import corpus  # noqa: E402
import data  # noqa: E402
import logits  # noqa: E402
import network  # noqa: E402
import ship  # noqa: E402
import texts  # noqa: E402
import thresholds  # noqa: E402
import tokens  # noqa: E402
import vary  # noqa: E402
from student import Network  # noqa: E402


def batches(lengths, rows, settings, rng):
    """Row numbers in batches under the token budget, of texts of like length, in random order."""
    order = rows[np.argsort(lengths[rows] + rng.uniform(0, 2, len(rows)), kind="stable")]
    found, batch = [], []
    for row in order:
        width = min(lengths[row] + 2, settings["tokens_max"])
        if batch and width * (len(batch) + 1) > settings["batch_tokens"]:
            found.append(batch)
            batch = []
        batch.append(row)
    found.append(batch)
    return [found[i] for i in rng.permutation(len(found))]


def pad(ragged, rows, tokens_max):
    parts = [np.concatenate([[101], ragged[row][: tokens_max - 2], [102]]) for row in rows]
    width = max(map(len, parts))
    ids = np.zeros((len(parts), width), dtype=np.int64)
    mask = np.zeros((len(parts), width), dtype=np.int64)
    for i, part in enumerate(parts):
        ids[i, : len(part)] = part
        mask[i, : len(part)] = 1
    return torch.from_numpy(ids), torch.from_numpy(mask)


def loss_of(predicted, kept, teacher, goals, settings):
    """How far off the sum is, and how surely on the wrong side of each place's threshold; both count more where it
    matters."""
    low, high = settings["clip"]
    total = predicted + kept
    near = 1 + settings["near_weight"] * (teacher >= torch.stack(goals).amin(0) - settings["near"]).float()
    off = torch.nn.functional.smooth_l1_loss(total.clamp(low - 2, high + 2), teacher.clamp(low, high), reduction="none")
    gain = settings["side_gain"]
    sides = [
        torch.nn.functional.binary_cross_entropy_with_logits(
            gain * (total - there), torch.sigmoid(gain * (teacher - there)), reduction="none"
        )
        for there in goals
    ]
    return (near * (settings["logit_share"] * off + sum(sides) / len(sides))).mean()


def first_words(table, width):
    """The encoder's word embeddings, in as many of their main directions as the student has."""
    centred = table - table.mean(0)
    _, _, directions = torch.linalg.svd(centred, full_matrices=False)
    words = centred @ directions[:width].T
    return words / words.std() * 0.3


@dataclass
class Prepared:
    """What a student is trained on and judged by; arrays have a row a text and a column a label."""

    chosen: texts.Texts
    labels: list
    teacher: np.ndarray
    teacher_sha256: str
    # The kept part's logits times its weight in the teacher.
    kept: np.ndarray
    weight: float
    # By place the lowest threshold of each label as a logit of the teacher; infinite where it has none.
    goals: dict
    # What people said of the texts; NaN where nobody did.
    targets: np.ndarray
    words: int = 0
    chat: str = texts.CHAT


def with_variations(chosen, measured, table, config):
    """The texts and, after them, variations of those that are learnt from."""
    learnt = np.flatnonzero(~chosen.held_back)
    found = vary.variations(
        [chosen.texts[i] for i in learnt],
        chosen.sources[learnt],
        measured.union(map(data.words_of, chosen.texts)),
        config["variations"],
        table,
        logits.REPOSITORY / "models/encoder-1/tokenizer.json",
        config["seed"],
    )
    print(f"{len(chosen.texts)} texts, {len(found)} variations", flush=True)
    new, sources = zip(*found)
    return texts.Texts(
        chosen.texts + list(new),
        np.concatenate([chosen.sources, np.array(sources)]),
        np.concatenate([chosen.held_back, np.zeros(len(new), dtype=bool)]),
    )


def held_back_alone(chosen):
    here = np.flatnonzero(chosen.held_back)
    return texts.Texts([chosen.texts[i] for i in here], chosen.sources[here], chosen.held_back[here])


def prepare(options, config, table):
    rows_config = data.read_config(options.config.parent / config["rows_of"])
    learnt = corpus.rows("train", corpus.learnt(rows_config))
    rows = data.load(options.data, rows_config, corpus.without_conflicts(learnt))
    chosen = texts.choose(options.data, rows, config)
    if options.kept:
        chosen = held_back_alone(chosen)
    else:
        chosen = with_variations(chosen, data.evaluated(options.data), table, config)
    teacher, labels = texts.scored(chosen.texts, config["teacher"], options.work)
    kept, kept_labels = texts.scored(chosen.texts, config["kept_part"], options.work)
    manifest = json.loads((logits.REPOSITORY / "models" / config["teacher"] / "manifest.json").read_text())
    weight = next(p["weight"] for p in manifest["settings"]["parts"] if p["model"] == config["kept_part"])
    none = np.zeros(len(kept), dtype=np.float32)
    kept = [weight * kept[:, kept_labels.index(label)] if label in kept_labels else none for label in labels]
    policy = thresholds.read_policy(logits.REPOSITORY)
    goals = {place: [] for place in thresholds.PLACES}
    for place, found in goals.items():
        for label in labels:
            calibration = manifest["calibration"]["signals"].get(label)
            threshold = thresholds.lowest(policy, label, place) or config["hand_over"]["usual_threshold"]
            found.append(np.inf if calibration is None else thresholds.inverse(calibration, threshold))
    at = {text: row for row, text in enumerate(rows.texts)}
    columns = [rows_config["labels"].index(label) for label in labels]
    unknown = np.full(len(labels), np.nan)
    targets = np.array([rows.targets[at[text], columns] if text in at else unknown for text in chosen.texts])
    sha256 = logits.score(["a text"], config["teacher"]).sha256
    goals = {place: np.array(found) for place, found in goals.items()}
    kept = np.stack(kept, axis=1).astype(np.float32)
    return Prepared(chosen, labels, teacher, sha256, kept, weight, goals, targets)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--data", required=True, type=Path)
    parser.add_argument("--work", required=True, type=Path)
    parser.add_argument("--config", type=Path, default=HERE / "swift-1.toml")
    parser.add_argument("--kept", action="store_true", help="the student that ships already")
    parser.add_argument("--threads", type=int, default=2)
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    options.work.mkdir(parents=True, exist_ok=True)
    config = data.read_config(options.config)
    settings = config["training"]
    table = network.word_embeddings()
    prepared = prepare(options, config, table)
    chosen, labels = prepared.chosen, prepared.labels
    for place, goals in prepared.goals.items():
        print(place, {l: round(float(g), 2) for l, g in zip(labels, goals) if np.isfinite(g)}, flush=True)
    if options.kept:
        ship.ship(config, None, prepared)
        return

    tokenizer = logits.REPOSITORY / "models/encoder-1/tokenizer.json"
    ragged = tokens.extract(chosen.texts, tokenizer).original
    rng = np.random.default_rng(config["seed"])
    torch.manual_seed(config["seed"])
    words = first_words(table, config["network"]["width"])
    model = Network(len(words), len(labels), config["network"])
    with torch.no_grad():
        model.words.weight[1:] = words[1:]
        model.words.weight[0] = 0
    groups = [
        {"params": [model.words.weight], "lr": settings["rate_embeddings"], "weight_decay": 0.0},
        {"params": [p for n, p in model.named_parameters() if not n.startswith("words")], "lr": settings["rate"]},
    ]
    optimiser = torch.optim.AdamW(groups, weight_decay=settings["weight_decay"])
    train_rows = np.flatnonzero(~chosen.held_back)
    per_epoch = len(batches(ragged.lengths, train_rows, settings, rng))
    schedule = torch.optim.lr_scheduler.OneCycleLR(
        optimiser, [g["lr"] for g in groups], total_steps=settings["epochs"] * (per_epoch + 8), pct_start=0.15
    )
    # Labels without a threshold are learnt for their value alone.
    goals = [torch.tensor(np.where(np.isfinite(g), g, 1.0), dtype=torch.float32) for g in prepared.goals.values()]
    for epoch in range(settings["epochs"]):
        sums, count = 0.0, 0
        for batch in batches(ragged.lengths, train_rows, settings, rng):
            batch = np.array(batch)
            loss = loss_of(
                model(*pad(ragged, batch, settings["tokens_max"])),
                torch.from_numpy(prepared.kept[batch]),
                torch.from_numpy(prepared.teacher[batch]),
                goals,
                settings,
            )
            optimiser.zero_grad(set_to_none=True)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimiser.step()
            schedule.step()
            sums, count = sums + loss.item(), count + 1
        print(f"epoch {epoch}: loss {sums / count:.4f}", flush=True)
    torch.save(model.state_dict(), options.work / "student.pt")
    prepared.words = len(words)
    ship.ship(config, options.work, prepared)


if __name__ == "__main__":
    main()
