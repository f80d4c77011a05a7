"""What the tagger says about an article: probabilities for every word, and for pointers from any word.

Words are indices into ``document.tokens``. All probabilities are rounded to three decimals.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from musnad.tagger import labels
from musnad.tagger.bio import Found, decode
from musnad.tagger.distance import buckets, relations

Floats = NDArray[np.float32]
_DECIMALS = 3
_LABELS = dict(labels.WORD_HEADS)
#: Less probable words of a pointer are left out.
_LEAST = 0.01


@dataclass(frozen=True, slots=True)
class Pointers:
    """What pointers need besides the words' vectors: biases [task, bucket], [task, relation], and temperatures."""

    distance: Floats
    relation: Floats
    temperatures: dict[str, float]


@dataclass(frozen=True, slots=True, eq=False)
class View:
    """One window's raw scores: ``logits`` [words, heads], ``point`` [task, words, size], ``key`` [task, words + 2, size].

    ``words`` are token indices, ``segments`` and ``title`` tell where they stand; the core begins at ``core``.
    """

    words: NDArray[np.int64]
    segments: NDArray[np.int64]
    title: NDArray[np.bool_]
    core: int
    logits: Floats
    point: Floats
    key: Floats


@dataclass(frozen=True, slots=True)
class Pointer:
    """Where a word points: probabilities of words (those from 0.01 up), of «none» and of «outside the window»."""

    words: dict[int, float]
    none: float
    outside: float

    @property
    def best(self) -> int | None:
        """The likeliest word, None when «none» or «outside» is likelier."""
        word = max(self.words, key=lambda w: (self.words[w], -w), default=None)
        return word if word is not None and self.words[word] > max(self.none, self.outside) else None

    def mass(self, words: Sequence[int] | set[int]) -> float:
        """The probability that it points at one of some words: all mentions of an entity, say."""
        return round(sum(self.words.get(w, 0.0) for w in set(words)), _DECIMALS)


@dataclass(frozen=True, slots=True)
class CueScore:
    """How likely a word begins a reporting cue, and the stance of what it reports if it does."""

    prob: float
    stances: dict[str, float]


@dataclass(frozen=True, slots=True)
class ContentScore:
    """Where the content of a cue's statement begins and ends; ``best`` is the likeliest first and last word in order."""

    start: Pointer
    end: Pointer
    best: tuple[int, int] | None
    prob: float


_ABSENT = Pointer({}, 1.0, 0.0)


@dataclass(frozen=True, eq=False)
class Tags:
    """Scores of one article. ``probs`` [tokens, heads]: the heads of ``labels.WORD_HEADS`` side by side.

    Words outside every segment (a dateline) are no part of anything, surely.
    """

    probs: Floats
    views: tuple[View, ...]
    pointers: Pointers
    places: dict[int, tuple[int, int]]  # of each read word: its window and its position there

    @classmethod
    def of(cls, tokens: int, views: Sequence[View], pointers: Pointers) -> Tags:
        columns = labels.columns().values()
        probs = np.zeros((tokens, labels.WIDTH), np.float32)
        probs[:, [where.start for where in columns]] = 1.0
        places: dict[int, tuple[int, int]] = {}
        for number, view in enumerate(views):
            core = view.words[view.core :]
            for where in columns:
                probs[core, where] = _softmax(view.logits[view.core :, where])
            places |= {int(word): (number, view.core + i) for i, word in enumerate(core)}
        return cls(probs, tuple(views), pointers, places)

    @cached_property
    def participants(self) -> tuple[Found, ...]:
        """Mentions of participants: spans with an entity type of GUIDE.md."""
        return decode(self._head("participant"), labels.PARTICIPANTS)

    @cached_property
    def ner(self) -> tuple[Found, ...]:
        """Named entities of ANERcorp's kinds: LOC, ORG, PERS, MISC."""
        return decode(self._head("ner"), labels.NER)

    @cached_property
    def _rows(self) -> dict[str, list[list[float]]]:
        """Head → token → rounded probabilities in the order of its labels: every word is asked, so all are rounded at once."""
        rounded = np.rint(self.probs.astype(np.float64) * 10**_DECIMALS) / 10**_DECIMALS
        return {name: rounded[:, where].tolist() for name, where in labels.columns().items()}

    @cached_property
    def _asked(self) -> dict[tuple[str, int], Pointer]:
        """Pointers worked out so far, by task and token."""
        return {}

    @cached_property
    def _stood(self) -> dict[tuple[int, int], tuple[NDArray[np.int64], NDArray[np.int64]]]:
        return {}

    def absence(self, token: int) -> float:
        """How sure both heads of names are that a word is part of nobody and nothing named."""
        return min(self._rows["participant"][token][0], self._rows["ner"][token][0])

    def trigger(self, token: int) -> dict[str, float]:
        """How likely a word tells an event of each PLOVER type, and none."""
        return self._row("trigger", token)

    def begins(self, token: int) -> float:
        """How likely a word is the first word of a trigger."""
        return self._rows["begins"][token][1]

    def status(self, token: int) -> dict[str, float]:
        """Of a word that tells an event: the event's status."""
        return self._row("status", token)

    def cue(self, token: int) -> CueScore:
        return CueScore(self.opens(token), self._row("stance", token))

    def opens(self, token: int) -> float:
        """How likely a word begins a reporting cue."""
        return self._rows["cue"][token][1]

    def content(self, token: int) -> ContentScore:
        """Of a cue: where what is said begins and ends."""
        place = self.places.get(token)
        if place is None:
            return ContentScore(_ABSENT, _ABSENT, None, 0.0)
        starts, ends = self._answer("content_start", place), self._answer("content_end", place)
        words = self.views[place[0]].words
        best, prob = _best_span(starts[: len(words)], ends[: len(words)])
        span = (int(words[best[0]]), int(words[best[1]]))
        return ContentScore(_pointer(words, starts), _pointer(words, ends), span, _rounded(prob))

    def speaker(self, token: int) -> Pointer:
        """Of a cue: the first words of mentions of whoever speaks."""
        return self._pointed("speaker", token)

    def role(self, token: int, role: str) -> Pointer:
        """Of a trigger: the first words of mentions of its actor, recipient, place or source."""
        if role not in labels.ROLES:
            raise ValueError(f"role {role!r}: one of {', '.join(labels.ROLES)}")
        return self._pointed(role, token)

    def antecedent(self, token: int) -> Pointer:
        """Of a mention's first word: the first words of earlier mentions of the same."""
        return self._pointed("antecedent", token)

    def _pointed(self, task: str, token: int) -> Pointer:
        found = self._asked.get((task, token))
        if found is None:
            place = self.places.get(token)
            found = _ABSENT if place is None else _pointer(self.views[place[0]].words, self._answer(task, place))
            self._asked[task, token] = found
        return found

    def _answer(self, task: str, place: tuple[int, int]) -> Floats:
        """Probabilities over the window's words and the two absent answers."""
        view, at = self.views[place[0]], place[1]
        t = labels.POINTERS.index(task)
        scores = view.key[t] @ view.point[t, at]
        distance, relation = self._standing(place)
        scores[: len(distance)] += self.pointers.distance[t, distance]
        scores[: len(distance)] += self.pointers.relation[t, relation]
        return _softmax(scores / np.float32(self.pointers.temperatures.get(task, 1.0)))

    def _standing(self, place: tuple[int, int]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """How the window's words stand to one of them: distance buckets and relations of segments, the same for all pointers from it."""
        found = self._stood.get(place)
        if found is None:
            view, at = self.views[place[0]], place[1]
            distance = buckets(np.asarray(at), np.arange(len(view.words)))
            found = self._stood[place] = distance, relations(view.segments[at], view.segments, view.title)
        return found

    def _head(self, name: str) -> Floats:
        return self.probs[:, labels.columns()[name]]

    def _row(self, name: str, token: int) -> dict[str, float]:
        return dict(zip(_LABELS[name], self._rows[name][token], strict=True))

    def json(self, least: float = 0.03) -> dict[str, Any]:
        """Everything from a probability on, as plain values: participants, named entities, triggers and cues by token."""
        triggers = [t for t in self.places if 1 - self.trigger(t)["none"] >= least]
        cues = [t for t in self.places if self.cue(t).prob >= least]
        return {
            "participants": [f.json() for f in self.participants],
            "ner": [f.json() for f in self.ner],
            "triggers": [self._trigger_json(t, least) for t in triggers],
            "cues": [self._cue_json(t) for t in cues],
        }

    def _trigger_json(self, token: int, least: float) -> dict[str, Any]:
        types = {name: p for name, p in self.trigger(token).items() if p >= least or name == "none"}
        roles = {role: _pointer_json(self.role(token, role)) for role in labels.ROLES}
        return {"token": token, "types": types, "begins": self.begins(token), "status": self.status(token), **roles}

    def _cue_json(self, token: int) -> dict[str, Any]:
        cue, content = self.cue(token), self.content(token)
        return {
            "token": token, "prob": cue.prob, "stances": cue.stances, "speaker": _pointer_json(self.speaker(token)),
            "start": _pointer_json(content.start), "end": _pointer_json(content.end), "best": content.best,
        }  # fmt: skip


def _pointer_json(pointer: Pointer) -> dict[str, Any]:
    return {"words": {str(w): p for w, p in pointer.words.items()}, "none": pointer.none, "outside": pointer.outside}


def _pointer(words: NDArray[np.int64], probs: Floats) -> Pointer:
    likely = np.flatnonzero(probs[: len(words)] >= _LEAST)
    none, outside = (_rounded(p) for p in probs[len(words) :])
    return Pointer({int(words[i]): _rounded(probs[i]) for i in likely}, none, outside)


def _best_span(starts: Floats, ends: Floats) -> tuple[tuple[int, int], float]:
    """The likeliest pair with the end not before the start, and its probability."""
    reached = np.maximum.accumulate(starts)
    end = int(np.argmax(reached * ends))
    start = int(np.argmax(starts[: end + 1]))
    return (start, end), float(starts[start] * ends[end])


def _softmax(scores: Floats) -> Floats:
    raised = np.exp(scores - scores.max(axis=-1, keepdims=True))
    out: Floats = raised / raised.sum(axis=-1, keepdims=True)
    return out


def _rounded(value: Any) -> float:
    return round(float(value), _DECIMALS)
