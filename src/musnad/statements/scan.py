"""Where a cue's content begins: complementiser, colon, quotation, preposition or bare object.

``scan_frame`` walks from the cue to the right over subject, commas, times and side phrases
(«في مؤتمر صحفي», «لوكالة رويترز») until the marker that opens the content.
"""

from __future__ import annotations

from dataclasses import dataclass

from musnad.lexicon.word_sets import word_set
from musnad.lexicon.words import Words
from musnad.mentions.mention import Mention
from musnad.statements.cues import CueHit
from musnad.text.document import Document, Segment

OPENING = frozenset('"“«')
_CLOSING = frozenset('"”»')
_COLON = frozenset((":", "："))
_COMMA = frozenset(("،", ",", "-", "–", "—", "("))
#: How long a clause inserted between cue and complementiser may be.
INSERTED = 16
#: How far (tokens) the complementiser may stand from its cue.
REACH = 60
#: How far the preposition of a content may stand from its cue when words between them are unknown.
FAR = 22
_PREP_OF = {"ila": ("الي",), "ala": ("علي",), "an_prep": ("عن",), "min": ("من",), "fi": ("في",)}
_COMP = frozenset(word_set("statements.scan.comp"))


#: «غير أن», «إلا أن», «رغم أن»: conjunctions, not the opening of a content.
_NO_COMP = frozenset(word_set("statements.scan.no_comp"))
_PAPERS = frozenset(word_set("statements.scan.papers"))
#: What is denied, by its own word: «أي», «صحة», «الاتهامات».
_ATTACKS = word_set("statements.stance.attack_stems")
_DENIED = frozenset(word_set("statements.scan.denied"))
#: «تبنت الهجوم»: cues of an attack that somebody owns.
_OWNING = frozenset(word_set("statements.scan.owning"))
_OF_WHAT = frozenset(word_set("statements.scan.of_what"))
#: What opens a side phrase between cue and content: «في مؤتمر صحفي».
_SIDE_PREPS = frozenset(word_set("statements.scan.side_preps"))
#: Words whose ب is no preposition of a content.
_NO_BI = frozenset(word_set("statements.scan.no_bi"))
#: Function words that can be or begin an object.
_OBJECTS = frozenset(word_set("statements.scan.objects"))
_STOPS = frozenset((".", "؟", "!", ":", "؛", *word_set("statements.cut.that")))
_OWNERS = ("هم", "ها", "ه")


@dataclass(frozen=True, slots=True)
class Frame:
    """How the content follows: ``kind`` and the token index at which it begins."""

    kind: str  # an colon quote prep bi obj before prep_far bi_far
    begin: int
    marker: int


class Scanner:
    """Reads frames in one document."""

    def __init__(self, doc: Document, words: Words, mentions: list[Mention], blocked: frozenset[int], hits: dict[int, CueHit]) -> None:
        self.doc, self.words, self.blocked, self.hits = doc, words, blocked, hits
        self.norms = [t.norm for t in doc.tokens]
        self.at: dict[int, Mention] = {}
        for m in mentions:
            known = self.at.get(m.first)
            if known is None or known.last < m.last:
                self.at[m.first] = m

    def is_cue(self, k: int) -> bool:
        """Whether a verb of saying stands there."""
        return k in self.hits and self.hits[k].verb is not None

    def is_participle(self, k: int) -> bool:
        """«…، مشيرا إلى أن»: a participle of saying opens a statement of its own."""
        return k in self.hits and self.hits[k].cue.kind == "participle"

    def frame(self, hit: CueHit, segment: Segment) -> Frame | None:
        """The frame of a cue that stands before its content."""
        takes = hit.cue.takes
        direct = self._an_colon_quote(hit, segment)
        if hit.cue.stance == "deny" and "obj" in takes and (denied := self._denied(hit, direct, segment)):
            return denied
        if hit.cue.cue in _OWNING and (owned := self._owned(hit, segment)):
            return owned
        if direct and (near := self._at_once(hit, direct)):
            return near
        if direct and (direct.kind in takes or direct.kind in ("colon", "quote")):
            return direct
        if "ila_far" in takes and (cause := self._cause(hit, segment)):
            return cause
        if "bi_far" in takes and (name := self._far(hit, segment)):
            return name
        return self._short(hit, segment) or self._far(hit, segment)

    def _denied(self, hit: CueHit, direct: Frame | None, segment: Segment) -> Frame | None:
        """«نفت غريب فقيم، رئيسة الجمهورية، أي سوء إدارة … بعد مزاعم أنها …»: what is denied by its own word, wherever it stands."""
        end = direct.marker if direct else min(segment.last, hit.last + FAR)
        for k in range(hit.last, end):
            norm = self.norms[k]
            if norm in _STOPS or self.is_participle(k) or (self.is_cue(k) and k > hit.last and self.words(self.norms[k - 1]).function != "rel"):
                return None
            if norm in _DENIED and self.doc.tokens[k].quoted < 0:
                governed = k > hit.last and self._is_masdar(k - 1)  # «نفت تنفيذ أي قصف»
                return Frame("obj", k - governed, k - governed)
        return None

    def _is_masdar(self, k: int) -> bool:
        """«تنفيذ», «تورطه»: a deed as a noun, with or without its doer's pronoun."""
        masdars, norm = self.words.lexicon.masdars, self.norms[k]
        return any(form in masdars for form in (norm, *(norm.removesuffix(s) for s in _OWNERS if norm.endswith(s))))

    def _owned(self, hit: CueHit, segment: Segment) -> Frame | None:
        """«تبنى "داعش" في خبر له، مسؤوليته عن الهجوم», «تتبنى هجومي …»: the attack that is claimed, wherever it stands."""
        for k in range(hit.last, min(segment.last, hit.last + FAR)):
            norm = self.norms[k]
            if norm in _STOPS or self.is_cue(k):
                return None
            if norm.removeprefix("ال").startswith(_ATTACKS):
                return Frame("obj", k, k)
        return None

    def _at_once(self, hit: CueHit, direct: Frame) -> Frame | None:
        """«الذي اعترف بتنفيذ الهجمات، إنه كان …», «مشددا على براءته من …، بما في ذلك "…"»: what follows at once is the cue's own."""
        k = hit.last
        if k >= direct.marker - 1 or self.norms[k] in _COMP or self.norms[k + 1] in _COMP:
            return None
        between = self.norms[k : direct.marker]
        if direct.kind == "an" and not any(n in _COMMA for n in between):
            return None
        if direct.kind == "colon" or (direct.kind == "quote" and len(between) < 5):
            return None
        if "bi" in hit.cue.takes and self.norms[k].startswith("ب") and self._bi(k):
            return Frame("bi", k, k)
        wanted = {p for t in hit.cue.takes for p in _PREP_OF.get(t, ())}
        return Frame("prep", k + 1, k) if self.norms[k] in wanted and self.norms[k + 1] not in OPENING else None

    def _far(self, hit: CueHit, segment: Segment) -> Frame | None:
        """«اتهمت السلطات المصرية الجماعة بـ…», «طلبت فيها من …»: the preposition past words that name nobody known.

        Measured as a frame of its own, since it is sure for some cues only.
        """
        wanted = {p for t in hit.cue.takes for p in _PREP_OF.get(t, ())}
        bi = "bi" in hit.cue.takes or "bi_far" in hit.cue.takes
        if not wanted and not bi:
            return None
        for k in range(hit.last, min(segment.last - 1, hit.last + FAR)):
            norm = self.norms[k]
            if norm in wanted:
                return Frame("prep_far", k + 1, k)
            if bi and (norm == "ب" or (norm.startswith("ب") and self._bi(k))):
                return Frame("bi_far", k + (norm == "ب"), k)
            if norm in _STOPS or self.is_participle(k) or (self.is_cue(k) and self.words(self.norms[k - 1]).function != "rel" and self.norms[k - 1] not in _COMMA):
                return None
        return None

    def _cause(self, hit: CueHit, segment: Segment) -> Frame | None:
        """«عزت الجماعة استئناف الهجمات على القواعد إلى …»: the cause, past an object of any length, is what is said."""
        for k in range(hit.last + 1, min(segment.last - 1, hit.last + REACH)):
            if self.norms[k] in (".", "؟", ":", "؛") or (k > hit.last and self.is_cue(k) and self.words(self.norms[k - 1]).function != "rel"):
                return None
            if self.norms[k] == "الي" and k + 1 < segment.last and not self._of_a_journey(k):
                return Frame("prep", k + 1, k)
        return None

    def _of_a_journey(self, k: int) -> bool:
        """«هجرة … إلى أوروبا»: a place behind «إلى» is no cause."""
        m = self.at.get(k + 1)
        return m is not None and (m.type == "place" or m.type == "country")

    def _an_colon_quote(self, hit: CueHit, segment: Segment) -> Frame | None:
        end = min(segment.last, hit.last + REACH)
        k = hit.last
        quoted = self.doc.tokens[hit.first].quoted
        while k < end:
            norm = self.norms[k]
            if norm in _COMP and self.norms[k - 1] in _NO_COMP and k > hit.last:
                k += 1
                continue
            if norm in _COMP and not (k in self.at and k > hit.last and self.at[k].last > k + 1):
                return Frame("an", k + 1, k)
            if norm in _COLON and not self._in_time(k):
                return Frame("colon", k + 1, k) if k + 1 < segment.last else self._next_line(k, segment)
            if norm in OPENING and self._speech_quote(k, quoted):
                return Frame("quote", k, k)
            if k > hit.last and self.is_cue(k) and self._breaks(k, hit) and self.words(self.norms[k - 1]).function != "rel":
                resumed = self._past_inserted(k, end)
                if resumed is None:
                    return None
                k = resumed
                continue
            if k > hit.last and self.is_participle(k) and (self.norms[k - 1] in _COMMA or self.norms[k][-1:] in "اه"):
                return None
            if norm in (".", "؟", "!", ";", "؛"):
                return None
            k += 1
        return None

    def _in_time(self, k: int) -> bool:
        """«في الساعة 02:15»: between numbers a colon opens no content."""
        tokens = self.doc.tokens
        return 0 < k < len(tokens) - 1 and tokens[k - 1].kind == tokens[k + 1].kind == "number"

    def _past_inserted(self, k: int, end: int) -> int | None:
        """«… في بيان نشر على موقعها، أن», «قال مسؤول، طلب عدم الكشف عن هويته، إن»: the clause says more of the noun before.

        Returns the token behind its closing comma, or None when the verb begins a clause of its own.
        """
        before = self.norms[k - 1]
        inserted = before in _PAPERS or before in _COMMA
        if not inserted:
            return None
        for j in range(k + 1, min(end, k + INSERTED)):
            if self.norms[j] in (".", "؟", "!", "؛", ":"):
                return None
            if self.norms[j] in _COMP:
                closed = self.norms[j - 1] in _COMMA or (before in _PAPERS and not self.is_cue(j - 1))
                return j if closed else None
        return None

    def _next_line(self, k: int, segment: Segment) -> Frame | None:
        """«وقال:» at a line's end: the quotation stands on the next line."""
        nxt = segment.index + 1
        if nxt < len(self.doc.segments):
            following = self.doc.segments[nxt]
            if following.tells and following.first < following.last and self.norms[following.first] in OPENING:
                return Frame("colon", following.first, k)
        return None

    def _speech_quote(self, k: int, outer: int) -> bool:
        """A quotation of four words or more opens here; shorter ones are scare quotes or names."""
        nxt = k + 1
        if nxt >= len(self.doc.tokens):
            return False
        q = self.doc.tokens[nxt].quoted
        if q < 0 or q == outer:
            return False
        inner = self.doc.quotes[q].inner
        return self.doc.token_at(inner.end - 1) - nxt >= 3

    def _breaks(self, k: int, hit: CueHit) -> bool:
        """Another cue verb before the complementiser takes it for itself."""
        info = self.words(self.norms[k])
        return info.finite and bool(info.verbs)

    def _short(self, hit: CueHit, segment: Segment) -> Frame | None:
        """Prepositional and bare-object contents stand close to the cue: behind subject, times and side phrases."""
        takes = hit.cue.takes
        wanted = {p for t in takes for p in _PREP_OF.get(t, ())}
        k, limit = hit.last, min(segment.last, hit.last + 30)
        seen_subject = hit.verb is None
        while k < limit:
            norm = self.norms[k]
            if norm in wanted and k + 1 < segment.last:
                return Frame("prep", k + 1, k)
            if norm in _OF_WHAT and takes & {"an_prep", "min"}:
                return Frame("prep", k + 1, k)
            if "bi" in takes and norm.startswith("ب") and self._bi(k):
                return Frame("bi", k, k)
            if "li" in takes and norm.startswith("ل") and len(norm) > 3 and seen_subject and k not in self.at and not self.words(norm).function:
                return Frame("bi", k, k)
            mention = self.at.get(k)
            if mention and not (seen_subject and "obj" in takes and not mention.front):
                seen_subject = True
                k = mention.last
                continue
            if norm in OPENING and not self._speech_quote(k, self.doc.tokens[hit.first].quoted) and self.norms[k - 1] not in _COMMA and seen_subject and k + 2 < limit:
                k = self._past_quote(k, limit)
                continue
            if self.norms[k - 1] in _PAPERS and self.words(norm).finite and not norm.startswith("ال"):
                k = self._past_clause(k, limit)
                continue
            if norm in _COMMA or k in self.blocked or norm in (")", "#") or self.words(norm).function in ("adv",):
                k += 1
                continue
            if norm in _SIDE_PREPS and not wanted & {norm}:
                k = self._skip_phrase(k, limit)
                continue
            if "obj" in takes and self._object(k, hit):
                return Frame("obj", k, k)
            return None
        return None

    def _past_quote(self, k: int, limit: int) -> int:
        """Over a short quotation in apposition: «وزارة الدفاع "البنتاغون"»."""
        for j in range(k + 1, min(limit, k + 6)):
            if self.norms[j] in _CLOSING:
                return j + 1
        return k + 1

    def _past_clause(self, k: int, limit: int) -> int:
        """Over «(بيان) نشر على فيسبوك»: up to a comma or a quotation."""
        for j in range(k, min(limit, k + 10)):
            if self.norms[j] in _COMMA or self.norms[j] in OPENING:
                return j
        return limit

    def _bi(self, k: int) -> bool:
        norm = self.norms[k]
        info = self.words(norm)
        return len(norm) >= 3 and not info.function and norm not in _NO_BI and not (k in self.at and not self.at[k].front)

    def _skip_phrase(self, k: int, limit: int) -> int:
        """Over a preposition and the noun phrase behind it."""
        k += 1
        steps = 0
        while k < limit and steps < 6:
            if k in self.at:
                return self.at[k].last
            norm = self.norms[k]
            info = self.words(norm)
            if norm in _COMMA or norm in _COMP or norm in _COLON or norm in OPENING or (info.finite and not norm.startswith("ال")) or k in self.blocked:
                return k
            if info.function and steps:
                return k
            k += 1
            steps += 1
            if steps >= 1 and not self.norms[min(k, limit - 1)].startswith("ال") and not self.words(self.norms[min(k, limit - 1)]).adjective:
                return k
        return k

    def _object(self, k: int, hit: CueHit) -> bool:
        """A noun that can be the object: no finite verb, no function word except «ما»."""
        norm = self.norms[k]
        info = self.words(norm)
        if self.doc.tokens[k].kind == "number":
            return True
        if self.doc.tokens[k].kind != "word":
            return norm in OPENING
        if norm in _OBJECTS:
            return True
        return not info.function
