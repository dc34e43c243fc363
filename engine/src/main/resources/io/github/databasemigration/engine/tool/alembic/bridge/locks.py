"""What is done with a statement that does not get a lock: the other side knows whether it may be sent again."""

import time


class Locks:
    def __init__(self, channel):
        self._channel = channel

    def send(self, send, driver, sql, limits):
        """Sends a statement, again and again where that is known to be right.

        driver -- the driver's own connection
        limits -- what to send before and after, where it may wait longer than others
        """
        if "before" not in limits:
            return self._send(send, driver, sql)
        beside(driver, limits["before"])
        try:
            return self._send(send, driver, sql)
        finally:
            try:
                beside(driver, limits["after"])
            except Exception:
                # Of a session that is gone, the reason is what the statement says.
                pass

    def _send(self, send, driver, sql):
        while True:
            started = time.monotonic()
            try:
                return send()
            except Exception as error:
                refusal = told(error)
                if not refusal:
                    raise
                refusal["event"] = "statementRefused"
                refusal["sql"] = sql
                refusal["inTransaction"] = not commits_by_itself(driver)
                refusal["micros"] = int((time.monotonic() - started) * 1000000)
                if not self._channel.ask(refusal)["again"]:
                    raise


def beside(driver, sql):
    """Sends something else in the same session."""
    other = driver.cursor()
    try:
        other.execute(sql)
    finally:
        other.close()


def driver_of(connection):
    """The driver's connection behind one of SQLAlchemy."""
    return getattr(connection.connection, "dbapi_connection", None) or connection.connection


def commits_by_itself(driver):
    """Whether a session commits each statement (psycopg2, psycopg and pg8000 tell it like this)."""
    return getattr(driver, "autocommit", None) is True


def told(error):
    """The server's code for an error, as each driver has it; nothing where it is not the server's."""
    first = error.args[0] if error.args else None
    state = getattr(error, "sqlstate", None) or getattr(error, "pgcode", None)
    number = getattr(error, "errno", None)
    if isinstance(first, dict):
        state = first.get("C")
    if isinstance(first, int):
        number = first
    known = {}
    if isinstance(state, str):
        known["state"] = state
    if isinstance(number, int):
        known["number"] = number
    return known
