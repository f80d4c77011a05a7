"""A place for a record: a file, or the address of a database for a team."""

from __future__ import annotations

import getpass
import os
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import parse_qsl, quote, unquote, urlsplit

from musnad.errors import UsageError

#: ``postgres`` is what other tools call it as well; pg8000 is the driver that the extra installs.
_SCHEMES = ("postgresql", "postgres", "postgresql+pg8000")
#: How a connection is encrypted, in libpq's words. ``prefer``: if the server can, whoever it is.
SSL_MODES = ("disable", "prefer", "require", "verify-full")
_PORT = 5432
_FORM = "write postgresql://USER@HOST/DATABASE"


@dataclass(frozen=True, slots=True)
class Address:
    """A PostgreSQL database. ``host`` may be a folder with the server's socket. ``str()`` leaves the password out."""

    user: str
    host: str
    port: int
    database: str
    password: str | None = field(default=None, repr=False)
    ssl: str = "prefer"

    def __str__(self) -> str:
        return self._written("")

    @property
    def url(self) -> str:
        """With the password, for another process to open."""
        return self._written("" if self.password is None else ":" + quote(self.password, safe=""))

    @property
    def stem(self) -> str:
        """A short name, as a file has one."""
        return self.database

    @property
    def socket(self) -> str | None:
        """The server's socket, if ``host`` is its folder."""
        return f"{self.host}/.s.PGSQL.{self.port}" if self.host.startswith("/") else None

    def _written(self, password: str) -> str:
        where = "" if self.socket else f"[{self.host}]" if ":" in self.host else self.host
        port = "" if self.port == _PORT else f":{self.port}" if where else ""
        asked = [f"host={quote(self.host)}"] if self.socket else []
        asked += [f"port={self.port}"] if self.socket and self.port != _PORT else []
        asked += [f"sslmode={self.ssl}"] if self.ssl != "prefer" else []
        return f"postgresql://{quote(self.user, safe='')}{password}@{where}{port}/{quote(self.database, safe='')}" + (f"?{'&'.join(asked)}" if asked else "")


#: Where a record is.
Place = Path | Address


def place_of(given: str) -> Place:
    """A path, or what ``://`` makes an address. UsageError for an address that is no database for a record."""
    return parse_address(given) if "://" in given else Path(given)


def parse_address(given: str) -> Address:
    """``postgresql://[USER[:PASSWORD]@][HOST[:PORT]][/DATABASE][?host=FOLDER&port=N&sslmode=MODE]``, as libpq reads it.

    What is left out comes from PGUSER, PGPASSWORD, PGHOST, PGPORT, PGDATABASE and PGSSLMODE, as with psql.
    """
    shown = given.partition("://")[0] + "://…"  # what stands behind may hold a password
    parts = urlsplit(given)
    if parts.scheme not in _SCHEMES:
        raise UsageError(f"--record {shown}: a record is a file or a PostgreSQL database; {_FORM}")
    asked = dict(parse_qsl(parts.query))
    unknown = sorted(asked.keys() - {"host", "port", "sslmode"})
    if unknown:
        raise UsageError(f"--record {shown}: {unknown[0]} is not understood; behind ? may stand host, port and sslmode")
    set_ = os.environ.get
    user = unquote(parts.username or "") or set_("PGUSER") or getpass.getuser()
    password = unquote(parts.password) if parts.password is not None else set_("PGPASSWORD")
    ssl = asked.get("sslmode") or set_("PGSSLMODE") or "prefer"
    if ssl not in SSL_MODES:
        raise UsageError(f"--record {shown}: sslmode is one of {', '.join(SSL_MODES)}")
    try:
        port = int(asked.get("port") or parts.port or set_("PGPORT") or _PORT)
    except ValueError as error:
        raise UsageError(f"--record {shown}: the port is no number; {_FORM}") from error
    host = unquote(parts.hostname or "") or asked.get("host") or set_("PGHOST") or "localhost"
    return Address(user, host, port, unquote(parts.path.lstrip("/")) or set_("PGDATABASE") or user, password, ssl)
