"""How lexicon and model decide together: the tagger's scores as named features beside those of the rules.

Each stage asks for marks (``tag:actor:7``: the pointer's probability for an entity falls in bin 7) and adds them to the
features of its own; weights fitted on articles that the tagger had not seen (``tools/fit_weights.py --model``) say how much
each counts. Words, spans and entities that no list has come from here too. Without a tagger everything here is silent, and
the reader is the lexicon's alone.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # numpy is loaded only where a tagger is
    from musnad.tagger.bio import Found
    from musnad.tagger.tags import Pointer, Tags

#: Bounds of the bins of a probability, close together where it is nearly sure.
BOUNDS = (0.01, 0.03, 0.08, 0.2, 0.35, 0.5, 0.65, 0.8, 0.9, 0.97)
#: A word tells an event that no row knows, or opens a statement, from this probability on.
TRIGGER_FLOOR, CUE_FLOOR = 0.25, 0.30
#: Entities that only a pointer knows become candidates from this probability on.
POINTED_FLOOR = 0.05
#: Participants that no list knows are mentions from this probability on.
MENTION_FLOOR = 0.55


def bin_of(p: float) -> int:
    """The bin of a probability, 0 to 10."""
    return bisect_right(BOUNDS, p)


class Advice:
    """What the tagger says of one article. Tokens are indices into ``document.tokens``."""

    def __init__(self, tags: Tags | None = None) -> None:
        self._tags = tags

    @property
    def active(self) -> bool:
        return self._tags is not None

    # -- who fills a role, who speaks -----------------------------------------------------------

    def owners(self, head: int, tasks: tuple[str, ...], owner: Mapping[int, int]) -> dict[int, list[str]]:
        """Marks by entity for a trigger's roles or a cue's speaker; ``owner`` maps tokens to entities. Empty without a tagger."""
        if self._tags is None:
            return {}
        out: dict[int, list[str]] = {}
        for task in tasks:
            pointer = self._pointer(head, task)
            mass: dict[int, float] = {}
            for word, p in pointer.words.items():
                if word in owner:
                    mass[owner[word]] = mass.get(owner[word], 0.0) + p
            best = max(mass, key=lambda d: (mass[d], -d), default=None)
            for d, p in mass.items():
                out.setdefault(d, []).append(f"tag:{task}:{bin_of(p)}")
                if p >= POINTED_FLOOR:
                    out[d].append(f"tagged:{task}")
                if d == best:
                    out[d].append(f"tagtop:{task}:{bin_of(p)}")
        return out

    def absent(self, head: int, tasks: tuple[str, ...]) -> list[str]:
        """Marks for «nobody is told», shared by all candidates."""
        if self._tags is None:
            return []
        return [f"tagnone:{task}:{bin_of(self._pointer(head, task).none)}" for task in tasks]

    def _pointer(self, head: int, task: str) -> Pointer:
        assert self._tags is not None
        return self._tags.speaker(head) if task == "speaker" else self._tags.role(head, task)

    # -- who is meant again -----------------------------------------------------------------------

    def antecedent(self, token: int) -> Pointer | None:
        """Where the first word of a mention points back to; None without a tagger."""
        return self._tags.antecedent(token) if self._tags is not None else None

    # -- what tells an event ----------------------------------------------------------------------

    def types(self, token: int) -> list[tuple[str, float]]:
        """Event types that a word may tell by itself, likeliest first."""
        if self._tags is None:
            return []
        scores = self._tags.trigger(token)
        if scores["none"] > 1 - TRIGGER_FLOOR:
            return []
        found = [(t, p) for t, p in scores.items() if t != "none" and p >= TRIGGER_FLOOR]
        return sorted(found, key=lambda x: (-x[1], x[0]))

    def continues(self, token: int, type_: str) -> bool:
        """Whether a word goes on with the trigger before it («شنت» «هجمات»)."""
        return self._tags is not None and self._tags.begins(token) < 0.5 and self._tags.trigger(token)[type_] >= 0.5

    def trigger_marks(self, first: int, last: int, type_: str) -> list[str]:
        """How likely the words tell an event of this type, any event, and begin one."""
        if self._tags is None:
            return []
        scores = [self._tags.trigger(k) for k in range(first, last)]
        this, none = max(s[type_] for s in scores), min(s["none"] for s in scores)
        return [f"tag:{bin_of(this)}", f"tagnone:{bin_of(none)}", f"tagbegin:{bin_of(self._tags.begins(first))}"]

    def status_marks(self, token: int) -> list[str]:
        """The status head at a trigger's word."""
        if self._tags is None:
            return []
        return [f"tag:{name}:{bin_of(p)}" for name, p in self._tags.status(token).items()]

    # -- what tells a statement -------------------------------------------------------------------

    def cue_marks(self, first: int, last: int) -> list[str]:
        """How likely the words open a statement."""
        if self._tags is None:
            return []
        return [f"tag:{bin_of(max(self._tags.opens(k) for k in range(first, last)))}"]

    def cue(self, token: int) -> float:
        """The probability that a word is a cue."""
        return self._tags.opens(token) if self._tags is not None else 0.0

    def stance(self, token: int) -> tuple[str, float]:
        """The likeliest stance at a cue."""
        if self._tags is None:
            return "assert", 0.0
        scores = self._tags.cue(token).stances
        best = max(scores, key=lambda s: (scores[s], s))
        return best, scores[best]

    def content(self, token: int) -> tuple[tuple[int, int], float] | None:
        """First and last token of what a cue reports, and how sure that is."""
        if self._tags is None:
            return None
        found = self._tags.content(token)
        return (found.best, found.prob) if found.best else None

    # -- who is named -----------------------------------------------------------------------------

    def participants(self) -> tuple[Found, ...]:
        """Participants sure enough to be mentions even where no list has them."""
        return tuple(f for f in self._tags.participants if f.prob >= MENTION_FLOOR) if self._tags is not None else ()


    def named(self, first: int, last: int) -> float:
        """How likely the words, or some of them, name a participant or anybody at all; 1 without a tagger."""
        if self._tags is None:
            return 1.0
        return max(1.0 - self._tags.absence(k) for k in range(first, last))


#: What the lexicon reader hears.
SILENT = Advice()
