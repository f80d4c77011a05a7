"""The tables of an archive: columns, types and meanings. Their description in docs/archive.md is made from here.

``VERSION`` is in the metadata of every file (``musnad.schema``). It counts up when a column changes its meaning or goes; a column that
only comes leaves it as it is.
"""

from __future__ import annotations

import pyarrow as pa

VERSION = "1"

_TEXT, _NUMBER, _DAY = pa.string(), pa.int32(), pa.date32()
_TEXTS = pa.list_(pa.string())
_SPANS = pa.list_(pa.struct([("start", pa.int32()), ("end", pa.int32())]))
Column = tuple[str, pa.DataType, str]

#: In every table but ``problems``, so that most questions need no join.
_ARTICLE: tuple[Column, ...] = (
    ("article", _TEXT, "`key` of the article that tells it"),
    ("day", _DAY, "its day of publication, in the outlet's own zone"),
    ("outlet", _TEXT, "who published it"),
)
_WORDS: tuple[Column, ...] = (
    ("start", _NUMBER, "first code point of its words in the article's text"),
    ("end", _NUMBER, "the code point after the last"),
    ("words", _TEXT, "the words"),
)
_RULE: Column = ("rule", _TEXT, "the rule that found it; rows and spans are in `report`")

TABLES: dict[str, tuple[Column, ...]] = {
    "articles": (
        ("key", _TEXT, "the article's name: SHA-256 of its text's hash, outlet, URL and moment of publication, as in a record"),
        ("hash", _TEXT, "SHA-256 of the text"),
        ("id", _TEXT, "as given, else the first 16 digits of `hash`; of several the smallest"),
        ("published", _TEXT, "ISO 8601 as given; null when unknown"),
        ("day", _DAY, "day of publication, in the outlet's own zone"),
        ("outlet", _TEXT, "as given, or as the page says"),
        ("url", _TEXT, "as given, or as the page says"),
        ("language", _TEXT, "`ar`; articles in another language have no facts"),
        ("title", _TEXT, "the first line, if it is short enough for one"),
        ("text", _TEXT, "the article's own characters"),
        ("characters", _NUMBER, "code points of the text"),
        ("dateline_place", _TEXT, "the city of the dateline"),
        ("dateline_agency", _TEXT, "the agency of the dateline"),
        ("entities", _NUMBER, "how many"),
        ("statements", _NUMBER, "how many"),
        ("events", _NUMBER, "how many"),
        ("times", _NUMBER, "how many"),
        ("reader", _TEXT, "reader, version of the lexicon, model"),
        ("report", _TEXT, "the whole report as `musnad read --format jsonl` prints it"),
        ("source", pa.binary(), "null but for texts that no column of text can hold (lone surrogates): the article as it was given, in JSON"),
    ),
    "entities": (
        *_ARTICLE,
        ("id", _TEXT, "e1, e2, … within the article"),
        ("name", _TEXT, "the longest name in the article"),
        ("name_en", _TEXT, "in English"),
        ("type", _TEXT, "country, government, military, armed_group, person, organization, population, media, place, other"),
        ("country", _TEXT, "ISO 3166 alpha-3"),
        ("sector", _TEXT, "PLOVER sector"),
        ("wikidata", _TEXT, "Wikidata id"),
        ("mentions", _SPANS, "where it is named in the text"),
        _RULE,
    ),
    "statements": (
        *_ARTICLE,
        ("key", _TEXT, "lasting name of the statement"),
        ("id", _TEXT, "s1, s2, … within the article"),
        *_WORDS,
        ("cue", _TEXT, "the word that puts it in somebody's mouth"),
        ("direct", pa.bool_(), "in quotation marks"),
        ("stance", _TEXT, "assert, deny, confirm"),
        ("evidential", _TEXT, "neutral, assertive, doubtful, hearsay"),
        ("speaker", _TEXT, "entity `id` of who says it"),
        ("speaker_name", _TEXT, "and the name"),
        ("about", _TEXTS, "`key`s of the events that it tells"),
        _RULE,
    ),
    "events": (
        *_ARTICLE,
        ("key", _TEXT, "lasting name of the event"),
        ("id", _TEXT, "v1, v2, … within the article"),
        ("type", _TEXT, "PLOVER type"),
        ("mode", _TEXT, "PLOVER mode"),
        ("contexts", _TEXTS, "PLOVER contexts"),
        ("status", _TEXT, "occurred, planned, denied, hypothetical"),
        ("aspect", _TEXT, "begin, continue, suspend, resume, extend, postpone, cancel, end"),
        ("date", _TEXT, "when, as a TIMEX3 value"),
        ("trigger", _TEXT, "the word that tells it"),
        *_WORDS,
        ("actors", _TEXTS, "entity `id`s of who does it"),
        ("actor_names", _TEXTS, "and their names"),
        ("recipients", _TEXTS, "entity `id`s of to whom"),
        ("recipient_names", _TEXTS, "and their names"),
        ("place", _TEXT, "entity `id` of where"),
        ("place_name", _TEXT, "and its name"),
        ("sources", _TEXTS, "entity `id`s of who says so"),
        ("source_names", _TEXTS, "and their names"),
        ("statements", _TEXTS, "`key`s of the statements that it stands in"),
        ("deadline", _TEXT, "`id` of a time"),
        ("killed_low", pa.float64(), "killed, at least"),
        ("killed_high", pa.float64(), "killed, at most"),
        ("injured_low", pa.float64(), "injured, at least"),
        ("injured_high", pa.float64(), "injured, at most"),
        ("confidence", pa.float64(), "probability that type, who and whom are all right"),
        _RULE,
    ),
    "times": (
        *_ARTICLE,
        ("id", _TEXT, "t1, t2, … within the article"),
        *_WORDS,
        ("type", _TEXT, "DATE, TIME, DURATION, SET"),
        ("value", _TEXT, "TIMEX3 value; null when it hangs on an unknown day of publication"),
        ("first_day", _DAY, "the first day that it covers"),
        ("last_day", _DAY, "the last one"),
        _RULE,
    ),
    "chains": (
        *_ARTICLE,
        ("statement", _TEXT, "`key` of the statement that is vouched for"),
        ("position", _NUMBER, "0 is the innermost: who was there"),
        ("entity", _TEXT, "entity `id` of who vouches"),
        ("name", _TEXT, "its name"),
        ("type", _TEXT, "its type"),
        ("country", _TEXT, "its country"),
        *_WORDS,
    ),
    "problems": (
        ("place", _TEXT, "file and line, row or address; an article's `id` when it was its reading that failed"),
        ("reason", _TEXT, "what is wrong, and the next step"),
        ("stage", _TEXT, "gather: it could not be used, or not all of it; read: the reader failed, which is a bug of ours"),
        ("article", _TEXT, "the `key` it would have had, when it was its reading that failed"),
        ("source", pa.binary(), "the article as it was given, in JSON, when it was its reading that failed"),
    ),
}
#: Columns with few different values, which are stored as numbers into a list of them.
_REPEATED = frozenset(
    {"article", "day", "outlet", "language", "type", "mode", "status", "aspect", "stance", "evidential", "country", "sector", "rule", "reader", "cue", "stage"}
)


def schema(table: str) -> pa.Schema:
    """The Arrow schema of a table; ``month``, the partition, is in the folder's name alone."""
    fields = [pa.field(name, kind) for name, kind, _ in TABLES[table]]
    return pa.schema(fields, metadata={"musnad.schema": VERSION})


def repeated(table: str) -> list[str]:
    """Which columns a dictionary is worth it for."""
    return [name for name, _, _ in TABLES[table] if name in _REPEATED]
