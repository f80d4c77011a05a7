"""Words that speak for or against a status, by class: plan, wish, condition, …

The words are data (``events.signs.*`` in ``word_sets.tsv``): nouns as folded stems, verbs as lemmas, so that «يعتزم», «اعتزمت» and
«اعتزامها» are one sign.
"""

from __future__ import annotations

from musnad.lexicon.word_sets import word_set
from musnad.lexicon.words import Words

_SETS = {
    "plan": word_set("events.signs.plan"), "expect": word_set("events.signs.expect"), "possible": word_set("events.signs.possible"),
    "purpose": word_set("events.signs.purpose"), "wish": word_set("events.signs.wish"), "attempt": word_set("events.signs.attempt"),
    "prevent": word_set("events.signs.prevent"), "ask": word_set("events.signs.ask"), "offer": word_set("events.signs.offer"),
    "threat": word_set("events.signs.threat"), "fear": word_set("events.signs.fear"), "reject": word_set("events.signs.reject"),
    "provide": word_set("events.signs.provide"), "must": word_set("events.signs.must"), "condition": word_set("events.signs.condition"),
    "allow": word_set("events.signs.allow"), "order": word_set("events.signs.order"), "decide": word_set("events.signs.decide"),
    "deny": word_set("events.signs.deny"), "not": word_set("events.signs.not"), "question": word_set("events.signs.question"),
    "coming": word_set("events.signs.coming"), "before": word_set("events.signs.before"), "after": word_set("events.signs.after"),
    "done": word_set("events.signs.done"), "begin": word_set("events.signs.begin"), "failed": word_set("events.signs.failed"),
    "take": word_set("events.signs.take"), "usual": word_set("events.signs.usual"),
}  # fmt: skip
_CLASS = {word: name for name, words in _SETS.items() for word in words}


class SignTable(dict[str, str]):
    """The class of every folded word met so far, "" for most of them; as bounded as the words."""

    def __init__(self, words: Words) -> None:
        super().__init__()
        self.words = words

    def __missing__(self, norm: str) -> str:
        if len(self) >= Words.LIMIT:
            self.clear()
        found = self[norm] = self._look(norm)
        return found

    def _look(self, norm: str) -> str:
        info = self.words(norm)
        if info.finite and not info.art:
            found = next((_CLASS[v.lemma] for v in info.verbs if v.lemma in _CLASS), "")
            if found:
                return found
        return next((_CLASS[stem] for stem, *_ in self.words.noun_stems(norm) if stem in _CLASS), "")
