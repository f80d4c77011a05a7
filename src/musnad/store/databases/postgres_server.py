"""A record in a PostgreSQL database: connections, and errors that say what to do.

Who reads sees one snapshot (REPEATABLE READ, read-only). Who writes takes the record's lock at the beginning of a transaction, as a
writer of an SQLite file does: one writes, the others wait, readers never do.
"""

from __future__ import annotations

import socket
import ssl
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import NullPool, QueuePool

from musnad.errors import RecordError, UsageError
from musnad.store.databases.address import Address
from musnad.store.databases.base import BUSY_SECONDS
from musnad.store.databases.postgres import clean
from musnad.store.schema import APPLICATION_ID

if TYPE_CHECKING:
    from sqlalchemy.engine.interfaces import DBAPIConnection

#: How long a server may take to answer at all, in seconds.
_ANSWER_SECONDS = 15
#: What a connection is told. Compiling a question (jit) takes longer than answering it.
_ALWAYS = ("SET client_min_messages = warning", "SET jit = off")
_READS = ("SET default_transaction_isolation = 'repeatable read'", "SET default_transaction_read_only = on")
_WRITES = (f"SET lock_timeout = '{BUSY_SECONDS}s'", "SET default_transaction_isolation = 'read committed'")


def _ping(ping: Callable[[DBAPIConnection], bool], connection: DBAPIConnection) -> bool:
    """Whether a connection kept for the next question still stands."""
    try:
        return ping(connection)
    except OSError:
        return False


class PostgresServer:
    """See :class:`musnad.store.databases.base.Home`."""

    def __init__(self, address: Address) -> None:
        try:
            import pg8000.dbapi
        except ModuleNotFoundError as error:
            raise UsageError(f"{address}: a record in PostgreSQL needs {error.name}: pip install 'musnad[postgres]'") from error
        self.address, self._driver = address, pg8000.dbapi
        self.errors: tuple[type[Exception], ...] = (pg8000.dbapi.Error,)

    def check(self, *, write: bool, create: bool) -> None:
        """Nothing is seen without opening it."""

    def engine(self, *, write: bool) -> Engine:
        """Readers keep a few connections for the next question; writers are short-lived."""
        pool: dict[str, Any] = {"poolclass": NullPool} if write else {"poolclass": QueuePool, "pool_pre_ping": True}
        engine = create_engine("postgresql+pg8000://", creator=self._connect, **pool)
        # The system may say that the line is broken before pg8000 does, by an error that SQLAlchemy does not expect of a driver.
        engine.dialect.do_ping = partial(_ping, engine.dialect.do_ping)  # type: ignore[method-assign]

        @event.listens_for(engine, "connect")
        def settings(connection: DBAPIConnection, _: Any) -> None:
            cursor = connection.cursor()
            for setting in (*_ALWAYS, *(_WRITES if write else _READS)):
                cursor.execute(setting)
            cursor.close()
            connection.commit()

        @event.listens_for(engine, "begin")
        def begin(connection: Connection) -> None:
            if write:
                connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({APPLICATION_ID})")

        @event.listens_for(engine, "before_cursor_execute", retval=True)
        def cleaned(connection: Connection, cursor: Any, statement: str, parameters: Any, context: Any, many: bool) -> tuple[str, Any]:
            rows = [tuple(map(clean, row)) for row in parameters] if many else tuple(map(clean, parameters))
            return statement, rows

        return engine

    def _connect(self) -> Any:
        a = self.address
        whole = ssl.create_default_context()
        unproven = ssl.create_default_context()
        unproven.check_hostname, unproven.verify_mode = False, ssl.CERT_NONE
        import scramp  # comes with the driver

        secure = {"disable": False, "prefer": False if a.socket else None, "require": unproven, "verify-full": whole}[a.ssl]
        asked: dict[str, Any] = {"host": a.host, "port": a.port, "database": a.database, "password": a.password, "ssl_context": secure}
        try:
            return self._driver.connect(a.user, sock=self._line(), application_name="musnad", **asked)
        except self._driver.InterfaceError as error:  # the driver says good-bye on a closed line, and what the server said is lost behind that
            raise self._said_before(error) or error from error
        except scramp.ScramException as error:
            raise RecordError(f"{a}: the driver cannot use this password ({error}); letters of two directions in one are not allowed, for example") from error

    def _said_before(self, error: BaseException) -> Exception | None:
        """The server's own words among what led to an error."""
        before: BaseException | None = error
        while before is not None and not isinstance(before, self._driver.DatabaseError):
            before = before.__cause__ or before.__context__
        return before

    def _line(self) -> socket.socket:
        """A connected socket: made here, since the driver's time-out would hold for long questions too."""
        a = self.address
        try:
            if a.socket:
                line = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
                line.connect(a.socket)
                return line
            line = socket.create_connection((a.host, a.port), _ANSWER_SECONDS)
        except OSError as error:
            raise RecordError(f"{a}: no server answers there ({error.strerror or error}); start it, or check host and port") from error
        line.settimeout(None)
        line.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
        return line

    def allowed(self, connection: Connection) -> None:
        a = self.address
        encoding = connection.exec_driver_sql("SHOW server_encoding").scalar_one()
        if encoding != "UTF8":
            raise RecordError(f"{a}: its encoding is {encoding}, which cannot hold every text; make one with: createdb --encoding UTF8 --template template0 NAME")
        if not _may_write(connection):
            raise RecordError(f"{a}: {a.user} may only read there; nothing was added. Use a role that may write, or let this one: docs/teams.md says how")

    def writable(self) -> bool:
        engine = self.engine(write=False)
        with engine.connect() as connection:
            found = _may_write(connection)
        engine.dispose()
        return found

    def explain(self, error: BaseException | None) -> str:
        a = self.address
        said = error.args[0] if error is not None and error.args else ""
        if not isinstance(said, dict):
            if "SSL" in str(said):
                return f"{a}: the server does not encrypt ({said}); set it up, or say sslmode=disable for a network that you trust"
            return f"{a}: the connection broke ({said}); what was added before is safe. Run the same command again"
        code, problem = str(said.get("C", "")), str(said.get("M", ""))
        for start, advice in _ADVICE:
            if code.startswith(start):
                return f"{a}: {advice.format(problem=problem, user=a.user, database=a.database, seconds=BUSY_SECONDS)}"
        return f"{a}: {problem} ({code})"


#: Beginnings of SQLSTATE codes (postgresql.org/docs/current/errcodes-appendix.html), with what to say.
_ADVICE = (
    ("28P01", "wrong password for {user}; give it in PGPASSWORD, or as postgresql://USER:PASSWORD@HOST/DATABASE"),
    ("28", "the server refuses {user} ({problem}); check the role, and pg_hba.conf on the server"),
    ("3D000", "no such database; make it on the server with: createdb --owner {user} {database}"),
    ("42501", "{user} may not do that ({problem}); docs/teams.md says which rights a role needs"),
    ("25006", "is read-only ({problem}); nothing was added. Use a role and a server that may write"),
    ("53100", "no room left on the server's disk ({problem}); what was added before is safe. Free some room and run the same command again"),
    ("53300", "the server has too many connections; wait, or let it have more (max_connections)"),
    ("55P03", "another program has been writing for {seconds} s; wait for it and run the same command again"),
    ("57P", "the server is starting or going down ({problem}); what was added before is safe. Run the same command again"),
    ("08", "the connection broke ({problem}); what was added before is safe. Run the same command again"),
    ("XX001", "damaged ({problem}); restore a copy (pg_restore)"),
    ("XX002", "an index is damaged ({problem}); rebuild it with: reindexdb {database}"),
)  # fmt: skip


def _may_write(connection: Connection) -> bool:
    """By the rights of the role; a standby takes nothing from anybody."""
    try:
        rights = (
            "SELECT NOT pg_is_in_recovery() AND CASE WHEN to_regclass('article') IS NULL THEN has_schema_privilege(current_schema(), 'CREATE') "
            "ELSE has_table_privilege('article', 'INSERT') AND has_table_privilege('view', 'INSERT') END"
        )
        return bool(connection.exec_driver_sql(rights).scalar_one())
    except DBAPIError:
        return False
