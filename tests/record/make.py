"""Reports written by hand: what the record is given when the reader has found just this.

``article(text, …)`` makes a stored article from events and statements that are told by the words they stand on, so that a test
says what the reader found and no more. All names are invented.
"""

from __future__ import annotations

from typing import Any

from musnad.model import Article, Span, fact_key
from musnad.record import StoredArticle

Json = dict[str, Any]


def article(
    text: str, *, day: str = "2025-03-10", hour: str = "12:00", outlet: str = "الخبر", url: str | None = None, actors: Json | None = None,
    events: list[Json] | None = None, statements: list[Json] | None = None, figures: list[Json] | None = None,
    times: list[Json] | None = None, agency: str | None = None,
) -> StoredArticle:  # fmt: skip
    """A stored article. ``actors``: ``{words: {"type": …, "name_en": …, "country": …}}``; events and statements name words of the text."""
    published = f"{day}T{hour}:00+03:00"
    made = Article(text, None, published, outlet, url)
    ids: dict[str, str] = {}
    entities = []
    for n, (name, what) in enumerate((actors or {}).items(), start=1):
        ids[name] = f"e{n}"
        listed = {"rule": "entity.name.actor", "rows": ["actors/made.tsv:1"], "spans": []}
        entities.append({
            "id": f"e{n}", "name": name, "name_en": what.get("name_en"), "type": what.get("type", "organization"),
            "country": what.get("country"), "sector": what.get("sector"), "wikidata": None,
            "mentions": [_span(text, name)] if name in text else [], "reason": what.get("reason", listed),
        })  # fmt: skip
    report = {
        "id": made.name, "hash": made.hash, "published": published, "outlet": outlet, "url": url, "language": "ar",
        "dateline": {"place": None, "agency": agency, "start": 0, "end": 0}, "entities": entities,
        "times": [_time(text, n, t) for n, t in enumerate(times or [], start=1)], "places": [],
        "figures": [_figure(text, n, f) for n, f in enumerate(figures or [], start=1)],
        "statements": [_statement(made, text, n, s, ids) for n, s in enumerate(statements or [], start=1)],
        "events": [_event(made, text, n, e, ids) for n, e in enumerate(events or [], start=1)],
    }  # fmt: skip
    return StoredArticle(made.hash, url, outlet, published, text.split("\n")[0], text, report)


def _span(text: str, words: str) -> Json:
    start = text.index(words)
    return {"start": start, "end": start + len(words)}


def _event(made: Article, text: str, n: int, e: Json, ids: dict[str, str]) -> Json:
    trigger = _span(text, e["trigger"])
    evidence = _span(text, e["words"]) if "words" in e else trigger
    return {
        "id": f"v{n}", "key": fact_key(made.hash, "event", Span(**trigger), e["type"]), "type": e["type"], "mode": e.get("mode"),
        "trigger": trigger, "evidence": evidence, "actors": [ids[a] for a in e.get("actors", ())],
        "recipients": [ids[a] for a in e.get("recipients", ())], "place": ids.get(e.get("place", "")), "date": e.get("date"),
        "status": e.get("status", "occurred"), "aspect": e.get("aspect"), "deadline": e.get("deadline"),
        "sources": [ids[a] for a in e.get("sources", ())], "statements": e.get("statements", []), "killed": e.get("killed"),
        "injured": e.get("injured"), "confidence": e.get("confidence", 0.7), "reason": {"rule": "made", "rows": [], "spans": []},
    }  # fmt: skip


def _statement(made: Article, text: str, n: int, s: Json, ids: dict[str, str]) -> Json:
    span = _span(text, s["words"])
    cue = _span(text, s["cue"])
    stance = s.get("stance", "assert")
    chain = [{"entity": ids[a], **cue} for a in (s["speaker"], *s.get("via", ())) if a]
    return {
        "id": f"s{n}", "key": fact_key(made.hash, "statement", Span(**span), stance), "about": s.get("about", []), **span,
        "evidential": s.get("evidential", "neutral"), "direct": False, "stance": stance, "cue": cue,
        "speaker": ids.get(s["speaker"] or ""), "chain": chain, "reason": {"rule": "made", "rows": [], "spans": []},
    }  # fmt: skip


def _figure(text: str, n: int, f: Json) -> Json:
    return {
        "id": f"f{n}", **_span(text, f["words"]), "low": f.get("low"), "high": f.get("high"), "unit": f.get("unit", "شخص"),
        "effect": f.get("effect", "killed"), "of": None, "scope": f.get("scope", "event"), "approximate": False, "hedged": False,
        "part_of": None, "reason": {"rule": "made", "rows": [], "spans": []},
    }  # fmt: skip


def _time(text: str, n: int, t: Json) -> Json:
    return {
        "id": f"t{n}", **_span(text, t["words"]), "type": t.get("type", "DATE"), "value": t["value"],
        "first_day": t.get("first"), "last_day": t.get("last"), "reason": {"rule": "made", "rows": [], "spans": []},
    }  # fmt: skip
