"""The SQL of a migration, by Alembic's offline mode: the migration runs, and what it would send is written down."""

import copy
import io

from alembic.operations import Operations
from alembic.runtime.migration import HeadMaintainer, MigrationContext
from sqlalchemy.exc import NoInspectionAvailable

from database_migration.faults import one_line, place

NEEDS_DATA = ("NoneType", "MockConnection")
NEEDS_CONNECTION = ("live database connection", "--sql mode", "as_sql")


class Preview:
    """Stands in for the connection that env.py opened, with its settings and its dialect."""

    def __init__(self, environment, shown):
        self._environment = environment
        self._shown = shown
        self._statements = []
        dialect = copy.copy(environment.migration_context.dialect)
        # Drivers want percent signs doubled where parameters are marked by them; people do not.
        dialect.paramstyle = "named"
        dialect.positional = False
        dialect.identifier_preparer = dialect.preparer(dialect)
        options = dict(environment.context.context_opts, as_sql=True, literal_binds=True)
        options["output_buffer"] = io.StringIO()
        options.pop("output_encoding", None)
        self._context = MigrationContext.configure(
            dialect=dialect, environment_context=environment.context, opts=options
        )
        impl = self._context.impl
        self._terminator = impl.command_terminator
        impl.static_output = self._note
        impl.emit_begin = impl.emit_commit = lambda: None

    def _note(self, text):
        statement = text.strip()
        if statement.endswith(self._terminator):
            statement = statement[: -len(self._terminator)].rstrip()
        if statement:
            self._statements.append(statement)

    def heads_after(self, heads, steps):
        """Where the database would be."""
        maintainer = HeadMaintainer(self._context, heads)
        # Its SQL is of no interest, and takes most of the time to write.
        self._context.impl._exec = lambda *positional, **named: None
        for step in steps:
            maintainer.update_to_step(step)
        del self._context.impl._exec
        return sorted(maintainer.heads)

    def of(self, step):
        """The statements of a step, and why they cannot be shown; one of the two is empty."""
        try:
            first = self._run(step)
        except Exception as error:
            return [], "cannot be previewed: " + self._reason(error)
        try:
            if self._run(step) != first:
                return [], "cannot be previewed: sends something else each time"
        except Exception:
            # Some migrations can run only once in a process; the first time was good.
            pass
        return first, None

    def _run(self, step):
        self._statements = []
        context = self._environment.context
        online = context._migration_context
        context._migration_context = self._context
        context.context_opts["as_sql"] = True
        try:
            with Operations.context(self._context):
                step.migration_fn(**self._environment.arguments)
        finally:
            context._migration_context = online
            context.context_opts["as_sql"] = False
        return self._statements

    def _reason(self, error):
        words = one_line(error)
        detail = " (%s%s)" % (words, place(error, self._shown))
        if isinstance(error, NoInspectionAvailable) or any(name in words for name in NEEDS_DATA):
            return "reads data" + detail
        if any(name in words for name in NEEDS_CONNECTION):
            return "needs a connection" + detail
        return "fails without a connection" + detail
