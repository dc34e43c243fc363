"""The project's files, each read once: the bytes that were hashed are the bytes that run.

Python keeps compiled copies beside its sources and trusts them by time and size; for the project's own files it is made
to compile what was hashed.
"""

import hashlib
import os
import sys
from importlib.machinery import SourceFileLoader, SourcelessFileLoader

from database_migration import code


class Sources:
    def __init__(self, project):
        self._project = os.path.realpath(project)
        self._roots = [self._project]
        self._foreign = [os.path.realpath(sys.prefix), os.path.realpath(sys.base_prefix)]
        self._bytes = {}
        self.sealed = False
        # What was made of the bytes, which stay what they are, and of the names.
        self._hashes = {}
        self._code = {}
        self._imports = {}
        self._real = {}
        self._own = {}

    def add_root(self, folder):
        """Takes in another folder: migrations may live in an installed package."""
        self._roots.append(os.path.realpath(folder))
        self._own = {}

    def real(self, path):
        """Where a file was when it was first asked for: links do not lead elsewhere afterwards."""
        # Relative ones are not looked up: where they lead may change.
        known = self._real.get(path)
        if known is None:
            absolute = os.path.abspath(path)
            known = self._real.get(absolute)
            if known is None:
                known = self._real[absolute] = os.path.realpath(absolute)
                self._real.setdefault(known, known)
            if os.path.isabs(path):
                self._real[path] = known
        return known

    def own(self, path):
        """Whether a file is the project's and not a library's."""
        path = self.real(path)
        if path not in self._own:
            self._own[path] = self._is_own(path)
        return self._own[path]

    def _is_own(self, path):
        if any(below(path, root) for root in self._roots[1:]):
            return True
        if not below(path, self._project) or "site-packages" in path.split(os.sep):
            return False
        return not any(below(path, prefix) and below(prefix, self._project) for prefix in self._foreign)

    def shown(self, path):
        """The file's name in plans and messages; None for files that are not the project's."""
        if not self.own(path):
            return None
        path = self.real(path)
        base = self._project
        if not below(path, base):
            base = os.path.dirname(next(root for root in self._roots if below(path, root)))
        return os.path.relpath(path, base).replace(os.sep, "/")

    def read(self, path):
        path = self.real(path)
        if path not in self._bytes:
            if self.sealed:
                raise ImportError("%s was not read when the plan was made, so it does not run" % self.shown(path))
            with open(path, "rb") as file:
                self._bytes[path] = file.read()
        return self._bytes[path]

    def has(self, path):
        return self.real(path) in self._bytes

    def sha256(self, path):
        path = self.real(path)
        if path not in self._hashes:
            self._hashes[path] = hashlib.sha256(self.read(path)).hexdigest()
        return self._hashes[path]

    def imports(self, path):
        """What a file names in import statements; nothing where it is no source."""
        path = self.real(path)
        if path not in self._imports:
            tree = code.parse(self.read(path)) if path.endswith(".py") else None
            self._imports[path] = code.imports(tree) if tree is not None else set()
        return self._imports[path]

    def compiled(self, loader, path):
        if path not in self._code:
            self._code[path] = loader.source_to_code(self.read(path), path)
        return self._code[path]

    def paths(self):
        return sorted(self._bytes)

    def install(self):
        """Makes Python read the project's files through this object."""
        sys.dont_write_bytecode = True
        compiled_or_source = SourceFileLoader.get_code
        sources = self

        def get_code(loader, name):
            path = loader.get_filename(name)
            if not sources.own(path):
                return compiled_or_source(loader, name)
            return sources.compiled(loader, path)

        SourceFileLoader.get_code = get_code
        data = SourcelessFileLoader.get_data
        SourcelessFileLoader.get_data = lambda loader, path: (
            sources.read(path) if sources.own(path) else data(loader, path)
        )


def below(path, folder):
    return path == folder or path.startswith(folder.rstrip(os.sep) + os.sep)
