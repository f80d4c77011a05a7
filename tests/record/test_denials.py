"""What a denial denies: the deed that heads its content, and nothing that is only named beside it."""

from __future__ import annotations

import pytest
from make import Json, article
from stories import CAST

from musnad.record.denials import Denied, kinds_of
from musnad.record.digest import digest
from musnad.text.fold import fold


def denied(text: str, cue: str, words: str, *triggers: str, said: str | None = None, types: Json | None = None) -> tuple[list[str], Denied]:
    """The triggers that the denial in a text denies. ``said`` is what another said before it; a trigger is an attack unless ``types`` says."""
    kinds = {t: (types or {}).get(t, ("ASSAULT", None)) for t in triggers}
    events = [{"type": kinds[t][0], "mode": kinds[t][1], "trigger": t, "statements": ["s1"] if t in words else []} for t in triggers]
    statements: list[Json] = [{"speaker": "كتائب الشفق", "cue": cue, "words": words, "stance": "deny"}]
    if said:
        statements.append({"speaker": "اتحاد الموانئ", "cue": "قال", "words": said})
    found = digest(article(text, actors=CAST, events=events, statements=statements)).sayings["s1"].denied
    return [triggers[int(e[1:]) - 1] for e in found.events], found


@pytest.mark.parametrize(
    ("words", "trigger"),
    [
        ("قصف رصيف الميناء بعد انسحابها من البلدة", "قصف"),
        ("صحة الأنباء التي تحدثت عن قصف رصيف الميناء", "قصف"),
        ("بشكل قاطع قيامها بأي قصف لرصيف الميناء", "قصف"),
        ("وجود أي خطط لقصف رصيف الميناء", "قصف"),
        ("تقارير صحفية عن قصف رصيف الميناء", "قصف"),
        ("مزاعم بأن مقاتليها قصفوا رصيف الميناء", "قصفوا"),
    ],
)
def test_what_heads_the_content_is_denied(words: str, trigger: str) -> None:
    text = f"نفت كتائب الشفق {words}."
    found, how = denied(text, "نفت", words, trigger, *(["انسحابها"] if "انسحابها" in words else []))
    assert found == [trigger]
    assert how.plain
    assert not how.part
    assert not how.back


def test_a_clause_is_read_behind_its_subject() -> None:
    text = "نفت كتائب الشفق أن تكون طائراتها المسيرة قد قصفت رصيف الميناء خلال الهدنة."
    assert denied(text, "نفت", "تكون طائراتها المسيرة قد قصفت رصيف الميناء خلال الهدنة", "قصفت", "الهدنة")[0] == ["قصفت"]


@pytest.mark.parametrize("words", ["مسؤوليتها عن قصف الرصيف", "أي علاقة لها بقصف الرصيف", "ضلوعها في قصف الرصيف", "أن يكون لها أي دور في قصف الرصيف"])
def test_a_share_in_a_deed_is_told_from_the_deed(words: str) -> None:
    content = words.removeprefix("أن ")
    found, how = denied(f"نفت كتائب الشفق {words}.", "نفت", content, "قصف")
    assert found == ["قصف"]
    assert how.part


@pytest.mark.parametrize(
    ("text", "words", "trigger"),
    [
        ("نفت كتائب الشفق امتلاك مدافع استعملت في قصف الرصيف.", "امتلاك مدافع استعملت في قصف الرصيف", "قصف"),
        ("نفت كتائب الشفق تغيير قائدها بعد قصف الرصيف.", "تغيير قائدها بعد قصف الرصيف", "قصف"),
        ("نفت كتائب الشفق أن تكون استقالة قائدها مرتبطة بقصف الرصيف.", "تكون استقالة قائدها مرتبطة بقصف الرصيف", "قصف"),
        ("نفت كتائب الشفق أن تكون للقرار صلة بقصف الرصيف.", "تكون للقرار صلة بقصف الرصيف", "قصف"),
        ("نفت كتائب الشفق أن قائدها نسي أوراقه في قصف الرصيف.", "قائدها نسي أوراقه في قصف الرصيف", "قصف"),
        ("نفت كتائب الشفق أن الغارة أصابت مدرسة.", "الغارة أصابت مدرسة", "الغارة"),
        ("نفت كتائب الشفق أن يكون مقاتلوها لم يقصفوا الرصيف.", "يكون مقاتلوها لم يقصفوا الرصيف", "يقصفوا"),
    ],
)
def test_circumstances_ties_and_subjects_are_not_denied(text: str, words: str, trigger: str) -> None:
    assert denied(text, "نفت", words, trigger)[0] == []


def test_neither_confirmed_nor_denied() -> None:
    text = "لم تؤكد كتائب الشفق أو تنف قصف الرصيف."
    assert denied(text, "تنف", "قصف الرصيف", "قصف")[0] == []
    assert denied("وعادت كتائب الشفق لتنفي قصف الرصيف.", "لتنفي", "قصف الرصيف", "قصف")[0] == ["قصف"]


def test_what_is_refuted_is_a_claim_and_what_is_refused_is_a_deed() -> None:
    assert denied("فندت كتائب الشفق أنباء عن قصف الرصيف.", "فندت", "أنباء عن قصف الرصيف", "قصف")[0] == ["قصف"]
    assert denied("فندت كتائب الشفق قصف الرصيف.", "فندت", "قصف الرصيف", "قصف")[0] == []
    accused = {"اتهامات": ("ACCUSE", "allege")}
    assert denied("رفضت كتائب الشفق اتهامات بقصف الرصيف.", "رفضت", "اتهامات بقصف الرصيف", "اتهامات", "قصف", types=accused)[0] == ["اتهامات", "قصف"]
    assert denied("رفضت كتائب الشفق قصف الرصيف.", "رفضت", "قصف الرصيف", "قصف")[0] == []


def test_a_negative_sentence_denies_and_a_refusal_does_not() -> None:
    for verb, found in (("لم تقصف", ["تقصف"]), ("لن تقصف", [])):
        assert denied(f"أكدت كتائب الشفق أنها {verb} الرصيف.", "أكدت", f"{verb} الرصيف", "تقصف")[0] == found


def test_an_accusation_called_false_is_denied_and_blame_is_not() -> None:
    words = "الاتهامات بقصف الرصيف كاذبة"
    text = f"قالت كتائب الشفق إن {words}."
    assert denied(text, "قالت", words, "الاتهامات", types={"الاتهامات": ("ACCUSE", "allege")})[0] == ["الاتهامات"]
    assert denied(text, "قالت", words, "الاتهامات", types={"الاتهامات": ("ACCUSE", "disapprove")})[0] == []


SAID = "قال اتحاد الموانئ إن كتائب الشفق قصفت الرصيف."


def test_a_word_that_points_back_denies_what_was_just_said() -> None:
    found, how = denied(f"{SAID} لكن الكتائب نفت ذلك.", "نفت", "ذلك", "قصفت", said="كتائب الشفق قصفت الرصيف")
    assert found == ["قصفت"]
    assert how.back
    far = "وفتح المعهد أبوابه أمام الطلبة الجدد في المدينة. " * 12
    assert denied(f"{SAID} {far}ونفت الكتائب ذلك.", "ونفت", "ذلك", "قصفت", said="كتائب الشفق قصفت الرصيف")[0] == []


def test_a_word_that_tells_no_deed_by_itself_answers_what_was_just_said() -> None:
    claim = "كتائب الشفق قصفت الرصيف"
    for words, trigger, found in (("تنفيذ أي قصف", "تنفيذ", ["تنفيذ", "قصفت"]), ("حرق المدرسة", "حرق", ["حرق"])):
        assert sorted(denied(f"{SAID} لكن الكتائب نفت {words}.", "نفت", words, trigger, "قصفت", said=claim)[0]) == sorted(found)


def test_the_object_may_be_written_with_the_verb() -> None:
    words = "كتائب الشفق قصفت الرصيف"
    assert denied(f"قال الاتحاد إن {words}، الأمر الذي نفته الكتائب.", "نفته", words, "قصفت")[0] == ["قصفت"]
    later = "غادرت السفن قبل قصف الميناء"
    assert denied(f"وصل وفد نفته الكتائب أمس، {later}.", "نفته", later, "قصف")[0] == []


def test_words_are_known_with_what_is_written_together_with_them() -> None:
    assert "part" in kinds_of(fold("ومسؤوليتها"))
    assert "carrier" in kinds_of(fold("بارتكابه"))
    assert "barrier" in kinds_of(fold("التي"))
    assert kinds_of(fold("مدرسة")) == frozenset()
