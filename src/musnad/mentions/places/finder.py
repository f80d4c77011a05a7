"""Places in running text that only the gazetteer knows, and listed names that are something else here.

Conservative: a name counts when a head («مدينة حلب»), a preposition of place or a country told with it («حلب شمال
سوريا») shows it to be a place and it is large enough or lies in a country that the article speaks of. Once shown, its
other mentions in the article count as well. Names that are words or persons too need more (``ambiguous_places.tsv``).
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from musnad.lexicon.gazetteer import GazetteerPlace
from musnad.lexicon.lexicon import Name
from musnad.lexicon.words import WordInfo, Words
from musnad.mentions.chunks import cut_start
from musnad.mentions.mention import Mention
from musnad.mentions.places.choose import choose, large_enough, region
from musnad.mentions.places.context import Context
from musnad.mentions.places.evidence import HEAD, NONE, STRONG, WEAK, Evidence, EvidenceFinder
from musnad.mentions.places.tables import Ambiguous, PlaceTables, gazetteer_name
from musnad.model import Span
from musnad.text.document import Document, Segment

#: Words remembered at most.
KEPT = 100_000
_LISTED = frozenset(("country", "capital", "place"))
_ARTICLE = "ال"
_CAPITAL = "عاصمة"
#: People that a place must have to compete with a listed country or capital of its name.
_NAMESAKE = 30_000


@dataclass(slots=True)
class Candidate:
    """A gazetteer name at tokens ``first``..``last`` with what is known of it."""

    first: int
    last: int
    cut: int
    name: str
    evidence: Evidence
    plain: bool  # nothing else than a name of a place, as far as the lexicon knows
    ambiguous: Ambiguous | None
    joined: bool  # behind «و» and another name
    inside: Mention | None  # the description that holds it
    place: GazetteerPlace | None = None


class PlaceFinder:
    """Finds place names in documents; built once."""

    def __init__(self, tables: PlaceTables, words: Words) -> None:
        self.tables, self.words = tables, words
        self.lex = tables.lexicon
        self._plain: dict[str, bool] = {}
        self._begins: dict[str, bool] = {}

    def find(self, doc: Document, infos: list[WordInfo], mentions: list[Mention], blocked: frozenset[int]) -> list[Mention]:
        """The mentions with wrong ones dropped, ambiguous ones decided, and new ones added, in reading order."""
        return _Search(self, doc, infos, mentions, blocked).run()

    def may_begin(self, norm: str) -> bool:
        """Whether a name may begin at a folded word; remembered, for most words never do."""
        known = self._begins.get(norm)
        if known is None:
            if len(self._begins) >= KEPT:
                self._begins.clear()
            known = self._begins[norm] = self.tables.gazetteer.begins(norm)
        return known

    def is_plain(self, word: str) -> bool:
        """Whether a folded word is, by the lexicon, no common word, adjective, given or family name."""
        known = self._plain.get(word)
        if known is None:
            info, bare = self.words(word), word.removeprefix(_ARTICLE)
            lex = self.lex
            common = info.function or info.adjective or info.nisba or info.name_like or bare in lex.masdars or word in lex.participles
            known = self._plain[word] = not (common or lex.heads.get(bare) or lex.titles.get(bare))
        return known


class _Search:
    """One document."""

    def __init__(self, finder: PlaceFinder, doc: Document, infos: list[WordInfo], mentions: list[Mention], blocked: frozenset[int]) -> None:
        self.finder, self.tables, self.doc, self.blocked = finder, finder.tables, doc, blocked
        self.norms = [t.norm for t in doc.tokens]
        self.mentions = mentions
        self.context = Context(doc, mentions, self.tables.ambiguous)
        self.starts: dict[int, list[Mention]] = {}
        self.cover: dict[int, Mention] = {}
        for m in mentions:
            self.starts.setdefault(m.first, []).append(m)
            for k in range(m.first, m.last):
                held = self.cover.get(k)
                if held is None or m.last - m.first <= held.last - held.first:
                    self.cover[k] = m
        self.evidence = EvidenceFinder(doc, self.tables, infos, self.starts)
        self.infos = infos

    def run(self) -> list[Mention]:
        self._decide_listed()
        candidates = [c for s in self.doc.segments if s.tells for c in self._segment(s)]
        shown = self._accept(candidates)
        for c in candidates:
            if c.place is None and c.name in shown and self._again(c):
                c.place = shown[c.name]
        for c in candidates:
            if c.place is not None:
                self._mention(c, c.place)
        self.mentions.sort(key=lambda m: (m.first, -m.last))
        return self.mentions

    # -- candidates ---------------------------------------------------------------------------

    def _segment(self, segment: Segment) -> list[Candidate]:
        out: list[Candidate] = []
        i = segment.first
        longest, may_begin = self.tables.gazetteer.longest, self.finder.may_begin
        while i < segment.last:
            last = i + 1
            if may_begin(self.norms[i]) and not self.infos[i].function and i not in self.blocked:
                hit = longest(self.norms, i)
                if hit is not None and hit[0] <= segment.last:
                    found = self._candidate(segment, i, *hit)
                    if found:
                        out.append(found)
                        last = found.last
            i = last
        return out

    def _candidate(self, segment: Segment, i: int, last: int, cut: int, name: str) -> Candidate | None:
        if any(k in self.blocked for k in range(i, last)):
            return None
        inside = self.cover.get(i)
        if inside is not None and not self._open(inside, i, last):
            return None
        evidence = self.evidence.of(i, last, cut, segment.first, segment.last)
        joined = cut > 0 and self.norms[i][0] == "و"
        ambiguous = self.tables.ambiguous.get(name)
        plain = ambiguous is None and (" " in name or self.finder.is_plain(name))
        return Candidate(i, last, cut, name, evidence, plain, ambiguous, joined, inside)

    def _open(self, m: Mention, i: int, last: int) -> bool:
        """Whether a name may stand inside a mention: behind the head of a description, or an office without its holder («محافظ البصرة»); never in a name."""
        return (m.rule == "head" or (m.rule == "title" and not m.person)) and m.name is None and i > m.first and last <= m.last and self.cover.get(last - 1) is m

    # -- acceptance ---------------------------------------------------------------------------

    def _accept(self, candidates: list[Candidate]) -> dict[str, GazetteerPlace]:
        """Names that their own words show to be places, with the place each stands for."""
        shown: dict[str, GazetteerPlace] = {}
        previous: Candidate | None = None
        for c in candidates:
            if self._chained(previous, c):
                c.evidence = replace(c.evidence, grade=max(c.evidence.grade, STRONG))
            place = self._place(c)
            if place is not None:
                c.place = place
                shown.setdefault(c.name, place)
                self.context.add(c.first, place.country, 0.5)
            previous = c
        return {n: p for n, p in shown.items() if all(c.plain or c.place for c in candidates if c.name == n)}

    def _chained(self, previous: Candidate | None, c: Candidate) -> bool:
        """«في حلب وحماة», «مدن حلب وحمص»: the next of a row of places."""
        return previous is not None and previous.place is not None and c.joined and previous.last == c.first

    def _place(self, c: Candidate) -> GazetteerPlace | None:
        grade = self._grade(c)
        if grade < WEAK:
            return None
        places = self.tables.gazetteer.named(c.name)
        place = choose(places, self.context, c.first, c.evidence.country if c.evidence.told else None)
        if place is None or (place.needs and grade < HEAD):
            return None
        if c.ambiguous is not None and c.ambiguous.evidence == "home" and grade < HEAD and not self.context.has(place.country):
            return None
        if grade == HEAD:
            return place if large_enough(place, self.context) or region(place.country) == "arab" or c.evidence.country else None
        if grade == WEAK and not (self.context.has(place.country) and place.population):
            return None
        return place if large_enough(place, self.context) else None

    def _grade(self, c: Candidate) -> int:
        """The evidence as far as it counts for this name."""
        e = c.evidence
        if self._goes_on(c) or (c.ambiguous is not None and c.ambiguous.evidence == "none"):
            return NONE
        told = HEAD if e.told == "direction" or (e.told and e.grade >= STRONG) else NONE
        settlement = e.grade == HEAD and e.head is not None and e.head.named == "self"
        if c.ambiguous is not None:
            return max(told, self._ambiguous(c, c.ambiguous, settlement))
        if not c.plain:
            return max(told, HEAD if settlement else NONE)
        return max(told, e.grade, STRONG if e.told == "nisba" else NONE)

    def _goes_on(self, c: Candidate) -> bool:
        """«بني الحارث», «كأس العالم»: a one-word name without ال before a word with ال is the first half of something."""
        if " " in c.name or c.name.startswith(_ARTICLE) or c.last >= len(self.norms):
            return False
        after = self.norms[c.last]
        info = self.infos[c.last]
        return c.ambiguous is not None and after.startswith(_ARTICLE) and not info.nisba and not info.adjective and c.last not in self.blocked

    def _ambiguous(self, c: Candidate, row: Ambiguous, settlement: bool) -> int:
        head = c.evidence.head
        if settlement or (head is not None and head.kind == "admin" and head.named == "of" and row.evidence != "head"):
            return HEAD
        if c.cut and self.norms[c.first][c.cut - 1] == "ب":
            return NONE  # «بحجة» is a pretext far more often than a town
        if row.evidence in ("locative", "home") or (row.evidence == "exact" and self._exact(c, row)):
            return STRONG if c.evidence.grade >= STRONG and not self._barred(c.first, c.last, row) else NONE
        return NONE

    def _exact(self, c: Candidate, row: Ambiguous) -> bool:
        """«إب» is the town, «أب» is not: the listed spelling, hamza and all."""
        return self.doc.text[cut_start(self.doc, self.doc.tokens[c.first], c.cut) : self.doc.tokens[c.last - 1].end] == row.name

    def _barred(self, first: int, last: int, row: Ambiguous) -> bool:
        before = self.norms[first - 1] if first else ""
        after = self.norms[last] if last < len(self.norms) else ""
        return before in row.before or after in row.after or ("#" in row.after and after.isdigit())

    def _again(self, c: Candidate) -> bool:
        """Whether a name that was shown elsewhere may stand here alone."""
        return c.plain and c.inside is None and c.evidence.word != "never"

    # -- mentions -----------------------------------------------------------------------------

    def _mention(self, c: Candidate, place: GazetteerPlace) -> None:
        name = gazetteer_name(place)
        head, described = c.evidence.head, self.cover.get(c.first - 1)
        if head is not None and described is not None and self._describes(described, c):
            if head.named == "self":
                self._name_description(described, c, name)
                return
            if head.kind == "admin":
                self._extend(described, c, name)
                return
        span = Span(cut_start(self.doc, self.doc.tokens[c.first], c.cut), self.doc.tokens[c.last - 1].end)
        m = Mention(
            c.first, c.last, span, "place", "name.gazetteer", name=name, country=name.country, gender="f",
            rows=(name.where,), front=self.norms[c.first][: c.cut],
        )  # fmt: skip
        if c.ambiguous:
            m.rows += (c.ambiguous.where,)
        if c.inside is not None:
            c.inside.country = c.inside.country or name.country if c.inside.type == "place" else c.inside.country
        self.mentions.append(m)

    def _describes(self, m: Mention, c: Candidate) -> bool:
        """Whether a mention is the head right before a name."""
        return m.rule == "head" and m.type == "place" and m.name is None and m.first == c.first - 1 and m.last >= c.first

    def _name_description(self, m: Mention, c: Candidate, name: Name) -> None:
        """«مدينة حلب» is حلب: the description takes the name."""
        self._extend(m, c, name)
        m.name = name

    def _extend(self, m: Mention, c: Candidate, name: Name) -> None:
        """«محافظة الحديدة» is no town, but lies in its country."""
        m.country = m.country or name.country
        m.rows += (name.where,)
        m.extra["idafa"] = c.name
        nisba = c.evidence.told == "nisba" and m.last > c.last
        m.last = c.last + nisba
        m.span = Span(m.span.start, self.doc.tokens[m.last - 1].end)

    # -- listed names -------------------------------------------------------------------------

    def _decide_listed(self) -> None:
        """Listed countries, capitals and places whose name is something else as well; «العاصمة الفرنسية» is Paris."""
        dropped: set[int] = set()
        for m in self.mentions:
            listed = m.name is not None and m.name.kind in _LISTED and m.rule.startswith("name.")
            row = self.tables.ambiguous.get(self._written(m)) if listed else None
            if m.lemma == _CAPITAL and m.rule == "head" and m.number == "s" and m.country:
                m.name = m.name or self.tables.capitals.get(m.country)
            if row is not None and not self._decide(m, row):
                dropped.add(id(m))
        kept = [m for m in self.mentions if id(m) not in dropped]
        if dropped:
            self._forget(kept, dropped)
        self.mentions = kept
        for m in kept:
            if m.name is not None and m.name.kind == "capital" and not m.lemma and self._called_capital(m):
                m.lemma = _CAPITAL

    def _forget(self, kept: list[Mention], dropped: set[int]) -> None:
        """«خبير مالي»: what is no place is no part of another mention either, and gives it no country."""
        for k in [k for k, m in self.cover.items() if id(m) in dropped]:
            del self.cover[k]
        for m in kept:
            wrong = [p for p in m.parts if id(p) in dropped]
            if wrong:
                m.parts = tuple(p for p in m.parts if id(p) not in dropped)
                m.of = None if m.of is not None and id(m.of) in dropped else m.of
                m.country = None if m.country in {p.country for p in wrong} else m.country

    def _called_capital(self, m: Mention) -> bool:
        """«العاصمة السورية دمشق», «مدينة طرابلس»: the town, never the government that sits there."""
        k = m.first - 1
        if k > 0 and self.norms[k].startswith(_ARTICLE) and self.infos[k].nisba:
            k -= 1
        head = self.tables.head(self.norms[k]) if k >= 0 and not m.front else None
        return head is not None and head[0].named == "self"

    def _written(self, m: Mention) -> str:
        words = [self.norms[m.first][len(m.front) :], *self.norms[m.first + 1 : m.last]]
        return " ".join(words)

    def _decide(self, m: Mention, row: Ambiguous) -> bool:
        """Whether a listed mention stays; with evidence ``context`` the likeliest bearer of the name is put in."""
        if row.evidence == "context":
            self._by_context(m)
            return True
        if self._barred(m.first, m.last, row):
            return False
        if row.evidence == "free":
            return True
        if row.evidence == "head":
            return self._evidence(m).grade == HEAD
        return m.front != "" or self._evidence(m).grade >= WEAK or m.first == self.doc.segments[self.doc.tokens[m.first].segment].first

    def _evidence(self, m: Mention) -> Evidence:
        segment = self.doc.segments[self.doc.tokens[m.first].segment]
        return self.evidence.of(m.first, m.last, len(m.front), segment.first, segment.last)

    def _by_context(self, m: Mention) -> None:
        """«عمان», «طرابلس»: of the country told beside it, else of the country that the article is about."""
        evidence = self._evidence(m)
        written = self._written(m)
        names = list(self.tables.lexicon.names.get(written))
        known = {n.country for n in names}
        names += [gazetteer_name(p) for p in self.tables.gazetteer.named(written) if p.country not in known and p.population >= _NAMESAKE]
        told = evidence.country or self._country_before(m)
        settlement = evidence.head is not None and evidence.head.named == "self"

        def weight(name: Name) -> tuple[bool, float]:
            fits = name.country == told if told else settlement and name.kind != "country"
            return fits, self.context.share(name.country or "", m.first)

        best = max(names, key=weight)
        if m.name is not best and weight(best) > (False, 0.0):
            m.name, m.type, m.country, m.rule = best, best.type, best.country, f"name.{best.kind}"
            m.rows = (best.where,)

    def _country_before(self, m: Mention) -> str | None:
        """«العاصمة الأردنية عمان»: the country of the adjective before a name."""
        nisba = self.infos[m.first - 1].nisba if m.first else None
        return nisba.country if nisba and self.norms[m.first - 1].startswith(_ARTICLE) and nisba.number == "s" else None
