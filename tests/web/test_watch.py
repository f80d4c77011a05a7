"""``musnad watch``: what is new is told once, and the Atom file is the same for the same changes."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

from conftest import ROOT

ARTICLES = ROOT / "examples" / "situation" / "articles.jsonl"
ATOM = "{http://www.w3.org/2005/Atom}"


def watch(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-m", "musnad", "watch", *arguments], capture_output=True, text=True, check=False, encoding="utf-8")


def test_what_changed_is_printed_once_and_written(tmp_path: Path) -> None:
    lines = ARTICLES.read_text(encoding="utf-8").splitlines()
    first, rest = tmp_path / "first.jsonl", tmp_path / "rest.jsonl"
    first.write_text("\n".join(lines[:10]), encoding="utf-8")
    rest.write_text("\n".join(lines[:14]), encoding="utf-8")
    record, feed = str(tmp_path / "r.db"), tmp_path / "changes.atom"
    begin = watch(str(first), "--record", record, "--once", "--json")
    assert begin.returncode == 0, begin.stderr
    news = watch(str(rest), "--record", record, "--once", "--atom", str(feed), "--json")
    told = [json.loads(line) for line in news.stdout.splitlines()]
    assert {"dispute"} <= {c["what"] for c in told}
    assert {c["id"] for c in told}.isdisjoint(json.loads(line)["id"] for line in begin.stdout.splitlines())
    again = watch(str(rest), "--record", record, "--once", "--atom", str(tmp_path / "again.atom"))
    assert again.stdout == ""
    assert feed.read_bytes() == (tmp_path / "again.atom").read_bytes()
    entries = ElementTree.parse(feed).getroot().findall(f"{ATOM}entry")
    assert {f"urn:musnad:change:{c['id']}" for c in told} <= {e.findtext(f"{ATOM}id") for e in entries}
    for entry in entries:
        assert entry.findtext(f"{ATOM}title")
        assert entry.findtext(f"{ATOM}updated")


def test_a_feed_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    done = watch(str(tmp_path / "nothing.xml"), "--record", str(tmp_path / "r.db"), "--once")
    assert done.returncode != 0
    assert "nothing.xml" in done.stderr
    assert "Traceback" not in done.stderr
