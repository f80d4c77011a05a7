"""The command line as people use it: real processes, real exit codes, and input that nobody should send."""

from __future__ import annotations

import gzip
import hashlib
import json
import resource
import subprocess
import sys
import time
from pathlib import Path

import pytest

from conftest import ROOT, example_records
from musnad import model
from musnad.app.bidi import FSI, PDI, clean, isolate, shorten
from musnad.app.labels import Labels
from musnad.app.output import to_json
from musnad.app.paint import Paint
from musnad.app.render import render
from musnad.events.confidence import SHOWN
from musnad.model import Article, Event, Reason, Report, Span

EXAMPLE = ROOT / "examples" / "articles" / "01-sahel-bases.txt"
ALL = ROOT / "examples" / "articles.jsonl"
SECONDS = 60  # three times what the hardest of these needs on a slow machine, far less than quadratic time would take
MEMORY = 2_000_000_000  # bytes; the reader itself takes about a tenth


def run(*args: str | Path, stdin: bytes = b"", memory: int | None = None) -> subprocess.CompletedProcess[str]:
    """The program in a process of its own; a traceback is never an answer."""
    command = [sys.executable, "-m", "musnad", *map(str, args)]

    def limit() -> None:
        if memory:
            resource.setrlimit(resource.RLIMIT_AS, (memory, memory))

    done = subprocess.run(command, input=stdin, capture_output=True, timeout=SECONDS, preexec_fn=limit, check=False)
    out, err = done.stdout.decode("utf-8"), done.stderr.decode("utf-8")
    assert "Traceback" not in err, err
    return subprocess.CompletedProcess(command, done.returncode, out, err)


# --- formats and options -----------------------------------------------------------------------


def test_version_and_help() -> None:
    assert run("--version").stdout.startswith("musnad ")
    assert "read" in run("--help").stdout


def test_version_is_quick() -> None:
    started = time.perf_counter()
    run("--version")
    assert time.perf_counter() - started < 2


def test_one_article_is_json_when_nobody_watches() -> None:
    done = run("read", EXAMPLE, "--published", "2022-06-13", "--outlet", "الخبر نت", "--url", "https://example.org/1")
    report = json.loads(done.stdout)
    assert done.returncode == 0
    assert report["published"] == "2022-06-13"
    assert report["outlet"] == "الخبر نت"
    assert report["url"] == "https://example.org/1"
    assert len(report["id"]) == 16


def test_plain_text_is_named_by_its_bytes(tmp_path: Path) -> None:
    """Also when the bytes are not UTF-8: the id is of what is on the disk."""
    data = "قالت وزارة الدفاع إن الوضع هادئ.".encode("cp1256")
    path = tmp_path / "a.txt"
    path.write_bytes(data)
    assert json.loads(run("read", path).stdout)["id"] == hashlib.sha256(data).hexdigest()[:16]


def test_many_articles_are_jsonl_in_their_order() -> None:
    done = run("read", ALL)
    assert done.returncode == 0
    assert [json.loads(line)["id"] for line in done.stdout.splitlines()] == [r["id"] for r in example_records()]


def test_json_of_many_is_an_array(tmp_path: Path) -> None:
    path = tmp_path / "two.jsonl"
    path.write_text("".join(json.dumps({"text": f"قال الوزير إن العدد {n}."}) + "\n" for n in range(2)), encoding="utf-8")
    assert len(json.loads(run("read", path, "--format", "json").stdout)) == 2


def test_folder_and_gzip(tmp_path: Path) -> None:
    (tmp_path / "b.txt").write_text("قال الوزير إن الوضع هادئ.", encoding="utf-8")
    (tmp_path / "a").mkdir()
    with gzip.open(tmp_path / "a" / "x.jsonl.gz", "wt", encoding="utf-8") as out:
        out.write(json.dumps({"id": "z", "text": "قالت الوزيرة إن الوضع هادئ."}) + "\n")
    (tmp_path / "notes.md").write_text("no article", encoding="utf-8")
    done = run("read", tmp_path)
    assert done.returncode == 0
    assert len(done.stdout.splitlines()) == 2
    assert json.loads(done.stdout.splitlines()[0])["id"] == "z"


def test_standard_input() -> None:
    text = EXAMPLE.read_bytes()
    assert json.loads(run("read", "-", stdin=text).stdout)["language"] == "ar"
    assert json.loads(run("read", stdin=text).stdout)["language"] == "ar"
    line = json.dumps({"id": "q", "text": "قال الوزير إن الوضع هادئ."}).encode() + b"\n"
    assert [json.loads(x)["id"] for x in run("read", "-", stdin=line * 2).stdout.splitlines()] == ["q", "q"]


def test_text_for_people_is_plain_when_piped() -> None:
    done = run("read", EXAMPLE, "--format", "text", "--published", "2022-06-13")
    assert "\x1b" not in done.stdout
    assert done.stdout.count(FSI) == done.stdout.count(PDI) > 10
    assert "«" in done.stdout
    assert "2022-06-12" in done.stdout  # «أمس الأحد»


def test_arabic_labels() -> None:
    done = run("read", EXAMPLE, "--format", "text", "--lang", "ar")
    assert "الأسماء" in done.stdout
    assert "Named" not in done.stdout


@pytest.mark.parametrize(
    "arguments",
    [
        ("read", EXAMPLE, "--published", "yesterday"),
        ("read", EXAMPLE, "--published", "2024-13-01"),
        ("read", EXAMPLE, "--format", "xml"),
        ("read", EXAMPLE, "--lexicon", "no-such-folder"),
        ("read", EXAMPLE, "--reader", "oracle"),
        ("explain",),
        ("nothing",),
    ],
)
def test_wrong_usage_is_2(arguments: tuple[str, ...]) -> None:
    done = run(*arguments)
    assert done.returncode == 2
    assert done.stdout == ""
    assert done.stderr


# --- input that cannot be used -----------------------------------------------------------------


def test_bad_lines_are_named_and_the_rest_is_read(tmp_path: Path) -> None:
    path = tmp_path / "mixed.jsonl"
    good = json.dumps({"id": "good", "text": "قال الوزير إن الوضع هادئ."}).encode()
    undated = json.dumps({"id": "undated", "text": "قال الوزير إن الوضع هادئ.", "published": "Sunday"}).encode()
    bad = [b"{broken", b"[1]", b'{"id": 3}', b'{"text": ""}', b'{"text": 5}', b"\xff\xfe"]
    path.write_bytes(b"\n".join([good, *bad, b"", undated, b"[" * 100_000, good]))
    done = run("read", path)
    assert done.returncode == 1
    assert [json.loads(line)["id"] for line in done.stdout.splitlines()] == ["good", "undated", "good"]
    for number in (2, 3, 4, 5, 6, 7, 9, 10):
        assert f"mixed.jsonl:{number}:" in done.stderr, number
    assert len(done.stderr.splitlines()) == 8


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("empty.txt", b"", "empty"),
        ("spaces.txt", b" \n\n \t", "empty"),
        ("empty.jsonl", b"", "empty"),
        ("binary.txt", bytes(range(256)) * 100, "not a text file"),
        ("png.txt", b"\x89PNG\r\n\x1a\n" + b"\x00" * 500, "not a text file"),
        ("marks.txt", "ًٌٍَُِّْ".encode() * 1000, "no letter"),
        ("quotes.txt", b'"' * 1_000_000, "more than one article"),
        ("line.txt", "قال الوزير إن الوضع هادئ في البلاد ".encode() * 80_000, "more than one article"),
        ("surrogate.txt", "قال \ud800 الوزير".encode("utf-8", "surrogatepass"), "not a text file"),
        ("broken.jsonl.gz", b"\x1f\x8b\x08\x00 not really", "gzip"),
        ("plain.jsonl.gz", b'{"text": "x"}', "gzip"),
        ("page.html", b"<html></html>", ".txt"),
        ("list.json", b"[]", ".jsonl"),
    ],
)
def test_unusable_input_is_1_with_a_message(tmp_path: Path, name: str, data: bytes, says: str) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    done = run("read", path)
    assert done.returncode == 1
    assert name in done.stderr
    assert says in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_missing_file_and_empty_folder(tmp_path: Path) -> None:
    done = run("read", tmp_path / "none.txt", tmp_path, EXAMPLE)
    assert done.returncode == 1
    assert "no such file" in done.stderr
    assert "no .txt" in done.stderr
    assert json.loads(done.stdout)["language"] == "ar"


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The ministry said on Sunday that two soldiers were killed.", "en"),
        ("وزیر امور خارجه گفت که این کشور برای صلح تلاش می کند و از آن حمایت کرد.", "fa"),
        ("משרד הביטחון אמר כי שני חיילים נהרגו ביום ראשון.", "he"),
        ("123 456", "und"),
    ],
)
def test_other_languages_say_so(text: str, language: str) -> None:
    report = json.loads(run("read", "-", stdin=text.encode()).stdout)
    assert report["language"] == language
    assert all(report[k] == [] for k in ("entities", "times", "places", "figures", "statements", "events"))
    people = run("read", "-", "--format", "text", stdin=text.encode())
    assert people.returncode == 0
    assert "Musnad reads Arabic" in people.stdout


def test_lone_surrogates_never_stop_the_output(tmp_path: Path) -> None:
    path = tmp_path / "s.jsonl"
    path.write_text('{"id": "\\ud83d", "text": "قال الوزير \\ud800 إن الوضع هادئ.", "outlet": "\\udfff"}\n', encoding="utf-8")
    done = run("read", path)
    assert done.returncode == 0
    assert json.loads(done.stdout)["id"] == "\ud83d"
    for format_ in ("text", "json"):
        assert run("read", path, "--format", format_).returncode == 0
    assert run("explain", path).returncode == 0


HARD = {
    "quotes": "قال " + '"' * 390_000,
    "opening": "قال " + "«" * 390_000,
    "one_line": "قالت وزارة الدفاع العراقية إن جنديين قتلا أمس الأحد في بغداد، " * 5_500,
    "one_word": "قال " * 90_000,
    "letters": "ب" * 390_000,
    "lines": "قال\n" * 90_000,
    "digits": "قال " + "1" * 390_000,
    "dots": "قال." + "." * 390_000,
}


@pytest.mark.parametrize("name", sorted(HARD))
def test_hard_texts_end_in_time(name: str) -> None:
    """As long as one article may be, without a break where breaks are expected: never quadratic in time or memory."""
    done = run("read", "-", "--published", "2024-04-22", stdin=HARD[name].encode(), memory=MEMORY)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["language"] == "ar"


def test_closed_pipe_is_no_error() -> None:
    command = f"{sys.executable} -m musnad read {ALL} --format jsonl | head -c 100"
    done = subprocess.run(["bash", "-c", command], capture_output=True, timeout=SECONDS, check=False)
    assert b"Traceback" not in done.stderr
    assert b"BrokenPipe" not in done.stderr


# --- explain and lexicon -----------------------------------------------------------------------


def test_explain_one_fact_by_id_and_by_key() -> None:
    by_id = run("explain", EXAMPLE, "s1")
    assert by_id.returncode == 0
    assert "rule  statement." in by_id.stdout
    assert "cues.tsv:" in by_id.stdout
    assert "cue=" in by_id.stdout  # the row itself
    assert "words «" in by_id.stdout
    key = next(line.split()[-1] for line in by_id.stdout.splitlines() if line.strip().startswith("key"))
    assert run("explain", EXAMPLE, key).stdout == by_id.stdout


def test_explain_everything() -> None:
    done = run("explain", EXAMPLE)
    report = json.loads(run("read", EXAMPLE).stdout)
    facts = sum(len(report[k]) for k in ("entities", "times", "places", "figures", "statements", "events"))
    assert done.stdout.count("    rule  ") == facts
    assert "row not found" not in done.stdout


def test_explain_a_fact_that_is_not_there() -> None:
    done = run("explain", EXAMPLE, "s99")
    assert done.returncode == 2
    assert "s1–" in done.stderr


def test_lexicon_lookup() -> None:
    done = run("lexicon", "lookup", "الأميركية")
    assert done.returncode == 0
    assert "countries.tsv:" in done.stdout
    missing = run("lexicon", "lookup", "ززززز")
    assert missing.returncode == 1
    assert "no lexicon file" in missing.stderr


def test_lexicon_check_is_sound() -> None:
    done = run("lexicon", "check")
    assert done.returncode == 0, done.stdout
    assert "no problems" in done.stdout


def test_own_rows_win(tmp_path: Path) -> None:
    (tmp_path / "actors").mkdir()
    own = tmp_path / "actors" / "mine.tsv"
    header = "name\taliases\tname_en\ttype\tcountry\tsector\tneeds\tsource"
    own.write_text(f"{header}\nكتائب أنصار الحدود\t\tBorder Partisans\tarmed_group\tTCD\tREB\t\tdesk\n", encoding="utf-8")
    report = json.loads(run("read", EXAMPLE, "--lexicon", tmp_path).stdout)
    entity = next(e for e in report["entities"] if e["name"] == "كتائب أنصار الحدود")
    assert (entity["name_en"], entity["country"]) == ("Border Partisans", "TCD")
    assert run("lexicon", "check", "--lexicon", tmp_path).returncode == 0
    assert str(own) in run("lexicon", "lookup", "كتائب أنصار الحدود", "--lexicon", tmp_path).stdout


def test_a_broken_row_is_named(tmp_path: Path) -> None:
    (tmp_path / "actors").mkdir()
    own = tmp_path / "actors" / "mine.tsv"
    own.write_text("name\taliases\tname_en\ttype\tcountry\tsector\tneeds\tsource\nاسم\tناقص\n", encoding="utf-8")
    (tmp_path / "stray.tsv").write_text("a\tb\nx\ty\n", encoding="utf-8")
    read = run("read", EXAMPLE, "--lexicon", tmp_path)
    assert read.returncode == 2
    assert f"{own}:2: 8 cells expected, found 2" in read.stderr
    check = run("lexicon", "check", "--lexicon", tmp_path)
    assert check.returncode == 1
    assert f"{own}:2:" in check.stdout
    assert "stray.tsv:1: no lexicon file has this name" in check.stdout


# --- rendering ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("بغداد", f"{FSI}بغداد{PDI}"),
        ("Reuters", "Reuters"),
        ("2024", "2024"),
        ("سطر\nآخر\t\x1b[31m", f"{FSI}سطر آخر [31m{PDI}"),
        (f"{PDI}بغداد\u202e", f"{FSI}بغداد{PDI}"),
    ],
)
def test_isolation(text: str, shown: str) -> None:
    assert isolate(text) == shown


def test_latin_is_isolated_in_an_arabic_line() -> None:
    assert isolate("Reuters", rtl_line=True) == f"{FSI}Reuters{PDI}"


def test_clean_and_shorten() -> None:
    assert clean("a\ud800b") == "a\N{REPLACEMENT CHARACTER}b"
    long = " ".join(f"كلمة{n}" for n in range(100))
    assert len(shorten(long, 60)) <= 70
    assert shorten(long, 60).startswith("كلمة0 ")
    assert shorten(long, 60).endswith(" كلمة99")


def _report(confidence: float) -> Report:
    article = Article("قصف الجيش المدينة.", "x")
    span = Span(0, 3)
    event = Event(
        "v1", "k", "ASSAULT", "aerial", span, span, (), (), None, None, "occurred", (), confidence, Reason("r", (), (span,))
    )
    return Report(article, "ar", events=(event,))


def test_uncertain_events_are_held_back_and_counted() -> None:
    labels, paint = Labels("en"), Paint()
    assert "ASSAULT" in render(_report(SHOWN), labels, paint)
    hidden = render(_report(SHOWN - 0.01), labels, paint)
    assert "ASSAULT" not in hidden
    assert "1 event that the reader is less sure of" in hidden
    shown = render(_report(SHOWN - 0.01), labels, paint, show_all=True)
    assert "ASSAULT" in shown
    assert f"confidence {SHOWN - 0.01:.2f}" in shown
    assert "not shown" not in shown


def test_every_label_is_there_in_both_languages() -> None:
    for language in ("en", "ar"):
        labels = Labels(language)
        keys = [
            *(f"type.{t}" for t in model.EVENT_TYPES),
            *(f"entity.{t}" for t in model.ENTITY_TYPES),
            *(f"stance.{t}" for t in model.STANCES),
            *(f"status.{t}" for t in model.STATUSES),
            *(f"aspect.{t}" for t in model.ASPECTS),
            *(f"evidential.{t}" for t in model.EVIDENTIALS),
        ]
        for key in keys:
            assert key in labels._words, key


def test_json_of_a_lone_surrogate_is_escaped() -> None:
    assert to_json({"a": "ق\ud800"}) == '{"a": "ق\\ud800"}'
    assert json.loads(to_json({"a": "ق\ud800"})) == {"a": "ق\ud800"}
