"""Thresholds of the shipped policy as logits of a model."""

import json
import math


def inverse(calibration, probability):
    """The smallest logit whose calibrated probability is at least `probability`; infinite where there is none."""
    if calibration["method"] == "sigmoid":
        return (math.log(probability / (1 - probability)) - calibration["b"]) / calibration["a"]
    knots = calibration["knots"]
    if probability <= knots[0][1]:
        return knots[0][0]
    for (x0, y0), (x1, y1) in zip(knots, knots[1:]):
        if y1 >= probability:
            return x0 + (x1 - x0) * (probability - y0) / (y1 - y0)
    return math.inf


def lowest(policy, signal):
    """The lowest threshold that any clause of the policy sets for a signal, adjusted ones included; None for none."""
    found = []
    for clause in policy["clauses"]:
        if signal in clause["signals"]:
            for rules in [clause, *clause.get("adjust", [])]:
                found += [rules[name] for name in ("review", "act", "alert") if isinstance(rules.get(name), float | int)]
    return min(found) if found else None


def read_policy(repository):
    return json.loads((repository / "src/policy/default-policy.json").read_text())
