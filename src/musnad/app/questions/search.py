"""``musnad search``: articles that hold words, with the sentence."""

from __future__ import annotations

from collections.abc import Iterator

from musnad.app.questions.page import Page


def lines(page: Page) -> Iterator[str]:
    rows = page.answer["results"]
    yield from page.head("results", len(rows))
    for row in rows:
        yield ""
        title = f" · {page.paint(page.words(row['title'], 120), 'bold')}" if row["title"] else ""
        yield f"{page.article(row['article'])}{title}"
        yield f"    {page.quoted(row['words'], 300)}"
        more = f" … (+{len(row['matters']) - 4})" if len(row["matters"]) > 4 else ""
        yield page.paint(f"    {page.label('question.article')} {row['article'][:16]} · {page.label('question.matters')} {' '.join(row['matters'][:4]) or '—'}{more}", "dim")
