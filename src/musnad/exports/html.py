"""A report of one matter as a page that needs nothing else: no script, no font, no picture from elsewhere.

It says what is told, who says so in which words, what is disputed, what was counted, and why the program put it
together. Words of articles are shown in the sentence that they stand in.
"""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from pathlib import Path
from typing import Any, TextIO

from musnad.exports.safe import one_line
from musnad.model import Json
from musnad.store import articles as kept
from musnad.store import schema
from musnad.store.queries import Ask
from musnad.text.segments import segment_spans

_STYLE = Path(__file__).with_name("report.css")
_WORDS: dict[str, tuple[str, str]] = {
    "who": ("Who → whom", "من ← من"), "where": ("Where", "أين"), "when": ("When", "متى"), "status": ("Status", "الحال"),
    "origins": ("According to", "بحسب"), "history": ("Day by day", "يوما بيوم"), "words": ("In their words", "بنصها"),
    "disputes": ("Disputed", "مختلف فيه"), "figures": ("Counted", "أعداد"), "processes": ("Goes on", "مسارات"),
    "why": ("Why this is one matter", "لماذا هي قضية واحدة"), "outlet": ("the outlet itself", "الناشر نفسه"), "unknown": ("not told", "لم يذكر"),
    "as_of": ("as of", "حتى"), "day": ("day", "اليوم"), "act": ("what", "ماذا"), "by": ("by", "من"), "text": ("words", "النص"),
    "in": ("outlet", "الناشر"), "low": ("low", "أدنى"), "high": ("high", "أعلى"), "key": ("key", "المفتاح"),
}  # fmt: skip


class _Report:
    """The parts of the page, each as lines of HTML."""

    def __init__(self, ask: Ask, shown: Json, lang: str) -> None:
        self.ask, self.shown, self.matter, self.lang = ask, shown, shown["value"], lang
        keys = {h["article"] for h in self.matter["history"]} | {f["article"] for f in self.matter["facts"]}
        found = kept.load(ask.connection, schema.article.c.uid.in_(keys))
        self.texts = {k.uid: k.article.text for k in found}

    def word(self, key: str) -> str:
        return _WORDS[key][self.lang == "ar"]

    def name(self, key: str | None) -> str:
        found = self.shown["identities"].get(key or "")
        return _text(found["name"]) if found else self.word("unknown")

    def names(self, keys: list[str]) -> str:
        return "، ".join(self.name(k) for k in keys) if keys else self.word("unknown")

    def article(self, uid: str) -> str:
        """Outlet, with a link when the address is one that a browser may follow."""
        found = self.shown["articles"].get(uid, {})
        words = _text(found.get("outlet") or found.get("id") or uid[:16])
        url = found.get("url") or ""
        return f'<a rel="noreferrer" href="{escape(url, quote=True)}">{words}</a>' if url.startswith(("https://", "http://")) else words

    def page(self) -> Iterator[str]:
        direction = "rtl" if self.lang == "ar" else "ltr"
        yield f'<!doctype html>\n<html lang="{self.lang}" dir="{direction}">\n<head>\n<meta charset="utf-8">'
        yield "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">"
        yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
        yield f"<title>{escape(one_line(self.matter['title_ar']))}</title>\n<style>\n{_STYLE.read_text(encoding='utf-8')}</style>\n</head>\n<body>"
        for part in (self.head, self.history, self.disputes, self.figures, self.processes, self.why):
            yield from part()
        yield "</body>\n</html>"

    def head(self) -> Iterator[str]:
        m = self.matter
        yield f'<h1 lang="ar" dir="auto">{_text(m["title_ar"])}</h1>\n<p class="dim">{_text(m["title_en"])}</p>\n<dl>'
        days = " – ".join(dict.fromkeys(d for d in (m["first_day"], m["last_day"]) if d)) or self.word("unknown")
        origins = "، ".join(_text(o["name"]) for o in m["origins"])
        rows = {
            "who": f"{self.names(m['actors'])} → {self.names(m['recipients'])}", "where": self.name(m["place"]), "when": days,
            "status": escape(m["status"]), "origins": origins, "key": f"<code>{m['key']}</code>",
        }  # fmt: skip
        if self.shown["as_of"]:
            rows["as_of"] = self.shown["as_of"]
        yield from (f"<dt>{self.word(k)}</dt><dd>{v}</dd>" for k, v in rows.items())
        yield "</dl>"

    def history(self) -> Iterator[str]:
        yield from self._steps("history", self.matter["history"])

    def _steps(self, title: str, steps: list[Json]) -> Iterator[str]:
        heads = "".join(f"<th>{self.word(k)}</th>" for k in ("day", "act", "by", "text", "in"))
        yield f"<h2>{self.word(title)}</h2>\n<table>\n<tr>{heads}</tr>"
        for s in steps:
            by = _text(s["by_name"]) if s["by_name"] else self.word("outlet")
            yield f"<tr><td>{s['day'] or self.word('unknown')}</td><td>{escape(s['act'])}</td><td>{by}</td>{self.passage(s['fact'])}<td>{self.article(s['article'])}</td></tr>"
        yield "</table>"

    def passage(self, fact: Json) -> str:
        """The sentence, with the words of the fact marked."""
        text = self.texts.get(fact["article"])
        if text is None:
            return f'<td lang="ar" dir="rtl">{_text(fact["words"])}</td>'
        around = [s for s in segment_spans(text) if s.start < fact["end"] and fact["start"] < s.end]
        first, last = min([fact["start"], *(s.start for s in around)]), max([fact["end"], *(s.end for s in around)])
        before, after = _running(text[first : fact["start"]]), _running(text[fact["end"] : last])
        return f'<td lang="ar" dir="rtl">{before}<mark>{_running(fact["words"])}</mark>{after}</td>'

    def disputes(self) -> Iterator[str]:
        for d in self.shown["disputes"]:
            yield f'<h2>{self.word("disputes")}: <span lang="ar" dir="auto">{_text(d["proposition"])}</span></h2>\n<dl>'
            for side in d["sides"]:
                facts = "".join(f'<br><q lang="ar" dir="auto">{_text(f["words"])}</q> {self.article(f["article"])}' for f in side["facts"])
                yield f"<dt>{escape(side['position'])}</dt><dd>{'، '.join(_text(o['name']) for o in side['origins'])}{facts}</dd>"
            yield "</dl>"

    def figures(self) -> Iterator[str]:
        for line in self.shown["figures"]:
            what = " ".join(x for x in (line["effect"], line["unit"]) if x)
            heads = "".join(f"<th>{self.word(k)}</th>" for k in ("day", "low", "high", "by", "text", "in"))
            yield f"<h2>{self.word('figures')}: {_text(what)}</h2>\n<table>\n<tr>{heads}</tr>"
            for e in line["entries"]:
                cells = [e["day"] or self.word("unknown"), _number(e["low"]), _number(e["high"]), _text(e["origin_name"])]
                row = "".join(f"<td>{c}</td>" for c in cells)
                yield f'<tr>{row}<td lang="ar" dir="auto">{_text(e["fact"]["words"])}</td><td>{self.article(e["article"])}</td></tr>'
            yield "</table>"

    def processes(self) -> Iterator[str]:
        for p in self.shown["processes"]:
            steps = [{**x, "day": x["day"] or x["told"], "act": x["name"]} for x in p["phases"]]
            yield from self._steps("processes", steps)

    def why(self) -> Iterator[str]:
        reason = self.matter["reason"]
        yield f"<h2>{self.word('why')}</h2>\n<p><code>{escape(reason['rule'])}</code></p>\n<ul>"
        yield from (f'<li dir="auto">{_text(line)}</li>' for line in reason["because"])
        yield "</ul>"


def _text(value: Any) -> str:
    return escape(one_line(str(value)))


def _running(text: str) -> str:
    """A part of a sentence: a space at its end stays, since a letter may be written on to what follows."""
    edge = [" " if text[:1].isspace() else "", " " if text[-1:].isspace() and text.strip() else ""]
    return edge[0] + _text(text) + edge[1]


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:,.0f}" if value == int(value) else f"{value:,}"


def write_html(ask: Ask, shown: Json, lang: str, out: TextIO) -> None:
    """The page of a matter as ``Questions.show`` gives it."""
    for line in _Report(ask, shown, lang).page():
        out.write(line + "\n")
