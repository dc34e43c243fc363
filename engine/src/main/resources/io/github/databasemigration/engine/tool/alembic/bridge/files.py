"""The files, beside the migrations themselves, that decide what runs."""

import hashlib
import os
import sys

from database_migration import code

OTHERS = "revisions outside the plan"
NOT_READ = (".py", ".pyc", ".pyo", ".mako")


def fingerprints(sources, script, revisions):
    """SHA-256 by name: the configuration, env.py, every module of the project, the data beside the migrations.

    revisions -- the paths of all, which are told elsewhere
    """
    read_imports(sources)
    found = {sources.shown(path): sources.sha256(path) for path in sources.paths() if path not in revisions}
    for path in data_files(script):
        found[sources.shown(path)] = streamed(path)
    return found


def outside(sources, revisions, pending):
    """One SHA-256 of all other revisions than these, by their paths: a plan need not list a history of years."""
    others = hashlib.sha256()
    for path in sorted(revisions - pending):
        others.update(("%s %s\n" % (sources.shown(path), sources.sha256(path))).encode("utf-8"))
    return others.hexdigest()


def read_imports(sources):
    """Reads what may be imported later, so that it is hashed now and runs as hashed."""
    places = tuple(folder for folder in sys.path if sources.own(os.path.join(folder, "any.py")))
    looked = set()
    todo = sources.paths()
    while todo:
        path = todo.pop()
        for level, names in sources.imports(path):
            name = ((code.folder_above(path, level),) if level else places, names)
            if name in looked:
                continue
            looked.add(name)
            for file in code.files(*name):
                if sources.own(file) and not sources.has(file):
                    sources.read(file)
                    todo.append(sources.real(file))


def data_files(script):
    """What revisions may read while they run: SQL scripts, tables as CSV."""
    folders = [os.path.realpath(str(folder)) for folder in script._version_locations]
    if os.path.realpath(script.dir) != os.path.realpath(os.getcwd()):
        folders.append(os.path.realpath(script.dir))
    paths = set()
    for folder in folders:
        for place, inner, names in os.walk(folder):
            inner[:] = [name for name in inner if name != "__pycache__" and not name.startswith(".")]
            for name in names:
                if not name.endswith(NOT_READ) and not name.startswith((".", "README")):
                    paths.add(os.path.join(place, name))
    return sorted(paths)


def streamed(path):
    digest = hashlib.sha256()
    with open(path, "rb") as file:
        for block in iter(lambda: file.read(1 << 16), b""):
            digest.update(block)
    return digest.hexdigest()
