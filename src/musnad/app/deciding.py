"""``musnad correct``: what a person decides about a record, kept with who and when."""

from __future__ import annotations

import getpass

import click

from musnad.app.bidi import isolate
from musnad.app.output import to_json
from musnad.errors import UsageError
from musnad.model import Json
from musnad.store.corrections import check
from musnad.store.databases import Place
from musnad.store.queries import Questions
from musnad.store.record import Record

ACTIONS = ("same", "different", "wrong", "set", "undo")
#: What the program's logic calls a link between two of a kind, and its opposite.
_LINKS = {"identity": ("same_actor", "other_actor"), "fact": ("same_matter", "other_matter"), "article": ("copy", "no_copy")}


def correct_command(record: Place, key: str | None, action: str | None, values: tuple[str, ...], who: str | None, as_json: bool) -> int:
    """Keep a decision and put the record together with it; without a key list what was decided."""
    if key is None or action is None:
        return _list(Record(record), as_json)
    target, questions = Record(record), Questions(record)
    who = who or getpass.getuser()
    if action == "undo":
        target.undo(key, who)
    elif action == "set":
        _set(target, questions, key, values, who)
    elif action == "wrong":
        if values:
            raise UsageError("wrong takes no more than the key of a fact")
        _only_fact(questions, key)
        target.decide("wrong", key, who)
    else:
        if len(values) != 1:
            raise UsageError(f"{action} takes one other key: musnad correct KEY {action} OTHER --record FILE")
        kind, one, other = _two(questions, key, values[0])
        target.decide(_LINKS[kind][action == "different"], one, who, other=other)
    target.refresh()
    return 0


def _set(target: Record, questions: Questions, key: str, values: tuple[str, ...], who: str) -> None:
    fact = _only_fact(questions, key)
    if not values:
        raise UsageError("set takes FIELD=VALUE, for example status=denied")
    pairs = [v.partition("=") for v in values]
    group, entities = f"{fact['kind']}s", [e["id"] for e in fact["entities"]]
    for field, sign, value in pairs:
        if not sign:
            raise UsageError(f"{field!r}: write FIELD=VALUE, for example status=denied")
        check(group, field, value, entities)
    for field, _, value in pairs:
        target.decide("set", key, who, field=field, value=value)


def _only_fact(questions: Questions, key: str) -> Json:
    shown = questions.show(key)
    if shown["kind"] not in ("statement", "event"):
        raise UsageError(f"{key}: is of kind {shown['kind']}; only statements and events can be wrong or set")
    return shown


def _two(questions: Questions, key: str, other: str) -> tuple[str, str, str]:
    """Kind and keys of two things that can be linked; a matter stands for its first fact."""
    kinds, keys = [], []
    for number, one in enumerate((key, other)):
        shown = _shown(questions, one, forms_of=key if number else None)
        kind = {"statement": "fact", "event": "fact", "matter": "fact", "form": "identity"}.get(shown["kind"], shown["kind"])
        name = shown["article"] if kind == "article" else one
        if shown["kind"] == "matter":
            name = next(f["key"] for f in shown["value"]["facts"] if f["key"] not in keys)
        kinds.append(kind)
        keys.append(name)
    if kinds[0] != kinds[1] or kinds[0] not in _LINKS:
        raise UsageError(f"{key} is of kind {kinds[0]}, {other} of kind {kinds[1]}; two actors, two facts or matters, or two articles can be linked")
    return kinds[0], keys[0], keys[1]


def _shown(questions: Questions, key: str, forms_of: str | None) -> Json:
    """The thing, or a form of the identity before it."""
    if forms_of is not None:
        first = questions.show(forms_of)
        if first["kind"] == "identity" and key in first["value"]["forms"]:
            return {"kind": "form"}
    return questions.show(key)


def _list(target: Record, as_json: bool) -> int:
    rows = target.decided()
    if as_json:
        click.echo(to_json(rows, indent=1))
        return 0
    for row in rows:
        words = [str(row["id"]), row["at"][:19], isolate(row["who"]), row["kind"], row["key"], row["other"], row["field"], isolate(row["value"] or "")]
        click.echo(" ".join(w for w in words if w) + (" (undone)" if row["undone"] else ""))
    if not rows:
        click.echo("no corrections")
    return 0
