"""The conversation: one command after the other, until the Java side closes."""

import gc
import importlib
import sys

from database_migration.channel import Channel, Stopped
from database_migration.faults import Fault, MigrationFailed


def run(commands):
    channel = Channel(commands)
    missing = lacking("alembic.config", "sqlalchemy")
    channel.send({"python": "%d.%d.%d" % sys.version_info[:3], "executable": sys.executable, "missing": missing})
    if missing is not None:
        return
    # Only now, for they need Alembic.
    from database_migration.tool import Tool

    spare_the_collector()
    gc.enable()
    try:
        channel.open()
        tool = None
        for command in channel.commands():
            try:
                if tool is None:
                    tool = offline(command) if command.get("offline") else Tool(command, channel)
                    channel.send({"result": tool.versions()})
                else:
                    channel.send({"result": tool.do(command)})
            except Fault as fault:
                channel.send({"fault": fault.code, "what": fault.what, "remedy": fault.remedy})
            except MigrationFailed as failure:
                channel.send({"failed": failure.label, "error": failure.error})
    except Stopped:
        # The transaction was rolled back on the way here.
        sys.exit(1)
    finally:
        # Else Python looks through everything once more when it ends, for a tenth of a second.
        spare_the_collector()


def offline(command):
    from database_migration.offline import Offline

    return Offline(command)


def spare_the_collector():
    """Has it take what there is now for no garbage (Python 3.7)."""
    if hasattr(gc, "freeze"):
        gc.freeze()


def lacking(*modules):
    """Why Alembic cannot be used here: the name of a module that it needs, or what is wrong with it."""
    try:
        for module in modules:
            importlib.import_module(module)
    except Exception as error:
        return getattr(error, "name", None) or type(error).__name__
    return None
