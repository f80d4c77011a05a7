"""``musnad serve``."""

from __future__ import annotations

import secrets

import click

from musnad.errors import UsageError
from musnad.store.databases import Place


def serve_command(record: Place, host: str, port: int, edit: bool, token: str | None, new_token: bool, hosts: tuple[str, ...]) -> int:
    """Serve until stopped."""
    try:
        import uvicorn
        from fastapi import FastAPI
    except ModuleNotFoundError as error:
        raise UsageError(f"musnad serve needs {error.name}: pip install 'musnad[serve]'") from error
    from musnad.app.api.build import create_app
    from musnad.app.api.settings import Settings
    from musnad.app.api.warm import warm_behind

    settings = Settings(record, host, port, edit, secrets.token_hex(16) if new_token else token, hosts)
    app: FastAPI = create_app(settings)
    warm_behind(app.state.room)
    name = f"[{host}]" if ":" in host else host
    click.echo(f"http://{name}:{port}/" + (f"?token={settings.token}" if settings.token else ""))
    if edit:
        click.echo("facts can be corrected (--edit)", err=True)
    uvicorn.run(app, host=host, port=port, log_level="warning", access_log=False, server_header=False, timeout_keep_alive=30)
    return 0
