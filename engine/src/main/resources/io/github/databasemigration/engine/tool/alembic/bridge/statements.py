"""Tells what is sent to the database while a migration runs, before it is sent and when it is done."""

import re
import time

from sqlalchemy import event
from sqlalchemy.engine import Engine

from database_migration.code import SQLITE_OUTSIDE
from database_migration.faults import one_line
from database_migration.locks import Locks, beside, commits_by_itself, driver_of

# What many an env.py does before Alembic's table can be there; to plan must not fail at it, nor do it.
ENSURES_SCHEMA = re.compile(r"\s*CREATE\s+SCHEMA\s+IF\s+NOT\s+EXISTS\b", re.IGNORECASE)
NO_TRANSACTION_NEEDED = ("BEGIN", "COMMIT", "ROLLBACK", "PRAGMA", "VACUUM", "ATTACH", "DETACH")


class Statements:
    def __init__(self, channel, platform):
        self._channel = channel
        self._sqlite = platform == "sqlite"
        self._locks = Locks(channel)
        self._limits = {}
        self._started = None
        # How many statements were sent, whatever for.
        self.sent = 0
        # Whether a migration's own function runs: Alembic's book-keeping around it is not told.
        self.recording = False
        # Whether nothing may be changed now.
        self.looking = True
        # Whether a step runs that is to be in a transaction, with Alembic's book-keeping. Matters for SQLite.
        self.transactional = False
        # What to ask in the session between two statements, for those who want to know what they did.
        self.question = None
        self._asked = False

    def begin_migration(self):
        self.recording = True
        self._asked = False

    def install(self):
        event.listen(Engine, "before_cursor_execute", self._before, retval=True)
        event.listen(Engine, "do_execute", self._send)
        event.listen(Engine, "after_cursor_execute", self._after)
        event.listen(Engine, "handle_error", self._failed)

    def _before(self, connection, cursor, statement, parameters, context, many):
        self.sent += 1
        if self._sqlite:
            self._begin(connection, cursor, statement)
        if self.recording:
            if not self._asked:
                self._ask(connection)
            sql = statement.replace("\t", "    ").strip()
            inside = not commits_by_itself(driver_of(connection))
            self._limits = self._channel.ask({"event": "statementStarted", "sql": sql, "inTransaction": inside})
            for other in self._limits.get("beforehand", []):
                beside(driver_of(connection), other)
            self._started = time.monotonic()
        if self.looking and ENSURES_SCHEMA.match(statement):
            return "SELECT 1", ()
        return statement, parameters

    def _send(self, cursor, statement, parameters, context):
        """Sends what SQLAlchemy was about to send; true where that is done."""
        if self._started is None:
            return False
        driver = driver_of(context.root_connection)
        self._locks.send(
            lambda: context.dialect.do_execute(cursor, statement, parameters, context), driver, statement, self._limits
        )
        return True

    def _begin(self, connection, cursor, statement):
        """Python's sqlite3 begins a transaction for data only and commits it at the next DDL; here all is in one."""
        inside = connection.connection.driver_connection.in_transaction
        if inside and SQLITE_OUTSIDE.match(statement):
            raise RuntimeError(
                "SQLite does not do this inside a transaction; write it in the migration itself, so that it can be"
                " seen beforehand: " + statement
            )
        if inside or not self.transactional or not connection.in_transaction():
            return
        if not statement.lstrip().upper().startswith(NO_TRANSACTION_NEEDED):
            cursor.execute("BEGIN")

    def _after(self, connection, cursor, statement, parameters, context, many):
        if self._started is not None:
            message = {"event": "statementFinished", "micros": self._took()}
            if cursor.description is None and cursor.rowcount >= 0:
                message["rows"] = cursor.rowcount
            self._channel.send(message)
            self._ask(connection)

    def _ask(self, connection):
        self._asked = True
        if self.question is None:
            return
        # The driver's own cursor: SQLAlchemy would tell of it.
        cursor = connection.connection.cursor()
        try:
            cursor.execute(self.question)
            answer = str(cursor.fetchone()[0])
        finally:
            cursor.close()
        self._channel.ask({"event": "answered", "answer": answer})

    def _failed(self, failure):
        if self._started is not None and isinstance(failure.original_exception, Exception):
            error = one_line(failure.original_exception)
            self._channel.send({"event": "statementFailed", "micros": self._took(), "error": error})

    def _took(self):
        took = time.monotonic() - self._started
        self._started = None
        return int(took * 1000000)
