"""Writes a trained network as ONNX: fused for inference, weights as int8 per channel.

The file holds int8 weights behind DequantizeLinear nodes; the serving side folds these once at load (ONNX Runtime's
`session.disable_quant_qdq`), so that it computes in fp32 with the rounded weights.
"""

import tempfile
from pathlib import Path

import numpy as np
import torch
from onnx import helper, numpy_helper

# Smaller tensors stay as they are: they are few, and biases and norms are worth their precision.
QUANTISED_FROM = 16384


class Exported(torch.nn.Module):
    """The network with the columns that are shipped, and position embeddings for one window."""

    def __init__(self, model, columns, window):
        super().__init__()
        self.model = model
        with torch.no_grad():
            model.head.weight = torch.nn.Parameter(model.head.weight[:columns].clone())
            model.head.bias = torch.nn.Parameter(model.head.bias[:columns].clone())
            embeddings = model.encoder.embeddings
            positions = embeddings.position_embeddings.weight[:window].clone()
            embeddings.position_embeddings = torch.nn.Embedding.from_pretrained(positions)
            embeddings.position_ids = embeddings.position_ids[:, :window]
        model.encoder.config._attn_implementation = "eager"

    def forward(self, ids, mask):
        return self.model(ids, mask)


def to_onnx(model, columns, window):
    """The network as a fused ONNX model in fp32. Changes `model`."""
    from onnxruntime.transformers.optimizer import optimize_model

    ids = torch.randint(1000, 2000, (3, 17))
    mask = torch.ones_like(ids)
    mask[1, 9:] = 0
    axes = {"ids": {0: "texts", 1: "tokens"}, "mask": {0: "texts", 1: "tokens"}, "logits": {0: "texts"}}
    heads, width = model.encoder.config.num_attention_heads, model.encoder.config.hidden_size
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "raw.onnx"
        torch.onnx.export(
            Exported(model, columns, window).eval(), (ids, mask), path, input_names=["ids", "mask"],
            output_names=["logits"], dynamic_axes=axes, opset_version=17, dynamo=False,
        )
        fused = optimize_model(str(path), model_type="bert", num_heads=heads, hidden_size=width, opt_level=0)
        counts = fused.get_fused_operator_statistics()
        if counts["Attention"] != model.encoder.config.num_hidden_layers or counts["EmbedLayerNormalization"] != 1:
            raise RuntimeError(f"the graph was not fused: {counts}")
        return fused.model


def quantise(graph_model):
    """Replaces large matrices by int8 with one scale per output channel (per row of an embedding table); returns
    the model, which is changed in place, and the largest relative rounding error."""
    graph = graph_model.graph
    users = {name: (node, at) for node in graph.node for at, name in enumerate(node.input)}
    kept, nodes, worst = [], [], 0.0
    for tensor in graph.initializer:
        values = numpy_helper.to_array(tensor)
        if values.dtype != np.float32 or values.ndim != 2 or values.size < QUANTISED_FROM:
            kept.append(tensor)
            continue
        user = users[tensor.name][0]
        transposed = any(attribute.name == "transB" and attribute.i == 1 for attribute in user.attribute)
        axis = 0 if transposed or user.op_type in ("EmbedLayerNormalization", "Gather") else 1
        scale = np.maximum(np.abs(values).max(axis=1 - axis), 1e-12) / 127
        codes = np.clip(np.round(values / np.expand_dims(scale, 1 - axis)), -127, 127).astype(np.int8)
        worst = max(worst, float(np.abs(codes * np.expand_dims(scale, 1 - axis) - values).max() / np.abs(values).max()))
        names = [f"{tensor.name}_codes", f"{tensor.name}_scale", f"{tensor.name}_zero"]
        arrays = [codes, scale.astype(np.float32), np.zeros(len(scale), dtype=np.int8)]
        kept.extend(numpy_helper.from_array(array, name) for array, name in zip(arrays, names))
        nodes.append(helper.make_node("DequantizeLinear", names, [tensor.name], axis=axis, name=f"expand_{tensor.name}"))
    del graph.initializer[:]
    graph.initializer.extend(kept)
    ordered = nodes + list(graph.node)
    del graph.node[:]
    graph.node.extend(ordered)
    return graph_model, worst
