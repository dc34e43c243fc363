"""What the bridge can do: say what would run, and run it."""

import os

import sqlalchemy

from database_migration import environment, project
from database_migration.address import Address
from database_migration.faults import Fault, MigrationFailed, one_line, place
from database_migration.locks import commits_by_itself, driver_of
from database_migration.outlook import Outlook
from database_migration.project import Project
from database_migration.run import Run
from database_migration.sessions import Sessions
from database_migration.sources import Sources
from database_migration.statements import Statements


class Tool:
    def __init__(self, settings, channel):
        self._channel = channel
        self._address = Address(settings)
        self._transactional_ddl = settings["transactionalDdl"]
        self._sources = Sources(os.getcwd())
        self._sources.install()
        self._project = Project(settings, self._sources, self._address.platform)
        self._sessions = Sessions(settings, self._address, channel)
        self._sessions.install()
        self._statements = Statements(channel, self._address.platform)
        self._statements.install()
        self._outlook = Outlook(self._project, self._sources, self._statements)

    def versions(self):
        return {"alembic": project.version(), "sqlalchemy": sqlalchemy.__version__}

    def do(self, command):
        if command["do"] == "migrate":
            return self._migrate(command)
        return self._inspect(command)

    def _inspect(self, command):
        """Where the database is, and what would bring it to the target. Changes nothing."""
        self._sources.sealed = False
        config, script = self._load(command)
        state = {}

        def look(heads, env):
            state.update(self._outlook.of(command, heads, env, script))
            state["versionTable"] = env.migration_context.version_table
            state["autocommit"] = commits_by_itself(driver_of(env.migration_context.connection))
            state["ownTransaction"] = bool(getattr(env.migration_context, "_in_external_transaction", False))
            return []

        self._run_env(config, script, command, look)
        return state

    def _migrate(self, command):
        """Runs exactly what was planned, or nothing."""
        found = self._inspect(command)
        refuse_changes(command, found)
        if not found["pending"]:
            return {}
        if command["direction"] == "down":
            refuse_stuck(found["pending"])
        self._sources.sealed = True
        config, script = self._load(command)
        self._project.touch(script)
        self._statements.question = command.get("question")
        run = Run(self._channel, self._statements, found["pending"])

        def work(heads, env):
            if sorted(heads) != found["current"]:
                raise changed("The database went from %s to %s in between." % (found["current"], sorted(heads)))
            return run.through(self._project.steps(command, script, heads))

        def configuring(options):
            options["transaction_per_migration"] = command["transaction"] == "each"
            if self._transactional_ddl:
                options["transactional_ddl"] = True

        self._run_env(config, script, command, work, run, configuring)
        run.check_end(self._heads(command), found["target"])
        return {}

    def _heads(self, command):
        """Where the database is, as a session sees it that knows nothing of what was not committed."""
        config, script = self._load(command)
        found = []

        def look(heads, env):
            found.extend(heads)
            return []

        self._run_env(config, script, command, look)
        return sorted(found)

    def _load(self, command):
        name = "upgrade" if command["direction"] == "up" else "downgrade"
        config = self._project.config(name, command["target"])
        script = self._project.script(config)
        env_py = self._sources.read(os.path.join(script.dir, "env.py"))
        self._address.give(config, env_py.decode("utf-8", "replace"))
        return config, script

    def _run_env(self, config, script, command, work, run=None, configuring=None):
        """Runs env.py: to look, unless a Run is given."""
        self._sessions.begin(read_only=run is None)
        self._statements.transactional = False
        self._statements.looking = run is None
        try:
            environment.run(config, script, command["target"], work, configuring, mutating=run is not None)
        except (Exception, SystemExit) as error:
            fault = self._sessions.fault
            if run is not None and run.label is not None:
                words = fault.what if fault is not None else one_line(error) + place(error, self._sources.shown)
                raise MigrationFailed(run.label, words)
            raise fault or environment.fault(error, self._sources.shown)
        if self._sessions.fault is not None:
            raise self._sessions.fault


def refuse_changes(command, found):
    """Names the first difference between what was planned and what would run."""
    planned = [(each["label"], each["sha256"]) for each in command["planned"]]
    pending = [(each["revision"], each["sha256"]) for each in found["pending"]]
    for (label, sha256), (revision, now) in zip(planned, pending):
        if label != revision:
            raise changed("Revision %s would run where %s was planned." % (revision, label))
        if sha256 != now:
            raise changed("The file of revision %s has other content now." % label)
    if len(planned) > len(pending):
        raise changed("Revision %s was planned and is not pending." % planned[len(pending)][0])
    if len(planned) < len(pending):
        raise changed("Revision %s is pending and was not planned." % pending[len(planned)][0])
    expected = command.get("files", found["files"])
    for name in sorted(set(expected) | set(found["files"])):
        if expected.get(name) != found["files"].get(name):
            raise changed("Other than planned: %s." % name)


def refuse_stuck(pending):
    for each in pending:
        if each["stuck"]:
            raise Fault(
                "UNSUPPORTED",
                "Revision %s cannot be taken back: %s." % (each["revision"], each["irreversible"]),
                "Restore a backup instead, or go down to that revision at most.",
            )


def changed(what):
    return Fault("PLAN_CHANGED", what, "Make a new plan and have it approved.")
