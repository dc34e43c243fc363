"""What would bring a database from where it is to its target.

To preview a thousand revisions takes a while, so what was worked out is kept for the next look, as long as nothing is
different that a preview could tell: the place, the target, the files, what env.py configured. What asked the database
is not kept.
"""

import copy

from database_migration.files import OTHERS, fingerprints, outside
from database_migration.preview import Preview

PLAIN = (str, int, float, type(None))


class Outlook:
    def __init__(self, project, sources, statements):
        self._project = project
        self._sources = sources
        self._statements = statements
        self._key = None
        self._found = None

    def of(self, command, heads, env, script):
        """Where the database is and would be, what it has, what is pending, and the files that decide."""
        files = fingerprints(self._sources, script, self._project.files)
        settings = configured(env)
        key = [command["direction"], command["target"], sorted(heads), self._project.listing, files, settings]
        if key == self._key:
            return self._found
        sent = self._statements.sent
        found = self._work_out(command, heads, env, script)
        # Of objects nobody can tell whether they are what they were.
        self._key = copy.deepcopy(key) if plain(settings) and self._statements.sent == sent else None
        self._found = found
        return found

    def _work_out(self, command, heads, env, script):
        if self._project.steps(command, script, heads):
            self._project.touch(script)
        steps = self._project.steps(command, script, heads)
        preview = Preview(env, self._sources.shown)
        return {
            "current": sorted(heads),
            "target": preview.heads_after(heads, steps),
            "applied": self._project.applied(script, heads),
            "pending": [self._planned(step, preview) for step in steps],
            # Now, for a preview may have imported more.
            "files": {
                **fingerprints(self._sources, script, self._project.files),
                OTHERS: outside(
                    self._sources, self._project.files, self._project.paths([step.revision for step in steps])
                ),
            },
        }

    def _planned(self, step, preview):
        known = self._project.describe(step)
        known["statements"], known["noPreview"] = preview.of(step)
        return known


def configured(env):
    """What env.py settled for migrations, as far as it could matter to their SQL."""
    config = env.context.config
    options = {name: value for name, value in env.context.context_opts.items() if plain(value)}
    section = config.config_ini_section
    written = config.file_config.items(section, raw=True) if config.file_config.has_section(section) else []
    return [env.arguments, options, config.attributes, written]


def plain(value):
    """Whether a value is all that can be told of it."""
    if isinstance(value, dict):
        return all(plain(key) and plain(each) for key, each in value.items())
    if isinstance(value, (list, tuple)):
        return all(plain(each) for each in value)
    return isinstance(value, PLAIN)
