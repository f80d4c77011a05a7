"""The page of one thing as a table: a row for each step, passage, value or fact."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from musnad.model import Json

Rows = tuple[Sequence[str], list[Json]]
_WORDS = ("fact.words", "fact.article", "fact.start", "fact.end", "fact.key")


def of_thing(shown: Json) -> Rows:
    """Columns and rows of what ``/api/show`` gave."""
    return _KINDS[shown["kind"]](shown)


def _matter(shown: Json) -> Rows:
    return ("day", "act", "by_name", "outlet", "chain_names", *_WORDS), [{**h, "chain_names": _names(shown, h["chain"])} for h in shown["value"]["history"]]


def _dispute(shown: Json) -> Rows:
    d = shown["value"]
    steps = {h["fact"]["key"]: h for h in d["history"]}
    rows = []
    for side in d["sides"]:
        for f in side["facts"]:
            step, article = steps.get(f["key"], {}), shown["articles"].get(f["article"], {})
            day = step.get("day") or (article.get("published") or "")[:10]
            rows.append({"position": side["position"], "origins": [o["name"] for o in side["origins"]], "day": day, "act": step.get("act"), "by_name": step.get("by_name"), "outlet": article.get("outlet"), "fact": f})
    return ("position", "origins", "day", "act", "by_name", "outlet", *_WORDS), rows


def _process(shown: Json) -> Rows:
    p = shown["value"]
    rows = [{**h, "what": "phase"} for h in p["phases"]]
    rows += [{**x, "what": "deadline", "name": x["state"]} for x in p["deadlines"]]
    return ("what", "name", "day", "told", "by_name", *_WORDS), rows


def _identity(shown: Json) -> Rows:
    columns = ("key", "told_first", "told_last", "type", "mode", "status", "who", "whom", "where", "first_day", "last_day", "voices", "articles_count", "title_ar", "title_en")
    return columns, [{**m, "who": _names(shown, m["actors"]), "whom": _names(shown, m["recipients"]), "where": _names(shown, [m["place"]])} for m in shown["matters"]]


def _figure(shown: Json) -> Rows:
    f = shown["value"]
    keep = {k: f[k] for k in ("matter", "effect", "unit")}
    return ("matter", "effect", "unit", "day", "low", "high", "scope", "hedged", "origin_name", *_WORDS), [{**keep, **e} for e in f["entries"]]


def _copies(shown: Json) -> Rows:
    articles = shown["articles"]
    return ("article", "outlet", "published", "why"), [{**articles.get(w["article"], {}), **w} for w in shown["value"]["why"]]


def _fact(shown: Json) -> Rows:
    v, names = shown["value"], {e["id"]: e["name"] for e in shown["entities"]}
    return _FACT, [{**_row(v, names), "kind": shown["kind"], "article": shown["article"], "words": shown["words"], "matter": (shown["matters"] or [None])[0]}]


def of_article(a: Json) -> Rows:
    """Statements and events of ``/api/article``, in the order of the text."""
    names = {e["id"]: e["name"] for e in a["entities"]}
    rows = []
    for kind in ("statement", "event"):
        for v in a[f"{kind}s"]:
            row = _row(v, names)
            rows.append({**row, "kind": kind, "article": a["article"], "words": a["text"][row["start"] : row["end"]], "matter": v["matter"]})
    return _FACT, sorted(rows, key=lambda r: (r["start"], r["end"], r["kind"]))


_FACT = (
    "kind", "key", "article", "start", "end", "words", "type", "mode", "status", "aspect", "stance", "evidential", "speaker", "who", "whom", "where", "date", "chain", "confidence", "matter",
)  # fmt: skip


def _row(v: Json, names: dict[str, str]) -> Json:
    """A fact with names for the ids of its article."""
    where = v.get("evidence") or v
    chain = [c["entity"] for c in v.get("chain", [])] or v.get("sources", [])
    called = {"speaker": [v.get("speaker")], "who": v.get("actors", []), "whom": v.get("recipients", []), "where": [v.get("place")], "chain": chain}
    return {**v, **{k: [names[i] for i in ids if i in names] for k, ids in called.items()}, "start": where["start"], "end": where["end"]}


def of_compare(found: Json) -> Rows:
    """A row for each article: what it calls those who have a part, what it says was done, what it counts, whom it cites."""
    rows = []
    for column in found["outlets"]:
        for told in column["told"]:
            named = [f"{_name(found, key)}: {', '.join(n['words'] for n in names)}" for key, names in told["naming"].items() if names]
            rows.append(
                {
                    "outlet": column["outlet"], "article": told["article"], "published": found["articles"].get(told["article"], {}).get("published"), "agent": told["agent"], "calls": named,
                    "says": [v["words"] for v in told["verbs"]], "counts": [f["words"] for f in told["figures"]], "cites": [" ← ".join(chain) for chain in told["sources"]],
                }
            )  # fmt: skip
    return ("outlet", "article", "published", "agent", "calls", "says", "counts", "cites"), rows


def _name(answer: Json, key: str | None) -> str:
    found = answer["identities"].get(key or "")
    return str(found["name"]) if found else ""


def _names(answer: Json, keys: Sequence[str | None]) -> list[str]:
    return [name for name in (_name(answer, key) for key in keys) if name]


_KINDS: dict[str, Callable[[Json], Rows]] = {
    "matter": _matter, "dispute": _dispute, "process": _process, "identity": _identity, "figure": _figure, "copies": _copies, "statement": _fact, "event": _fact,
}  # fmt: skip
