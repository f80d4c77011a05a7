"""Phases of a process, in the order of what they tell."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from musnad.record.days import iso, ordinal
from musnad.record.facts import Fact
from musnad.record.model import Phase
from musnad.record.processes.kinds import noun_kind
from musnad.record.processes.mentions import Mention
from musnad.record.story import Voice

#: Days within which two tellings of a phase are one.
SAME = 7
#: A phase is told from the first day on within whose next days so great a share of its tellings falls: what stands alone before is of another.
SOON, MANY = 2, 0.25
#: Days before a telling on which it can have been cancelled, suspended, …; an earlier or later one is that of what was to be.
RECENT = 3
#: One decision told in three words, when it is told within days («علقت», «أرجأت», «ألغت المحادثات»).
_PUT_OFF, DECIDED = frozenset(("suspended", "postponed", "cancelled")), 3
#: Days before its first news that something can have begun; what is told of an earlier day is mostly another wave.
SINCE = 100
#: Phases whose sentence mostly dates what they are about.
_DATED_OTHERWISE = frozenset(("cancelled", "postponed", "suspended", "extended", "resumed"))


@dataclass(slots=True)
class _Step:
    """A phase as one mention tells it. ``at`` is the day it is put on: when it happened if told, else when it was told."""

    name: str
    at: str
    day: str | None
    mention: Mention
    voice: Voice
    disputed: bool

    def rank(self) -> tuple[bool, bool, bool, float, str]:
        """The mention that is quoted: one that names what goes on and gives a day, in somebody's words."""
        f = self.mention.fact
        named = noun_kind(f.telling.trigger.split()) is not None
        return self.voice.act == "denied", named, self.day is not None, round(f.confidence, 1), self.voice.published

    def phase(self) -> Phase:
        v, f = self.voice, self.mention.fact
        ref = v.ref if v.act in ("denied", "withdrawn") else f.ref()
        return Phase(self.name, self.day, v.published[:10] or None, v.by, v.by_name, ref)


#: Of phases on one day, those that come first and last whoever tells them.
_ORDER = {"planned": 0, "begun": 0, "ended": 2, "cancelled": 2}
#: Kinds that are planned once: what is planned when they have begun is a part of them.
_ONCE = frozenset(("visit", "protest", "truce", "campaign", "exercise", "withdrawal", "exchange"))


def phases(line: Sequence[Mention], kind: str) -> tuple[tuple[Phase, ...], str]:
    """Phases, and the state: the last one that nobody disputes. What later news tell again is no further phase."""
    steps = sorted((s for m in line for s in _steps(m)), key=lambda s: (s.at, s.voice.published, s.mention.fact.order))
    # «أوقفت هجماتها» beside «علقت هجماتها»: where an article says how a thing was stopped, that is how.
    halted = {m.fact.article for m in line if m.phase == "suspended"}
    out: list[list[_Step]] = []
    for step in steps:
        if step.name == "planned" and kind in _ONCE and any(group[0].name in ("begun", "ended") for group in out):
            continue
        if step.name == "begun" and _apart(step.voice.published[:10], step.at) > SINCE:
            continue
        if step.name == "ended" and step.mention.fact.article in halted:
            continue
        same = _told_before(step, out)
        if same is None:
            out.append([step])
        else:
            same.append(step)
    told = sorted(((_best(group, kind), group) for group in out), key=lambda t: (t[0].at, _ORDER.get(t[0].name, 1), t[0].voice.published, t[0].mention.fact.order))
    state = ""
    for best, group in told:
        if best.name != "denied" and not all(s.disputed for s in group):
            state = best.name
    return tuple(best.phase() for best, _ in told), state or (told[0][0].name if told else "planned")


def _best(group: Sequence[_Step], kind: str) -> _Step:
    """The telling that is shown: one that names all parties, of the first day that it was told."""
    if group[0].name == "planned":
        return _best_plan(group, kind)
    names = Counter(s.name for s in group)
    group = [s for s in group if names[s.name] == max(names.values())]
    group = _fullest(group)
    told = sorted({_told(s) for s in group})
    first = next((d for d in told if sum(0 <= _apart(_told(s), d) <= SOON for s in group) >= MANY * len(group)), told[0])
    return max((s for s in group if _told(s) == first), key=lambda s: (s.rank(), s.mention.fact.order))


def _best_plan(group: Sequence[_Step], kind: str) -> _Step:
    """Of a plan: with the day that most give, from when it is first told, at the top of an article. A talk within a visit has its own day."""
    own = [s for s in group if s.mention.kind == kind] or group
    days = Counter(s.day for s in own)
    group = _fullest([s for s in own if days[s.day] == max(days.values())])
    named = [s for s in group if s.rank()[1]] or group
    first = min(map(_told, named))
    return max((s for s in named if _told(s) == first), key=lambda s: (s.rank()[:3], -s.mention.fact.telling.sentence, s.rank(), s.mention.fact.order))


def _fullest(group: Sequence[_Step]) -> list[_Step]:
    """Those that name most of the parties."""
    most = max(len(s.mention.parties) for s in group)
    return [s for s in group if len(s.mention.parties) == most]


def _told(s: _Step) -> str:
    return s.voice.published[:10]


def _steps(m: Mention) -> list[_Step]:
    f = m.fact
    out = []
    disputed = m.matter.status in ("disputed", "denied", "withdrawn")
    for v in m.voices:
        name = "denied" if v.act in ("denied", "withdrawn") else m.phase
        if v.act == "doubted":
            continue
        day = _day(f, name)
        happened = _happened(f, name) or day
        at = v.published[:10] if happened is None or name == "planned" else min(happened, v.published[:10])
        out.append(_Step(name, at, day, m, v, disputed))
    return out[:1] if all(s.name == m.phase for s in out) else out


def _happened(f: Fact, name: str) -> str | None:
    """When a phase that is told later came about, as far as it orders the phases: «بدأت في شباط/فبراير الماضي»."""
    past = name in ("begun", "ended") and f.days is not None and f.day is not None and f.days[1] < f.day
    return iso(f.days[0]) if past and f.days else None


def _day(f: Fact, name: str) -> str | None:
    if name == "denied" or not f.days or not f.precise:
        return None
    if name in _DATED_OTHERWISE and not (f.day is not None and 0 <= f.day - f.days[0] <= RECENT):
        return None
    return iso(f.days[0])


def _told_before(step: _Step, out: Sequence[list[_Step]]) -> list[_Step] | None:
    """The earlier telling that a step repeats: the last of its name, unless something else has happened since."""
    same = [n for n, group in enumerate(out) if group[0].name == step.name]
    if step.name in _PUT_OFF and (near := [g for g in out if g[0].name in _PUT_OFF and abs(_apart(step.at, g[0].at)) <= DECIDED]):
        return near[-1]
    if not same:
        return None
    last = out[same[-1]]
    if step.name == "begun":
        return last  # what began once goes on or is resumed
    if step.name == "planned":
        put_off = any(group[0].name in ("postponed", "cancelled") for group in out[same[-1] + 1 :])
        return None if put_off and step.day and all(s.day is not None and s.day < step.day for s in last) else last
    since = {group[0].name for group in out[same[-1] + 1 :]} - {"denied", "planned"}
    return last if not since or abs(_apart(step.at, last[0].at)) <= SAME else None


def _apart(a: str, b: str) -> int:
    return (ordinal(a) or 0) - (ordinal(b) or 0)
