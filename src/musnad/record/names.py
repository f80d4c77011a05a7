"""Names of one report: how well they name, and the form under which they can meet the names of other reports."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b

from musnad.lexicon.word_sets import word_set
from musnad.record.words import words_of
from musnad.text.fold import fold

#: Kinds that one name can stand for: «واشنطن» the government and the country; a ministry and its building.
_KINSHIP = {"country": "state", "government": "body", "military": "body", "armed_group": "body", "organization": "body", "media": "body"}

@dataclass(frozen=True, slots=True)
class Named:
    """What an entity of a report is; the same for every report that names it so."""

    name: str
    name_en: str | None
    type: str
    country: str | None
    sector: str | None
    wikidata: str | None
    rule: str


@lru_cache(maxsize=10_000)
def short_hash(*parts: str) -> str:
    return blake2b("|".join(parts).encode(), digest_size=8).hexdigest()


@lru_cache(maxsize=30_000)
def bare(name: str) -> str:
    """The folded name without the article and attached prepositions at its front, one blank between words."""
    words = words_of(name)
    if words and words[0].startswith("لل") and len(words[0]) > 4:
        words[0] = "ال" + words[0][2:]
    words = [w.replace("امريك", "اميرك") for w in words]  # the one nisba that newsrooms spell two ways
    return " ".join(w[2:] if w.startswith("ال") and len(w) > 4 else w for w in words)


@lru_cache(maxsize=30_000)
def _grade(name: str, name_en: str | None, type_: str, country: str | None, wikidata: str | None, rule: str) -> str:
    if wikidata or name_en or rule.startswith(("entity.name.country", "entity.name.capital", "entity.name.seat", "entity.name.actor")):
        return "listed"
    if rule.startswith("entity.name") and type_ != "person":
        return "listed"
    words = words_of(name)
    if any(w[0].isdigit() for w in words):
        return "described"
    if type_ == "person":
        personal = ("entity.name.person", "entity.title+person", "entity.person.shape", "entity.person.short")
        if len(words) >= 2 and rule.startswith(personal):
            return "proper"
        office = rule.startswith("entity.title") and country and len(words) >= 3 and words[0].startswith("ال") is False
        return "proper" if office and words[0] in _OFFICES else "described"
    if type_ == "place":
        return "proper" if len(words) >= 2 and words[0] in _PLACE_HEADS and _name_like(words[1:]) else "described"
    if type_ in _BODIES and len(words) >= 2 and words[0] in _BODY_HEADS and words[1] not in _BODY_WORDS:
        return "proper"
    if type_ in _BODIES and len(words) >= 3 and all(w.startswith("ال") for w in words[:3]):
        return "proper"
    if country and type_ in ("government", "military", "organization", "media") and len(words) >= 2 and words[0].startswith("ال"):
        return "proper"
    return "proper" if country and type_ == "government" and words[:1] in (["وزاره"], ["رئاسه"], ["هيئه"], ["محكمه"]) and len(words) >= 3 else "described"


def grade_of(e: Named) -> str:
    """listed, proper or described."""
    return _grade(e.name, e.name_en, e.type, e.country, e.wikidata, e.rule)


#: Single-holder offices and heads that turn the next word into a name (folded).
_OFFICES = frozenset(word_set("record.names.offices"))
_PLACE_HEADS = frozenset(word_set("record.names.place_heads"))  # fmt: skip
_BODIES = frozenset(("armed_group", "organization", "government", "military", "media"))
_BODY_HEADS = frozenset(word_set("record.names.body_heads"))  # fmt: skip
_BODY_WORDS = frozenset(word_set("record.names.body_words"))  # fmt: skip
_PLACE_WORDS = frozenset(word_set("record.names.place_words"))  # fmt: skip


def _name_like(words: list[str]) -> bool:
    return words[0] not in _PLACE_WORDS and words[0].removeprefix("ال") not in _PLACE_WORDS


def form_key(e: Named, article: str, id_: str) -> str:
    """What an entity of an article goes by before anything is joined."""
    grade = grade_of(e)
    if grade == "described":
        return f"{article[:16]}:{id_}"
    kin = _KINSHIP.get(e.type, e.type)
    if grade == "listed":
        return short_hash(e.wikidata or fold(e.name_en or e.name).lower(), kin, e.country or "")
    return short_hash(bare(e.name), kin, e.country or "" if e.type != "person" else "")


def skeleton(name: str) -> str:
    """Consonants of a name as foreign names vary in them: «غوردون», «جوردن» → «جردن»."""
    table = str.maketrans({"غ": "ج", "ق": "ك", "ط": "ت", "ث": "ت", "ظ": "ز", "ذ": "ز", "ا": "", "و": "", "ي": "", "ء": ""})
    return " ".join(s for w in bare(name).split() if (s := w.translate(table)))
