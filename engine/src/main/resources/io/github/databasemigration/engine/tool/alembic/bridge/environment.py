"""One run of the project's env.py: the way to its connection and its settings, whatever it does to get them."""

from alembic.runtime.environment import EnvironmentContext
from alembic.util import CommandError

from database_migration.address import missing_driver
from database_migration.faults import Fault, one_line, place


class Environment:
    """What env.py set up, for the work that is done while it waits."""

    def __init__(self, context, migration_context, arguments):
        self.context = context
        self.migration_context = migration_context
        # What env.py passes on to upgrade() and downgrade().
        self.arguments = arguments


def run(config, script, destination, work, configuring=None, mutating=False):
    """Runs env.py, which calls back.

    work -- is given the current heads and an Environment, and yields the steps to run
    configuring -- may change the options that env.py gives to context.configure()
    mutating -- whether Alembic may create its version table
    """
    more = {} if mutating else {"dont_mutate": True}
    seen = {"runs": 0}

    def steps(heads, migration_context):
        return work(tuple(heads), Environment(context, migration_context, seen["arguments"]))

    context = EnvironmentContext(config, script, fn=steps, as_sql=False, destination_rev=destination, tag=None, **more)
    configure = context.configure
    run_migrations = context.run_migrations

    def configured(*positional, **options):
        if configuring is not None:
            configuring(options)
        configure(*positional, **options)

    def ran(**arguments):
        seen["runs"] += 1
        if seen["runs"] > 1:
            raise Fault(
                "UNSUPPORTED",
                "env.py migrates several databases or schemas in one run.",
                "Let it migrate the one of its URL, and give each an environment of its own.",
            )
        seen["arguments"] = arguments
        run_migrations(**arguments)

    # On the object and not by a subclass: Alembic's module functions find the methods of the very class only.
    context.configure = configured
    context.run_migrations = ran
    with context:
        script.run_env()
    if not seen["runs"]:
        raise Fault(
            "TOOL_FAILED",
            "env.py ended without having called context.run_migrations().",
            "Run it as the alembic command does, and correct it.",
        )


def fault(error, shown):
    """What is wrong with env.py, or with what it needs, as told by an exception that came out of it."""
    if isinstance(error, Fault):
        return error
    driver = missing_driver(error) if isinstance(error, ImportError) else None
    if driver is not None:
        return driver
    if isinstance(error, SystemExit):
        what = "env.py ended the program%s (sys.exit(%r))." % (place(error, shown), error.code)
    elif isinstance(error, CommandError):
        what = "Alembic says: %s" % error
    else:
        what = "env.py failed%s: %s" % (place(error, shown), one_line(error))
    return Fault("TOOL_FAILED", what, "Correct env.py or what it needs; \"alembic current\" should fail likewise.")
