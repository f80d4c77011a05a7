"""A report for people: the article's facts in reading order, with its own words.

Every fact stands under the sentence that tells it and carries the id that ``musnad explain`` takes.
"""

from __future__ import annotations

from collections.abc import Iterator

from musnad.app.bidi import shorten
from musnad.app.facts import event_line, figure_words, place_words, statement_line, time_words
from musnad.app.labels import Labels
from musnad.app.paint import Paint
from musnad.app.view import SURE, Sentence, View
from musnad.model import Entity, Report
from musnad.text.segments import paragraph_spans

#: A longer sentence is shown by its first and last words; a longer first line is no title.
SENTENCE_LIMIT, TITLE_LIMIT = 700, 200
_INDENT = "    "


def render(report: Report, labels: Labels, paint: Paint, show_all: bool = False) -> str:
    """The whole report as lines of text, without a line end behind the last."""
    view = View(report, labels, paint, show_all)
    return "\n".join([*_header(view), *_body(view)])


def _header(view: View) -> Iterator[str]:
    article, label = view.report.article, view.label
    first = next(iter(paragraph_spans(view.text)), None)
    if first and len(first) <= TITLE_LIMIT:
        yield view.paint(view.isolated(first.of(view.text)), "bold")
    parts = [f"{label('article')} {view.isolated(article.name)}"]
    if article.outlet:
        parts.append(f"{label('outlet')} {view.isolated(article.outlet)}")
    if article.published:
        parts.append(f"{label('published')} {article.published}")
    parts += _dateline(view)
    yield view.paint(" · ".join(parts), "dim")
    if article.url:
        yield view.paint(view.isolated(article.url), "dim")
    if view.report.language == "ar" and not article.published:
        yield view.paint(_undated(view), "yellow")
    for note in view.report.notes:
        yield view.paint(view.isolated(note), "yellow")


def _dateline(view: View) -> list[str]:
    dateline = view.report.dateline
    if dateline is None:
        return []
    words = " – ".join(view.isolated(x) for x in (dateline.place, dateline.agency) if x)
    return [f"{view.label('dateline')} {words}"] if words else []


def _undated(view: View) -> str:
    inferred = view.report.published_inferred
    if not inferred:
        return view.label("undated")
    bounds = {k: inferred.get(f"{k}_day") or view.label("open") for k in ("first", "last")}
    return view.label("inferred", **bounds)


def _body(view: View) -> Iterator[str]:
    if view.report.language != "ar":
        language = view.label(f"language.{view.report.language}")
        yield view.paint(view.label("not_arabic", language=language), "yellow")
        return
    told = [s for s in view.sentences() if not s.empty]
    for sentence in told:
        yield ""
        yield from _sentence(view, sentence)
    if not told:
        yield view.label("nothing")
    yield from _named(view)
    if view.held_back:
        yield ""
        yield view.paint(_held(view), "yellow")


def _held(view: View) -> str:
    number = view.held_back
    return view.label("held.one" if number == 1 else "held.many", n=number, limit=f"{SURE:.2f}")


def _sentence(view: View, sentence: Sentence) -> Iterator[str]:
    words = view.isolated(shorten(sentence.span.of(view.text), SENTENCE_LIMIT))
    yield f"{view.paint(f'[{sentence.number}]', 'dim')} {words}"
    for statement in sentence.statements:
        yield _INDENT + statement_line(view, statement)
    for event in sentence.events:
        yield _INDENT + event_line(view, event)
    for key, colour, facts in (
        ("when", "blue", [time_words(view, t) for t in sentence.times]),
        ("where", "blue", [place_words(view, p) for p in sentence.places]),
        ("counts", "blue", [figure_words(view, f) for f in sentence.figures]),
    ):
        if facts:
            yield f"{_INDENT}{view.paint(view.label(key), colour)}: {' · '.join(facts)}"


def _named(view: View) -> Iterator[str]:
    entities = view.named()
    if not entities:
        return
    yield ""
    yield view.paint(view.label("named"), "bold")
    for entity in entities:
        yield _INDENT + _entity(view, entity)


def _entity(view: View, entity: Entity) -> str:
    parts = [view.isolated(entity.name)]
    if entity.name_en:
        parts.append(view.isolated(entity.name_en))
    parts.append(view.label(f"entity.{entity.type}"))
    parts += [code for code in (entity.country, entity.sector) if code]
    if len(entity.mentions) > 1:
        parts.append(f"{len(entity.mentions)}×")
    return f"{view.paint(entity.id, 'dim')} " + " · ".join(parts)
