"""The learned reader's eyes: one small encoder whose heads score every word of an article. Inference only.

``load_tagger().tag(document)`` gives :class:`~musnad.tagger.tags.Tags`. It needs numpy, onnxruntime (MIT) and
sentencepiece (Apache-2.0), imported only when a tagger is loaded. Training is in the project's ``training/``.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from musnad.tagger.errors import TaggerUnavailable

if TYPE_CHECKING:
    from musnad.tagger.tagger import Tagger

__all__ = ["WEIGHTS", "TaggerUnavailable", "load_tagger"]

#: The weights that the package ships.
WEIGHTS = Path(__file__).parent / "weights" / "tagger.onnx"


def load_tagger(path: Path = WEIGHTS) -> Tagger:
    """The tagger of a weights file. Raises TaggerUnavailable when a library or the file is missing or unfit."""
    try:
        from musnad.tagger.tagger import Tagger
    except ImportError as error:
        raise TaggerUnavailable(f"the learned reader needs {error.name}: pip install 'musnad[tagger]'") from error
    return Tagger(path)
