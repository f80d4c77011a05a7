"""What the definitions say: one happening and two, disputes and what is none, processes, terms, copies, decisions."""

from __future__ import annotations

import stories
from make import article
from stories import CAST

from musnad.record import Decision, StoredArticle, build_record


def test_three_wordings_are_one_raid_and_a_week_later_is_another() -> None:
    s = build_record(stories.two_raids())
    sizes = sorted(len(m.articles) for m in s.matters)
    assert sizes == [1, 3]
    assert {m.first_day for m in s.matters} == {"2025-03-09", "2025-03-16"}


def test_a_denial_by_the_accused_is_a_dispute_with_the_accuser() -> None:
    (d,) = build_record(stories.denied_raid()).disputes
    assert d.kind == "stance"
    assert [s.position for s in d.sides] == ["affirms", "denies"]
    assert [[o.name for o in s.origins] for s in d.sides] == [["اتحاد الموانئ"], ["كتائب الشفق"]]


def test_before_the_denial_there_is_no_dispute() -> None:
    s = build_record(stories.denied_raid(), as_of="2025-03-09")
    assert s.disputes == ()
    assert [m.status for m in s.matters] == ["asserted"]


def _answer(day: str, words: str) -> StoredArticle:
    """The faction denies these words, in which the raid on the quay is told."""
    return article(
        f"نفت كتائب الشفق أن {words}.\nوقالت إنها لا تملك مدافع.", day=day, outlet="الجسر", actors=CAST,
        statements=[{"speaker": "كتائب الشفق", "cue": "نفت", "words": words, "stance": "deny", "about": ["v1"]}],
        events=[{
            "type": "ASSAULT", "mode": "heavy-weapons", "trigger": "قصف", "words": "قصف رصيف الميناء", "actors": ["كتائب الشفق"],
            "place": "الزيزفون", "date": "2025-03-09", "sources": ["كتائب الشفق"], "statements": ["s1"],
        }],
    )  # fmt: skip


def test_what_a_denial_only_names_as_its_circumstance_is_not_denied() -> None:
    claim = stories.denied_raid()[0]
    opens = "يكون مقاتلوها قد نفذوا قصف رصيف الميناء في الزيزفون"
    later = "تكون لقرارها نقل مكاتبها من العاصمة إلى الجبل في نهاية العام أي صلة بما جرى بعد قصف رصيف الميناء في الزيزفون"
    assert len(build_record([claim, _answer("2025-03-10", opens)]).disputes) == 1
    assert build_record([claim, _answer("2025-03-10", later)]).disputes == ()


def test_what_was_denied_before_it_came_about_is_something_else() -> None:
    claim = stories.denied_raid()[0]
    words = "يكون مقاتلوها قد نفذوا قصف رصيف الميناء في الزيزفون"
    assert build_record([claim, _answer("2025-03-01", words)]).disputes == ()
    assert build_record([claim, _answer("2027-03-10", words)]).disputes == (), "nor is it answered years later"


def test_a_source_that_takes_back_its_own_claim_is_no_dispute() -> None:
    cast = {**CAST, "لواء السدر": {"type": "armed_group", "name_en": "Liwa al-Sidr"}}

    def told(day: str, text: str, stance: str, cue: str, words: str) -> object:
        return article(
            text, day=day, outlet="الخبر", actors=cast,
            statements=[{"speaker": "لواء السدر", "cue": cue, "words": words, "stance": stance, "about": ["v1"]}],
            events=[{
                "type": "ASSAULT", "mode": "heavy-weapons", "trigger": "قصف", "words": words, "actors": ["لواء السدر"], "place": "الزيزفون",
                "date": "2025-03-09", "sources": ["لواء السدر"], "statements": ["s1"], "status": "denied" if stance == "deny" else "occurred",
            }],
        )  # fmt: skip

    claim = told("2025-03-09", "أعلن لواء السدر أنه قصف رصيف الزيزفون بالمدافع.", "assert", "أعلن", "قصف رصيف الزيزفون بالمدافع")
    back = told("2025-03-10", "ونفى لواء السدر أن يكون قد قصف رصيف الزيزفون بالمدافع.", "deny", "نفى", "قصف رصيف الزيزفون بالمدافع")
    s = build_record([claim, back])  # type: ignore[list-item]
    assert s.disputes == ()
    (m,) = s.matters
    assert m.status == "withdrawn"
    assert [h.act for h in m.history] == ["asserted", "withdrawn"]


def test_a_later_toll_of_the_same_origin_is_an_update() -> None:
    told = [
        stories.raid("2025-03-09", "2025-03-09", killed=3, words="شنت كتائب الشفق غارة على الزيزفون"),
        stories.raid("2025-03-10", "2025-03-09", killed=5, words="شنت كتائب الشفق غارة على الزيزفون الأحد"),
    ]
    s = build_record(told)
    assert s.disputes == ()
    (line,) = [f for f in s.figures if f.effect == "killed"]
    assert (line.low, line.best, line.high) == (3, 5, 5)


def test_a_lower_toll_told_later_by_another_is_a_dispute() -> None:
    told = [
        stories.raid("2025-03-09", "2025-03-09", killed=9, words="شنت كتائب الشفق غارة على الزيزفون"),
        stories.raid("2025-03-10", "2025-03-09", killed=4, outlet="الجسر", words="شنت كتائب الشفق غارة على الزيزفون الأحد"),
    ]
    (d,) = build_record(told).disputes
    assert d.kind == "figure"
    assert [s.position for s in d.sides] == ["4", "9"]


def test_talks_have_phases_and_a_term_that_passes_in_silence() -> None:
    (p,) = build_record(stories.talks()).processes
    assert p.kind == "talks"
    assert [x.name for x in p.phases] == ["begun", "suspended", "resumed"]
    assert p.state == "resumed"
    (d,) = p.deadlines
    assert (d.day, d.state, d.silent_after) == ("2025-03-20", "passed", 1)


def test_a_term_is_pending_until_its_day_is_over_and_never_silent_without_articles() -> None:
    told = stories.talks()
    (p,) = build_record(told, as_of="2025-03-10").processes
    assert [(d.state, d.silent_after) for d in p.deadlines] == [("pending", None)]
    (p,) = build_record(told[:3], now="2025-03-30").processes
    assert [(d.state, d.silent_after) for d in p.deadlines] == [("passed", 0)]


def test_a_single_act_is_no_process() -> None:
    assert build_record(stories.two_raids()).processes == ()


AGENCY = (
    "أعلن اتحاد الموانئ فتح الرصيف الشرقي أمام السفن الصغيرة بعد ترميم استمر ثلاثة أشهر وشارك فيه مئات العمال من المدينة.\n"
    "وقال مدير الرصيف إن أول سفينة رست صباح السبت محملة بالأخشاب والحبوب، وإن الجمارك تعمل بنصف طاقتها حتى نهاية الشهر.\n"
    "وأضاف أن الرسوم لن تتغير قبل الصيف، وأن الصيادين سيحصلون على مرسى خاص بهم في الطرف الجنوبي من الحوض القديم."
)


def test_copies_are_one_origin() -> None:
    first = article(AGENCY, day="2025-03-08", outlet="وكالة الوادي", actors=CAST)
    second = article("الرصيف يفتح من جديد\n" + AGENCY, day="2025-03-09", outlet="الخبر", actors=CAST)
    other = article("اتحاد الموانئ يناقش أجور العمال مع النقابة في جلسة مغلقة استمرت ساعات دون اتفاق على الزيادة المطلوبة منذ الشتاء.", outlet="الجسر", actors=CAST)
    (group,) = build_record([first, second, other]).copies
    assert group.origin == first.hash
    assert set(group.members) == {first.hash, second.hash}
    no = Decision("no_copy", first.hash, second.hash, "me", "2025-04-01")
    assert build_record([first, second, other], [no]).copies == ()


def test_people_join_and_part_matters_and_the_last_word_holds() -> None:
    told = stories.two_raids()
    s = build_record(told)
    keys = [next(f.key for f in m.facts if f.kind == "event") for m in s.matters]
    join = Decision("same_matter", keys[0], keys[1], "me", "2025-04-01")
    assert len(build_record(told, [join]).matters) == 1
    part = Decision("other_matter", keys[0], keys[1], "me", "2025-04-02")
    assert len(build_record(told, [part, join]).matters) == 2


def test_a_fact_that_people_call_wrong_is_left_out() -> None:
    told = stories.two_raids()[:1]
    (m,) = build_record(told).matters
    wrong = Decision("wrong", m.facts[0].key, None, "me", "2025-04-01")
    assert build_record(told, [wrong]).matters == ()


def test_people_join_and_part_identities() -> None:
    s = build_record(stories.talks())
    union, faction = (next(i.key for i in s.identities if i.name == n) for n in ("اتحاد الموانئ", "كتائب الشفق"))
    one = build_record(stories.talks(), [Decision("same_actor", union, faction, "me", "2025-04-01")])
    (joined,) = [i for i in one.identities if i.name in ("اتحاد الموانئ", "كتائب الشفق")]
    assert set(joined.forms) == {union, faction}
    apart = Decision("other_actor", union, faction, "me", "2025-04-02")
    again = build_record(stories.talks(), [Decision("same_actor", union, faction, "me", "2025-04-01"), apart])
    assert len([i for i in again.identities if i.name in ("اتحاد الموانئ", "كتائب الشفق")]) == 2


def test_described_people_are_never_joined_across_articles() -> None:
    person = {"type": "person", "reason": {"rule": "entity.title", "rows": ["titles.tsv:1"], "spans": []}}
    told = [
        article(
            f"قال مسؤول أمني إن الطريق مفتوح في {place}.", day=day, actors={"مسؤول أمني": person},
            statements=[{"speaker": "مسؤول أمني", "cue": "قال", "words": f"الطريق مفتوح في {place}"}],
        )
        for day, place in (("2025-03-01", "الرمان"), ("2025-03-02", "السدر"))
    ]  # fmt: skip
    assert [i for i in build_record(told).identities if i.named] == []


def test_of_one_address_the_last_version_counts() -> None:
    url = "https://khabar.example/raid"
    first = article(
        "قتل 13 شخصا في غارة على الزيزفون.", day="2025-03-09", hour="08:00", url=url, actors=CAST, figures=[{"words": "13 شخصا", "low": 13, "high": 13}],
        events=[{"type": "ASSAULT", "mode": "aerial", "trigger": "غارة", "place": "الزيزفون", "date": "2025-03-09", "killed": "f1"}],
    )  # fmt: skip
    second = article(
        "قتل 3 أشخاص في غارة على الزيزفون. تصحيح عدد القتلى.", day="2025-03-09", hour="09:00", url=url, actors=CAST,
        figures=[{"words": "3 أشخاص", "low": 3, "high": 3}],
        events=[{"type": "ASSAULT", "mode": "aerial", "trigger": "غارة", "place": "الزيزفون", "date": "2025-03-09", "killed": "f1"}],
    )  # fmt: skip
    s = build_record([second, first])
    assert [v.articles for v in s.versions] == [(first.hash, second.hash)]
    (line,) = [f for f in s.figures if f.effect == "killed"]
    assert (line.low, line.high) == (3, 3)
