"""Of what kind a process is that a mention can be part of: by the noun that goes on («تعليق المحادثات»), else by what is done."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

from musnad.lexicon.reader import read_table
from musnad.record.digest import Telling
from musnad.record.words import stems_of

DATA = Path(__file__).parent.parent / "data"
#: Kinds of which two parties are a part.
BETWEEN = frozenset(("talks", "truce", "exchange", "meeting"))
#: Stems behind a trigger among which the noun is looked for.
REACH = 4
#: What goes on whether or not a noun says so.
_BY_TYPE = {"PROTEST": "protest", "ASSAULT": "campaign"}
#: Modes of attack that are waged for days; a murder, a bomb, a kidnapping is an act.
_WAGED = frozenset((None, "aerial", "heavy-weapons", "drone"))
#: Kinds whose noun says little unless the act is of the type: «قوات العملية» is no campaign.
_TYPES = {
    "talks": ("CONSULT", "AGREE", "REJECT", "RETREAT", "COOPERATE", "MOBILIZE"), "meeting": ("CONSULT", "REJECT", "AGREE"),
    "visit": ("CONSULT", "REJECT"), "truce": ("RETREAT", "AGREE", "REJECT", "CONSULT"), "exchange": ("RETREAT", "AGREE", "CONSULT", "COOPERATE"),
    "withdrawal": ("RETREAT", "AGREE"), "campaign": ("ASSAULT", "RETREAT", "MOBILIZE", "COERCE"),
    "exercise": ("RETREAT", "REJECT", "MOBILIZE", "COOPERATE", "SANCTION"), "ties": ("COOPERATE", "SANCTION", "REJECT", "RETREAT"),
    "sanctions": ("SANCTION", "COERCE", "CONCEDE", "RETREAT"), "aid": ("AID", "SANCTION"), "protest": ("PROTEST",), "emergency": ("COERCE",),
}  # fmt: skip


@lru_cache(maxsize=1)
def _words() -> tuple[dict[str, str], int]:
    """Stems of the words of ``data/process_words.tsv`` with their kinds, and the most words of a row."""
    rows = read_table(DATA / "process_words.tsv", ("word", "kind", "source"))
    found = {" ".join(stems_of(r["word"])): r["kind"] for r in rows}
    return found, max(k.count(" ") + 1 for k in found)


def noun_kind(stems: Sequence[str]) -> str | None:
    """The kind that the first listed word names, a longer one first."""
    words, most = _words()
    for n in range(len(stems)):
        for length in range(most, 0, -1):
            if kind := words.get(" ".join(stems[n : n + length])):
                return kind
    return None


def kind_of(t: Telling) -> str | None:
    """The kind of process that a mention is of; None for an act that is no part of one."""
    kind = noun_kind((*t.trigger.split(), *t.object[:REACH]))
    if kind is None and (t.type != "ASSAULT" or t.mode in _WAGED):
        kind = _BY_TYPE.get(t.type)
    if kind == "exchange" and t.type == "RETREAT" and t.mode != "release":
        return None
    return kind if kind in _TYPES and t.type in _TYPES[kind] else None
