"""One fact in one line: who, the article's words, and what the reader takes them for."""

from __future__ import annotations

import re

from musnad.app.view import SURE, View
from musnad.model import Event, Figure, Place, Statement, Time

_STANCE_COLOUR = {"deny": "red", "confirm": "green"}
_STATUS_COLOUR = {"denied": "red", "planned": "yellow", "hypothetical": "yellow"}


def statement_line(view: View, statement: Statement) -> str:
    """speaker · «cue» · «content» · stance · chain."""
    label, paint = view.label, view.paint
    parts = [
        f"{paint(statement.id, 'dim')} {paint(label('says'), 'cyan')} {paint(view.name(statement.speaker), 'bold')}",
        view.words(statement.cue, 40),
        view.words(statement.span),
        _stance(view, statement),
    ]
    if len(statement.chain) > 1:
        parts.append(f"{label('chain')} " + " ← ".join(view.name(link.entity) for link in statement.chain))
    about = [v for v in statement.about if v in view.shown_events]
    if about:
        parts.append(f"{label('tells')} {', '.join(about)}")
    return " · ".join(parts)


def _stance(view: View, statement: Statement) -> str:
    words = view.paint(view.label(f"stance.{statement.stance}"), _STANCE_COLOUR.get(statement.stance, "dim"))
    if statement.evidential != "neutral":
        words += f" ({view.label(f'evidential.{statement.evidential}')})"
    return words


def event_line(view: View, event: Event) -> str:
    """type/mode «trigger» who → whom · where · when · status · sources."""
    label, paint = view.label, view.paint
    what = paint(label(f"type.{event.type}").upper(), "magenta")
    if event.mode:
        what += f"/{label(f'mode.{event.mode}')}"
    parts = [f"{paint(event.id, 'dim')} {what} {view.words(event.trigger, 60)}", _who(view, event)]
    parts += _circumstances(view, event)
    parts.append(paint(label(f"status.{event.status}"), _STATUS_COLOUR.get(event.status, "dim")))
    if event.aspect:
        parts.append(label(f"aspect.{event.aspect}"))
    parts.append(_sources(view, event))
    if view.show_all and event.confidence < SURE:
        parts.append(f"{label('confidence')} {event.confidence:.2f}")
    return " · ".join(p for p in parts if p)


def _who(view: View, event: Event) -> str:
    if not event.actors and not event.recipients:
        return ""
    who = view.names(event.actors) if event.actors else f"({view.label('nobody')})"
    return f"{who} → {view.names(event.recipients)}" if event.recipients else who


def _circumstances(view: View, event: Event) -> list[str]:
    label, out = view.label, []
    if event.place:
        out.append(f"{label('in')} {view.name(event.place)}")
    if event.date:
        out.append(f"{label('on')} {event.date}")
    if event.deadline and event.deadline in view.times:
        out.append(f"{label('deadline')} {view.words(view.times[event.deadline].span, 60)}")
    for key, figure_id in (("killed", event.killed), ("injured", event.injured)):
        if figure_id and figure_id in view.figures:
            out.append(f"{label(key)} {amount(view, view.figures[figure_id])}")
    return out


def _sources(view: View, event: Event) -> str:
    if not event.sources:
        return ""
    return f"{view.label('according')} {view.names(event.sources, ' ← ')}"


def time_words(view: View, time: Time) -> str:
    """t3 «أمس الأحد» = 2024-04-21."""
    value = time.value or view.label("open")
    return f"{view.paint(time.id, 'dim')} {view.words(time.span, 60)} = {value}{_days(time)}"


def _days(time: Time) -> str:
    """The days that a value covers, unless the value itself says so (2024, 2024-01, 2024-01-22)."""
    first, last = time.first_day, time.last_day
    if first is None or re.fullmatch(r"\d{4}(-\d\d){0,2}", time.value or ""):
        return ""
    return f" ({first})" if first == last else f" ({first}…{last or ''})"


def place_words(view: View, place: Place) -> str:
    """p1 name (precision, country, coordinates in degrees north and east)."""
    where = [view.label(f"precision.{place.precision}"), *([place.country] if place.country else [])]
    if place.lat is not None and place.lon is not None:
        where.append(f"{place.lat:.2f} {place.lon:.2f}")
    return f"{view.paint(place.id, 'dim')} {view.name(place.entity)} ({', '.join(where)})"


def figure_words(view: View, figure: Figure) -> str:
    """f1 «حوالي 2500» = about 2500 soldiers."""
    label = view.label
    value = f"{amount(view, figure)} {view.isolated(figure.unit)}".strip()
    parts, notes = [f"{view.paint(figure.id, 'dim')} {view.words(figure.span, 60)} = {value}"], []
    if figure.effect:
        notes.append(label(f"effect.{figure.effect}"))
    if figure.part_of:
        notes.append(label("part_of", of=figure.part_of))
    elif figure.scope != "event":
        notes.append(label(f"scope.{figure.scope}"))
    if figure.hedged:
        notes.append(label("hedged"))
    if notes:
        parts.append(f"({', '.join(notes)})")
    return " ".join(parts)


def amount(view: View, figure: Figure) -> str:
    """The number or its bounds in digits."""
    low, high, label = figure.low, figure.high, view.label
    if low is None and high is None:
        return label("open")
    if high is None:
        words = f"{label('at_least')} {_number(low or 0)}"
    elif low is None:
        words = f"{label('at_most')} {_number(high)}"
    elif low == high:
        words = _number(low)
    else:
        words = f"{_number(low)}–{_number(high)}"
    return f"{label('about')} {words}" if figure.approximate else words


def _number(value: float) -> str:
    """Digits without an exponent: 2500, 1200000, 2.5."""
    return str(int(value)) if value == int(value) else str(value)
