"""Every session that the project opens, whatever way it does so: settled, checked, announced, interruptible."""

import os
import sys

from sqlalchemy import event
from sqlalchemy.engine import Engine
from sqlalchemy.exc import DisconnectionError
from sqlalchemy.pool import Pool

from database_migration.address import FAMILIES
from database_migration.faults import Fault

READ_ONLY = {
    "postgresql": "SET default_transaction_read_only = on",
    "mysql": "SET SESSION TRANSACTION READ ONLY",
    "mariadb": "SET SESSION TRANSACTION READ ONLY",
    "sqlite": "PRAGMA query_only = ON",
}


class Sessions:
    def __init__(self, settings, address, channel):
        self._settings = settings["sessionSettings"]
        self._identity_query = settings["identityQuery"]
        self._identity = settings.get("identity")
        self._platform = address.platform
        self._file = os.path.realpath(address.database) if self._platform == "sqlite" else None
        self._id_query = settings.get("sessionIdQuery")
        self._target = settings["target"]
        self._channel = channel
        self._open = []
        self._dialed = None
        self.read_only = True
        self._generation = 0
        # What was wrong with a session, for an env.py that swallows exceptions.
        self.fault = None

    def install(self):
        event.listen(Engine, "do_connect", self._connecting)
        event.listen(Pool, "connect", self._connected)
        event.listen(Pool, "checkout", self._taken)
        event.listen(Pool, "close", self._closing)
        self._channel.on_stop(self.cancel)

    def begin(self, read_only):
        self.read_only = read_only
        self.fault = None
        self._generation += 1

    def _connecting(self, dialect, record, arguments, parameters):
        self._check_same(FAMILIES.get(dialect.name), FAMILIES[self._platform])
        if dialect.driver == "pymysql" and isinstance(parameters.get("password"), str):
            # PyMySQL would send it in Latin-1.
            parameters["password"] = parameters["password"].encode("utf-8")
        self._dialed = (dialect, arguments, parameters)
        if self._platform == "sqlite" and self.read_only and arguments and not os.path.exists(arguments[0]):
            # Merely to look must not create the file.
            self._check_same(os.path.realpath(arguments[0]), self._file)
            return dialect.connect(":memory:", **parameters)
        return None

    def _taken(self, connection, record, proxy):
        """An engine that outlives a run of env.py must not bring back a session of that run, settled otherwise."""
        if record.info.get("generation") != self._generation:
            raise DisconnectionError()

    def _connected(self, connection, record):
        record.info["generation"] = self._generation
        if self._platform == "sqlite":
            # Python's sqlite3 begins transactions for some statements only; see statements.py for who does it.
            connection.isolation_level = None
        cursor = connection.cursor()
        try:
            self._check(cursor)
            for statement in self._settings:
                cursor.execute(statement)
            if self.read_only:
                cursor.execute(READ_ONLY[self._platform])
            number = self._number(cursor)
        finally:
            cursor.close()
        connection.commit()
        self._open.append((connection, number, self._dialed))
        if number is not None and not self.read_only:
            self._channel.send({"event": "session", "id": number})

    def _closing(self, connection, record):
        self._open = [session for session in self._open if session[0] is not connection]

    def _check(self, cursor):
        try:
            cursor.execute(self._identity_query)
            found = str(cursor.fetchone()[0])
        except Exception:
            # Another kind of server does not even understand the question.
            found = None
        if self._file is None:
            self._check_same(found, self._identity)
        elif found != "":
            self._check_same(found and os.path.realpath(found), self._file)

    def _check_same(self, found, expected):
        if found != expected:
            self.fault = Fault(
                "WRONG_DATABASE",
                "env.py connected to another database than %s." % self._target,
                "Let env.py take its URL from sqlalchemy.url of the Alembic configuration, or name the variable that it"
                " reads with alembic.urlVariable.",
            )
            raise self.fault

    def _number(self, cursor):
        if self._id_query is None:
            return None
        cursor.execute(self._id_query)
        return str(cursor.fetchone()[0])

    def cancel(self):
        """Stops what runs in the database, from another thread than the one that waits for it."""
        for connection, number, dialed in self._open:
            try:
                interrupt(connection, number, dialed)
            except Exception as error:
                # Best effort: the connection ends with this process in any case.
                print("Could not cancel the running statement: %s" % type(error).__name__, file=sys.stderr)


def interrupt(connection, number, dialed):
    if hasattr(connection, "cancel"):
        connection.cancel()
    elif hasattr(connection, "interrupt"):
        connection.interrupt()
    elif number is not None and dialed is not None:
        dialect, arguments, parameters = dialed
        second = dialect.connect(*arguments, **parameters)
        try:
            second.cursor().execute("KILL QUERY " + str(int(number)))
        finally:
            second.close()
