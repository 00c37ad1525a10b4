"""Masked multi-label logistic regression on sparse rows."""

import numpy as np
from scipy.optimize import minimize


def fit_column(features, targets, weights, regularisation, scale=None, max_iterations=150):
    """Logistic regression with soft targets: minimises C * sum(weight * cross-entropy) + |v|^2 / 2 where
    w = scale * v. Returns (w, bias)."""
    transposed = features.T.tocsr()
    size = features.shape[1]
    scale = np.ones(size, dtype=np.float32) if scale is None else scale.astype(np.float32)

    def loss(parameters):
        v, bias = parameters[:-1], parameters[-1]
        logits = features @ (scale * v).astype(np.float32) + bias
        value = np.sum(weights * (np.logaddexp(0, logits) - targets * logits), dtype=np.float64)
        residual = (weights * (1 / (1 + np.exp(-np.clip(logits, -60, 60))) - targets)).astype(np.float32)
        gradient = np.empty_like(parameters)
        gradient[:-1] = regularisation * scale * (transposed @ residual) + v
        gradient[-1] = regularisation * residual.sum(dtype=np.float64)
        return regularisation * value + 0.5 * np.dot(v, v), gradient

    start = np.zeros(size + 1)
    mean = np.clip(np.average(targets, weights=weights), 1e-4, 1 - 1e-4)
    start[-1] = np.log(mean / (1 - mean))
    result = minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": max_iterations, "maxcor": 8})
    return (scale * result.x[:-1]).astype(np.float32), float(result.x[-1])


def log_count_ratio(features, targets, weights, smoothing=1.0):
    """|log ratio| of a feature's smoothed share in positive and negative rows (Wang and Manning 2012)."""
    positive = smoothing + features.T @ (weights * targets).astype(np.float32)
    negative = smoothing + features.T @ (weights * (1 - targets)).astype(np.float32)
    return np.abs(np.log((positive / positive.sum()) / (negative / negative.sum())))
