"""What people correct: read by anybody who may read, written only with ``--edit``.

A write needs the token that ``/api/me`` gives to pages of this server (no other origin can read it), as a header that no form can set.
"""

from __future__ import annotations

import hmac
import secrets
import threading
from typing import Annotated, Any

from fastapi import APIRouter, Header, Request, Response
from pydantic import BaseModel, ConfigDict, Field

from musnad.app.api.answers import ERRORS, Json, Problem
from musnad.app.api.lists import room_of
from musnad.app.api.settings import Settings
from musnad.app.output import to_json
from musnad.app.room.decided import choices, count, decide, decided, training
from musnad.store.record import Record

edits = APIRouter(prefix="/api", responses=ERRORS, tags=["corrections"], default_response_class=Json)
FORBIDDEN: dict[int | str, dict[str, Any]] = {403: {"model": Problem, "description": "The server is read-only, or the request is not from its own page"}}


class Correction(BaseModel):
    """``field`` of a fact is ``value``; without a field the fact is wrong altogether."""

    model_config = ConfigDict(extra="forbid")
    key: Annotated[str, Field(pattern=r"^[0-9a-f]{16}$")]
    field: Annotated[str, Field(pattern=r"^[a-z]+$", max_length=20)] | None = None
    value: Annotated[str, Field(max_length=200)] = ""
    who: Annotated[str, Field(min_length=1, max_length=80)]


class Editing:
    """The record as people write to it, put together anew behind their backs."""

    def __init__(self, settings: Settings) -> None:
        self.allowed, self.csrf = settings.edit, secrets.token_hex(16)
        self._path, self._working = settings.record, threading.Lock()
        self._record: Record | None = None

    @property
    def record(self) -> Record:
        self._record = self._record or Record(self._path)
        return self._record

    @property
    def busy(self) -> bool:
        return self._working.locked()

    def refresh(self) -> None:
        """In the background; what was decided meanwhile is taken in by another round."""
        threading.Thread(target=self._refresh, daemon=True, name="musnad-refresh").start()

    def _refresh(self) -> None:
        with self._working:
            self.record.refresh()


def _editing(request: Request) -> Editing:
    editing: Editing = request.app.state.editing
    return editing


@edits.get("/me", summary="What this server lets its page do")
def get_me(request: Request) -> Any:
    editing = _editing(request)
    with room_of(request).ask() as ask:
        corrections = count(ask)
    return Json({"edit": editing.allowed, "corrections": corrections, "csrf": editing.csrf if editing.allowed else None, "busy": editing.busy, "fields": choices() if editing.allowed else {}})


@edits.get("/corrections", summary="Every correction beside what the program said")
def get_corrections(request: Request) -> Any:
    with room_of(request).ask() as ask:
        rows = decided(ask)
        return Json({"corrections": rows, "total": len(rows), "articles": ask.which(rows)})


@edits.get("/corrections/training", summary="Corrections that hold, as training data: a JSON object a line", response_class=Response, responses={200: {"content": {"application/jsonl": {}}}})
def get_training(request: Request) -> Response:
    with room_of(request).ask() as ask:
        lines = "".join(to_json(row) + "\n" for row in training(ask))
    return Response(lines, media_type="application/jsonl", headers={"content-disposition": 'attachment; filename="musnad-corrections.jsonl"'})


@edits.post("/corrections", summary="Correct a fact", responses=FORBIDDEN, status_code=201)
def post_correction(
    request: Request,
    correction: Correction,
    x_musnad_csrf: Annotated[str, Header(max_length=64)] = "",
    origin: Annotated[str, Header(max_length=300)] = "",
) -> Any:
    editing = _editing(request)
    if not editing.allowed:
        return Json({"detail": "this server is read-only; start it with --edit to correct facts"}, 403)
    if origin and origin.partition("://")[2] != request.headers.get("host"):
        return Json({"detail": "sent from a page of another server"}, 403)
    if not hmac.compare_digest(x_musnad_csrf.encode(), editing.csrf.encode()):
        return Json({"detail": "send the token that /api/me gives as X-Musnad-Csrf"}, 403)
    with room_of(request).ask() as ask:
        made = decide(ask, editing.record, correction.key, correction.field, correction.value, correction.who)
    editing.refresh()
    return Json(made, 201)
