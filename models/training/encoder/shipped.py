"""Weights of a shipped model, to train on from: `load(model, path)`."""

import numpy as np
import onnx
import torch
from onnx import numpy_helper


def load(model, path):
    """Fills a network with the weights of a model.onnx that was written by export.py, int8 expanded; what is not in the
    file (auxiliary heads, positions beyond the window) stays as it is."""
    graph = onnx.load(path).graph
    stored = {tensor.name: numpy_helper.to_array(tensor) for tensor in graph.initializer}
    for node in graph.node:
        if node.op_type == "DequantizeLinear":
            axis = next(attribute.i for attribute in node.attribute if attribute.name == "axis")
            codes, scale = stored[node.input[0]], stored[node.input[1]]
            stored[node.output[0]] = codes * np.expand_dims(scale, 1 - axis)
    state = model.state_dict()

    def fill(name, values):
        values = torch.from_numpy(np.array(values, dtype=np.float32))
        state[name][tuple(slice(0, size) for size in values.shape)] = values

    for name, values in stored.items():
        if name.removeprefix("model.") in state:
            fill(name.removeprefix("model."), values)
    # Products by their place: what export.py fuses loses its name.
    for node in graph.node:
        if node.op_type == "Attention":
            layer = f"encoder.encoder.layer.{node.input[1].split('_')[1]}.attention.self"
            weights, biases = stored[node.input[1]], stored[node.input[2]]
            for part, weight, bias in zip(("query", "key", "value"), np.split(weights, 3, 1), np.split(biases, 3)):
                fill(f"{layer}.{part}.weight", weight.T)
                fill(f"{layer}.{part}.bias", bias)
        elif node.op_type == "MatMul":
            name = node.output[0].removeprefix("/model").removesuffix("/MatMul_output_0").lstrip("/").replace("/", ".")
            fill(f"{name}.weight", stored[node.input[1]].T)
    model.load_state_dict(state)
