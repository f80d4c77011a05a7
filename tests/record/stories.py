"""Short invented stories for the tests of the record, each a list of stored articles."""

from __future__ import annotations

from make import Json, article

from musnad.record import StoredArticle

SHAFAQ = {"type": "armed_group", "name_en": "Kata'ib al-Shafaq", "country": "IRQ", "sector": "REB"}
PORTS = {"type": "organization", "name_en": "Union of Ports"}
OBSERVATORY = {"type": "organization", "name_en": "Observatory of the Valley"}
TOWN = {"type": "place", "name_en": "Zayzafun"}

CAST: Json = {"كتائب الشفق": SHAFAQ, "اتحاد الموانئ": PORTS, "الزيزفون": TOWN, "المرصد الأهلي": OBSERVATORY}


def raid(day: str, happened: str, *, outlet: str = "الخبر", words: str = "شنت كتائب الشفق غارة على مستودع في بلدة الزيزفون", killed: int | None = None, more: str = "") -> StoredArticle:
    """One outlet's telling of a raid in Zayzafun on ``happened``."""
    dead = f" وقتل {killed} أشخاص" if killed is not None else ""
    text = f"{words}{dead}.\n{more or 'ولم تتضح تفاصيل أخرى عن الحادث حتى الآن.'}"
    figures = [{"words": f"{killed} أشخاص", "low": killed, "high": killed}] if killed is not None else []
    event = {
        "type": "ASSAULT", "mode": "aerial", "trigger": "غارة", "words": text.split(".")[0], "actors": ["كتائب الشفق"], "place": "الزيزفون",
        "date": happened, "killed": "f1" if figures else None,
    }  # fmt: skip
    return article(text, day=day, outlet=outlet, actors=CAST, events=[event], figures=figures)


def two_raids() -> list[StoredArticle]:
    """Three wordings of one raid, and another a week later on the same town."""
    return [
        raid("2025-03-09", "2025-03-09"),
        raid("2025-03-10", "2025-03-09", outlet="الجسر", words="أصابت غارة جوية شنتها كتائب الشفق مستودعا للأخشاب في الزيزفون", more="وأخمدت فرق الدفاع المدني الحريق."),
        raid("2025-03-10", "2025-03-09", outlet="الوادي", words="كانت كتائب الشفق قد شنت الأحد غارة على مستودع في الزيزفون", more="وزار محققون المكان صباح الاثنين."),
        raid("2025-03-16", "2025-03-16", outlet="الخبر", words="شنت كتائب الشفق غارة جديدة على بلدة الزيزفون أصابت مدرسة خالية", more="وهي الغارة الثانية على البلدة في أسبوع."),
    ]


def denied_raid() -> list[StoredArticle]:
    """A union accuses, a faction denies; and the faction's own earlier claim, taken back."""
    claim = article(
        "قال اتحاد الموانئ إن كتائب الشفق قصفت رصيف الميناء في الزيزفون.\nوأوقف الاتحاد العمل في الرصيف.",
        day="2025-03-09", outlet="الخبر", actors=CAST,
        statements=[{"speaker": "اتحاد الموانئ", "cue": "قال", "words": "كتائب الشفق قصفت رصيف الميناء في الزيزفون", "about": ["v1"]}],
        events=[{
            "type": "ASSAULT", "mode": "heavy-weapons", "trigger": "قصفت", "words": "كتائب الشفق قصفت رصيف الميناء", "actors": ["كتائب الشفق"],
            "place": "الزيزفون", "date": "2025-03-09", "sources": ["اتحاد الموانئ"], "statements": ["s1"],
        }],
    )  # fmt: skip
    denial = article(
        "نفت كتائب الشفق أن تكون قد قصفت رصيف الميناء في الزيزفون الأحد.\nوقالت إنها لا تملك مدافع.",
        day="2025-03-10", outlet="الجسر", actors=CAST,
        statements=[{
            "speaker": "كتائب الشفق", "cue": "نفت", "words": "تكون قد قصفت رصيف الميناء في الزيزفون الأحد", "stance": "deny", "about": ["v1"],
        }],
        events=[{
            "type": "ASSAULT", "mode": "heavy-weapons", "trigger": "قصفت", "words": "قصفت رصيف الميناء", "actors": ["كتائب الشفق"],
            "place": "الزيزفون", "date": "2025-03-09", "status": "denied", "sources": ["كتائب الشفق"], "statements": ["s1"],
        }],
    )  # fmt: skip
    return [claim, denial]


def talks() -> list[StoredArticle]:
    """Talks that begin, are suspended and resume, with a term that passes in silence."""
    cast = {**CAST, "لجنة الوسطاء": {"type": "organization", "name_en": "Committee of Mediators"}}

    def step(day: str, text: str, trigger: str, aspect: str | None, **more: object) -> StoredArticle:
        event = {
            "type": "CONSULT", "trigger": trigger, "words": text.split(".")[0], "actors": ["اتحاد الموانئ"], "recipients": ["كتائب الشفق"],
            "aspect": aspect, "date": day, **more,
        }  # fmt: skip
        return article(text, day=day, actors=cast, events=[event])

    begun = step("2025-03-01", "بدأت محادثات بين اتحاد الموانئ وكتائب الشفق حول فتح الرصيف.", "محادثات", "begin")
    stopped = step("2025-03-05", "علق اتحاد الموانئ محادثاته مع كتائب الشفق حول فتح الرصيف.", "محادثاته", "suspend")
    again = article(
        "استأنف اتحاد الموانئ محادثاته مع كتائب الشفق حول فتح الرصيف.\nوقال الاتحاد إنه سيقدم جدولا في موعد أقصاه 20 مارس.",
        day="2025-03-10", actors=cast,
        events=[{
            "type": "CONSULT", "trigger": "محادثاته", "words": "استأنف اتحاد الموانئ محادثاته مع كتائب الشفق", "actors": ["اتحاد الموانئ"],
            "recipients": ["كتائب الشفق"], "aspect": "resume", "date": "2025-03-10",
        }],
        times=[{"words": "20 مارس", "value": "2025-03-20", "first": "2025-03-20", "last": "2025-03-20"}],
    )  # fmt: skip
    later = article("اتحاد الموانئ ينشر تقريره السنوي عن حركة السفن.", day="2025-03-25", actors=cast)
    return [begun, stopped, again, later]
