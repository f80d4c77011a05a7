"""A trained network as one ONNX file with 8-bit weights, tokenizer and settings inside."""

from __future__ import annotations

import base64
import json
import tempfile
import warnings
from pathlib import Path

import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn

from musnad.tagger.tagger import FORMAT
from network import Network


class _Single(nn.Module):
    """One window at a time: nothing is padded."""

    def __init__(self, net: Network) -> None:
        super().__init__()
        self.net = net

    def forward(self, pieces: Tensor, kinds: Tensor, begins: Tensor, ends: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        logits, point, key = self.net(pieces, kinds, None, begins, ends)
        return logits, point, key


def export(net: Network, tokenizer: bytes, target: Path, model: str, temperatures: dict[str, float] | None = None, *, quantized: bool = True) -> None:
    """Write the network to ``target``. ``model`` names the weights in reports."""
    net.eval()
    net.float()
    target.parent.mkdir(parents=True, exist_ok=True)
    example = (torch.arange(4, 24)[None], torch.zeros(1, 20, dtype=torch.long), torch.arange(7)[None], torch.arange(7)[None])
    names = ["pieces", "kinds", "begins", "ends"]
    axes = {**{n: {1: "length"} for n in names[:2]}, **{n: {1: "words"} for n in names[2:]},
            "logits": {1: "words"}, "point": {2: "words"}, "key": {2: "choices"}}  # fmt: skip
    with tempfile.TemporaryDirectory() as folder, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        plain = Path(folder) / "plain.onnx"
        torch.onnx.export(
            _Single(net), example, str(plain), input_names=names, output_names=["logits", "point", "key"],
            dynamic_axes=axes, opset_version=17, dynamo=False,
        )  # fmt: skip
        if quantized:
            quantize(plain, target)
        else:
            target.write_bytes(plain.read_bytes())
    stamp(target, net, tokenizer, model, temperatures or {})


def quantize(plain: Path, target: Path) -> None:
    """8-bit weights per column. ``reduce_range``: 7 bits, so that processors without VNNI add up the same numbers."""
    quantize_dynamic(
        str(plain), str(target), weight_type=QuantType.QInt8, per_channel=True, reduce_range=True,
        op_types_to_quantize=["MatMul", "Gemm", "Gather"], extra_options={"MatMulConstBOnly": True},
    )  # fmt: skip


def stamp(target: Path, net: Network, tokenizer: bytes, model: str, temperatures: dict[str, float]) -> None:
    """Put tokenizer and settings into the file."""
    graph = onnx.load(str(target))
    settings = {"temperatures": temperatures, "distance": net.distance.tolist(), "relation": net.relation.tolist()}
    values = {
        "format": FORMAT, "model": model, "tokenizer": base64.b64encode(tokenizer).decode(), "settings": json.dumps(settings),
        "license": "CC BY-SA 4.0 (trained on ANERcorp)",
    }  # fmt: skip
    del graph.metadata_props[:]
    for key, value in values.items():
        graph.metadata_props.add(key=key, value=value)
    onnx.save(graph, str(target))
