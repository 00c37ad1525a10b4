"""How well scores rank labelled rows."""

import numpy as np
from sklearn.metrics import roc_auc_score


def mean_auc(scores, rows, labels, columns, class_min):
    """Mean over signals of the mean over sources of ROC AUC."""
    per_signal = []
    for column, label in enumerate(columns):
        if label.startswith("target_"):
            continue
        per_source = []
        for source in np.unique(rows.sources):
            truth = rows.targets[:, labels.index(label)]
            here = (rows.sources == source) & ~np.isnan(truth)
            positive = truth[here] >= 0.5
            if class_min <= positive.sum() <= here.sum() - class_min:
                per_source.append(roc_auc_score(positive, scores[here, column]))
        if per_source:
            per_signal.append(np.mean(per_source))
    return float(np.mean(per_signal))
