"""The SQLAlchemy URL of the one database, with the driver that the project uses."""

import importlib.util
import os
import re
from urllib.parse import quote

from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, NoSuchModuleError

from database_migration.faults import Fault

# By SQLAlchemy's name of the driver: the module it needs, the package to install.
DRIVERS = {
    "psycopg2": ("psycopg2", "psycopg2-binary"),
    "psycopg": ("psycopg", "psycopg[binary]"),
    "pg8000": ("pg8000", "pg8000"),
    "asyncpg": ("asyncpg", "asyncpg"),
    "pymysql": ("pymysql", "pymysql"),
    "mysqldb": ("MySQLdb", "mysqlclient"),
    "mysqlconnector": ("mysql", "mysql-connector-python"),
    "mariadbconnector": ("mariadb", "mariadb"),
    "aiomysql": ("aiomysql", "aiomysql"),
    "asyncmy": ("asyncmy", "asyncmy"),
    "pysqlite": ("sqlite3", ""),
    "aiosqlite": ("aiosqlite", "aiosqlite"),
}
FAMILIES = {
    "postgresql": ("psycopg2", "psycopg", "pg8000", "asyncpg"),
    "mysql": ("pymysql", "mysqldb", "mysqlconnector", "mariadbconnector", "aiomysql", "asyncmy"),
    "sqlite": ("pysqlite", "aiosqlite"),
}
FAMILIES["mariadb"] = FAMILIES["mysql"]
ASYNCHRONOUS = ("asyncpg", "psycopg", "aiomysql", "asyncmy", "aiosqlite")
MAKES_ASYNCHRONOUS = re.compile(r"\b(async_engine_from_config|create_async_engine)\b")


class Address:
    def __init__(self, settings):
        self._url = settings["url"]
        self._user = settings.get("user")
        self._password = settings.get("password")
        self._variable = settings.get("urlVariable")
        self.platform = make_url(self._url).get_backend_name()
        # SQLite's file; a server's database otherwise.
        self.database = make_url(self._url).database
        self._own = os.environ.get(self._variable, "") if self._variable else ""

    def give(self, config, env_py):
        """Puts the URL where env.py looks for it, in this process's memory alone."""
        own = self._own or written(config)
        url = self._with_login(self._with_driver(own, asynchronous=bool(MAKES_ASYNCHRONOUS.search(env_py))))
        if self._variable:
            os.environ[self._variable] = url
        else:
            config.set_main_option("sqlalchemy.url", url.replace("%", "%%"))

    def _with_driver(self, own, asynchronous):
        name = dialect_and_driver(own)
        if name.split("+")[0] not in FAMILIES or family(name) != family(self.platform):
            name = self._url.split(":", 1)[0]
        elif "+" not in name:
            name += "+" + FAMILIES[name][0]
        dialect, driver = name.split("+")
        candidates = [driver] if name == dialect_and_driver(own) else [driver] + list(FAMILIES[dialect])
        if asynchronous and driver not in ASYNCHRONOUS:
            candidates = [other for other in ASYNCHRONOUS if other in FAMILIES[dialect]]
        for candidate in candidates:
            if installed(dialect, candidate):
                rest = self._url[self._url.index(":") :]
                # The same word of libpq's goes by another name there.
                rest = rest.replace("sslmode=", "ssl=") if candidate == "asyncpg" else rest
                return dialect + "+" + candidate + rest
        raise driver_missing(candidates[0])

    def _with_login(self, url):
        if not self._user:
            return url
        login = quote(self._user, safe="")
        if self._password is not None:
            login += ":" + quote(self._password, safe="")
        return url.replace("://", "://" + login + "@", 1)


def written(config):
    """The URL in the project's own files; only its driver is taken over."""
    try:
        return config.get_main_option("sqlalchemy.url") or ""
    except Exception:
        # An interpolation that only the project's own tools fill in.
        return ""


def dialect_and_driver(url):
    try:
        return make_url(url).drivername
    except ArgumentError:
        return ""


def installed(dialect, driver):
    """Whether SQLAlchemy knows the driver, and Python has it; one that nobody here knows may work."""
    if driver not in DRIVERS:
        return True
    try:
        make_url("%s+%s://" % (dialect, driver)).get_dialect()
    except NoSuchModuleError:
        return False
    return importlib.util.find_spec(DRIVERS[driver][0]) is not None


def family(name):
    return FAMILIES[name.split("+")[0]]


def driver_missing(driver):
    module, package = DRIVERS[driver]
    return Fault(
        "TOOL_MISSING",
        "The Python that has Alembic has no database driver %s." % module,
        "Install it there: pip install %s" % package,
    )


def missing_driver(error):
    """The fault for a driver that an import did not find; None for other modules."""
    name = (getattr(error, "name", None) or "").split(".")[0]
    for driver, (module, _) in DRIVERS.items():
        if module == name:
            return driver_missing(driver)
    return None
