"""Answers as JSON or CSV, and errors as people can use them."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from typing import Any

from fastapi import FastAPI, Request, Response
from fastapi.responses import JSONResponse
from pydantic import BaseModel
from sqlalchemy.exc import NoResultFound

from musnad.app.output import to_json
from musnad.errors import InputError, TooLargeError, UsageError
from musnad.exports.safe import cell

#: A longer name or title of an article is cut in what is listed; the article's page has all of it.
NAME = 300


class Problem(BaseModel):
    """What is wrong, and what to do."""

    detail: str


ERRORS: dict[int | str, dict[str, Any]] = {
    400: {"model": Problem, "description": "Nothing is named like that, or parts of the question cannot go together"},
    401: {"model": Problem, "description": "A token is needed"},
    404: {"model": Problem, "description": "Nothing has this key"},
    409: {"model": Problem, "description": "The record was put together anew meanwhile"},
    413: {"model": Problem, "description": "Too much was sent, or asked for"},
    421: {"model": Problem, "description": "Asked under a name that is not this server's"},
    429: {"model": Problem, "description": "Too many questions at once"},
}


class Json(JSONResponse):
    """Arabic as it is; what UTF-8 cannot hold is escaped."""

    def render(self, content: Any) -> bytes:
        return to_json(content).encode()


def clipped(answer: dict[str, Any]) -> dict[str, Any]:
    """An outlet's or a headline's name is as long as somebody made it."""
    for article in answer.get("articles", {}).values():
        for field in ("id", "outlet", "title", "url"):
            if article.get(field) and len(article[field]) > NAME:
                article[field] = article[field][:NAME] + "…"
    return answer


def table(rows: Sequence[dict[str, Any]], columns: Sequence[str], name: str) -> Response:
    """Rows as CSV. A cell that a spreadsheet would take for a formula is quoted with an apostrophe."""
    out = io.StringIO()
    write = csv.writer(out, lineterminator="\r\n")
    write.writerow(columns)
    write.writerows([_safe(cell(_at(row, c))) for c in columns] for row in rows)
    body = "\ufeff" + out.getvalue()  # so that spreadsheets read it as UTF-8
    return Response(body.encode("utf-8", "replace"), media_type="text/csv; charset=utf-8", headers={"content-disposition": f'attachment; filename="musnad-{name}.csv"'})


def _at(row: Any, path: str) -> Any:
    for part in path.split("."):
        row = row.get(part) if isinstance(row, dict) else None
    return row


def _safe(text: str) -> str:
    return "'" + text if text[:1] in ("=", "+", "-", "@", "\t", "\r") and not text.lstrip("-+").replace(".", "", 1).isdigit() else text


def handle_errors(app: FastAPI) -> None:
    """Our own errors are the asker's: 404 for a key, else 400. A record that went away is 503 and says so."""

    def usage(_: Request, error: Exception) -> Response:
        words = str(error).replace("--", "")
        if isinstance(error, TooLargeError):
            return Json({"detail": words}, 413)
        return Json({"detail": words}, 404 if "with this key" in words or "has this key" in words else 400)

    def unreadable(_: Request, error: Exception) -> Response:
        return Json({"detail": str(error)}, 503)

    def replaced(_: Request, error: Exception) -> Response:
        return Json({"detail": "the record was put together anew meanwhile; ask again"}, 409)

    app.add_exception_handler(UsageError, usage)
    app.add_exception_handler(InputError, unreadable)
    app.add_exception_handler(NoResultFound, replaced)
