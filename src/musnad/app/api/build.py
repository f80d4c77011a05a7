"""The application: questions, one thing, corrections, pages, and the guard before them."""

from __future__ import annotations

from fastapi import FastAPI
from starlette.middleware.gzip import GZipMiddleware

from musnad import __version__
from musnad.app.api.answers import handle_errors
from musnad.app.api.edits import Editing, edits
from musnad.app.api.exports import exports
from musnad.app.api.guard import Guard
from musnad.app.api.lists import lists
from musnad.app.api.one import one
from musnad.app.api.pages import pages
from musnad.app.api.settings import Settings
from musnad.app.room.room import Room

DESCRIPTION = """A record of Arabic news: who did what to whom, when and where, and who says so.

Answers hold the very words (`quote`), the chain of those who vouch for them (`chain`, innermost first), and what the keys in them mean
(`identities`, `articles`). Keys last; ids are only numbers within one article."""


def create_app(settings: Settings) -> FastAPI:
    """An application for one record. RecordError when the record cannot be used."""
    app = FastAPI(title="Musnad", version=__version__, description=DESCRIPTION, openapi_url="/api/openapi.json", docs_url=None, redoc_url=None, license_info={"name": "Apache-2.0"})
    app.state.room, app.state.editing = Room(settings.record), Editing(settings)
    for router in (lists, one, exports, edits, pages):
        app.include_router(router)
    handle_errors(app)
    app.add_middleware(GZipMiddleware, minimum_size=800, compresslevel=5)
    app.add_middleware(Guard, settings=settings)
    return app
