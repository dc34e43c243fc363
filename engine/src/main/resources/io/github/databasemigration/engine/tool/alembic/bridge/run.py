"""The run of the migrations themselves, told step by step."""

import functools

from database_migration.faults import MigrationFailed


class Run:
    def __init__(self, channel, statements, planned):
        self._channel = channel
        self._statements = statements
        self._planned = planned
        # The migration that runs, or ran last.
        self.label = None

    def through(self, steps):
        """The steps, each announced before Alembic begins its transaction and when Alembic has committed it.

        Alembic asks for the next step only when it has done with the one before. While it prepares the step the other
        side has time to hear of it; the migration itself waits for that.
        """
        done = []
        for step, planned in zip(steps, self._planned):
            self.label = planned["revision"]
            self._statements.transactional = not planned["leavesTransaction"]
            self._channel.announce(*done, {"event": "migrationStarted", "label": self.label})
            step.migration_fn = self._told(step.migration_fn)
            yield step
            done = [{"event": "migrationFinished", "label": self.label}]
        self._channel.send(*done)

    def _told(self, function):
        @functools.wraps(function)
        def migrate(**arguments):
            self._channel.answer()
            self._statements.begin_migration()
            try:
                return function(**arguments)
            finally:
                self._statements.recording = False

        return migrate

    def check_end(self, heads, expected):
        if heads != expected:
            raise MigrationFailed(
                self.label,
                "Alembic ended without an error, and the database is at %s: env.py did not commit."
                % (", ".join(heads) or "no revision"),
            )
