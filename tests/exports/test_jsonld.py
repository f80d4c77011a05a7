"""JSON-LD, read back as RDF and asked in SPARQL. No network: the context stands in the file."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import rdflib

from musnad.exports.jsonld import CONTEXT, _named
from musnad.store.queries import Questions
from program import lines_of
from situation import SITUATION, exported, record_of, situation

__all__ = ["situation"]

PREFIXES = """
PREFIX schema: <https://schema.org/>
PREFIX prov: <http://www.w3.org/ns/prov#>
PREFIX oa: <http://www.w3.org/ns/oa#>
PREFIX musnad: <urn:musnad:ns:>
"""


def _graph(path: Path) -> rdflib.Graph:
    return rdflib.Graph().parse(path, format="json-ld")


@pytest.fixture(scope="module")
def graph(situation: Path, tmp_path_factory: pytest.TempPathFactory) -> rdflib.Graph:
    return _graph(exported(situation, "jsonld", tmp_path_factory.mktemp("ld") / "x.jsonld"))


def _ask(graph: rdflib.Graph, query: str) -> list[Any]:
    return list(graph.query(PREFIXES + query))


def _count(graph: rdflib.Graph, what: str) -> int:
    return int(_ask(graph, f"SELECT (COUNT(*) AS ?n) WHERE {{ {what} }}")[0][0])


def _reports(record: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    with Questions(record).ask() as ask:
        for kept, report in ask.reports():
            yield kept.article.text, report


def test_every_statement_and_matter_is_a_claim(graph: rdflib.Graph, situation: Path) -> None:
    statements = [s for _, report in _reports(situation) for s in report["statements"]]
    assert _count(graph, "?c a schema:Claim ; musnad:stance ?s ; schema:appearance ?a . ?a a schema:NewsArticle") == len(statements)
    with Questions(situation).ask() as ask:
        from musnad.store import schema

        matters = list(ask.stream(schema.matter))
    assert _count(graph, "?c a schema:Claim ; musnad:eventType ?t ; schema:firstAppearance ?a") == len(matters)
    assert _count(graph, "?c a schema:Claim") == len(statements) + len(matters)
    assert _count(graph, "?c schema:author ?who") == sum(1 for s in statements if s["speaker"])


def test_articles_say_where_and_when(graph: rdflib.Graph) -> None:
    articles = lines_of(SITUATION)
    found = {(str(u), d.toPython().isoformat()) for u, d in _ask(graph, "SELECT ?u ?d WHERE { ?a a schema:NewsArticle ; schema:url ?u ; schema:datePublished ?d }")}
    assert found == {(a["url"], a["published"]) for a in articles}
    outlets = {str(n) for (n,) in _ask(graph, "SELECT ?n WHERE { ?a a schema:NewsArticle ; schema:publisher [ schema:name ?n ] }")}
    assert outlets == {a["outlet"] for a in articles}


def test_words_stand_where_the_selectors_say(graph: rdflib.Graph) -> None:
    texts = {a["id"]: a["text"] for a in lines_of(SITUATION)}
    rows = _ask(graph, """SELECT ?id ?exact ?prefix ?suffix ?start ?end WHERE {
        ?note oa:hasBody ?body ; oa:hasTarget ?t . ?t oa:hasSource ?a . ?a schema:identifier ?id .
        ?t oa:hasSelector ?q . ?q oa:exact ?exact ; oa:prefix ?prefix ; oa:suffix ?suffix .
        ?t oa:hasSelector ?p . ?p oa:start ?start ; oa:end ?end }""")
    assert len(rows) == _count(graph, "?q a oa:TextQuoteSelector") == _count(graph, "?p a oa:TextPositionSelector")
    assert len(rows) == _count(graph, "?note a oa:Annotation")
    assert len(rows) > 200
    for id_, exact, prefix, suffix, start, end in rows:
        text = texts[str(id_)]
        assert text[int(start) : int(end)] == str(exact)
        assert text[: int(start)].endswith(str(prefix))
        assert text[int(end) :].startswith(str(suffix))


def test_the_chain_runs_back_to_who_said_it(tmp_path: Path) -> None:
    text = "نقلت وكالة التل عن المتحدث باسم الجيش قوله إن الطائرات قصفت المدينة أمس الأحد."
    record = record_of(tmp_path, {"text": text, "published": "2024-04-22", "outlet": "صحيفة السهل"})
    ((_, report),) = _reports(record)
    (statement,) = [s for s in report["statements"] if len(s["chain"]) > 1]
    graph = _graph(exported(record, "jsonld", tmp_path / "x.jsonld"))
    names = {e["id"]: e["name"] for e in report["entities"]}
    ((outer, inner),) = _ask(graph, """SELECT ?outer ?inner WHERE {
        ?claim a schema:Claim ; prov:wasDerivedFrom|prov:wasQuotedFrom ?last ; prov:hadPrimarySource ?first .
        ?last prov:wasDerivedFrom ?first ; prov:wasAttributedTo [ schema:name ?outer ] .
        ?first prov:wasAttributedTo [ schema:name ?inner ] }""")
    assert [str(inner), str(outer)] == [names[c["entity"]] for c in statement["chain"]]
    assert _count(graph, "?claim a schema:Claim ; schema:author ?a . ?a schema:name ?n") == 1


def test_denials_are_links_between_claims(graph: rdflib.Graph) -> None:
    raid = "?p musnad:status 'disputed' ; musnad:eventType 'ASSAULT/aerial'"
    denying = {str(t) for (t,) in _ask(graph, f"SELECT ?t WHERE {{ {raid} . ?s musnad:denies ?p ; schema:text ?t }}")}
    assert any(t.startswith("لم تنفذ قوات التحالف") for t in denying), "who asserts that he did not denies it"
    assert len(denying) >= 2
    assert _count(graph, f"{raid} . ?s musnad:asserts ?p") >= 5
    against = {str(n) for (n,) in _ask(graph, f"SELECT ?n WHERE {{ {raid} ; musnad:disputedBy [ schema:name ?n ] FILTER(LANG(?n) = 'en') }}")}
    assert "Global Coalition against Daesh" in against
    assert _count(graph, "?s musnad:denies ?p ; musnad:asserts ?p") == 0


def test_every_reference_leads_to_a_node(graph: rdflib.Graph) -> None:
    named = {s for s in graph.subjects() if isinstance(s, rdflib.URIRef)}
    links = (o for s, p, o in graph if isinstance(o, rdflib.URIRef) and str(o).startswith("urn:musnad:") and p != rdflib.RDF.type)
    assert set(links) <= named


def test_terms_are_all_defined(situation: Path, tmp_path: Path) -> None:
    """A key that the context does not know would be dropped in silence."""
    document = json.loads(exported(situation, "jsonld", tmp_path / "x.jsonld").read_text(encoding="utf-8"))

    def keys(value: Any) -> Iterator[str]:
        if isinstance(value, dict):
            yield from value
            for k, v in value.items():
                yield from keys(v) if k != "name" else ()
        elif isinstance(value, list):
            for v in value:
                yield from keys(v)

    assert {k for k in keys(document["@graph"]) if not k.startswith("schema:")} <= set(CONTEXT)


def test_wikidata_only_where_known() -> None:
    base = {"name": "س", "name_en": None, "type": "person", "wikidata": None}
    assert "sameAs" not in _named("urn:x", base)
    assert _named("urn:x", {**base, "wikidata": "Q42"})["sameAs"] == "wd:Q42"


def test_as_of_and_hostile_values(situation: Path, tmp_path: Path) -> None:
    early = _graph(exported(situation, "jsonld", tmp_path / "e.jsonld", "--as-of", "2025-03-05"))
    days = [d.toPython().date().isoformat() for d in early.objects(None, rdflib.URIRef("https://schema.org/datePublished"))]
    assert days
    assert max(days) <= "2025-03-05"
    odd = record_of(tmp_path, {"text": "قال <الوزير> \ud800 إن الجيش قصف المدينة.", "outlet": 'a "b" <c>\n', "url": "javascript:alert(1)", "published": "2024-04-22T12:00"})
    graph = _graph(exported(odd, "jsonld", tmp_path / "o.jsonld"))
    assert _count(graph, "?a a schema:NewsArticle") == 1
    assert _count(graph, "?a schema:url ?u") == 0
