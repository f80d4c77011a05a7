"""Identities: the same someone or something across articles.

Three grades of names. *Listed*: the lexicon knows it (English name, country), so its row is its identity. *Proper*: a full
personal name or a body of a named country («الشرطة الهندية»), joined where the folded form, the kind and the country agree.
*Described*: «مسؤول أمني», «المدينة» – never joined across articles, for two of them are rarely one. In doubt, apart.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b

from musnad.record.digest import Digest, Named
from musnad.record.model import Decision, Identity, Why
from musnad.record.words import words_of
from musnad.text.fold import fold

#: Kinds that one name can stand for: «واشنطن» the government and the country; a ministry and its building.
_KINSHIP = {"country": "state", "government": "body", "military": "body", "armed_group": "body", "organization": "body", "media": "body"}
_STATE_TYPES = frozenset(("country", "government", "military"))
_STATE_SECTORS = frozenset(("GOV", "MIL", "COP", "SPY", "LEG", "JUD"))


@dataclass(frozen=True, slots=True)
class Who:
    """What matters compare of an identity. ``party`` is whose voice it is: the state for its ministries, armies and officials."""

    key: str
    name: str
    type: str
    country: str | None
    sector: str | None
    grade: str  # listed proper described
    party: str

    @property
    def known(self) -> bool:
        return self.grade != "described"


@dataclass(frozen=True, slots=True)
class People:
    """All identities, and which entity of which article is which."""

    identities: tuple[Identity, ...]
    of: dict[tuple[str, str], str]
    who: dict[str, Who]

    def key(self, article: str, entity: str) -> str:
        return self.of[article, entity]


@lru_cache(maxsize=200_000)
def short_hash(*parts: str) -> str:
    return blake2b("|".join(parts).encode(), digest_size=8).hexdigest()


@lru_cache(maxsize=200_000)
def bare(name: str) -> str:
    """The folded name without the article and attached prepositions at its front, one blank between words."""
    words = words_of(name)
    if words and words[0].startswith("لل") and len(words[0]) > 4:
        words[0] = "ال" + words[0][2:]
    words = [w.replace("امريك", "اميرك") for w in words]  # the one nisba that newsrooms spell two ways
    return " ".join(w[2:] if w.startswith("ال") and len(w) > 4 else w for w in words)


@lru_cache(maxsize=200_000)
def _grade(name: str, name_en: str | None, type_: str, country: str | None, wikidata: str | None, rule: str) -> str:
    if wikidata or name_en or rule.startswith(("entity.namcountry", "entity.name.capital", "entity.name.seat", "entity.name.actor")):
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
    if country and type_ in ("government", "military", "organization", "media") and len(words) >= 2 and words[0].startswith("ال"):
        return "proper"
    return "proper" if country and type_ == "government" and words[:1] in (["وزاره"], ["رئاسه"], ["هيئه"], ["محكمه"]) and len(words) >= 3 else "described"


def grade_of(e: Named) -> str:
    """listed, proper or described."""
    return _grade(e.name, e.name_en, e.type, e.country, e.wikidata, e.rule)


#: Single-holder offices and heads that turn the next word into a name (folded).
_OFFICES = frozenset(("رييس", "وزير", "وزيره", "ولي", "ملك", "امير", "رييسه", "قايد", "سفير"))
_PLACE_HEADS = frozenset(
    ("مدينه", "بلده", "قريه", "محافظه", "ولايه", "مقاطعه", "مديريه", "اقليم", "حي", "مخيم", "قاعده", "مطار", "ميناء", "معبر", "جبل", "سجن", "منطقه", "جزيره")
)  # fmt: skip
_PLACE_WORDS = frozenset(
    ("محاصره", "كبيره", "صغيره", "اخري", "شمال", "جنوب", "شرق", "غرب", "عسكريه", "حدوديه", "امنه", "واحده", "سكنيه", "جبليه", "ساحليه", "مجاوره")
)  # fmt: skip


def _name_like(words: list[str]) -> bool:
    return words[0] not in _PLACE_WORDS and words[0].removeprefix("ال") not in _PLACE_WORDS


def form_key(e: Named, article: str) -> str:
    """What an entity goes by before anything is joined."""
    grade = grade_of(e)
    if grade == "described":
        return short_hash("described", article, e.id)
    kin = _KINSHIP.get(e.type, e.type)
    if grade == "listed":
        return short_hash(e.wikidata or fold(e.name_en or e.name).lower(), "state" if kin == "state" else kin, e.country or "")
    return short_hash(bare(e.name), kin, e.country or "" if e.type != "person" else "")


def link(digests: Iterable[Digest], decisions: Iterable[Decision] = ()) -> People:
    """Identities of all entities: a function of the set of digests and decisions."""
    members: dict[str, list[tuple[str, str]]] = defaultdict(list)
    samples: dict[str, list[Named]] = defaultdict(list)
    for d in digests:
        for e in d.entities.values():
            key = form_key(e, d.ref.hash)
            members[key].append((d.ref.hash, e.id))
            samples[key].append(e)
    groups = _decided(_spellings(samples), sorted(decisions, key=lambda d: (d.when, d)), set(members))
    identities, of, who = [], {}, {}
    for forms in groups:
        identity = _identity(forms, members, samples)
        identities.append(identity)
        who[identity.key] = _who(identity, samples[forms[0]][0])
        for member in identity.members:
            of[member] = identity.key
    identities.sort(key=lambda i: (-i.articles, i.name, i.key))
    return People(tuple(i for i in identities if i.named), of, who)


def _spellings(samples: dict[str, list[Named]]) -> list[tuple[str, ...]]:
    """Forms grouped by spelling: personal names of one country whose words share their consonants are one."""
    groups: dict[tuple[str, str], list[str]] = defaultdict(list)
    for key in sorted(samples):
        e = min(samples[key], key=_best)
        shape = (skeleton(e.name), e.country) if e.type == "person" and e.country and grade_of(e) != "described" else None
        if shape and " " in shape[0]:
            groups[f"person|{shape[0]}", shape[1] or ""].append(key)
        else:
            groups[key, ""].append(key)
    return [tuple(v) for _, v in sorted(groups.items())]


def skeleton(name: str) -> str:
    """Consonants of a name as foreign names vary in them: «غوردون», «جوردن» → «جردن»."""
    table = str.maketrans({"غ": "ج", "ق": "ك", "ط": "ت", "ث": "ت", "ظ": "ز", "ذ": "ز", "ا": "", "و": "", "ي": "", "ء": ""})
    return " ".join(s for w in bare(name).split() if (s := w.translate(table)))


def _best(e: Named) -> tuple[int, int, str]:
    return (0 if e.name_en else 1, -len(e.name), e.name)


def _decided(groups: list[tuple[str, ...]], decisions: list[Decision], forms: set[str]) -> list[tuple[str, ...]]:
    """People's decisions over the program's own groups; the last word holds."""
    where = {form: n for n, group in enumerate(groups) for form in group}
    sets: dict[int, set[str]] = {n: set(group) for n, group in enumerate(groups)}
    for d in decisions:
        if d.kind not in ("same_actor", "other_actor") or d.other is None:
            continue
        a, b = _form_of(d.key, forms, groups), _form_of(d.other, forms, groups)
        if a is None or b is None:
            continue
        if d.kind == "same_actor" and where[a] != where[b]:
            low, high = sorted((where[a], where[b]))
            for form in sets.pop(high):
                sets[low].add(form)
                where[form] = low
        if d.kind == "other_actor" and where[a] == where[b] and a != b:
            new = max(sets) + 1
            sets[where[b]].discard(b)
            sets[new], where[b] = {b}, new
    return sorted(tuple(sorted(s)) for s in sets.values())


def _form_of(key: str, forms: set[str], groups: list[tuple[str, ...]]) -> str | None:
    """An identity is named by the smallest of its forms, so every key is a form."""
    return key if key in forms else None


def _identity(forms: tuple[str, ...], members: dict[str, list[tuple[str, str]]], samples: dict[str, list[Named]]) -> Identity:
    every = [e for f in forms for e in samples[f]]
    best = min(every, key=lambda e: (*_best(e), e.type, e.country or "", e.sector or "", e.wikidata or ""))
    grade = grade_of(best)
    listed = tuple(sorted(m for f in forms for m in members[f]))
    why = {"listed": "the lexicon lists the name", "proper": "the folded full name, the kind and the country agree", "described": "only described"}[grade]
    because = (why, *(("spellings: " + " · ".join(sorted({e.name for e in every})[:6]),) if len({e.name for e in every}) > 1 else ()))
    return Identity(
        forms[0], best.name, best.name_en, best.type, best.country, best.sector, best.wikidata, forms, listed,
        len({a for a, _ in listed}), grade != "described", Why(f"identity.{grade}", because),
    )  # fmt: skip


def _who(i: Identity, sample: Named) -> Who:
    grade = i.reason.rule.partition(".")[2]
    state = i.country and (i.type in _STATE_TYPES or (i.type == "person" and i.sector in _STATE_SECTORS))
    party = f"state:{i.country}" if state else i.key
    return Who(i.key, i.name, i.type, i.country, i.sector, grade, party)
