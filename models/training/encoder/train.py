"""Fine-tunes the encoder and ships it: `train.py --data DIR --work DIR [--config encoder-1.toml] [--stage NAME] [--begin NAME]`.

DIR of --data holds train/ and eval/ in the row format of ../DATA.md; --work keeps checkpoints, from which a run that was
stopped goes on. After the stage `shipped_stage` the model's folder is written (see ship.py); with --stage the run ends after
that stage. --begin begins with a stage, from the shipped model or, better, from the weights that the stage before left
(--weights), which hold the auxiliary heads too. Needs `npm run build` and the packages of requirements.txt. A GPU is used where there is
one; two cores show the network 30 to 150 texts a second. The same data, configuration and number of threads give nearly the same weights.
"""

import argparse
import random
import sys
import time
from pathlib import Path

import numpy as np
import torch

sys.path.append(str(Path(__file__).resolve().parents[1] / "common"))
import augment  # noqa: E402
import corpus  # noqa: E402
import data  # noqa: E402
import network  # noqa: E402
import ship  # noqa: E402
import shipped  # noqa: E402
import taught  # noqa: E402
import tokens  # noqa: E402

HERE = Path(__file__).resolve().parent
CHUNK_BATCHES = 64
VALIDATION_ROWS = 3000


def seed_of(config, stage):
    return config["seed"] * 1000 + config["stage"].index(stage)


def draw(rows, shares, rng):
    """Row numbers as often as the shares say, whole copies first, in random order."""
    drawn = []
    for source in np.unique(rows.sources):
        pool = np.flatnonzero((rows.sources == source) & ~rows.held_back & (rows.weights.sum(axis=1) > 0))
        share = shares.get(str(source), 0.0)
        drawn.extend(np.tile(pool, int(share)))
        drawn.extend(rng.choice(pool, round(len(pool) * (share % 1)), replace=False))
    return rng.permutation(np.array(drawn))


def lesson(config, stage, shares, folder, tokenizer):
    """The rows of a stage; the numbers of those that it shows, each source as often as `shares` says, in random order;
    and the generator of its random numbers, which goes on."""
    rng = np.random.default_rng(seed_of(config, stage))
    rows = data.load(folder, data.of_stage(config, stage), corpus.without_conflicts(corpus.rows("train", stage["corpus"])))
    order = draw(rows, shares, rng)
    if "variations" in stage:
        labelled = len(rows.texts)
        table = network.word_embeddings()
        rows = taught.with_variations(rows, data.evaluated(folder), stage["variations"], table, tokenizer)
        order = rng.permutation(np.concatenate([order, np.arange(labelled, len(rows.texts))]))
    return rows, order, rng


def batches(order, lengths, settings, rng):
    """Batches under the token budget, of texts of like length, the batches themselves in random order."""
    found = []
    chunk = settings["texts_per_step"] * CHUNK_BATCHES
    for begin in range(0, len(order), chunk):
        part = np.arange(begin, min(begin + chunk, len(order)))
        part = part[np.argsort(lengths[part], kind="stable")]
        batch = []
        for at in part:
            width = min(lengths[at] + 2, settings["tokens_max"])
            if batch and width * (len(batch) + 1) > settings["batch_tokens"]:
                found.append(batch)
                batch = []
            batch.append(at)
        found.append(batch)
    return [found[i] for i in rng.permutation(len(found))]


def windows_shown(model, ragged, targets, settings, cutting, rng):
    """Tokens of every text as they are shown, and which are not of its beginning: of a text that is longer than a window
    one window, for serving takes the largest of what it says of each. Where people said that a label holds,
    the window in which the network sees most of those labels, as it stands (Andrews et al. 2003); where none does, any."""
    size = cutting["windowTokens"] - 2
    long = np.flatnonzero(ragged.lengths > size)
    cut = {row: ship.windows(ragged[row], size, cutting["overlapTokens"]) for row in long}
    holds = np.nan_to_num(targets) >= 0.5
    asked = [row for row in long if holds[row].any()]
    pieces = tokens.Ragged.of([window for row in asked for window in cut[row]])
    said = predict(model, pieces, settings["tokens_max"], targets.shape[1])
    at, chosen = 0, {row: int(rng.integers(len(cut[row]))) for row in long}
    for row in asked:
        mine = said[at : at + len(cut[row])]
        at += len(mine)
        chosen[row] = int(mine[:, holds[row]].sum(axis=1).argmax())
    shown = [cut[row][chosen[row]] if row in cut else ragged[row] for row in range(len(ragged))]
    later = np.zeros(len(ragged), dtype=bool)
    later[[row for row, window in chosen.items() if window > 0]] = True
    print(f"{len(long)} texts by one window, {len(asked)} by what they hold", flush=True)
    return tokens.Ragged.of(shown), later


def rate_factor(step, steps, stage, warm_up):
    if step < warm_up:
        return (step + 1) / warm_up
    begin = steps * (1 - stage["decay"])
    first = stage.get("rate_begin", 1.0)
    if stage["decay"] == 0 or step < begin:
        return first
    return first + (stage["rate_end"] - first) * (step - begin) / (steps - begin)


def masked_loss(logits, targets, weights):
    """Binary cross-entropy over the labels that a text has, [texts]."""
    known = ~torch.isnan(targets)
    loss = torch.nn.functional.binary_cross_entropy_with_logits(logits, targets.nan_to_num(0), reduction="none")
    weights = weights * known
    return (loss * weights).sum(1) / weights.sum(1).clamp(min=1).sqrt()


def taught_loss(logits, taught, temperature=2.0):
    """Cross-entropy with what a teacher says of every label, [texts], of logits [texts, labels] both divided by a
    temperature, which lets its order among the unlikely be learnt too (Hinton et al. 2015)."""
    wanted = torch.sigmoid(taught / temperature)
    loss = torch.nn.functional.binary_cross_entropy_with_logits(logits / temperature, wanted, reduction="none")
    # Less the part that nothing can take away, so that a text counts by how far it is off.
    loss = loss - torch.nn.functional.binary_cross_entropy(wanted, wanted, reduction="none")
    return temperature**2 * loss.sum(1) / logits.shape[1] ** 0.5


def predict(model, ragged, tokens_max, labels, batch_tokens=8192):
    """Logits [rows, labels] of token rows, without gradients; texts of like length together."""
    model.eval()
    out = np.zeros((len(ragged), labels), dtype=np.float32)
    order = np.argsort(ragged.lengths, kind="stable")
    begin = 0
    with torch.inference_mode(), network.autocast():
        while begin < len(order):
            width = min(int(ragged.lengths[order[min(begin + 255, len(order) - 1)]]) + 2, tokens_max)
            part = order[begin : begin + max(1, min(256, batch_tokens // width))]
            out[part] = model(*network.pad([ragged[i] for i in part], tokens_max, model.framing)).float().numpy()
            begin += len(part)
    model.train()
    return out


def validate(model, views, rows, config):
    from sklearn.metrics import roc_auc_score

    logits = predict(model, views.original, config["training"]["tokens_max"], len(config["labels"]))
    found = {}
    for column, label in enumerate(config["labels"]):
        known = ~np.isnan(rows[:, column])
        truth = rows[known, column] >= 0.5
        if 5 <= truth.sum() < len(truth):
            found[label] = roc_auc_score(truth, logits[known, column])
    mean = np.mean(list(found.values()))
    print(f"held back: mean {mean:.4f},", ", ".join(f"{k} {v:.3f}" for k, v in found.items()), flush=True)


def average(model, others, share):
    """Weights between a model's own and others, which do what both do better than either (Wortsman et al. 2022)."""
    own = network.weights_of(model)
    model.load_state_dict({k: torch.lerp(v, others[k], share) if v.is_floating_point() else v for k, v in own.items()})


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--data", required=True, type=Path)
    parser.add_argument("--work", required=True, type=Path)
    parser.add_argument("--config", type=Path, default=HERE / "encoder-1.toml")
    parser.add_argument("--stage", help="stop after this stage")
    parser.add_argument("--begin", help="begin with this stage")
    parser.add_argument("--weights", type=Path, help="with --begin: from these instead of the shipped model's")
    parser.add_argument("--layers", type=int, help="of the first so many layers alone, to see what the others are worth")
    parser.add_argument("--share", type=float, default=1.0, help="show so much of each stage, to try something out")
    parser.add_argument("--threads", type=int, default=2)
    options = parser.parse_args()
    config = data.read_config(options.config)
    settings = config["training"]
    names = [stage["name"] for stage in config["stage"]]
    tried_out = options.layers is not None or options.share != 1.0
    for name in (options.stage, options.begin):
        if name is not None and name not in names:
            parser.error(f"no stage {name}: {', '.join(names)}")
    if options.stage is None and (tried_out or config["shipped_stage"] not in names[names.index(options.begin or names[0]) :]):
        parser.error("--stage is missing: what is tried out does not ship")
    begin, end = names.index(options.begin or names[0]), names.index(options.stage or config["shipped_stage"])
    for stage in config["stage"][begin : end + 1]:
        for other in stage.get("average_with", {}):
            if other not in names[: names.index(stage["name"])]:
                parser.error(f"stage {stage['name']}: no earlier stage {other} to average with")
            if names.index(other) < begin and not (options.work / f"{other}.pt").exists():
                parser.error(f"stage {stage['name']} needs {other}.pt in {options.work}")
    torch.set_num_threads(options.threads)
    options.work.mkdir(parents=True, exist_ok=True)
    tokenizer = network.write_tokenizer(options.work / "tokenizer.json")

    torch.manual_seed(config["seed"])
    model = network.Network(len(config["labels"]), config["network"]["dropout"], config["network"]["base"], options.work)
    if options.weights:
        model.load_state_dict(torch.load(options.weights))
    elif options.begin:
        shipped.load(model, tokens.REPOSITORY / "models" / config["name"] / "model.onnx")
    if options.layers:
        model.encoder.encoder.layer = model.encoder.encoder.layer[: options.layers]
    model.to(network.device())
    words = [model.encoder.embeddings.word_embeddings.weight]
    head = list(model.head.parameters())
    special = {id(p) for p in words + head}
    others = [p for p in model.parameters() if id(p) not in special]
    groups = [(words, "rate_embeddings"), (others, "rate"), (head, "rate_head")]
    optimiser = torch.optim.AdamW(
        [{"params": p, "lr": settings[name], "rate": settings[name]} for p, name in groups],
        weight_decay=settings["weight_decay"],
        fused=True,
    )
    auxiliary = np.array([label.startswith("aux_") for label in config["labels"]])
    checkpoint = options.work / "checkpoint.pt"
    at_stage, at_step = 0, 0
    if options.begin:
        at_stage = names.index(options.begin)
    begun_at = at_stage
    if checkpoint.exists():
        kept = torch.load(checkpoint, map_location="cpu")
        if kept["stage"] < begun_at:
            parser.error(f"{checkpoint} is of a stage before {options.begin}: another --work, or without --begin")
        model.load_state_dict(kept["model"])
        optimiser.load_state_dict(kept["optimiser"])
        at_stage, at_step = kept["stage"], kept["step"]
        print(f"goes on at stage {[*names, 'none'][at_stage]}, step {at_step}", flush=True)

    def save(stage, step):
        kept = {"model": model.state_dict(), "optimiser": optimiser.state_dict(), "stage": stage, "step": step}
        torch.save(kept, options.work / "checkpoint.new")
        (options.work / "checkpoint.new").replace(checkpoint)

    for number, stage in enumerate(config["stage"]):
        if number < at_stage:
            continue
        seed = seed_of(config, stage)
        rows, order, rng = lesson(config, stage, stage["rows"], options.data, tokenizer)
        order = order[: round(options.share * stage.get("share", 1.0) * len(order))]
        ordinary = np.isin(rows.sources, config["calibration"]["chat_sources"]) & stage.get("furnish", False)
        changes = config["augment"] | stage.get("augment", {})
        said = None
        if "teacher_share" in stage:
            said = torch.from_numpy(taught.logits_of(rows.texts, config["labels"]))
            asked = ~said[order, 0].isnan().numpy()
            # Of the collections only texts that the teacher was asked of; what was labelled here teaches without it as well.
            order = order[asked | np.isin(rows.sources[order], [corpus.SOURCE, data.CHAT_SOURCE])]
            print(f"taught: {asked.sum()} of {len(order)} texts", flush=True)
        shown = [
            augment.augmented(rows.texts[row], random.Random(seed * 1_000_003 + i), changes, ordinary[row])
            for i, row in enumerate(order)
        ]
        # Of a text that gave way to a link nothing is known but what holds for every ordinary message.
        emptied = ordinary[order] & np.array([augment.is_link_alone(text) for text in shown])
        original, later = tokens.extract(shown, tokenizer).original, None
        if "by_window" in stage:
            original, later = windows_shown(model, original, rows.targets[order], settings, stage["by_window"], rng)
        plan = batches(order, original.lengths, settings, rng)
        held = np.flatnonzero(rows.held_back & (rows.weights.sum(axis=1) > 0))
        held = rng.choice(held, min(VALIDATION_ROWS, len(held)), replace=False)
        held_views, held_targets = tokens.extract([rows.texts[i] for i in held], tokenizer), rows.targets[held]
        print(f"stage {stage['name']}: {len(order)} texts, {len(plan)} steps, "
              f"{np.minimum(original.lengths + 2, settings['tokens_max']).mean():.1f} tokens a text", flush=True)

        began, seen, total = time.time(), 0, 0.0
        first = at_step if number == at_stage else 0
        for step in range(first, min(stage.get("steps", len(plan)), len(plan))):
            factor = rate_factor(step, len(plan), stage, settings["warm_up_steps"] if number == begun_at else 0)
            for group in optimiser.param_groups:
                group["lr"] = group["rate"] * factor
            batch = plan[step]
            ids, mask = network.pad([original[i] for i in batch], settings["tokens_max"], model.framing)
            targets = rows.targets[order[batch]]
            targets[np.ix_(emptied[batch], auxiliary)] = np.nan
            targets = torch.from_numpy(targets)
            weights = torch.from_numpy(rows.weights[order[batch]])
            with network.autocast():
                logits = model(ids, mask)
            loss = masked_loss(logits.float(), targets, weights)
            if said is not None:
                wanted = said[order[batch]]
                wanted[torch.from_numpy(emptied[batch])] = np.nan
                # The teacher read the beginning.
                if later is not None:
                    wanted[torch.from_numpy(later[batch])] = np.nan
                soft = taught_loss(logits.float(), wanted.nan_to_num(0))
                loss = torch.where(wanted[:, 0].isnan(), loss, torch.lerp(loss, soft, stage["teacher_share"]))
            # Each text counts the same in every batch.
            loss = loss.sum() / settings["texts_per_step"]
            loss.backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimiser.step()
            optimiser.zero_grad(set_to_none=True)
            seen, total = seen + len(batch), total + loss.item() * settings["texts_per_step"]
            if (step + 1) % 50 == 0:
                speed = seen / (time.time() - began)
                left = (len(order) * (1 - (step + 1) / len(plan))) / speed / 60
                print(f"{step + 1}/{len(plan)} loss {total / seen:.4f} {speed:.0f} texts/s, {left:.0f} min left", flush=True)
                if (step + 1) % 1000 == 0:
                    began, seen, total = time.time(), 0, 0.0
            if (step + 1) % settings["checkpoint_steps"] == 0:
                save(number, step + 1)
                if (step + 1) % (3 * settings["checkpoint_steps"]) == 0:
                    validate(model, held_views, held_targets, config)
        for other, share in stage.get("average_with", {}).items():
            average(model, torch.load(options.work / f"{other}.pt"), share)
        save(number + 1, 0)
        torch.save(network.weights_of(model), options.work / f"{stage['name']}.pt")
        validate(model, held_views, held_targets, config)
        if stage["name"] == options.stage:
            return
        if stage["name"] == config["shipped_stage"]:
            break
    ship.ship(config, options.data, options.work, tokens.REPOSITORY / "models" / config["name"])


if __name__ == "__main__":
    main()
