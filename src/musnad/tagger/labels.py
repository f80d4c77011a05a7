"""What the tagger's heads tell apart. The order is the order of the weights' outputs; never change it alone."""

from __future__ import annotations

from musnad.model import ENTITY_TYPES, EVENT_TYPES, STANCES, STATUSES

#: Named entities of ANERcorp.
NER_CLASSES = ("LOC", "MISC", "ORG", "PERS")
#: «none» and the PLOVER types of a trigger word.
TRIGGERS = ("none", *EVENT_TYPES)
#: What a pointer from one word to others can mean. The first three start at a cue, four at a trigger, the last at the first word of a mention:
#: who is meant has been told before (mention ranking, Denis & Baldridge 2008).
POINTERS = ("content_start", "content_end", "speaker", "actor", "recipient", "place", "source", "antecedent")
ROLES = ("actor", "recipient", "place", "source")
#: Answers of a pointer that are no word of the window: nobody is told; somebody is, but outside the window.
NONE, OUTSIDE = "none", "outside"
ABSENT = (NONE, OUTSIDE)


def bio(classes: tuple[str, ...]) -> tuple[str, ...]:
    """Begin and inside labels of some classes: O, B-x, I-x, B-y, I-y …"""
    return ("O", *(f"{mark}-{name}" for name in classes for mark in "BI"))


NER = bio(NER_CLASSES)
PARTICIPANTS = bio(ENTITY_TYPES)
CUES = ("O", "B", "I")

#: Head name and its labels, in the order in which the network prints them side by side.
WORD_HEADS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("ner", NER),
    ("participant", PARTICIPANTS),
    ("trigger", TRIGGERS),
    ("begins", ("no", "yes")),  # the trigger's first word («شنت هجمات»: شنت)
    ("status", STATUSES),
    ("cue", CUES),
    ("stance", STANCES),
)
WIDTH = sum(len(labels) for _, labels in WORD_HEADS)


def columns() -> dict[str, slice]:
    """Where each head's labels stand in the network's row for a word."""
    out, start = {}, 0
    for name, labels in WORD_HEADS:
        out[name] = slice(start, start + len(labels))
        start += len(labels)
    return out
