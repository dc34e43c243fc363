"""What went wrong, said in one line, with what to do about it in another."""

import os
import traceback


class Fault(Exception):
    def __init__(self, code, what, remedy):
        super().__init__(what)
        self.code = code
        self.what = what
        self.remedy = remedy


class MigrationFailed(Exception):
    def __init__(self, label, error):
        super().__init__(error)
        self.label = label
        self.error = error


def one_line(error):
    """An exception in a line: a driver's own words where it is the driver's, else its kind and its words."""
    original = getattr(error, "orig", None)
    words = " ".join(str(original if original is not None else error).split())
    kind = type(original if original is not None else error).__name__
    return "%s: %s" % (kind, words) if words else kind


def place(error, shown):
    """The last line of the project's own code that the exception passed, as " at file:line".

    shown -- gives the name under which a file is shown, or None for files that are not the project's
    """
    if isinstance(error, SyntaxError) and error.filename and shown(error.filename):
        return " at %s:%s" % (shown(error.filename), error.lineno)
    for frame in reversed(traceback.extract_tb(error.__traceback__)):
        if os.path.isabs(frame.filename) and shown(frame.filename):
            return " at %s:%s" % (shown(frame.filename), frame.lineno)
    return ""
