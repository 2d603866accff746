"""The encoder as PyTorch trains it; the same forward pass as `transforms/encoder/forward.py`."""

from __future__ import annotations

from typing import Any

import numpy as np
import torch
from torch import nn
from torch.nn import functional

from scripts.encoder.source import Source
from transforms.encoder.forward import Floats
from transforms.encoder.tagger import TAGS

DROPOUT = 0.1


class Layer(nn.Module):
    """Attention and two affine layers, each added to what came in and normalised."""

    def __init__(self, width: int, wide: int, heads: int) -> None:
        super().__init__()
        self.heads = heads
        self.asked, self.joined = nn.Linear(width, 3 * width), nn.Linear(width, width)
        self.wide, self.narrow = nn.Linear(width, wide), nn.Linear(wide, width)
        self.after, self.last = (nn.LayerNorm(width, eps=1e-12) for _ in range(2))

    def forward(self, x: Any, seen: Any) -> Any:
        texts, length, width = x.shape
        parts = self.asked(x).view(texts, length, 3, self.heads, width // self.heads)
        queries, keys, values = parts.permute(2, 0, 3, 1, 4)
        found = functional.scaled_dot_product_attention(queries, keys, values, attn_mask=seen)
        found = self.joined(found.transpose(1, 2).reshape(texts, length, width))
        x = self.after(x + functional.dropout(found, DROPOUT, self.training))
        found = self.narrow(functional.gelu(self.wide(x)))
        return self.last(x + functional.dropout(found, DROPOUT, self.training))


class Network(nn.Module):
    """Scores of TAGS for each token; the vectors of tokens do not learn."""

    def __init__(self, source: Source) -> None:
        super().__init__()
        shape = source.shape
        self.pad = shape.pad
        self.words = nn.Embedding(shape.vocabulary, shape.width)
        self.words.weight.requires_grad_(False)
        self.places = nn.Embedding(shape.places, shape.width)
        self.first = nn.LayerNorm(shape.width, eps=1e-12)
        self.layers = nn.ModuleList(
            Layer(shape.width, shape.wide, shape.heads) for _ in range(shape.layers)
        )
        self.outputs = nn.Linear(shape.width, len(TAGS))
        with torch.no_grad():
            _fill(self, source)

    def forward(self, tokens: Any) -> Any:
        x = self.first(self.words(tokens) + self.places.weight[: tokens.shape[1]])
        x = functional.dropout(x, DROPOUT, self.training)
        seen = (tokens != self.pad)[:, None, None, :]
        for layer in self.layers:
            x = layer(x, seen)
        return self.outputs(functional.dropout(x, DROPOUT, self.training))

    def tensors(self) -> dict[str, Floats]:
        """What was learnt, by name, for `scripts.encoder.file`."""
        return {
            name.removesuffix(".weight"): value.detach().numpy().astype(np.float32)
            for name, value in self.state_dict().items()
            if not name.startswith("words.")
        }


def _fill(network: Network, source: Source) -> None:
    shape = source.shape
    width, wide = shape.width, shape.wide

    def put(module: Any, *names: str, inputs: int = 0, outputs: int = width) -> None:
        sizes = (outputs, inputs) if inputs else (outputs,)
        weights = [source.tensor(f"{name}.w", *sizes) for name in names]
        biases = [source.tensor(f"{name}.b", outputs) for name in names]
        module.weight.copy_(torch.from_numpy(np.concatenate(weights)))
        module.bias.copy_(torch.from_numpy(np.concatenate(biases)))

    network.words.weight.copy_(torch.from_numpy(source.tensor("emb.word", shape.vocabulary, width)))
    places = source.tensor("emb.pos", shape.places, width) + source.tensor("emb.type", 2, width)[0]
    network.places.weight.copy_(torch.from_numpy(places))
    put(network.first, "emb.ln")
    for number, layer in enumerate(network.layers):
        name = f"l{number}"
        put(layer.asked, f"{name}.q", f"{name}.k", f"{name}.v", inputs=width)
        put(layer.joined, f"{name}.ao", inputs=width)
        put(layer.wide, f"{name}.fi", inputs=width, outputs=wide)
        put(layer.narrow, f"{name}.fo", inputs=wide)
        put(layer.after, f"{name}.aln")
        put(layer.last, f"{name}.oln")
