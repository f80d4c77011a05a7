"""Rows of lists without what only the page of one thing shows."""

from __future__ import annotations

from musnad.model import Json

_MATTER = (
    "key", "title_ar", "title_en", "type", "mode", "status", "actors", "recipients", "place", "first_day", "last_day",
    "confidence", "weight",
)  # fmt: skip
#: More names on one side of a matter, and more voices, are counted instead of listed.
NAMES, VOICES = 6, 8


def matter(m: Json) -> Json:
    """Who, what, when, status, who says so, and the fact that tells it best (the one that its title is from)."""
    told = sorted(h["day"] for h in m["history"] if h["day"])
    row = {k: m[k] for k in _MATTER}
    row["actors"], row["recipients"] = m["actors"][:NAMES], m["recipients"][:NAMES]
    return {
        **row, "told_first": told[0] if told else None, "told_last": told[-1] if told else None,
        "origins": m["origins"][:VOICES], "voices": len(m["origins"]), "articles_count": len(m["articles"]), "facts_count": len(m["facts"]),
        "acts": _acts(m["history"]), "fact": best_fact(m),
    }  # fmt: skip


def _acts(history: list[Json]) -> Json:
    out: dict[str, int] = {}
    for step in history:
        out[step["act"]] = out.get(step["act"], 0) + 1
    return out


def best_fact(m: Json) -> Json | None:
    """The fact that has the words of the title, else the first event, else the first fact."""
    title = " ".join(m["title_ar"].split())
    for fact in m["facts"]:
        if " ".join(fact["words"].split()) == title:
            return dict(fact)
    events = [f for f in m["facts"] if f["kind"] == "event"] or m["facts"]
    return dict(events[0]) if events else None
