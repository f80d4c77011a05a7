"""A network out of an exported file: training goes on from weights that are shipped, not from the base model.

The file has 8-bit weights (:mod:`export`), so what comes out is within a step of 1/127 of each column's largest weight of what was trained.
"""

from __future__ import annotations

import json
from pathlib import Path

import onnx
import torch
from onnx import numpy_helper

from musnad.tagger import labels
from network import POINTER_SIZE, Network


def load_exported(net: Network, path: Path) -> None:
    """Fill a network of the same shape. Raises KeyError when the file lacks a part of it."""
    graph = onnx.load(str(path))
    arrays = {t.name: torch.from_numpy(numpy_helper.to_array(t).copy()) for t in graph.graph.initializer}
    settings = json.loads(next(p.value for p in graph.metadata_props if p.key == "settings"))
    state = {name.removeprefix("net."): array for name, array in arrays.items() if name.startswith("net.")}
    for part in ("word", "kind"):
        state[f"{part}.weight"] = _whole(arrays, f"net.{part}.weight")
    for node in graph.graph.node:
        if node.op_type == "MatMulInteger":
            name = node.name.removeprefix("/net/").removesuffix("/MatMul_quant").replace("/", ".")
            state[f"{name}.weight"] = _whole(arrays, node.input[1].removesuffix("_quantized")).T.contiguous()
    state["distance"], state["relation"] = torch.tensor(settings["distance"]), torch.tensor(settings["relation"])
    shape = (len(state["distance"]), len(labels.ABSENT), POINTER_SIZE)
    state["absent"] = next(a for a in arrays.values() if a.numel() == shape[0] * shape[1] * shape[2] and a.dim() == 4).view(shape)
    new = [f"turn.{t}." for t in range(shape[0], len(labels.POINTERS))]
    net.load_state_dict({name: fresh if name.startswith(tuple(new)) else _grown(state[name], fresh) for name, fresh in net.state_dict().items()})


def _grown(stored: torch.Tensor, fresh: torch.Tensor) -> torch.Tensor:
    """What is stored, and behind it the fresh numbers of pointers that the file does not have yet: new ones come last."""
    out = fresh.clone()
    out[: len(stored)] = stored.float()
    return out


def _whole(arrays: dict[str, torch.Tensor], name: str) -> torch.Tensor:
    values, scale, zero = (arrays[f"{name}_{part}"] for part in ("quantized", "scale", "zero_point"))
    return (values.float() - zero.float()) * scale.float()
