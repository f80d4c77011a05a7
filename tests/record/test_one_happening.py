"""What is one happening and what are two: answers in kind, and what befalls a person once."""

from __future__ import annotations

from make import Json, article

from musnad.record import StoredArticle, build_record

STATES: Json = {
    "الواحة": {"type": "country", "name_en": "Oasis", "country": "IRQ"},
    "السهل": {"type": "country", "name_en": "Plain", "country": "OMN"},
    "نادر الحكيم": {"type": "person", "name_en": "Nader al-Hakim", "country": "IRQ"},
}  # fmt: skip


def expelled(day: str, text: str, who: str, whom: tuple[str, ...], outlet: str) -> StoredArticle:
    event = {"type": "SANCTION", "mode": "expel", "trigger": "طرد", "words": text, "actors": [who], "recipients": list(whom), "date": day}
    return article(f"{text}، بحسب مراسل {outlet}.", day=day, outlet=outlet, actors=STATES, events=[event])


def matters(articles: list[StoredArticle], type_: str) -> list[int]:
    return sorted(len(m.articles) for m in build_record(articles).matters if m.type == type_)


def test_an_answer_in_kind_is_a_matter_of_its_own() -> None:
    first = [expelled("2025-03-10", "قرار الواحة طرد خمسة دبلوماسيين من السهل", "الواحة", ("السهل",), o) for o in ("الخبر", "الجسر")]
    answer = expelled("2025-03-10", "قرار السهل طرد خمسة دبلوماسيين ردا على الواحة", "السهل", (), "الوادي")
    assert matters([*first, answer], "SANCTION") == [1, 2]


def test_the_same_expulsion_without_its_target_is_the_same() -> None:
    first = expelled("2025-03-10", "قرار الواحة طرد خمسة دبلوماسيين من السهل", "الواحة", ("السهل",), "الخبر")
    again = expelled("2025-03-10", "قرار الواحة طرد خمسة دبلوماسيين", "الواحة", (), "الجسر")
    assert matters([first, again], "SANCTION") == [2]


def poisoned(published: str, happened: str, outlet: str) -> StoredArticle:
    text = "تسميم نادر الحكيم بغاز للأعصاب في منزله"
    event = {"type": "ASSAULT", "mode": "unconventional", "trigger": "تسميم", "words": text, "recipients": ["نادر الحكيم"], "date": happened}
    return article(f"{text}، بحسب مراسل {outlet}.", day=published, outlet=outlet, actors=STATES, events=[event])


def test_what_befalls_a_person_once_is_one_however_it_is_dated() -> None:
    assert matters([poisoned("2025-03-05", "2025-03-04", "الخبر"), poisoned("2025-05-06", "2025-04-04", "الجسر")], "ASSAULT") == [2]


def test_a_year_later_it_is_another() -> None:
    assert matters([poisoned("2025-03-05", "2025-03-04", "الخبر"), poisoned("2026-03-06", "2026-03-04", "الجسر")], "ASSAULT") == [1, 1]
