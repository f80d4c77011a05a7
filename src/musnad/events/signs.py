"""Signs of a status around a trigger: words of plan, wish, condition … by class, days beside it, what was told of its kind before.

The words are those of :mod:`musnad.events.sign_words`; what each sign is worth is measured (``data/weights/status_*.tsv``).
"""

from __future__ import annotations

from collections.abc import Sequence

from musnad.events.sign_words import SignTable
from musnad.events.triggers import TriggerHit
from musnad.lexicon.word_sets import word_set
from musnad.lexicon.words import WordInfo
from musnad.model import Time
from musnad.text.document import Document, Segment

_NEGATION = frozenset(word_set("events.status.negation"))
_EXCEPT = frozenset(word_set("events.status.except"))
#: How far behind a negation its exception may stand.
_TAKEN_BACK = 8
_BREAKS = frozenset(("،", ",", ".", ":", "؛", "..."))
#: How far a sign is looked for, to the left and to the right (tokens).
_LEFT, _RIGHT = 12, 7


class SignFinder:
    """Reads one document: build, then ask for the signs of each trigger, in the order of the text."""

    def __init__(self, doc: Document, table: SignTable, times: Sequence[Time]) -> None:
        self.doc, self.table, self.words = doc, table, table.words
        self._days = _days(doc, times)
        self._last: tuple[int, TriggerHit, str] | None = None  # segment, trigger and status by rule of the trigger before
        self._frames: dict[int, list[str]] = {}
        self._told: dict[str, list[tuple[int, str, str]]] = {}  # type → segment, row and status by rule of each trigger so far

    def signs(self, hit: TriggerHit, segment: Segment, status: str) -> list[str]:
        """Named features; ``status`` is what the rules say, and is remembered for the next trigger of its type."""
        out = [*self._left(hit, segment), *self._right(hit, segment), *self._near_days(hit, segment), *self._earlier(hit, segment)]
        frame = self._frames.get(segment.index)
        if frame is None:
            frame = self._frames[segment.index] = self._frame(segment)
        out += self._before(hit, segment)
        self._told.setdefault(hit.row.type, []).append((segment.index, hit.row.lemma, status))
        self._last = (segment.index, hit, status)
        return out + frame

    def _before(self, hit: TriggerHit, segment: Segment) -> list[str]:
        """The trigger before in the segment: what an agreement provides for, what a threat threatens with."""
        index = segment.index
        out = [f"part:{index if index < 2 else 'early' if index < 5 else 'late'}"]
        if hit.first == segment.first:
            out.append("start")
        if self._last is None or self._last[0] != index:
            return out
        _, last, status = self._last
        gap = hit.first - last.last
        near = "near" if gap < 3 else "mid" if gap < 8 else "far"
        return [*out, f"prev:{last.row.type}:{near}", f"prev:{status}:{near}", f"prev:{last.row.type}:{status}"]

    def _left(self, hit: TriggerHit, segment: Segment) -> list[str]:
        out: list[str] = []
        tokens, state, nearest = self.doc.tokens, "", True
        for n, k in enumerate(range(hit.first - 1, max(segment.first, hit.first - _LEFT) - 1, -1)):
            norm = tokens[k].norm
            if norm in _BREAKS:
                state = "|cut"
                continue
            sign = "" if norm in _NEGATION and self._excepted(k, segment) else self.table[norm]
            info = self.words(norm)
            if sign:
                if k > segment.first and tokens[k - 1].norm in _NEGATION:
                    sign = "un" + sign
                verb = info.verbs[0] if info.finite and not info.function and not info.art else None
                way = "future" if verb and verb.future else verb.tense if verb else ""
                out += (f"sign:{sign}{state}", f"sign:{sign}:{way}{state}")
                if nearest:
                    near = "next" if n == 0 else "near" if n < 3 else "mid" if n < 7 else "far"
                    out += (f"sign1:{sign}:{near}{state}", f"sign1:{sign}:{tokens[hit.first].norm[: hit.cut]}{state}")
                    nearest = False
            state = _crossed(info, n) or state
        if nearest:
            out.append("sign1:none")
        out += self._head(hit, segment)
        return list(dict.fromkeys(out))

    def _excepted(self, k: int, segment: Segment) -> bool:
        """«لم يقصف سوى الميناء», «ليس فقط»: a negation that is taken back behind it negates nothing."""
        return any(t.norm in _EXCEPT for t in self.doc.tokens[k + 1 : min(segment.last, k + 1 + _TAKEN_BACK)])

    def _head(self, hit: TriggerHit, segment: Segment) -> list[str]:
        """The nearest verb to the left, however far."""
        for k in range(hit.first - 1, segment.first - 1, -1):
            info = self.words(self.doc.tokens[k].norm)
            if _is_verb(info):
                verb = info.verbs[0]
                un = "un" if k > segment.first and self.doc.tokens[k - 1].norm in _NEGATION else ""
                return [f"head:{un}{self.table[info.norm]}:{verb.tense}"]
        return ["head:none"]

    def _right(self, hit: TriggerHit, segment: Segment) -> list[str]:
        out = []
        relative = ""
        for k in range(hit.last, min(segment.last, hit.last + _RIGHT)):
            norm = self.doc.tokens[k].norm
            if norm in _BREAKS:
                break
            sign = self.table[norm]
            if sign:
                out.append(f"right:{sign}")
            info = self.words(norm)
            if info.function == "rel":
                relative = "rel"
            elif _is_verb(info):
                verb = info.verbs[0]
                out.append(f"rightverb:{verb.tense}:{verb.future}:{relative}")
                break
        return out

    def _near_days(self, hit: TriggerHit, segment: Segment) -> list[str]:
        """Whether the days told in the segment lie before or after the article's, the nearest apart."""
        days = self._days.get(segment.index)
        if not days:
            return ["day:none"]
        gap, when = min((abs(k - hit.first), when) for k, when in days)
        return [f"day:{when}", f"day:{when}:{'near' if gap < 6 else 'far'}", *dict.fromkeys(f"anyday:{when}" for _, when in days)]

    def _earlier(self, hit: TriggerHit, segment: Segment) -> list[str]:
        """What was told of this type before: in the article, by the same word, in the same segment («تحرير … ورفع …»)."""
        told = self._told.get(hit.row.type)
        if not told:
            return ["told:none"]
        out = [f"told:{told[-1][2]}", f"toldfirst:{told[0][2]}"]
        out += dict.fromkeys(f"toldword:{status}" for _, lemma, status in told if lemma == hit.row.lemma)
        if told[-1][0] == segment.index:
            out.append(f"toldhere:{told[-1][2]}:{self.doc.tokens[hit.first].norm[0] if hit.cut else ''}")
        return out

    def _frame(self, segment: Segment) -> list[str]:
        """The segment as a whole: its first verb, a question, whether it tells what will be."""
        tokens = self.doc.tokens
        out = []
        main = future = ""
        for k in range(segment.first, segment.last):
            info = self.words(tokens[k].norm)
            if _is_verb(info):
                verb = info.verbs[0]
                if not main:
                    main = f"main:{verb.tense}:{verb.future}"
                if verb.future:
                    future = "anyfuture"
                    break
        out += [main or "main:none", *([future] if future else [])]
        if segment.last > segment.first and tokens[segment.last - 1].norm in ("؟", "?"):
            out.append("asked")
        return out


def _is_verb(info: WordInfo) -> bool:
    """A finite verb and nothing else that the word could be."""
    return info.finite and not info.function and not info.art and not info.nisba


def _crossed(info: WordInfo, n: int) -> str:
    """What lies between a trigger and the words before this one."""
    if info.function == "comp" and n:
        return "|that"
    if info.function == "rel":
        return "|rel"
    if _is_verb(info):
        return "|verb"
    return ""


def _days(doc: Document, times: Sequence[Time]) -> dict[int, list[tuple[int, str]]]:
    """Calendar times by segment: their token, and where they lie from the day of the article."""
    today = (doc.article.published or "")[:10]
    out: dict[int, list[tuple[int, str]]] = {}
    for t in times:
        value = t.value
        if t.type not in ("DATE", "TIME") or not value:
            continue
        when = value if not value[0].isdigit() else _relation(value[:10], today)
        k = doc.token_at(t.span.start)
        if k < len(doc.tokens):
            out.setdefault(doc.tokens[k].segment, []).append((k, when))
    return out


def _relation(value: str, today: str) -> str:
    """«past», «future» or «same»: years, months and days are compared as far as both are told."""
    if not today or "W" in value or "Q" in value:
        return "week"
    length = min(len(value), len(today))
    same = "same" if length >= 10 else "within"
    return same if value[:length] == today[:length] else "past" if value[:length] < today[:length] else "future"
