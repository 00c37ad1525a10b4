"""Writes the trained student as models/student-1, and its sum with the kept part as the first stage models/swift-1."""

import hashlib
import json
from pathlib import Path

import numpy as np
import torch

import export
import logits
from student import Network

MODELS = logits.REPOSITORY / "models"


def file_entry(path):
    content = path.read_bytes()
    return {"sha256": hashlib.sha256(content).hexdigest(), "bytes": len(content)}


def write_graph(model, path):
    """The network as ONNX with int8 weights."""
    ids = torch.randint(1000, 2000, (3, 17))
    mask = torch.ones_like(ids)
    mask[1, 9:] = 0
    axes = {"ids": {0: "texts", 1: "tokens"}, "mask": {0: "texts", 1: "tokens"}, "logits": {0: "texts"}}
    raw = path.with_suffix(".raw")
    torch.onnx.export(
        model.eval(), (ids, mask), raw, input_names=["ids", "mask"], output_names=["logits"], dynamic_axes=axes,
        opset_version=17, dynamo=False,
    )
    import onnx

    graph, rounding = export.quantise(onnx.load(raw))
    raw.unlink()
    path.write_bytes(graph.SerializeToString())
    print(f"largest rounding error {rounding:.4f} of the largest weight of its matrix")


def reaches(logits, cutoffs):
    """[texts]: whether one of a text's logits reaches its label's cutoff."""
    return (logits >= cutoffs).any(1)


def missed(total, teacher, goals, margins, positives):
    """By label the share of its labelled texts that the teacher flags and the first stage keeps to itself."""
    lost = reaches(teacher, goals) & ~reaches(total, goals - margins)
    return {label: float((here & lost).sum() / here.sum()) for label, here in positives.items()}


def own_margins(total, teacher, goals, labels, positives, missed_max):
    """[labels]: how far below the goal a label's own logit may lie so that at most the given share of the label's
    texts that the teacher puts above it are missed; of labels with too few texts the median of the others."""
    margins = np.full(len(labels), np.nan)
    for label, here in positives.items():
        column = labels.index(label)
        short = np.sort((goals[column] - total[:, column])[here & (teacher[:, column] >= goals[column])])[::-1]
        may = int(missed_max * here.sum())
        # The cutoff is reached by what lies on it.
        margins[column] = max(0.0, float(short[may]) + 1e-3) if may < len(short) else 0.0
    return np.where(np.isnan(margins), np.nanmedian(margins), margins)


# Texts nearest to a label's cutoff that it is tried to reach for.
NEAREST = 6


def fit_margins(total, teacher, goals, labels, positives, missed_max, chat):
    """[labels]: each label's own margin, then one after the other raised, the one at a time that hands over the fewest
    more messages of `chat` for each text that is no longer missed, until no label's texts are missed more often than
    they may be by whatever label they are flagged for."""
    margins = own_margins(total, teacher, goals, labels, positives, missed_max)
    flagged = reaches(teacher, goals)
    while True:
        reached = reaches(total, goals - margins)
        over = [here for here in positives.values() if (here & flagged & ~reached).sum() > int(missed_max * here.sum())]
        if not over:
            return margins
        lost = np.flatnonzero(flagged & ~reached & np.any(over, axis=0))
        tried = []
        for column in np.flatnonzero(np.isfinite(goals)):
            for gap in np.sort(goals[column] - total[lost, column])[:NEAREST]:
                raised = margins.copy()
                # The cutoff is reached by what lies on it.
                raised[column] = gap + 1e-3
                now = reaches(total, goals - raised)
                tried.append(((now[chat].sum() - reached[chat].sum() + 0.5) / now[lost].sum(), column, raised[column]))
        _, column, margin = min(tried)
        margins[column] = margin


def missed_on_halves(total, teacher, goals, labels, positives, missed_max, chat):
    """By label the share that margins fitted on a half of the texts miss of the other, the mean of eight such."""
    rng = np.random.default_rng(0)
    found = []
    for _ in range(4):
        first = rng.random(len(total)) < 0.5
        for a, b in ((first, ~first), (~first, first)):
            here, there = ({label: rows[part] for label, rows in positives.items()} for part in (a, b))
            margins = fit_margins(total[a], teacher[a], goals, labels, here, missed_max, chat[a])
            found.append(missed(total[b], teacher[b], goals, margins, there))
    return {label: float(np.mean([each[label] for each in found])) for label in positives}


def ship(config, work, prepared):
    """`prepared`: what train.py made ready: chosen texts, teacher's and kept logits, labels, goals, label values.
    `work`: where the student's weights are; None: the student that ships already stays."""
    name, student = config["name"], config["student"]
    labels, goals = prepared.labels, prepared.goals
    folder = MODELS / student
    folder.mkdir(parents=True, exist_ok=True)
    tokenizer = MODELS / "encoder-1/tokenizer.json"
    (folder / "tokenizer.json").write_bytes(tokenizer.read_bytes())
    if work is not None:
        model = Network(prepared.words, len(labels), config["network"])
        model.load_state_dict(torch.load(work / "student.pt"))
        write_graph(model, folder / "model.onnx")

    teacher = json.loads((MODELS / config["teacher"] / "manifest.json").read_text())
    texts = json.loads((Path(__file__).resolve().parents[1] / "common/golden.json").read_text())
    common = {
        "schema": 1,
        "version": config["version"],
        "created": config["created"],
        "licence": config["licence"],
        "labels": labels,
        # Its scores mean what the teacher's mean.
        "calibration": teacher["calibration"],
        "data": teacher["data"],
    }
    manifest = common | {
        "name": student,
        "engine": "onnx",
        "files": {file: file_entry(folder / file) for file in ("model.onnx", "tokenizer.json")},
        "settings": config["serving"],
        "golden": {"tolerance": 0.001, "texts": [{"text": t, "logits": [0.0] * len(labels)} for t in texts]},
        "metrics": {},
    }
    write(folder, manifest)
    scored = logits.score(texts, student, raw=True)
    manifest["golden"]["texts"] = golden(texts, scored.original)
    write(folder, manifest)

    chosen = prepared.chosen
    held = np.flatnonzero(chosen.held_back)
    own = logits.score([chosen.texts[i] for i in held], student)
    total = own.original + prepared.kept[held]
    said = prepared.teacher[held]
    settings = config["hand_over"]
    positives = {
        label: here
        for column, label in enumerate(labels)
        if np.isfinite(goals["direct"][column]) and (here := prepared.targets[held, column] >= 0.5).sum() >= settings["texts_min"]
    }
    chat = chosen.sources[held] == f"{prepared.chat}-chat"
    def by_place(values):
        return {
            place: {l: round(float(v), 3) for l, v, g in zip(labels, values(place), there) if np.isfinite(g)}
            for place, there in goals.items()
        }

    curve = []
    for share in [0.0025, settings["missed_max"], 0.01, 0.02, 0.05]:
        margins = {place: fit_margins(total, said, there, labels, positives, share, chat) for place, there in goals.items()}
        handed_over = {
            place: round(float(reaches(total[chat], there - margins[place]).mean()), 4) for place, there in goals.items()
        }
        print(share, handed_over, flush=True)
        cutoffs = by_place(lambda place: goals[place] - margins[place])
        curve.append({"missedMax": share, "chatHandedOver": handed_over, "cutoffs": cutoffs})
        if share == settings["missed_max"]:
            fitted = margins
    shares = {place: missed(total, said, goals[place], margins, positives) for place, margins in fitted.items()}
    print(shares, flush=True)
    halves = missed_on_halves(total, said, goals["channel"], labels, positives, settings["missed_max"], chat)
    print(f"fitted on halves: {halves}", flush=True)

    folder = MODELS / name
    folder.mkdir(parents=True, exist_ok=True)
    weight = prepared.weight

    kept = logits.score(texts, config["kept_part"], raw=True)
    added = scored.original.astype(np.float64)
    for column, label in enumerate(labels):
        if label in kept.labels:
            added[:, column] += weight * kept.original[:, kept.labels.index(label)]
    parts = [(student, scored.sha256, 1), (config["kept_part"], kept.sha256, weight)]
    write(
        folder,
        common
        | {
            "name": name,
            "engine": "blend",
            "files": {},
            "settings": {"parts": [{"model": m, "sha256": s, "weight": w} for m, s, w in parts]},
            "handOver": {
                "model": {"name": config["teacher"], "sha256": prepared.teacher_sha256},
                "margins": by_place(lambda place: fitted[place]),
                "cutoffs": by_place(lambda place: goals[place] - fitted[place]),
                "missedMax": settings["missed_max"],
            },
            "golden": {"tolerance": 0.001, "texts": golden(texts, added)},
            "metrics": {
                "heldBack": {label: int(here.sum()) for label, here in positives.items()},
                "missed": {place: {k: round(v, 5) for k, v in found.items()} for place, found in shares.items()},
                "curve": curve,
            },
        },
    )
    print(f"wrote models/{student} and models/{name}")


def golden(texts, rows):
    return [{"text": t, "logits": [round(float(x), 5) for x in row]} for t, row in zip(texts, rows)]


def write(folder, manifest):
    (folder / "manifest.json").write_text(json.dumps(manifest, indent=1, ensure_ascii=False) + "\n")
