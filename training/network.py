"""The network: the lower layers of e5, and heads on word vectors."""

from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.nn import functional

from e5 import E5
from musnad.tagger import labels
from musnad.tagger.distance import BUCKETS, RELATIONS

POINTER_SIZE = 128


class Layer(nn.Module):
    """A transformer layer as XLM-R has it: normalised after each sum."""

    def __init__(self, hidden: int, heads: int, inner: int, eps: float, drop: float) -> None:
        super().__init__()
        self.heads = heads
        self.qkv = nn.Linear(hidden, 3 * hidden)
        self.out = nn.Linear(hidden, hidden)
        self.norm1 = nn.LayerNorm(hidden, eps)
        self.wide = nn.Linear(hidden, inner)
        self.narrow = nn.Linear(inner, hidden)
        self.norm2 = nn.LayerNorm(hidden, eps)
        self.drop = nn.Dropout(drop)

    def forward(self, x: Tensor, mask: Tensor | None) -> Tensor:
        batch, length, hidden = x.shape
        q, k, v = self.qkv(x).view(batch, length, 3, self.heads, hidden // self.heads).permute(2, 0, 3, 1, 4).unbind(0)
        seen = functional.scaled_dot_product_attention(q, k, v, attn_mask=mask)  # dropout here would cost a quarter of the time
        x = self.norm1(x + self.drop(self.out(seen.transpose(1, 2).reshape(batch, length, hidden))))
        y: Tensor = self.norm2(x + self.drop(self.narrow(functional.gelu(self.wide(x)))))
        return y


class Network(nn.Module):
    """Pieces in; for each word the heads' logits, and its vectors as pointing and as pointed-at word."""

    def __init__(self, hidden: int, heads: int, inner: int, positions: int, eps: float, vocabulary: int, layers: int, drop: float = 0.1) -> None:
        super().__init__()
        tasks = len(labels.POINTERS)
        self.word = nn.Embedding(vocabulary, hidden)
        self.position = nn.Embedding(positions, hidden)
        self.kind = nn.Embedding(3, hidden)
        self.norm = nn.LayerNorm(hidden, eps)
        self.drop = nn.Dropout(drop)
        self.layers = nn.ModuleList(Layer(hidden, heads, inner, eps, drop) for _ in range(layers))
        self.head_drop = nn.Dropout(2 * drop)
        self.heads = nn.Linear(hidden, labels.WIDTH)
        self.point = nn.Linear(hidden, tasks * POINTER_SIZE)
        self.key = nn.Linear(hidden, tasks * POINTER_SIZE)
        self.turn = nn.ModuleList(nn.Linear(POINTER_SIZE, POINTER_SIZE) for _ in range(tasks))
        self.absent = nn.Parameter(torch.randn(tasks, len(labels.ABSENT), POINTER_SIZE) * 0.02)
        self.distance = nn.Parameter(torch.zeros(tasks, BUCKETS))
        self.relation = nn.Parameter(torch.zeros(tasks, RELATIONS))
        nn.init.zeros_(self.kind.weight)

    def encode(self, pieces: Tensor, kinds: Tensor, mask: Tensor | None) -> Tensor:
        """[batch, pieces] to [batch, pieces, hidden]. ``mask`` is added to attention scores, [batch, 1, 1, pieces]; None: no padding."""
        x = self.word(pieces) + self.position.weight[: pieces.shape[1]] + self.kind(kinds)
        x = self.drop(self.norm(x))
        mask = None if mask is None else mask.to(x.dtype)
        for layer in self.layers:
            x = layer(x, mask)
        out: Tensor = x
        return out

    def forward(self, pieces: Tensor, kinds: Tensor, mask: Tensor | None, begins: Tensor, ends: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """Logits [batch, words, WIDTH], pointing [batch, task, words, size], pointed-at [batch, task, words + 2, size]."""
        x = self.encode(pieces, kinds, mask)
        spread = (-1, -1, x.shape[-1])
        words = (x.gather(1, begins[:, :, None].expand(spread)) + x.gather(1, ends[:, :, None].expand(spread))) * 0.5
        words = self.head_drop(words)
        point = self._split(functional.gelu(self.point(words)))
        key = self._split(functional.gelu(self.key(words)))
        turned = torch.stack([turn(point[:, t]) for t, turn in enumerate(self.turn)], dim=1) * POINTER_SIZE**-0.5
        absent = self.absent.to(key.dtype)[None].expand(key.shape[0], -1, -1, -1)
        return self.heads(words), turned, torch.cat([key, absent], dim=2)

    def _split(self, x: Tensor) -> Tensor:
        return x.view(x.shape[0], x.shape[1], len(labels.POINTERS), POINTER_SIZE).transpose(1, 2)


def from_e5(e5: E5, kept: list[int], layers: int) -> Network:
    """A network whose encoder is the lower ``layers`` of e5, with the kept pieces' vectors."""
    ids = [0, 1, 2, 3, *kept]
    net = Network(e5.hidden, e5.heads, e5.inner, e5.positions, e5.eps, len(ids), layers)
    tensors = {name: torch.from_numpy(value) for name, value in e5.tensors.items()}
    with torch.no_grad():
        net.word.weight.copy_(tensors["emb.word"].view(-1, e5.hidden)[torch.as_tensor(ids)])
        net.position.weight.copy_(tensors["emb.pos"].view(-1, e5.hidden) + tensors["emb.type"][: e5.hidden])
        _copy(net.norm, tensors, "emb.ln")
        for i, layer in enumerate(net.layers):
            assert isinstance(layer, Layer)
            layer.qkv.weight.copy_(torch.cat([tensors[f"l{i}.{c}.w"].view(e5.hidden, e5.hidden) for c in "qkv"]))
            layer.qkv.bias.copy_(torch.cat([tensors[f"l{i}.{c}.b"] for c in "qkv"]))
            for part, name in ((layer.out, "ao"), (layer.norm1, "aln"), (layer.wide, "fi"), (layer.narrow, "fo"), (layer.norm2, "oln")):
                _copy(part, tensors, f"l{i}.{name}")
    return net


def _copy(part: nn.Linear | nn.LayerNorm, tensors: dict[str, Tensor], name: str) -> None:
    part.weight.copy_(tensors[f"{name}.w"].view_as(part.weight))
    part.bias.copy_(tensors[f"{name}.b"])
