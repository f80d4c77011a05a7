"""Which cue in which frame is a statement: a decision by counts over the training articles.

``cue_frames.tsv`` (built by ``tools/measure_cues.py``) holds, for each cue and frame, how often the
reading was right on ``train``. A pair seen seldom leans on its frame's average.
"""

from __future__ import annotations

from musnad.lexicon.lexicon import Lexicon

COLUMNS = ("cue", "kind", "frame", "right", "wrong", "source")
#: Below this share of right readings a statement is not told. At the point of best F1 on train, 0.35;
#: set a little higher because people trust what they are shown.
THRESHOLD = 0.40
#: How many readings of its frame's average a cue starts with.
PRIOR = 3.0


class Gate:
    """Precision of a cue in a frame, as measured."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._pairs: dict[tuple[str, str, str], tuple[int, int]] = {}
        totals: dict[tuple[str, str], tuple[int, int]] = {}
        for row in lexicon.rows("cue_frames.tsv", COLUMNS):
            right, wrong = int(row["right"]), int(row["wrong"])
            self._pairs[row["cue"], row["kind"], row["frame"]] = (right, wrong)
            a, b = totals.get((row["kind"], row["frame"]), (0, 0))
            totals[row["kind"], row["frame"]] = (a + right, b + wrong)
        self._frames = {key: (a + 1) / (a + b + 2) for key, (a, b) in totals.items()}

    def precision(self, cue: str, kind: str, frame: str) -> float:
        """Expected share of right readings, 0 to 1."""
        right, wrong = self._pairs.get((cue, kind, frame), (0, 0))
        prior = self._frames.get((kind, frame), 0.5)
        return (right + PRIOR * prior) / (right + wrong + PRIOR)

    def admits(self, cue: str, kind: str, frame: str) -> bool:
        return self.precision(cue, kind, frame) >= THRESHOLD
