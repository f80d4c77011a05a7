"""One article as TimeML 1.2.1 (Pustejovsky et al. 2003; timeml.org), laid out as TempEval-3 did: DOCID, DCT, TEXT, then links.

The content of TEXT is the article's own text, character for character: marks only stand in it, flat, as TimeML's elements hold
no others. Instance ``eiN`` is event ``vN`` of the report and ``tN`` is its time ``tN``; numbers beyond those of the events are
the words of speech and of aspect. What TimeML has no place for (who, whom, where, how many) is not there: docs/exports.md.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import TextIO
from xml.sax.saxutils import escape, quoteattr

from musnad.exports.marks import Marks
from musnad.lexicon.reader import read_table
from musnad.model import EVENT_TYPES, Json, Span
from musnad.store.articles import Kept
from musnad.text.fold import fold

_HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?>\n<TimeML xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" '
    'xsi:noNamespaceSchemaLocation="http://timeml.org/timeMLdocs/TimeML_1.2.1.xsd">\n\n'
)
_DATA = Path(__file__).parent / "data"
#: What XML 1.0 cannot hold, not even escaped.
_NO_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
#: Values of a time whose words leave the day open: TIMEX3 requires one, and X stands for what is not known.
_OPEN = {"DATE": "XXXX-XX-XX", "TIME": "XXXX-XX-XXTXX:XX", "DURATION": "PXX", "SET": "XXXX-XX-XX"}
#: Aspects that TimeML has links for, and those that say whether the other event is (yet) to be.
_ALINKS = {
    "begin": "INITIATES", "continue": "CONTINUES", "suspend": "TERMINATES", "resume": "REINITIATES", "extend": "CONTINUES", "end": "TERMINATES",
}  # fmt: skip
_OFF = {"cancel": "COUNTER_FACTIVE", "postpone": "MODAL"}
_STANCES = {"deny": "NEG_EVIDENTIAL", "confirm": "FACTIVE", "assert": "EVIDENTIAL"}
_MODALITY = {"planned": "PLANNED", "hypothetical": "HYPOTHETICAL"}
_POS = {"verb": "VERB", "passive": "VERB", "noun": "NOUN"}


def file_name(kept: Kept) -> str:
    """The article's own id as far as any file system takes it, then the start of its hash within the record."""
    readable = re.sub(r"[^A-Za-z0-9._-]+", "-", kept.article.name).strip(".-")[:40]
    return f"{readable}.{kept.uid[:16]}.tml" if readable else f"{kept.uid[:16]}.tml"


def write_timeml(report: Json, text: str, out: TextIO) -> None:
    """The document of one report (DESIGN.md's JSON) and the text that its spans are in."""
    document = _Document(report, text)
    out.write(_HEAD)
    out.write(f"<DOCID>{_content(report['id'])}</DOCID>\n\n")
    if report["published"]:
        out.write(f"<DCT>{_creation(report['published'])}</DCT>\n\n")
    out.write(f"<TEXT>{document.body()}</TEXT>\n\n")
    for line in (*document.instances, *document.links):
        out.write(line + "\n")
    out.write("\n</TimeML>\n")


@dataclass(slots=True)
class _Document:
    """The marks of a report, the instances of its events, and what links them."""

    report: Json
    text: str
    marks: Marks = field(init=False)
    instances: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    signals: dict[str, tuple[str, str]] = field(default_factory=dict)  # time → signal, relation
    of_cue: dict[str, str] = field(default_factory=dict)  # statement → instance
    counts: dict[str, int] = field(default_factory=dict)
    types: dict[str, str] = field(default_factory=dict)  # instance of an event → its type

    def __post_init__(self) -> None:
        self.marks = Marks(self.text)
        self._times()
        self._events()
        self._aspects()
        self._cues()
        self._event_times()
        self._sayings()

    def body(self) -> str:
        """The text with the marks in it."""
        out, at = [], 0
        for mark in self.marks.ordered():
            out.append(_content(self.text[at : mark.span.start]))
            out.append(_element(mark.tag, mark.attributes, self.text[mark.span.start : mark.span.end]))
            at = mark.span.end
        return "".join((*out, _content(self.text[at:])))

    def _times(self) -> None:
        for time in self.report["times"]:
            value = time["value"] or _OPEN[time["type"]]
            self.marks.put(_span(time), "TIMEX3", {"tid": time["id"], "type": time["type"], "value": value})
        for time in self.report["times"]:
            found = self.marks.word_before(_span(time))
            relation = _signal_words().get(fold(found.of(self.text))) if found else None
            if found and relation and time["type"] in ("DATE", "TIME"):
                sid = f"s{len(self.signals) + 1}"
                self.marks.put(found, "SIGNAL", {"sid": sid})
                self.signals[time["id"]] = (sid, relation)

    def _events(self) -> None:
        for event in self.report["events"]:
            number = int(event["id"][1:])
            aspect = event["aspect"] if event["aspect"] and _aspect_span(event) == _span(event["trigger"]) else None
            kind = "ASPECTUAL" if aspect in _ALINKS else "I_ACTION" if aspect else _classes().get(event["type"], "OCCURRENCE")
            extra = {"polarity": "NEG" if self._negated(event) else "POS"}
            if event["status"] in _MODALITY:
                extra["modality"] = _MODALITY[event["status"]]
            self._instance(number, _span(event["trigger"]), kind, event["reason"]["rule"], extra)
            self.types[f"ei{number}"] = event["type"]

    def _negated(self, event: Json) -> bool:
        """Denied by its own sentence; what somebody's denial tells is told plainly, and the link says that it is denied."""
        denials = {s["id"] for s in self.report["statements"] if s["stance"] == "deny" and event["id"] in s["about"]}
        return event["status"] == "denied" and not denials

    def _aspects(self) -> None:
        """Words of aspect beside the event that they are about («استأنفت … عملياتها»)."""
        number = self._last("events") + self._last("statements")
        for event in self.report["events"]:
            span = _aspect_span(event)
            if span is None or span == _span(event["trigger"]):
                continue
            number += 1
            kind = "ASPECTUAL" if event["aspect"] in _ALINKS else "I_ACTION"
            self._instance(number, span, kind, "", {"polarity": "POS"})
            ends = {"eventInstanceID": f"ei{number}"}
            if event["aspect"] in _ALINKS:
                self._link("ALINK", {**ends, "relatedToEventInstance": _instance_of(event["id"])}, _ALINKS[event["aspect"]])
            else:
                self._link("SLINK", {**ends, "subordinatedEventInstance": _instance_of(event["id"])}, _OFF[event["aspect"]])

    def _cues(self) -> None:
        """Words of speech. A colon is none: such a statement has no event that could be linked."""
        triggers = {_span(e["trigger"]): _instance_of(e["id"]) for e in self.report["events"]}
        for statement in self.report["statements"]:
            cue = _span(statement["cue"])
            if not any(c.isalpha() for c in cue.of(self.text)):
                continue
            if cue in triggers:
                self.of_cue[statement["id"]] = triggers[cue]
                self.marks.say(cue)
                continue
            number = self._last("events") + int(statement["id"][1:])
            self._instance(number, cue, "REPORTING", statement["reason"]["rule"], {"polarity": "POS"})
            self.of_cue[statement["id"]] = f"ei{number}"

    def _event_times(self) -> None:
        times = {t["id"]: t for t in self.report["times"]}
        for event in self.report["events"]:
            when = self._time_of(event)
            if when:
                self._time_link(event, when, self.signals.get(when, ("", "IS_INCLUDED"))[1])
            due = times.get(event["deadline"] or "")
            if due and due["id"] != when:
                self._time_link(event, due["id"], "IS_INCLUDED" if due["type"] == "DURATION" else "BEFORE")

    def _time_of(self, event: Json) -> str | None:
        """The time with the event's date: within its evidence, else the nearest; the day of publication if that is it."""
        there = [t for t in self.report["times"] if event["date"] and t["value"] == event["date"]]
        if there:
            evidence, trigger = _span(event["evidence"]), _span(event["trigger"])
            best = min(there, key=lambda t: (not evidence.covers(_span(t)), abs(t["start"] - trigger.start), t["start"]))
            return str(best["id"])
        return "t0" if event["date"] and event["date"] == (self.report["published"] or "")[:10] else None

    def _time_link(self, event: Json, time: str, relation: str) -> None:
        signal = self.signals.get(time, ("", ""))
        with_signal = {"signalID": signal[0]} if signal[1] == relation else {}
        self._link("TLINK", {"eventInstanceID": _instance_of(event["id"]), "relatedToTime": time, **with_signal}, relation)

    def _sayings(self) -> None:
        for statement in self.report["statements"]:
            said = self.of_cue.get(statement["id"])
            for event in statement["about"]:
                if said and said != _instance_of(event):
                    relation = _STANCES[statement["stance"]]
                    if relation == "EVIDENTIAL" and self.types.get(said) in ("REQUEST", "THREATEN"):
                        relation = "MODAL"
                    self._link("SLINK", {"eventInstanceID": said, "subordinatedEventInstance": _instance_of(event)}, relation)

    def _instance(self, number: int, span: Span, kind: str, rule: str, extra: dict[str, str]) -> None:
        mark = self.marks.put(span, "EVENT", {"eid": f"e{number}", "class": kind})
        pos = next((_POS[part] for part in rule.split("/")[0].split(".") if part in _POS), "OTHER")
        base = {"eiid": f"ei{number}", "eventID": mark.attributes["eid"], "tense": "NONE", "aspect": "NONE", "pos": pos}
        self.instances.append(_element("MAKEINSTANCE", {**base, **extra}))

    def _link(self, tag: str, ends: dict[str, str], relation: str) -> None:
        self.counts["l"] = self.counts.get("l", 0) + 1
        self.links.append(_element(tag, {"lid": f"l{self.counts['l']}", **ends, "relType": relation}))

    def _last(self, facts: str) -> int:
        return max((int(f["id"][1:]) for f in self.report[facts]), default=0)


def _instance_of(event: str) -> str:
    return f"ei{event[1:]}"


def _aspect_span(event: Json) -> Span | None:
    """The word of aspect, which an event's reason holds after the trigger."""
    spans = event["reason"]["spans"]
    return _span(spans[1]) if event["aspect"] and len(spans) > 1 else None


def _span(where: Json) -> Span:
    return Span(where["start"], where["end"])


def _creation(published: str) -> str:
    kind = "TIME" if "T" in published else "DATE"
    attributes = {"tid": "t0", "type": kind, "value": published, "temporalFunction": "false", "functionInDocument": "CREATION_TIME"}
    return _element("TIMEX3", attributes, published)


def _element(tag: str, attributes: dict[str, str], words: str = "") -> str:
    given = "".join(f" {name}={quoteattr(_NO_XML.sub(chr(0xFFFD), value))}" for name, value in attributes.items())
    return f"<{tag}{given}>{_content(words)}</{tag}>" if words else f"<{tag}{given}/>"


def _content(words: str) -> str:
    """Escaped; a carriage return too, which a parser would take for a line end. What XML cannot hold becomes U+FFFD."""
    return escape(_NO_XML.sub("\N{REPLACEMENT CHARACTER}", words), {"\r": "&#13;"})


@lru_cache(maxsize=1)
def _signal_words() -> dict[str, str]:
    return {fold(r["word"]): r["relation"] for r in read_table(_DATA / "timeml_signals.tsv", ("word", "relation"), ("word", "relation"))}


@lru_cache(maxsize=1)
def _classes() -> dict[str, str]:
    found = {r["type"]: r["class"] for r in read_table(_DATA / "timeml_classes.tsv", ("type", "class"), ("type", "class"))}
    assert set(found) <= set(EVENT_TYPES)
    return found

