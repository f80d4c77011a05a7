"""Numbers and words of quantity that belong to a mention: «خمسة جنود», «عشرات المدنيين», «آلاف المتظاهرين»."""

from __future__ import annotations

from musnad.lexicon.phrases import clitic_variants
from musnad.lexicon.word_sets import word_set
from musnad.mentions.chunks.ground import cut_start
from musnad.mentions.chunks.idafa import Idafa
from musnad.mentions.mention import Mention
from musnad.model import Span

_QUANTITIES = frozenset(word_set("mentions.chunks.quantities"))
_GREAT = frozenset(word_set("mentions.chunks.great"))


class Quantities(Idafa):
    """How many, before a noun."""

    def _counted(self, i: int) -> bool:
        """«آلاف المتظاهرين», «اثنين من المهاجمين»: a quantity before a definite group."""
        before = self.norms[i - 1] if i > self.start else ""
        return before in _GREAT or (before == "من" and i - 1 > self.start and (self.tokens[i - 2].kind == "number" or self.infos[i - 2].function == "num" or self.norms[i - 2] in _GREAT))

    def _quantity_before(self, i: int) -> int:
        """The first of the numbers and words of quantity that stand right before token ``i``."""
        k = i
        while k > self.start and (self.tokens[k - 1].kind == "number" or self.infos[k - 1].function == "num" or self.norms[k - 1] in _QUANTITIES) and k - 1 not in self.blocked:
            k -= 1
        return k

    def _with_number(self, mention: Mention, i: int) -> None:
        """«خمسة جنود», «نحو 20 مسلحا», «عشرات المدنيين»: the number belongs to the mention."""
        k = self._quantity_before(i)
        if k > self.start + 1 and k == i and self.norms[i - 1] == "من":
            k = self._quantity_before(i - 1)
            k = i if k == i - 1 else k
        if k == i:
            return
        mention.number = "p"
        mention.plural_group = True
        mention.definite = False
        mention.extra["count"] = "y"
        front = next((c for w, c in clitic_variants(self.norms[k]) if self.words(w).function in ("num", "det")), 0)
        mention.span = Span(cut_start(self.doc, self.tokens[k], front), mention.span.end)
        mention.front = self.norms[k][:front]
        mention.first = k
