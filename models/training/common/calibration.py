"""From logits to probabilities, for a reference stream that does not mirror the collections."""

import hashlib
import json

import numpy as np
from scipy.optimize import minimize
from sklearn.isotonic import IsotonicRegression

EPSILON = 1e-4
# Fewest rows of a ground from which it is told where it becomes likelier than not.
GROUND_POSITIVES_MIN = 20
# Neighbours that rise less than this share of the sigmoid's slope count as flat.
FLAT = 0.02
# Least probability of a knot, and how far beyond the outermost bins the sigmoid is followed, in logits.
FLOOR = 1e-6
ENDS = np.array([1.0, 2.0, 4.0, 8.0])


def stream_weights(targets, sources, signal, settings):
    """Weights (positive mass, negative mass) of rows, so that they stand for the reference stream: the signal's
    prior is the positive share; `chat_share` of the rest comes from chat sources; inside each part a source
    counts by the square root of its mass, so that no large collection speaks for all."""
    chat = np.isin(sources, settings["chat_sources"])
    prior = settings["prior"].get(signal, settings["prior"]["default"])
    positive = spread(targets, sources) * prior
    negative = 1 - targets
    ordinary = spread(np.where(chat, negative, 0), sources)
    annotated = spread(np.where(chat, 0, negative), sources)
    share = settings["chat_share"] if ordinary.sum() > 0 and annotated.sum() > 0 else float(ordinary.sum() > 0)
    return positive, (1 - prior) * (share * ordinary + (1 - share) * annotated)


def spread(mass, sources):
    """Rescales `mass` to sum 1 with each source counting by the square root of its own sum."""
    spread_mass = np.zeros(len(mass))
    for source in np.unique(sources):
        rows = sources == source
        total = mass[rows].sum()
        if total > 0:
            spread_mass[rows] = mass[rows] / np.sqrt(total)
    return spread_mass / spread_mass.sum() if spread_mass.sum() > 0 else spread_mass


def log_loss(probabilities, positive, negative):
    p = np.clip(probabilities, EPSILON, 1 - EPSILON)
    return float(-(positive @ np.log(p) + negative @ np.log(1 - p)) / (positive.sum() + negative.sum()))


def fit_sigmoid(logits, positive, negative, smooth=False):
    """Platt scaling: 1 / (1 + exp(-(a * logit + b))). With `smooth`, towards the targets (n + 1) / (n + 2) and
    1 / (n + 2) that Platt (1999) proposes for n rows of a class, so that few rows give no certainty."""
    if smooth:
        up, down = np.count_nonzero(positive), np.count_nonzero(negative)
        high, low = (up + 1) / (up + 2), 1 / (down + 2)
        positive, negative = positive * high + negative * low, positive * (1 - high) + negative * (1 - low)

    def loss(parameters):
        z = np.exp(parameters[0]) * logits + parameters[1]
        return positive @ np.logaddexp(0, -z) + negative @ np.logaddexp(0, z)

    found = minimize(loss, [0.0, 0.0], method="Nelder-Mead", options={"maxiter": 2000, "xatol": 1e-5, "fatol": 1e-10})
    return {"method": "sigmoid", "a": float(np.exp(found.x[0])), "b": float(found.x[1])}


def fit_piecewise(logits, positive, negative, bins_max):
    """Isotonic regression over at most `bins_max` bins, which hold equal masses of a balanced stream, centred: what it
    pools becomes one knot at its mean (Oron and Flournoy 2017), so that the map rises everywhere and loses no order.
    Beyond the outermost knots it follows Platt's sigmoid."""
    sigmoid = fit_sigmoid(logits, positive, negative)
    known = np.flatnonzero(positive + negative > 0)
    order = known[np.argsort(logits[known], kind="stable")]
    x, up, down = logits[order].astype(float), positive[order], negative[order]
    balanced = np.cumsum(up / up.sum() + down / down.sum())
    bins = np.minimum((balanced / balanced[-1] * bins_max).astype(int), bins_max - 1)
    bins = np.unique(bins, return_inverse=True)[1]
    mass, rows = np.bincount(bins, up + down), np.bincount(bins)
    centre = np.bincount(bins, (up + down) * x) / mass
    # One more row a bin, which is as the sigmoid says: no bin is certain.
    rate = (np.bincount(bins, up) / mass * rows + apply(sigmoid, centre)) / (rows + 1)
    smooth = IsotonicRegression().fit(centre, rate, mass).predict(centre)
    pools = np.unique(smooth, return_inverse=True)[1]
    while True:
        of_pool = np.bincount(pools, mass)
        at, rates = np.bincount(pools, mass * centre) / of_pool, np.bincount(pools, mass * smooth) / of_pool
        of = np.log(rates / (1 - rates))
        # What hardly rises is pooled too, or thresholds there could not be told apart.
        flat = np.flatnonzero(np.diff(of) < FLAT * sigmoid["a"] * np.diff(at))
        if not len(flat):
            break
        pools = pools - (pools > flat[0])
    below, above = at[0] - np.flip(ENDS), at[-1] + ENDS
    logits_at = np.concatenate([below, at, above])
    odds = np.concatenate([of[0] + sigmoid["a"] * (below - at[0]), of, of[-1] + sigmoid["a"] * (above - at[-1])])
    knots = []
    for logit, probability in zip(logits_at, np.clip(1 / (1 + np.exp(-odds)), FLOOR, 1 - FLOOR)):
        if not knots or logit > knots[-1][0] + 1e-4:
            knots.append([round(float(logit), 5), round(float(probability), 7)])
    return {"method": "piecewise", "knots": knots}


def apply(calibration, logits):
    if calibration["method"] == "sigmoid":
        return 1 / (1 + np.exp(-np.clip(calibration["a"] * logits + calibration["b"], -60, 60)))
    knots = np.array(calibration["knots"])
    return np.interp(logits, knots[:, 0], knots[:, 1])


def fit(logits, targets, sources, signal, settings, rng):
    """The method with the lower held-out loss in two-fold cross-fitting, fitted on everything."""
    positive, negative = stream_weights(targets, sources, signal, settings)
    smooth = settings.get("smooth", False)
    if targets.sum() < settings["isotonic_positives_min"]:
        return fit_sigmoid(logits, positive, negative, smooth), {}
    fold = rng.permutation(len(logits)) % 2
    losses = {"sigmoid": 0.0, "piecewise": 0.0}
    for held_out in (0, 1):
        a, b = fold != held_out, fold == held_out
        sigmoid = fit_sigmoid(logits[a], positive[a], negative[a], smooth)
        piecewise = fit_piecewise(logits[a], positive[a], negative[a], settings["bins_max"])
        losses["sigmoid"] += log_loss(apply(sigmoid, logits[b]), positive[b], negative[b]) / 2
        losses["piecewise"] += log_loss(apply(piecewise, logits[b]), positive[b], negative[b]) / 2
    if losses["piecewise"] < losses["sigmoid"]:
        return fit_piecewise(logits, positive, negative, settings["bins_max"]), losses
    return fit_sigmoid(logits, positive, negative, smooth), losses


def even_at(logits, targets):
    """The logit from which on a label is likelier than not, among rows that have it or are known not to."""
    found = fit_sigmoid(logits, targets, 1 - targets, smooth=True)
    return -found["b"] / found["a"]


def fit_signals(config, labels, rows, logits):
    """The calibration of a manifest and its figures, from held-back rows and their logits [rows x labels]; the targets
    of `rows` have the columns of `config`."""
    from sklearn.metrics import roc_auc_score

    rng = np.random.default_rng(config["seed"])
    maps, even, metrics = {}, {}, {}
    for column, label in enumerate(labels):
        truth = rows.targets[:, config["labels"].index(label)]
        used = ~np.isnan(truth)
        # A score is the probability that most raters would say yes.
        targets = (truth[used] >= 0.5).astype(float)
        if label.startswith("target_"):
            if targets.sum() >= GROUND_POSITIVES_MIN:
                even[label] = round(even_at(logits[used, column], targets), 4)
            continue
        maps[label], losses = fit(logits[used, column], targets, rows.sources[used], label, config["calibration"], rng)
        metrics[label] = {
            "rows": int(used.sum()),
            "positives": int(targets.sum()),
            "auc": round(float(roc_auc_score(targets, logits[used, column])), 4) if 0 < targets.sum() < used.sum() else None,
        }
        print(f"{label}: {metrics[label]}, {maps[label]['method']}, {losses}", flush=True)
    digest = hashlib.sha256(json.dumps(maps, sort_keys=True).encode()).hexdigest()[:8]
    print(f"even: {even}", flush=True)
    return {"id": f"{config['name']}-{digest}", "signals": maps, "even": even}, {"heldBack": metrics}
