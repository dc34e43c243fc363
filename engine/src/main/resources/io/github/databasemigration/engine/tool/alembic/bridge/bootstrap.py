# The first thing that runs. The modules of the bridge come over standard input and are never written to a disk, so
# that nothing can change them, nothing stays behind when this process is killed, and no path needs quoting.
import sys
import gc
import importlib.abc
import importlib.util
import json
import os

PACKAGE = "database_migration"


class Modules(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    def __init__(self, sources):
        self.sources = sources

    def find_spec(self, name, path=None, target=None):
        if name in self.sources:
            return importlib.util.spec_from_loader(name, self, is_package=name == PACKAGE)
        return None

    def create_module(self, spec):
        return None

    def exec_module(self, module):
        name = module.__name__
        exec(compile(self.sources[name], "<" + name + ">", "exec"), module.__dict__)


# Nothing of what is loaded now is ever garbage.
gc.disable()
commands = os.fdopen(os.dup(0), "rb")
start = json.loads(commands.readline().decode("utf-8"))
sys.meta_path.insert(0, Modules(start["modules"]))
# Here and not in the environment that the process was started with, which other users may be able to read.
os.environ.update(start["environment"])
importlib.import_module(PACKAGE + ".main").run(commands)
