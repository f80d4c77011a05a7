"""TimeML: the text is the article's, ids are unique, links lead somewhere."""

from __future__ import annotations

import json
from pathlib import Path

import lxml.etree
import pytest

from musnad.exports.marks import Marks
from musnad.model import Article, Span
from musnad.reader import Reader
from program import lines_of, run_program
from situation import SITUATION, exported, situation

__all__ = ["situation"]

Element = lxml.etree._Element
#: The elements of TimeML 1.2.1 that are written, with the attributes that they may have and must have.
ATTRIBUTES = {
    "TIMEX3": ({"tid", "type", "value", "temporalFunction", "functionInDocument"}, {"tid", "type", "value"}),
    "EVENT": ({"eid", "class"}, {"eid", "class"}),
    "SIGNAL": ({"sid"}, {"sid"}),
    "MAKEINSTANCE": ({"eiid", "eventID", "tense", "aspect", "pos", "polarity", "modality"}, {"eiid", "eventID", "tense", "aspect", "pos", "polarity"}),
    "TLINK": ({"lid", "eventInstanceID", "relatedToTime", "signalID", "relType"}, {"lid", "relType"}),
    "SLINK": ({"lid", "eventInstanceID", "subordinatedEventInstance", "relType"}, {"lid", "relType"}),
    "ALINK": ({"lid", "eventInstanceID", "relatedToEventInstance", "relType"}, {"lid", "relType"}),
}  # fmt: skip
VALUES = {
    "class": {"OCCURRENCE", "PERCEPTION", "REPORTING", "ASPECTUAL", "STATE", "I_STATE", "I_ACTION"},
    "pos": {"ADJECTIVE", "NOUN", "VERB", "PREPOSITION", "OTHER"}, "polarity": {"POS", "NEG"}, "tense": {"NONE"}, "aspect": {"NONE"},
    "type": {"DATE", "TIME", "DURATION", "SET"},
}  # fmt: skip
RELATIONS = {
    "TLINK": {"BEFORE", "AFTER", "IS_INCLUDED", "BEGUN_BY", "ENDED_BY"},
    "SLINK": {"MODAL", "EVIDENTIAL", "NEG_EVIDENTIAL", "FACTIVE", "COUNTER_FACTIVE"},
    "ALINK": {"INITIATES", "CULMINATES", "TERMINATES", "CONTINUES", "REINITIATES"},
}  # fmt: skip
REFERS = {
    "eventID": "eid", "eventInstanceID": "eiid", "relatedToTime": "tid", "signalID": "sid", "subordinatedEventInstance": "eiid",
    "relatedToEventInstance": "eiid",
}  # fmt: skip


def checked(document: bytes, text: str) -> Element:
    """The document, which must hold what TimeML 1.2.1 asks for."""
    root = lxml.etree.fromstring(document)
    (body,) = root.findall("TEXT")
    assert "".join(body.itertext()) == text
    assert all(len(mark) == 0 for mark in body), "no mark holds another"
    ids: dict[str, list[str]] = {kind: [x.get(kind) for x in root.iter() if x.get(kind)] for kind in ("tid", "eid", "sid", "eiid", "lid")}
    for kind, found in ids.items():
        assert len(found) == len(set(found)), kind
    for element in root.iter(*ATTRIBUTES):
        may, must = ATTRIBUTES[element.tag]
        assert must <= set(element.attrib) <= may, element.attrib
        for name, value in element.attrib.items():
            assert value in VALUES.get(name, {value}), (name, value)
            if name in REFERS:
                assert value in ids[REFERS[name]], (element.tag, name, value)
        if element.tag in RELATIONS:
            assert element.get("relType") in RELATIONS[element.tag]
    return root


def test_every_article_keeps_its_text(situation: Path, tmp_path: Path) -> None:
    folder = exported(situation, "timeml", tmp_path / "t")
    texts = {a["id"]: a["text"] for a in lines_of(SITUATION)}
    found = set()
    for path in folder.iterdir():
        root = lxml.etree.parse(str(path)).getroot()
        checked(path.read_bytes(), texts[root.findtext("DOCID")])
        found.add(root.findtext("DOCID"))
        assert path.name.startswith(root.findtext("DOCID"))
    assert found == set(texts)
    tags = [x.tag for path in folder.iterdir() for x in lxml.etree.parse(str(path)).iter()]
    assert {"TIMEX3", "EVENT", "SIGNAL", "TLINK", "SLINK", "ALINK"} <= set(tags)


def _read(reader: Reader, text: str, published: str | None = "2024-04-22T12:00:00+03:00") -> tuple[Element, dict[str, object]]:
    import io

    from musnad.exports.timeml import write_timeml

    report, out = reader.read(Article(text, "a", published)).json(), io.StringIO(newline="")
    write_timeml(report, text, out)
    return checked(out.getvalue().encode(), text), report


def _instance(root: Element, word: str) -> Element:
    """The instance of the event with this word."""
    (event,) = [e for e in root.iter("EVENT") if e.text == word]
    (found,) = [m for m in root.iter("MAKEINSTANCE") if m.get("eventID") == event.get("eid")]
    return found


def test_a_denial_is_a_negative_link_to_what_is_told(reader: Reader) -> None:
    root, _ = _read(reader, "نفت وزارة الدفاع أن تكون طائراتها قصفت المدينة أمس الأحد.")
    denial, raid = _instance(root, "نفت"), _instance(root, "قصفت")
    (link,) = root.iter("SLINK")
    assert (link.get("eventInstanceID"), link.get("subordinatedEventInstance")) == (denial.get("eiid"), raid.get("eiid"))
    assert link.get("relType") == "NEG_EVIDENTIAL"
    assert raid.get("polarity") == "POS"
    (when,) = [t for t in root.iter("TLINK") if t.get("eventInstanceID") == raid.get("eiid")]
    assert root.find(f".//TIMEX3[@tid='{when.get('relatedToTime')}']").get("value") == "2024-04-21"


def test_a_negative_sentence_is_negative(reader: Reader) -> None:
    root, report = _read(reader, "لم تقصف الطائرات المدينة يوم الأحد.")
    assert [e["status"] for e in report["events"]] == ["denied"]  # type: ignore[attr-defined]
    assert _instance(root, "تقصف").get("polarity") == "NEG"


def test_plans_and_speech(reader: Reader) -> None:
    root, _ = _read(reader, "قال الوزير إن الوفد سيزور بغداد في 25 أبريل.")
    visit = _instance(root, "يزور")
    assert visit.get("modality") == "PLANNED"
    assert root.find("SLINK").get("relType") == "EVIDENTIAL"
    link = root.find("TLINK")
    assert link.get("relType") == "IS_INCLUDED"
    assert root.find(f".//SIGNAL[@sid='{link.get('signalID')}']").text == "في"


def test_creation_time_and_its_absence(reader: Reader) -> None:
    dated, _ = _read(reader, "قصف الجيش المدينة.")
    time = dated.find("DCT/TIMEX3")
    assert (time.get("value"), time.get("type"), time.get("functionInDocument")) == ("2024-04-22T12:00:00+03:00", "TIME", "CREATION_TIME")
    bare, _ = _read(reader, "قصف الجيش المدينة أمس.", None)
    assert bare.find("DCT") is None
    assert bare.find(".//TIMEX3").get("value") == "XXXX-XX-XX"


@pytest.mark.parametrize("text", ["قصف & <الجيش>\r\nالمدينة\tأمس \"الأحد\".\r", "  \nقصف الجيش المدينة ]]> أمس\n\n", "plain English text, nothing marked"])
def test_characters_of_xml(reader: Reader, text: str) -> None:
    _read(reader, text)


def test_what_xml_cannot_hold_keeps_its_place(reader: Reader, tmp_path: Path) -> None:
    text = "قصف الجيش\x0b المدينة\x00 أمس \ud800الأحد\ufffe."
    path = tmp_path / "a.jsonl"
    path.write_text(json.dumps({"id": "\x01", "text": text, "published": "2024-04-22"}), encoding="utf-8")
    record = tmp_path / "r.db"
    assert run_program("add", path, "--record", record).returncode == 0
    (found,) = exported(record, "timeml", tmp_path / "t").iterdir()
    kept = "".join(lxml.etree.parse(str(found)).getroot().find("TEXT").itertext())
    assert kept == "قصف الجيش\ufffd المدينة\ufffd أمس \ufffdالأحد\ufffd."
    assert len(kept) == len(text)


def test_marks_do_not_overlap() -> None:
    text = "aaa bbb ccc"
    marks = Marks(text)
    time = marks.put(Span(4, 7), "TIMEX3", {})
    assert marks.put(Span(0, 7), "EVENT", {}).span == Span(0, 3), "the words that are left"
    assert marks.put(Span(4, 11), "EVENT", {}).span == Span(8, 11)
    inside = marks.put(Span(5, 6), "EVENT", {})
    assert inside.span == Span(7, 7), "no words are left: behind the mark that has them"
    assert marks.put(Span(4, 7), "TIMEX3", {}) is time
    assert [m.span for m in marks.ordered()] == [Span(0, 3), Span(4, 7), Span(7, 7), Span(8, 11)]


def test_read_prints_one_article(tmp_path: Path) -> None:
    one = tmp_path / "one.txt"
    one.write_text("قال الوزير إن الجيش قصف المدينة أمس الأحد.\n", encoding="utf-8")
    done = run_program("read", one, "--format", "timeml", "--published", "2024-04-22")
    assert done.returncode == 0, done.stderr
    checked(done.stdout.encode(), one.read_text(encoding="utf-8"))
    many = run_program("read", SITUATION, "--format", "timeml")
    assert many.returncode == 2
    assert "export --to timeml" in many.stderr


def test_a_folder_holds_one_export(situation: Path, tmp_path: Path) -> None:
    folder = exported(situation, "timeml", tmp_path / "t")
    before = {p.name: p.read_bytes() for p in folder.iterdir()}
    exported(situation, "timeml", folder)
    assert {p.name: p.read_bytes() for p in folder.iterdir()} == before
    done = run_program("export", "--record", situation, "--to", "timeml", "--out", folder, "--as-of", "2025-03-05")
    assert done.returncode == 1
    assert "choose an empty folder" in done.stderr
    early = exported(situation, "timeml", tmp_path / "early", "--as-of", "2025-03-05")
    assert {p.name: p.read_bytes() for p in early.iterdir()}.items() < before.items()
