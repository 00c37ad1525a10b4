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


# By place the channel types of its messages; None is a message of which nobody told.
PLACES = {"channel": ["public", "private", None], "direct": ["dm", "group_dm"]}


def may_hold(condition, place):
    """Whether some message of the place can meet a clause's condition; what else it asks for is taken to be met."""
    if "all" in condition:
        return all(may_hold(each, place) for each in condition["all"])
    if "any" in condition:
        return any(may_hold(each, place) for each in condition["any"])
    if "channelType" in condition:
        unknown = condition.get("orUnknown", False)
        return any(unknown if each is None else each in condition["channelType"] for each in PLACES[place])
    return True


def lowest(policy, signal, place):
    """The lowest threshold that any clause sets for a signal in a place, adjusted ones included; None for none."""
    found = []
    for clause in policy["clauses"]:
        if signal in clause["signals"] and may_hold(clause.get("when", {}), place):
            for rules in [clause, *(each for each in clause.get("adjust", []) if may_hold(each["when"], place))]:
                found += [rules[name] for name in ("review", "act", "alert") if isinstance(rules.get(name), float | int)]
    return min(found) if found else None


def read_policy(repository):
    return json.loads((repository / "src/policy/default-policy.json").read_text())
