"""The project's Alembic: its configuration, its folder of migrations, the order in which they would run."""

import inspect
import os
import re

import alembic
from alembic.config import CommandLine, Config
from alembic.script import ScriptDirectory
from alembic.script.revision import MultipleHeads, RevisionError, RevisionMap
from alembic.util import CommandError, to_tuple

from database_migration import code
from database_migration.faults import Fault, one_line, place

RELATIVE = re.compile(r"[+-]\d+$")


class Project:
    def __init__(self, settings, sources, platform):
        self.ini = settings["ini"]
        self._section = settings["section"]
        self._arguments = settings["arguments"]
        self._sources = sources
        self._platform = platform
        self._command_line = CommandLine(prog="alembic").parser
        # The names of all files in the folders of migrations when they were loaded last, what was loaded, and whether
        # something of it ran: revisions may keep state that a preview or a run has used up.
        self.listing = None
        self._loaded = None
        # Where all revisions are that were loaded.
        self.files = set()
        self._touched = False

    def config(self, command, target):
        """The configuration as the program itself would make it, so that env.py finds all it may look at."""
        line = ["-c", self.ini, "-n", self._section]
        for name, value in sorted(self._arguments.items()):
            line += ["-x", "%s=%s" % (name, value)]
        options = self._command_line.parse_args(line + [command, target])
        more = {}
        if "toml_file" in inspect.signature(Config.__init__).parameters:
            more["toml_file"] = "pyproject.toml"
        config = Config(file_=self.ini, ini_section=self._section, cmd_opts=options, **more)
        self._check(config, "toml_file" in more)
        return config

    def _check(self, config, may_be_toml):
        if os.path.isfile(self.ini):
            self._sources.read(self.ini)
            if not config.file_config.has_section(self._section):
                raise Fault(
                    "CONFIGURATION_INVALID",
                    "%s has no section [%s]." % (self.ini, self._section),
                    "Name one that is there with alembic.section.",
                )
        elif may_be_toml and config.toml_alembic_config:
            self._sources.read("pyproject.toml")
        else:
            raise Fault(
                "LOCATION_MISSING",
                "There is no %s." % self.ini,
                "Name the Alembic configuration with alembic.ini, relative to the project.",
            )
        databases = config.file_config.get(self._section, "databases", fallback="").replace(",", " ").split()
        if len(databases) > 1:
            raise Fault(
                "UNSUPPORTED",
                "%s migrates several databases in one run (%s)." % (self.ini, ", ".join(databases)),
                "Give each database a section or an ini file of its own, and an environment that names it.",
            )

    def directory(self, config):
        """The folder of migrations; nothing in it is loaded."""
        try:
            return ScriptDirectory.from_config(config)
        except CommandError as error:
            raise Fault(
                "LOCATION_MISSING",
                "The folder of migrations that %s names is not there: %s" % (self.ini, one_line(error)),
                "Correct script_location in %s." % self.ini,
            )

    def script(self, config):
        """The folder of migrations, with its revisions to look at."""
        script = self.directory(config)
        folders = [str(folder) for folder in script._version_locations]
        self._check_folders(script, folders)
        for folder in [script.dir] + folders:
            if not self._sources.own(os.path.join(folder, "env.py")):
                self._sources.add_root(folder)
        listing = names_below(folders)
        if listing != self.listing:
            self._load(script)
            self.listing = listing
        script.revision_map = self._loaded
        return script

    def touch(self, script):
        """Sees to it that of the revisions of a folder nothing ran yet, for something will now."""
        if self._touched:
            self._load(script)
        script.revision_map = self._loaded
        self._touched = True

    def _load(self, script):
        revisions = self._all(script)
        self._loaded = RevisionMap(lambda: iter(revisions))
        self.files = self.paths(revisions)
        self._touched = False

    def _check_folders(self, script, folders):
        missing = [folder for folder in folders if not os.path.isdir(folder)]
        if not os.path.isfile(os.path.join(script.dir, "env.py")):
            missing.append(os.path.join(script.dir, "env.py"))
        if missing:
            raise Fault(
                "LOCATION_MISSING",
                "%s is not there." % self._relative(missing[0]),
                "Correct script_location or version_locations in %s." % self.ini,
            )

    def _relative(self, path):
        return self._sources.shown(path) or path

    def load(self, script):
        """The revisions, however they hang together."""
        try:
            return list(script._load_revisions())
        except Exception as error:
            raise self._unreadable(error)

    def _all(self, script):
        revisions = self.load(script)
        if not revisions:
            raise Fault(
                "LOCATION_EMPTY",
                "%s holds no revision." % self._relative(str(script._version_locations[0])),
                "Correct script_location or version_locations in %s, or create the first revision." % self.ini,
            )
        by_id = {}
        for revision in revisions:
            other = by_id.setdefault(revision.revision, revision)
            if other is not revision:
                raise Fault(
                    "VERSION_DUPLICATE",
                    "%s and %s both are revision %s." % (self.path(other), self.path(revision), revision.revision),
                    "Give one of them another revision id.",
                )
        self.check_links(revisions)
        return revisions

    def check_links(self, revisions):
        """Refuses revisions that follow one that is not there."""
        by_id = {revision.revision for revision in revisions}
        labels = {label for revision in revisions for label in revision.branch_labels}
        for revision in revisions:
            needed = [name for name in revision._versioned_down_revisions if name not in by_id]
            for name in to_tuple(revision.dependencies, default=()):
                if name not in labels and not any(known.startswith(name) for known in by_id):
                    needed.append(name)
            for name in needed:
                raise Fault(
                    "SCRIPT_UNREADABLE",
                    "%s follows revision %s, which no file has." % (self.path(revision), name),
                    "Restore that file, or correct down_revision or depends_on.",
                )

    def _unreadable(self, error):
        if isinstance(error, Fault):
            return error
        syntax = isinstance(error, (SyntaxError, UnicodeDecodeError, CommandError))
        return Fault(
            "SCRIPT_UNREADABLE" if syntax else "TOOL_FAILED",
            "A revision cannot be loaded%s: %s" % (place(error, self._sources.shown), one_line(error)),
            "Correct the file.",
        )

    def path(self, revision):
        return self._sources.shown(revision.path) or str(revision.path)

    def paths(self, revisions):
        """Where revisions are, without links."""
        return {self._sources.real(str(revision.path)) for revision in revisions}

    def steps(self, command, script, heads):
        """What would run, in order."""
        if command["direction"] == "up":
            return self._upgrade_steps(script, command["target"], heads)
        return self._downgrade_steps(script, command["target"], heads)

    def _upgrade_steps(self, script, target, heads):
        if RELATIVE.search(target):
            raise Fault(
                "TARGET_UNKNOWN",
                "The target \"%s\" is relative: it would be another one as soon as something ran." % target,
                "Name the revision that is meant.",
            )
        self._check_applied(script, heads)
        with resolving(script, target):
            return script._upgrade_revs(target, heads)

    def _downgrade_steps(self, script, target, heads):
        self._check_applied(script, heads)
        for revision in script.walk_revisions():
            if not hasattr(revision.module, "downgrade"):
                revision.module.downgrade = no_downgrade
        with resolving(script, target):
            return script._downgrade_revs(target, heads)

    def _check_applied(self, script, heads):
        for head in heads:
            try:
                known = script.get_revision(head).revision
            except CommandError:
                known = None
            if known != head:
                raise Fault(
                    "APPLIED_MIGRATION_MISSING",
                    "The database is at revision %s, which no file has." % head,
                    "Restore the file of that revision, or check out the version of the project that has it.",
                )

    def applied(self, script, heads):
        """Every revision that the database has, the oldest first."""
        todo = [script.get_revision(head) for head in heads]
        seen = set()
        while todo:
            revision = todo.pop()
            if revision.revision not in seen:
                seen.add(revision.revision)
                todo.extend(script.get_revision(name) for name in revision._all_down_revisions)
        ordered = [revision for revision in script.walk_revisions() if revision.revision in seen]
        return [self._named(revision) for revision in reversed(ordered)]

    def _named(self, revision):
        return {"revision": revision.revision, "doc": revision.doc or "", "path": self.path(revision)}

    def describe(self, step):
        """All about one step that is known without running it."""
        revision = step.revision
        tree = code.parse(self._sources.read(str(revision.path)))
        function = "upgrade" if step.is_upgrade else "downgrade"
        known = self._named(revision)
        known["labels"] = sorted(revision.branch_labels)
        known["sha256"] = self._sources.sha256(str(revision.path))
        # Compiled files tell nothing without being run.
        known["leavesTransaction"] = tree is not None and code.leaves_transaction(tree, function, self._platform)
        known["irreversible"], known["stuck"] = code.downgrade(tree) if tree is not None else (None, False)
        return known


class resolving:
    """Says what is wrong with a target in this project's words."""

    def __init__(self, script, target):
        self._script = script
        self._target = target

    def __enter__(self):
        return self

    def __exit__(self, kind, error, traceback):
        if not isinstance(error, CommandError):
            return False
        cause = error.__cause__
        if isinstance(cause, MultipleHeads):
            heads = ", ".join(sorted(self._script.get_heads()))
            raise Fault(
                "SEVERAL_HEADS",
                "\"%s\" does not say which of several heads is meant: %s." % (self._target, heads),
                "Set the target to heads or to one of them, or join them with \"alembic merge heads\".",
            )
        if isinstance(cause, RevisionError):
            raise Fault(
                "TARGET_UNKNOWN",
                "The target \"%s\" cannot be reached: %s." % (self._target, str(error).rstrip(".")),
                "Set the target to a revision that the files have, to a branch (label@head), or to head.",
            )
        return False


def names_below(folders):
    return {(place, name) for folder in folders for place, _, names in os.walk(folder) for name in names}


def no_downgrade():
    raise NotImplementedError("the revision has no downgrade()")


def version():
    return alembic.__version__
