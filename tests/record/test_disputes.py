"""Which claims and denials are put against each other, what is shown of a dispute, and which come first."""

from __future__ import annotations

import stories
from make import Json, article
from stories import CAST

from musnad.record import StoredArticle, build_record
from musnad.record.disputes import REPEATED
from musnad.record.model import Dispute

SIDR: Json = {"type": "armed_group", "name_en": "Liwa al-Sidr", "country": "IRQ", "sector": "REB"}
ACTORS: Json = {**CAST, "لواء السدر": SIDR}


def claim(words: str, trigger: str, *, by: str = "اتحاد الموانئ", doers: tuple[str, ...] = ("كتائب الشفق",), day: str = "2025-03-09", **more: object) -> StoredArticle:
    """Somebody says that it happened on the ninth."""
    event = {
        "type": "ASSAULT", "mode": "heavy-weapons", "trigger": trigger, "words": words, "actors": list(doers), "place": "الزيزفون",
        "date": "2025-03-09", "sources": [by], "statements": ["s1"], **more,
    }  # fmt: skip
    said = {"speaker": by, "cue": "قال", "words": words, "about": ["v1"]}
    return article(f"قال {by} إن {words}.\nولم تتضح التفاصيل.", day=day, actors=ACTORS, statements=[said], events=[event])


def denial(words: str, trigger: str, *, by: str = "كتائب الشفق", doers: tuple[str, ...] = (), day: str = "2025-03-10", more: str = "", **event: object) -> StoredArticle:
    """Somebody denies it in another outlet."""
    told = {
        "type": "ASSAULT", "mode": "heavy-weapons", "trigger": trigger, "words": trigger + words.partition(trigger)[2], "actors": list(doers),
        "place": "الزيزفون", "date": "2025-03-09", "status": "denied", "sources": [by], "statements": ["s1"], **event,
    }  # fmt: skip
    said = {"speaker": by, "cue": "نفى", "words": words, "stance": "deny", "about": ["v1"]}
    return article(f"نفى {by} {words}.\n{more or 'ولم يصدر بيان آخر.'}", day=day, outlet="الجسر", actors=ACTORS, statements=[said], events=[told])


def disputes(*articles: StoredArticle) -> tuple[Dispute, ...]:
    return build_record(articles).disputes


RAID = "كتائب الشفق قصفت رصيف الميناء في الزيزفون"
PART = "ضلوعها في قصف رصيف الميناء في الزيزفون"


def test_who_denies_a_share_is_against_those_who_blame_him() -> None:
    (d,) = disputes(claim(RAID, "قصفت"), denial(PART, "قصف"))
    assert d.proposition == f"{PART} (نفي: كتائب الشفق)", "what is disputed is said in the words of the denial, and of whom"
    other = claim("لواء السدر قصف رصيف الميناء في الزيزفون", "قصف", doers=("لواء السدر",))
    assert disputes(other, denial(PART, "قصف")) == (), "nobody says that it was he"


def test_a_denial_of_anothers_deed_is_against_those_who_name_that_other() -> None:
    words = "قصف لواء السدر رصيف الميناء في الزيزفون"
    against = denial(words, "قصف", by="كتائب الشفق", doers=("لواء السدر",))
    assert len(disputes(claim("لواء السدر قصف رصيف الميناء في الزيزفون", "قصف", doers=("لواء السدر",)), against)) == 1
    assert disputes(claim("المرصد الأهلي قصف رصيف الميناء في الزيزفون", "قصف", doers=("المرصد الأهلي",)), against) == ()


def test_what_comes_months_later_answers_nothing() -> None:
    assert len(disputes(claim(RAID, "قصفت"), denial(PART, "قصف", day="2025-03-20"))) == 1
    assert disputes(claim(RAID, "قصفت"), denial(PART, "قصف", day="2025-05-20")) == ()


def test_who_also_denies_it_holds_no_other_side() -> None:
    told = [claim(RAID, "قصفت"), denial(PART, "قصف"), denial(PART, "قصف", by="المرصد الأهلي", day="2025-03-11")]
    told.append(claim(RAID + " فجرا", "قصفت", by="المرصد الأهلي", day="2025-03-12"))
    (d,) = disputes(*told)
    assert [o.name for o in d.sides[0].origins] == ["اتحاد الموانئ"]


def test_the_words_of_a_denial_are_no_claim() -> None:
    """What a denial names as its circumstance is told by nobody: two outlets that quote it do not affirm it."""
    words = "نيتها مغادرة البلدة بعد قصف رصيف الميناء في الزيزفون"
    quoted = denial(words, "قصف", doers=("كتائب الشفق",), status="occurred")
    again = denial(words, "قصف", doers=("كتائب الشفق",), status="occurred", day="2025-03-11", more="وكرر ذلك.")
    assert disputes(quoted, again, denial(PART, "قصف")) == ()


def test_talks_are_denied_by_either_party_against_those_who_name_both() -> None:
    def talks(words: str, who: tuple[str, ...]) -> StoredArticle:
        return claim(words, "محادثات", by="المرصد الأهلي", doers=who, type="CONSULT", mode=None)

    words = "وجود أي محادثات مع اتحاد الموانئ في الزيزفون"
    against = denial(words, "محادثات", doers=("كتائب الشفق",), type="CONSULT", mode=None, recipients=["اتحاد الموانئ"])
    both = talks("كتائب الشفق تجري محادثات مع اتحاد الموانئ في الزيزفون", ("كتائب الشفق", "اتحاد الموانئ"))
    assert len(disputes(both, against)) == 1
    others = talks("كتائب الشفق تجري محادثات مع لواء السدر في الزيزفون", ("كتائب الشفق", "لواء السدر"))
    assert disputes(others, against) == ()


def test_some_deeds_are_propositions_of_their_own() -> None:
    torture = denial("تعذيب عمال الرصيف في الزيزفون", "تعذيب", doers=("كتائب الشفق",), mode="torture")
    assert len(disputes(claim("كتائب الشفق عذبت عمال الرصيف في الزيزفون", "عذبت", mode="torture"), torture)) == 1
    assert disputes(claim("كتائب الشفق هاجمت عمال الرصيف في الزيزفون", "هاجمت", mode=None), torture) == ()


def test_a_negative_sentence_about_others_answers_nobody() -> None:
    def says(by: str) -> StoredArticle:
        words = "الكتائب لم تقصف رصيف الميناء في الزيزفون"
        event = {
            "type": "ASSAULT", "mode": "heavy-weapons", "trigger": "تقصف", "words": words, "actors": ["كتائب الشفق"], "place": "الزيزفون",
            "date": "2025-03-09", "status": "denied", "sources": [by], "statements": ["s1"],
        }  # fmt: skip
        said = {"speaker": by, "cue": "قال", "words": words, "about": ["v1"]}
        return article(f"قال {by} إن {words}.", day="2025-03-10", outlet="الجسر", actors=ACTORS, statements=[said], events=[event])

    assert len(disputes(claim(RAID, "قصفت"), says("كتائب الشفق"))) == 1
    assert disputes(claim(RAID, "قصفت"), says("المرصد الأهلي")) == ()


def _accusation(day: str, what: str, *, who: str = "كتائب الشفق") -> StoredArticle:
    """A union accuses, a faction denies the accusations."""
    text = f"اتهم اتحاد الموانئ {who} ب{what}.\nونفت قيادة {who} هذه الاتهامات."
    accused: Json = {"type": "ACCUSE", "mode": "allege", "actors": ["اتحاد الموانئ"], "recipients": [who], "date": day}
    return article(
        text, day=day, actors=ACTORS,
        statements=[{"speaker": who, "cue": "نفت", "words": "هذه الاتهامات", "stance": "deny", "about": ["v2"]}],
        events=[
            {**accused, "trigger": "اتهم", "words": text.split(".")[0]},
            {**accused, "trigger": "الاتهامات", "statements": ["s1"]},
        ],
    )  # fmt: skip


def test_an_accusation_is_shown_as_it_was_made() -> None:
    (d,) = disputes(_accusation("2025-03-09", "قصف رصيف الميناء في الزيزفون"))
    assert d.proposition == "اتهم اتحاد الموانئ كتائب الشفق بقصف رصيف الميناء في الزيزفون"
    assert [[o.name for o in s.origins] for s in d.sides] == [["اتحاد الموانئ"], ["كتائب الشفق"]]


def test_what_repeats_a_surer_dispute_goes_behind_it_and_is_kept() -> None:
    first = _accusation("2025-03-09", "قصف رصيف الميناء في الزيزفون")
    raid = claim(RAID, "قصفت"), denial(PART, "قصف")
    alone = sorted((disputes(first)[0].weight, disputes(*raid)[0].weight), reverse=True)
    assert [d.weight for d in disputes(first, *raid)] == [alone[0], round(alone[1] * REPEATED, 3)]
    other = _accusation("2025-03-20", "سرقة الحبوب من المخازن", who="لواء السدر")
    assert [d.weight for d in disputes(first, other)] == [alone[0], disputes(other)[0].weight], "what another denies repeats nothing"


def test_what_two_named_sources_say_outright_comes_first() -> None:
    (sure,) = build_record(stories.denied_raid()).disputes
    outright = disputes(claim(RAID, "قصفت"), denial(PART, "قصف"))
    doubtful = disputes(claim(RAID, "قصفت"), denial(PART, "قصف", by="كتائب الشفق", confidence=0.3))
    assert sure.weight > 0
    assert outright[0].weight > doubtful[0].weight


def test_words_of_a_denial_are_nobodys_claim() -> None:
    """«نفت … أن تكون قد قصفت»: what a passage denies, nobody holds by that passage."""
    (d,) = disputes(claim(RAID, "قصفت"), denial(PART, "قصف"))
    denied = {f.key for s in d.sides if s.position == "denies" for f in s.facts}
    assert not denied & {f.key for s in d.sides if s.position == "affirms" for f in s.facts}
