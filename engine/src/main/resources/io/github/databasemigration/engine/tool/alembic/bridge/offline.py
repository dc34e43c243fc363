"""What a project's files tell without any database: the revisions, their SQL, the heads. env.py does not run."""

import os
import sys

from alembic.runtime.environment import EnvironmentContext
from alembic.runtime.migration import MigrationContext, RevisionStep
from alembic.script import ScriptDirectory
from alembic.script.revision import RevisionMap

from database_migration import project
from database_migration.environment import Environment
from database_migration.preview import Preview
from database_migration.project import Project
from database_migration.sources import Sources


class Offline:
    def __init__(self, settings):
        sys.dont_write_bytecode = True
        self._platform = settings["platform"]
        self._sources = Sources(os.getcwd())
        self._project = Project(settings, self._sources, self._platform)
        self._config = self._project.config("upgrade", "heads")
        self._directory = self._project.directory(self._config)
        base = os.path.realpath(os.getcwd())
        places = [os.path.abspath(str(folder)) for folder in self._directory._version_locations]
        self._folders = [os.path.relpath(place, base).replace(os.sep, "/") for place in places]

    def versions(self):
        return {"alembic": project.version()}

    def do(self, command):
        if command["do"] == "folders":
            return {"folders": self._folders}
        return self._read(os.path.realpath(command["state"]))

    def _read(self, state):
        folders = [os.path.join(state, folder) for folder in self._folders]
        script = ScriptDirectory(self._directory.dir, version_locations=folders)
        self._sources.add_root(state)
        revisions = self._project.load(script)
        found = [self._named(state, revision) for revision in revisions]
        names = {revision.revision for revision in revisions}
        if len(names) < len(revisions):
            # There is no graph of revisions that are there twice.
            return {"revisions": found, "heads": []}
        self._project.check_links(revisions)
        revision_map = RevisionMap(lambda: iter(revisions))
        for revision, known in zip(revisions, found):
            known["statements"], known["noPreview"] = self._sql(script, revision_map, revision)
        return {"revisions": found, "heads": sorted(revision_map.heads)}

    def _named(self, state, revision):
        path = os.path.realpath(str(revision.path))
        with open(path, "rb") as file:
            text = file.read().decode("utf-8", "replace")
        return {
            "revision": revision.revision,
            "doc": revision.doc or "",
            "path": os.path.relpath(path, state).replace(os.sep, "/"),
            "text": text,
            "statements": [],
        }

    def _sql(self, script, revision_map, revision):
        context = EnvironmentContext(self._config, script, as_sql=True)
        bare = MigrationContext.configure(dialect_name=self._platform, opts={"as_sql": True})
        with context:
            preview = Preview(Environment(context, bare, {}), self._sources.shown)
            return preview.of(RevisionStep(revision_map, revision, True))
