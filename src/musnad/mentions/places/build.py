"""Where the places and countries of a report lie, each with its reason. Coordinates come from GeoNames or are None."""

from __future__ import annotations

from musnad.lexicon.gazetteer import GazetteerPlace
from musnad.lexicon.lexicon import Name
from musnad.mentions.draft import Draft
from musnad.mentions.mention import Mention
from musnad.mentions.places.tables import PlaceTables
from musnad.model import Place, Reason
from musnad.text.document import Document
from musnad.text.fold import fold

_SKIPPED_TYPES = frozenset(("person", "population", "media"))
#: Kinds of ``places.tsv`` and what they are on the map.
_KINDS = {
    "city": "city", "district": "city", "governorate": "admin", "province": "admin", "state": "admin", "emirate": "admin",
    "base": "facility", "crossing": "facility", "camp": "facility", "facility": "facility", "airport": "facility", "port": "facility",
    "prison": "facility", "dam": "facility", "field": "facility",
}  # fmt: skip


def build_places(doc: Document, drafts: list[Draft], ids: dict[int, str], tables: PlaceTables) -> tuple[Place, ...]:
    """A :class:`Place` for every entity that is a place or a country and of which the data know at least the country."""
    out: list[Place] = []
    for draft in sorted((d for d in drafts if d.index in ids), key=lambda d: int(ids[d.index][1:])):
        place = _located(draft, f"p{len(out) + 1}", ids[draft.index], tables)
        if place is not None:
            out.append(place)
    return tuple(out)


def _located(draft: Draft, number: str, entity: str, tables: PlaceTables) -> Place | None:
    if draft.type == "country":
        return _country(draft, number, entity, tables)
    if draft.type in _SKIPPED_TYPES or (draft.name is None and draft.type != "place"):
        return None
    if draft.name is None:
        return _described(draft, number, entity, tables)
    if draft.name.kind == "capital":
        return _capital(draft, draft.name.country, "place.capital", number, entity, tables)
    found = tables.gazetteer.at(draft.name.where)
    if found is not None:
        return _town(draft, found, found.country, "place.gazetteer", number, entity)
    return _listed(draft, draft.name, number, entity, tables) if draft.name.kind == "place" else None


def _country(draft: Draft, number: str, entity: str, tables: PlaceTables) -> Place | None:
    if draft.country is None:
        return None
    ids = tables.countries.get(draft.country)
    rows = (*_row(draft.name), *((ids.where,) if ids else ()))
    return Place(number, entity, ids.country if ids else None, draft.country, None, None, "country", _reason(draft, "place.country", rows))


def _capital(draft: Draft, country: str | None, rule: str, number: str, entity: str, tables: PlaceTables) -> Place | None:
    ids = tables.countries.get(country or "")
    rows = (*_row(draft.name), *((ids.where,) if ids else ()))
    known = (ids.capital, ids.lat, ids.lon) if ids else (None, None, None)
    return Place(number, entity, known[0], country, known[1], known[2], "city", _reason(draft, rule, rows))


def _town(draft: Draft, town: GazetteerPlace, country: str | None, rule: str, number: str, entity: str, *rows: str) -> Place:
    reason = _reason(draft, rule, (*rows, town.where))
    return Place(number, entity, town.geonames, country, town.lat, town.lon, "city", reason)


def _listed(draft: Draft, name: Name, number: str, entity: str, tables: PlaceTables) -> Place:
    """A row of ``places.tsv``: its kind, its country; a town's coordinates from the gazetteer."""
    precision = _KINDS.get(name.place_kind or "", "region")
    if name.place_kind == "city":
        towns = [t for t in tables.gazetteer.named(fold(name.name)) if name.country in (None, t.country)]
        if towns:
            return _town(draft, towns[0], name.country, "place.listed", number, entity, name.where)
    return Place(number, entity, None, name.country, None, None, precision, _reason(draft, "place.listed", _row(name)))


def _described(draft: Draft, number: str, entity: str, tables: PlaceTables) -> Place | None:
    """«مطار الحديدة», «شمال سوريا», «العاصمة الفرنسية»: what the head says, in the country told with it."""
    mention = next((m for m in draft.mentions if m.lemma), None)
    country = draft.country or next((p.country for m in draft.mentions for p in m.parts if p.country and p.type in ("place", "country")), None)
    if mention is None or country is None:
        return None
    if mention.lemma == "عاصمة" and mention.number == "s":
        return _capital(draft, country, "place.capital_of", number, entity, tables)
    precision, row = _precision(mention, tables)
    if precision is None:
        return None
    return Place(number, entity, None, country, None, None, precision, _reason(draft, "place.described", (*row, *mention.rows[:1])))


def _precision(m: Mention, tables: PlaceTables) -> tuple[str | None, tuple[str, ...]]:
    head = tables.heads.get(fold(m.lemma))
    if head is None:
        return ("region", ()) if tables.cue(fold(m.lemma)) == "direction" else (None, ())
    single = m.number == "s" or head.precision in ("region", "country")
    return head.precision if single else "region", (head.where,)


def _row(name: Name | None) -> tuple[str, ...]:
    return (name.where,) if name else ()


def _reason(draft: Draft, rule: str, rows: tuple[str, ...]) -> Reason:
    return Reason(rule, tuple(dict.fromkeys(rows)), tuple(m.span for m in draft.mentions[:1]))
