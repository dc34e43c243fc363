"""What would bring a database from where it is to its target.

To preview a thousand revisions takes a while, so what was worked out is kept for the next look, as long as nothing is
different that a preview could tell: the place, the target, the files, what env.py configured.
"""

from database_migration.preview import Preview

PLAIN = (str, int, float, type(None))


class Outlook:
    def __init__(self, project, sources):
        self._project = project
        self._sources = sources
        self._key = None
        self._found = None

    def of(self, command, heads, env, script):
        """Where the database is and would be, what it has, what is pending; and the paths of what is pending."""
        settings = [env.arguments, {name: value for name, value in env.context.context_opts.items() if plain(value)}]
        key = [command["direction"], command["target"], sorted(heads), self._project.listing, settings]
        if not plain(settings):
            # Objects may have changed and look the same.
            return self._work_out(command, heads, env, script)
        if key != self._key:
            self._found = self._work_out(command, heads, env, script)
            self._key = key
        return self._found

    def _work_out(self, command, heads, env, script):
        if self._project.steps(command, script, heads):
            self._project.touch(script)
        steps = self._project.steps(command, script, heads)
        preview = Preview(env, self._sources.shown)
        found = {
            "current": sorted(heads),
            "target": preview.heads_after(heads, steps),
            "applied": self._project.applied(script, heads),
            "pending": [self._planned(step, preview) for step in steps],
        }
        return found, {self._sources.real(str(step.revision.path)) for step in steps}

    def _planned(self, step, preview):
        known = self._project.describe(step)
        known["statements"], known["noPreview"] = preview.of(step)
        return known


def plain(value):
    """Whether a value is all that can be told of it."""
    if isinstance(value, dict):
        return all(plain(key) and plain(each) for key, each in value.items())
    if isinstance(value, (list, tuple)):
        return all(plain(each) for each in value)
    return isinstance(value, PLAIN)
