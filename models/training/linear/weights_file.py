"""`weights.bin`: written here, read by src/scoring/engines/linear/weights.ts, where the format is described."""

import struct

import numpy as np

MAGIC = b"CLW1"


def quantise(weights):
    """int8 codes and one scale per column; a code c stands for sign(c) * (c / 127)^2 * scale."""
    scales = np.maximum(np.abs(weights).max(axis=0), 1e-9).astype(np.float32)
    codes = np.rint(np.sign(weights) * np.sqrt(np.abs(weights) / scales) * 127).astype(np.int8)
    return codes, scales


def expand(codes, scales):
    codes = codes.astype(np.float32)
    return (np.sign(codes) * (codes / 127) ** 2 * scales).astype(np.float32)


def to_bytes(codes, scales, biases):
    buckets, labels = codes.shape
    head = MAGIC + struct.pack("<II", buckets, labels)
    per_label = np.stack([biases.astype("<f4"), scales.astype("<f4")], axis=1)
    return head + per_label.tobytes() + np.ascontiguousarray(codes).tobytes()
