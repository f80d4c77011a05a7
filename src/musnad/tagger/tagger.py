"""The network at work: an article's windows through onnxruntime, one by one."""

from __future__ import annotations

import base64
import importlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from musnad.tagger import labels
from musnad.tagger.errors import TaggerUnavailable
from musnad.tagger.pieces import Pieces
from musnad.tagger.tags import Floats, Pointers, Tags, View
from musnad.tagger.windows import TITLE, Window, cut_windows, document_blocks, word_pieces
from musnad.text.document import Document

#: Changes when the network's inputs, outputs or labels do.
FORMAT = "musnad-tagger-2"


@dataclass(frozen=True)
class Settings:
    """What the weights file says about itself. ``model`` names the weights; temperatures soften each head's scores."""

    model: str
    temperatures: dict[str, float]
    pointers: Pointers


class Tagger:
    """Scores the words of articles. The same article gives the same scores, alone or among others.

    ``path``: one ONNX file with the network, its tokenizer and its settings. Raises TaggerUnavailable when the file or
    one of the libraries is missing, or the file is none of ours.
    """

    def __init__(self, path: Path) -> None:
        runtime, sentencepiece = _library("onnxruntime"), _library("sentencepiece")
        if not path.is_file():
            raise TaggerUnavailable(f"{path}: no such weights; install the package whole, or make them with `make train`")
        options = runtime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.log_severity_level = 3
        try:
            self._session: Any = runtime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
            stored: dict[str, str] = self._session.get_modelmeta().custom_metadata_map
        except Exception as error:  # the runtime has a dozen classes of its own for broken files
            raise TaggerUnavailable(f"{path}: not a model that onnxruntime reads ({error})") from error
        if stored.get("format") != FORMAT:
            raise TaggerUnavailable(f"{path}: not weights for this version ({FORMAT} is needed)")
        processor = sentencepiece.SentencePieceProcessor(model_proto=base64.b64decode(stored["tokenizer"]))
        self._pieces = Pieces(processor)
        self.settings = _settings(stored)
        self._softening = _softening(self.settings.temperatures)

    @property
    def name(self) -> str:
        """The name of the weights, as reports tell it."""
        return self.settings.model

    def tag(self, document: Document) -> Tags:
        """All scores of an article."""
        words = word_pieces(document, self._pieces)
        blocks = document_blocks(document, [len(w) for w in words])
        views = [self._view(window) for window in cut_windows(blocks, words)]
        return Tags.of(len(document.tokens), views, self.settings.pointers)

    def _view(self, window: Window) -> View:
        rows = {"pieces": window.pieces, "kinds": window.kinds, "begins": window.begins, "ends": window.ends}
        inputs = {name: np.asarray([row], np.int64) for name, row in rows.items()}
        logits, point, key = self._session.run(["logits", "point", "key"], inputs)
        title = np.asarray(window.kinds)[window.begins] == TITLE
        words, segments = np.asarray(window.words), np.asarray(window.segments)
        return View(words, segments, title, window.core, logits[0] * self._softening, point[0], key[0])


def _library(name: str) -> Any:
    try:
        return importlib.import_module(name)
    except ImportError as error:
        raise TaggerUnavailable(f"the learned reader needs {name}: pip install 'musnad[tagger]'") from error


def _settings(stored: dict[str, str]) -> Settings:
    values = json.loads(stored["settings"])
    temperatures = {str(k): float(v) for k, v in values["temperatures"].items()}
    pointers = Pointers(
        _floats(values["distance"]), _floats(values["relation"]), {p: temperatures.get(p, 1.0) for p in labels.POINTERS}
    )
    return Settings(stored["model"], temperatures, pointers)


def _floats(values: list[list[float]]) -> Floats:
    return np.asarray(values, np.float32)


def _softening(temperatures: dict[str, float]) -> NDArray[np.float32]:
    out = np.ones(labels.WIDTH, np.float32)
    for name, where in labels.columns().items():
        out[where] /= temperatures.get(name, 1.0)
    return out
