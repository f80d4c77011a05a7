"""Annotations in lines become gold, and gold becomes offsets and comes back. The article is our own."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

import annotated

TEXT = (
    "وزير الداخلية: لا هجوم على المرفأ\n"
    "نفى وزير الداخلية، الأحد، وقوع هجوم على المرفأ. وقال إن الشرطة اعتقلت رجلين بعد هجوم على حافلة، ثم اعتقلت ثالثا."
)
LINES = """\
# OWN-1
D -|-
E e1|person|-|interior minister|وزير الداخلية
E e2|place|-|the port|المرفأ
E e3|government|-|police|الشرطة
E e4|person|-|two men|رجلين
E e5|person|-|third man|ثالثا
T 2|الأحد|DATE|2018-04-22
S 1|e1|:|لا هجوم على|المرفأ|i|deny
S 2|e1|نفى|وقوع هجوم على|المرفأ|i|deny
S 3|e1|قال|الشرطة اعتقلت رجلين|اعتقلت ثالثا|i|assert
V 1|ASSAULT|هجوم|-|e2|e2|-|denied|e1
V 2|ASSAULT|هجوم|-|e2|e2|2018-04-22|denied|e1
V 3|COERCE|اعتقلت|e3|e4|-|-|occurred|e1
V 3|COERCE|اعتقلت|e3|e5|-|-|occurred|e1
"""


@pytest.fixture
def shared(tmp_path: Path) -> Path:
    (tmp_path / "articles").mkdir()
    (tmp_path / "gold").mkdir()
    doc = {"id": "OWN-1", "outlet": "own", "published": "2018-04-23T08:00:00+00:00", "url": "https://example.org/1", "text": TEXT}
    with gzip.open(tmp_path / "articles" / "ant.jsonl.gz", "wt", encoding="utf-8") as out:
        out.write(json.dumps(doc, ensure_ascii=False) + "\n")
    for name in ("train.docs.jsonl", "train.gold.jsonl", "score.py"):
        (tmp_path / "gold" / name).write_text("")
    return tmp_path


def written(folder: Path, lines: str) -> Path:
    path = folder / "one.ann"
    path.write_text(lines, encoding="utf-8")
    return path


def test_lines_become_gold(shared: Path) -> None:
    (gold,), problems = annotated.read_sheets(shared, [written(shared, LINES)])
    assert problems == []
    assert [(e["trigger"], e["nth"]) for e in gold["events"]] == [("هجوم", 1), ("هجوم", 2), ("اعتقلت", 1), ("اعتقلت", 2)]
    assert [s["stance"] for s in gold["statements"]] == ["deny", "deny", "assert"]
    assert gold["events"][3]["recipients"] == ["e5"]


@pytest.mark.parametrize(
    ("good", "bad", "says"),
    [
        ("V 3|COERCE|اعتقلت|e3|e4", "V 3|COERCE|اعتقل رجلا|e3|e4", "not in segment 3"),
        ("V 3|COERCE|اعتقلت|e3|e4", "V 9|COERCE|اعتقلت|e3|e4", "no segment 9; there are 3"),
        ("V 3|COERCE|اعتقلت|e3|e4", "V 3|ARREST|اعتقلت|e3|e4", "'ARREST' is none of"),
        ("V 3|COERCE|اعتقلت|e3|e4", "V 3|COERCE|اعتقلت|e3|e9", "no entity e9"),
        ("E e2|place|-|the port|المرفأ", "E e1|place|-|the port|المرفأ", "e1 twice"),
        ("E e2|place|-|the port|المرفأ", "E e2|place|-|the port|المرفا", "not in the article"),
        ("V 3|COERCE|اعتقلت|e3|e4", "V 3|COERCE||e3|e4", "no words"),
        ("S 2|e1|نفى|", "S 2|e1||", "cue or content is empty"),
        ("T 2|الأحد|DATE|2018-04-22", "T 2|الأحد|2018-04-22", "3 fields in a line 'T'"),
        ("T 2|الأحد|DATE|2018-04-22", "X 2|الأحد", "a line begins with one of"),
    ],
)
def test_a_wrong_line_is_named(shared: Path, good: str, bad: str, says: str) -> None:
    assert good in LINES
    _, problems = annotated.read_sheets(shared, [written(shared, LINES.replace(good, bad, 1))])
    number = next(n for n, line in enumerate(LINES.splitlines(), 1) if line.startswith(good))
    assert any(p.startswith(f"{shared / 'one.ann'}:{number}: ") and says in p for p in problems)


def test_offsets_hold_no_words_and_come_back(shared: Path) -> None:
    (gold,), _ = annotated.read_sheets(shared, [written(shared, LINES)])
    kept = annotated.packed(TEXT, gold)
    assert annotated.unpacked(TEXT, json.loads(json.dumps(kept))) == gold
    assert not any("\u0600" <= c <= "\u06ff" for c in json.dumps(kept, ensure_ascii=False))
    with pytest.raises(annotated.AnnotationError, match="not the one that was annotated"):
        annotated.unpacked(TEXT + " ", kept)


def test_packing_again_changes_nothing(shared: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target, path = shared / "more.jsonl.gz", written(shared, LINES)
    assert annotated.pack(shared, target, [path]) == 1
    before = target.read_bytes()
    assert annotated.pack(shared, target, [path]) == 1
    assert target.read_bytes() == before
    monkeypatch.setattr(annotated, "KEPT", {"more": target})
    assert annotated.unpack(shared, shared / "out") == 1
    assert json.loads((shared / "out" / "more.gold.jsonl").read_text())["id"] == "OWN-1"


def test_an_unknown_article_is_named(shared: Path) -> None:
    with pytest.raises(annotated.AnnotationError, match="OWN-2"):
        annotated.read_sheets(shared, [written(shared, "# OWN-2\n")])
