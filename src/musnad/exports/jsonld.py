"""Claims and who vouches for them as JSON-LD 1.1: schema.org ``Claim``, PROV-O for the chain, Web Annotation for the words.

Two kinds of claims: a *statement* is a passage of one article in somebody's mouth; a *proposition* is a matter of the record,
what several articles say of one happening. Statements assert, deny or confirm propositions (``musnad:`` terms, as the three
vocabularies have none). The context stands in the file, so nothing is fetched to read it. Names are ``urn:musnad:…``.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import TextIO
from urllib.parse import quote

from musnad.exports.safe import to_json, whole_characters
from musnad.model import Json
from musnad.store import schema
from musnad.store.articles import Kept
from musnad.store.queries import Ask

_IRI = {"@type": "@id"}
CONTEXT: Json = {
    "@version": 1.1,
    "schema": "https://schema.org/", "prov": "http://www.w3.org/ns/prov#", "oa": "http://www.w3.org/ns/oa#",
    "xsd": "http://www.w3.org/2001/XMLSchema#", "wd": "http://www.wikidata.org/entity/", "musnad": "urn:musnad:ns:",
    "id": "@id", "type": "@type",
    "name": {"@id": "schema:name", "@container": "@language"}, "headline": {"@id": "schema:headline"},
    "text": {"@id": "schema:text"}, "inLanguage": {"@id": "schema:inLanguage"}, "identifier": {"@id": "schema:identifier"},
    "url": {"@id": "schema:url", **_IRI}, "sameAs": {"@id": "schema:sameAs", **_IRI}, "publisher": {"@id": "schema:publisher", **_IRI},
    "published": {"@id": "schema:datePublished", "@type": "xsd:dateTime"}, "publishedDay": {"@id": "schema:datePublished", "@type": "xsd:date"},
    "temporal": {"@id": "schema:temporal"}, "about": {"@id": "schema:about", **_IRI}, "author": {"@id": "schema:author", **_IRI},
    "appearance": {"@id": "schema:appearance", **_IRI}, "firstAppearance": {"@id": "schema:firstAppearance", **_IRI},
    "attributedTo": {"@id": "prov:wasAttributedTo", **_IRI}, "derivedFrom": {"@id": "prov:wasDerivedFrom", **_IRI},
    "quotedFrom": {"@id": "prov:wasQuotedFrom", **_IRI}, "primarySource": {"@id": "prov:hadPrimarySource", **_IRI},
    "alternateOf": {"@id": "prov:alternateOf", **_IRI}, "generatedBy": {"@id": "prov:wasGeneratedBy", **_IRI},
    "associatedWith": {"@id": "prov:wasAssociatedWith", **_IRI}, "used": {"@id": "prov:used", **_IRI},
    "body": {"@id": "oa:hasBody", **_IRI}, "target": {"@id": "oa:hasTarget", **_IRI}, "source": {"@id": "oa:hasSource", **_IRI},
    "selector": {"@id": "oa:hasSelector", **_IRI}, "exact": {"@id": "oa:exact"}, "prefix": {"@id": "oa:prefix"}, "suffix": {"@id": "oa:suffix"},
    "start": {"@id": "oa:start", "@type": "xsd:nonNegativeInteger"}, "end": {"@id": "oa:end", "@type": "xsd:nonNegativeInteger"},
    "asserts": {"@id": "musnad:asserts", **_IRI}, "denies": {"@id": "musnad:denies", **_IRI}, "confirms": {"@id": "musnad:confirms", **_IRI},
    "plans": {"@id": "musnad:plans", **_IRI}, "mentions": {"@id": "musnad:mentions", **_IRI}, "withdraws": {"@id": "musnad:withdraws", **_IRI},
    "disputedBy": {"@id": "musnad:disputedBy", **_IRI}, "status": {"@id": "musnad:status"}, "stance": {"@id": "musnad:stance"},
    "evidential": {"@id": "musnad:evidential"}, "direct": {"@id": "musnad:direct", "@type": "xsd:boolean"}, "eventType": {"@id": "musnad:eventType"},
}  # fmt: skip
_TYPES = {
    "person": "schema:Person", "country": "schema:Country", "place": "schema:Place", "government": "schema:GovernmentOrganization",
    "media": "schema:NewsMediaOrganization", "other": "schema:Thing", "population": "schema:Thing",
}  # fmt: skip
#: What a statement does to a proposition, the strongest first: by its stance, and where it only asserts by the status of what it tells.
_RELATIONS = ("withdraws", "denies", "confirms", "asserts", "plans", "mentions")
_STANCES = {"deny": "denies", "confirm": "confirms"}
_STATUSES = {"occurred": "asserts", "planned": "plans", "denied": "denies", "hypothetical": "mentions"}
#: Characters of the article around an exact quote, by which it is found again if the text moves.
_AROUND = 32


def write_jsonld(ask: Ask, out: TextIO) -> None:
    """One document, a node a line: articles with their statements, who is named, propositions, copies."""
    out.write('{"@context": ' + to_json(CONTEXT) + ',\n"@graph": [')
    for number, node in enumerate(_nodes(ask)):
        out.write((",\n" if number else "\n") + to_json(node))
    out.write("\n]}\n")


def _nodes(ask: Ask) -> Iterator[Json]:
    outlets: set[str] = set()
    answers = _answers(ask)
    texts: dict[str, str] = {}
    for kept, report in ask.reports():
        if kept.article.outlet and kept.article.outlet not in outlets:
            outlets.add(kept.article.outlet)
            yield {"id": _outlet(kept.article.outlet), "type": ["schema:NewsMediaOrganization", "prov:Agent"], "name": {"ar": _safe(kept.article.outlet)}}
        texts[kept.uid] = kept.article.text
        yield from _article(kept, report)
        yield from _statements(ask, kept, report, answers)
    for identity in ask.stream(schema.identity):
        yield _named(_urn("identity", identity["key"]), identity)
    against = _opponents(ask)
    for matter in ask.stream(schema.matter):
        yield from _proposition(matter, texts, against)
    for group in ask.stream(schema.copy_group):
        for member in sorted(set(group["members"]) - {group["origin"]}):
            yield {"id": _urn("article", member), "alternateOf": _urn("article", group["origin"])}


def _article(kept: Kept, report: Json) -> Iterator[Json]:
    a = kept.article
    yield _given({
        "id": _urn("article", kept.uid), "type": ["schema:NewsArticle", "prov:Entity"], "identifier": _safe(a.name), "headline": _safe(kept.title),
        "inLanguage": report["language"], "url": _safe(a.url) if a.url and a.url.startswith(("https://", "http://")) else None,
        **_published(a.published), "publisher": _outlet(a.outlet) if a.outlet else None,
        "attributedTo": _outlet(a.outlet) if a.outlet else None,
    })  # fmt: skip
    made = "/".join(str(v) for v in report["quality"].values() if v)
    yield {
        "id": _urn("reading", kept.uid), "type": "prov:Activity", "used": _urn("article", kept.uid),
        "associatedWith": {"id": _urn("reader", made), "type": "prov:SoftwareAgent", "schema:name": f"Musnad {made}"},
    }  # fmt: skip


def _published(value: str | None) -> Json:
    """A moment, or a day where no more is known."""
    if not value:
        return {}
    return {"published": datetime.fromisoformat(value).isoformat()} if "T" in value else {"publishedDay": value}


def _statements(ask: Ask, kept: Kept, report: Json, answers: dict[tuple[str, str], str]) -> Iterator[Json]:
    """Each statement as a claim, the links of its chain, and its words."""
    people, matters = ask.people(kept.id), ask.matters_of(kept.id)
    # Whom the record has no identity for, as no matter names them, is known within the article alone.
    local = {e["id"]: e for e in report["entities"] if e["id"] not in people}
    names = {**{i: _urn("identity", p["key"]) for i, p in people.items()}, **{i: _urn("entity", f"{kept.uid[:16]}:{i}") for i in local}}
    for i in sorted({c["entity"] for s in report["statements"] for c in s["chain"]} & set(local)):
        yield _named(names[i], local[i])
    events = {e["id"]: e for e in report["events"]}
    for s in report["statements"]:
        key, chain = _urn("statement", s["key"]), s["chain"]
        links = [f"{key}:link:{i}" for i in range(1, len(chain) + 1)]
        yield _given({
            "id": key, "type": ["schema:Claim", "prov:Entity"], "text": _safe(kept.article.text[s["start"] : s["end"]]),
            "inLanguage": report["language"], "stance": s["stance"], "evidential": s["evidential"], "direct": s["direct"],
            "author": names.get(s["speaker"]), "appearance": _urn("article", kept.uid), "generatedBy": _urn("reading", kept.uid),
            "attributedTo": list(dict.fromkeys(names[c["entity"]] for c in chain)), "primarySource": links[0] if links else None,
            "quotedFrom" if s["direct"] else "derivedFrom": links[-1] if links else None,
            **_propositions(s, events, matters, answers),
        })  # fmt: skip
        yield from _chain(kept, chain, links, names)
        yield _annotation(key, kept.uid, kept.article.text, s["start"], s["end"])


def _propositions(s: Json, events: dict[str, Json], matters: dict[str, str], answers: dict[tuple[str, str], str]) -> Json:
    """Relation → the propositions that the statement has it to; one relation to each, the strongest."""
    found: dict[str, set[str]] = {}
    for event in (events[v] for v in s["about"] if v in events):
        if event["key"] in matters:
            found.setdefault(matters[event["key"]], set()).add(_STANCES.get(s["stance"]) or _STATUSES[event["status"]])
    if s["key"] in matters and matters[s["key"]] not in found:
        found[matters[s["key"]]] = {_STANCES.get(s["stance"], "asserts")}
    out: dict[str, list[str]] = {}
    for matter, relations in sorted(found.items()):
        relations |= {answers[s["key"], matter]} if (s["key"], matter) in answers else set()
        out.setdefault(min(relations, key=_RELATIONS.index), []).append(_urn("proposition", matter))
    return {**out}


def _answers(ask: Ask) -> dict[tuple[str, str], str]:
    """(statement, matter) → that it denies it or takes it back, by the record's own reading («لم ننفذ الغارة» asserts, and denies the raid)."""
    out: dict[tuple[str, str], str] = {}
    for dispute in ask.stream(schema.dispute):
        for side in dispute["sides"] if dispute["matter"] else ():
            if side["position"] == "denies":
                out |= {(f["key"], dispute["matter"]): "denies" for f in side["facts"]}
    for matter in ask.stream(schema.matter):
        for step in matter["history"]:
            if step["act"] in ("denied", "withdrawn"):
                out[step["fact"]["key"], matter["key"]] = "denies" if step["act"] == "denied" else "withdraws"
    return out


def _chain(kept: Kept, chain: list[Json], links: list[str], names: dict[str, str]) -> Iterator[Json]:
    """Who vouches, innermost first: what each said derives from what the one before said. The article has it from the last."""
    for i, (link, c) in enumerate(zip(links, chain, strict=True)):
        before = links[i - 1] if i else None
        yield _given({"id": link, "type": "prov:Entity", "attributedTo": names[c["entity"]], "derivedFrom": before})
        yield _annotation(link, kept.uid, kept.article.text, c["start"], c["end"])


def _annotation(body: str, article: str, text: str, start: int, end: int) -> Json:
    """Where in the article it stands: the exact words with what is around them, and their offsets (code points)."""
    words = {"exact": text[start:end], "prefix": text[max(0, start - _AROUND) : start], "suffix": text[end : end + _AROUND]}
    quote = {"type": "oa:TextQuoteSelector", **{k: _safe(v) for k, v in words.items()}}
    position = {"type": "oa:TextPositionSelector", "start": start, "end": end}
    target = {"type": "oa:SpecificResource", "source": _urn("article", article), "selector": [quote, position]}
    return {"id": f"{body}:words:{article[:16]}:{start}-{end}", "type": "oa:Annotation", "body": body, "target": target}


def _named(name: str, who: Json) -> Json:
    """Somebody or something: an identity of the record, or an entity of one article."""
    names = {"ar": _safe(who["name"]), **({"en": _safe(who["name_en"])} if who["name_en"] else {})}
    return _given({
        "id": name, "type": [_TYPES.get(who["type"], "schema:Organization"), "prov:Agent"], "name": names,
        "sameAs": f"wd:{who['wikidata']}" if who["wikidata"] else None,
    })  # fmt: skip


def _proposition(matter: Json, texts: dict[str, str], against: dict[str, list[str]]) -> Iterator[Json]:
    """A matter as a claim, with every passage that tells it."""
    key, told = _urn("proposition", matter["key"]), sorted(matter["articles"])
    first = next((h["article"] for h in matter["history"]), None)
    days = "/".join(dict.fromkeys(d for d in (matter["first_day"], matter["last_day"]) if d))
    part = sorted({*matter["actors"], *matter["recipients"], *([matter["place"]] if matter["place"] else [])})
    yield _given({
        "id": key, "type": ["schema:Claim", "prov:Entity"], "text": _safe(matter["title_ar"]), "inLanguage": "ar",
        "name": {"en": _safe(matter["title_en"])},
        "eventType": "/".join(x for x in (matter["type"], matter["mode"]) if x), "status": matter["status"], "temporal": days or None,
        "about": [_urn("identity", k) for k in part], "appearance": [_urn("article", a) for a in told],
        "firstAppearance": _urn("article", first) if first else None,
        "attributedTo": sorted({_urn("identity", o["identity"]) for o in matter["origins"] if o["identity"]}),
        "derivedFrom": sorted({_urn("statement", f["key"]) for f in matter["facts"] if f["kind"] == "statement"}),
        "disputedBy": against.get(matter["key"]),
    })  # fmt: skip
    told_in = {(f["article"], f["start"], f["end"]) for f in matter["facts"] if f["kind"] == "event"}
    for article, start, end in sorted(told_in):  # a passage may tell a matter with two words
        yield _annotation(key, article, texts[article], start, end)


def _opponents(ask: Ask) -> dict[str, list[str]]:
    """Matter key → the identities that deny it in a dispute."""
    out: dict[str, set[str]] = {}
    for dispute in ask.stream(schema.dispute):
        for side in dispute["sides"] if dispute["matter"] else ():
            if side["position"] == "denies":
                out.setdefault(dispute["matter"], set()).update(_urn("identity", o["identity"]) for o in side["origins"] if o["identity"])
    return {k: sorted(v) for k, v in out.items()}


def _outlet(name: str) -> str:
    return _urn("outlet", name)


def _urn(kind: str, key: str) -> str:
    """``urn:musnad:KIND:KEY``; what a URN cannot hold is percent-encoded."""
    return f"urn:musnad:{kind}:{quote(_safe(key) or '', safe=':')}"


def _safe(text: str | None) -> str | None:
    return whole_characters(text) if text is not None else None


def _given(node: Json) -> Json:
    """Without what is not known."""
    return {k: v for k, v in node.items() if v is not None and v != []}
