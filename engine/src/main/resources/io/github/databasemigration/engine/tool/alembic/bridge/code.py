"""What a migration's source tells without being run."""

import ast
import os
import re

COMMITS = re.compile(r"\s*(COMMIT|ROLLBACK)\b", re.IGNORECASE)
# SQLite ignores or refuses these inside a transaction.
SQLITE_OUTSIDE = re.compile(r"\s*(VACUUM|ATTACH|DETACH|PRAGMA\s+(foreign_keys|journal_mode))\b", re.IGNORECASE)


def parse(source):
    """The syntax tree, or None for compiled files and for what cannot be parsed (loading it will say so)."""
    try:
        return ast.parse(source)
    except (SyntaxError, ValueError):
        return None


def leaves_transaction(tree, function, platform):
    """Whether running upgrade() or downgrade() commits by itself or needs to run outside a transaction."""
    other = "downgrade" if function == "upgrade" else "upgrade"
    for top in tree.body:
        if isinstance(top, ast.FunctionDef) and top.name == other:
            continue
        for node in ast.walk(top):
            if isinstance(node, ast.Attribute) and node.attr == "autocommit_block":
                return True
            if isinstance(node, ast.Call) and any(outside(text, platform) for text in texts(node)):
                return True
    return False


def outside(text, platform):
    if text == "AUTOCOMMIT" or COMMITS.match(text):
        return True
    return platform == "sqlite" and bool(SQLITE_OUTSIDE.match(text))


def texts(call):
    for argument in list(call.args) + [keyword.value for keyword in call.keywords]:
        value = getattr(argument, "value", None)
        if isinstance(value, str):
            yield value


def downgrade(tree):
    """Why going down would not bring back what was, None if nothing says so; and whether it would fail outright."""
    bodies = {top.name: without_docstring(top.body) for top in tree.body if isinstance(top, ast.FunctionDef)}
    body = bodies.get("downgrade")
    if body is None:
        # It may still be assigned or imported.
        return (None, False) if "downgrade" in bound(tree) else ("it has no downgrade()", True)
    if len(body) == 1 and isinstance(body[0], ast.Raise):
        return "its downgrade() raises " + raised(body[0]), True
    if empty(body) and not empty(bodies.get("upgrade", [])):
        return "its downgrade() does nothing", False
    return None, False


def bound(tree):
    """Names that are assigned or imported."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Name):
            yield node.id
        elif isinstance(node, ast.alias):
            yield node.asname or node.name


def without_docstring(body):
    first = body[0]
    documented = isinstance(first, ast.Expr) and isinstance(getattr(first.value, "value", None), str)
    return body[1:] if documented else body


def empty(body):
    return all(
        isinstance(node, ast.Pass)
        or isinstance(node, ast.Return) and node.value is None
        or isinstance(node, ast.Expr) and getattr(node.value, "value", None) is Ellipsis
        for node in body
    )


def raised(node):
    error = node.exc.func if isinstance(node.exc, ast.Call) else node.exc
    return getattr(error, "id", None) or getattr(error, "attr", "an error")


def imports(tree):
    """What import statements anywhere in a source name, also those in functions that have not run yet.

    Each as the level of a relative import (0 for others) and the dotted name's parts.
    """
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found.update((0, tuple(alias.name.split("."))) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            names = tuple(node.module.split(".")) if node.module else ()
            found.update((node.level, names + (alias.name,)) for alias in node.names)
    return found


def folder_above(path, level):
    for _ in range(level):
        path = os.path.dirname(path)
    return path


def files(places, names):
    """The packages on the way to a dotted name, and the module that it may be."""
    for place in places:
        base = place
        for name in names:
            base = os.path.join(base, name)
            for file in (os.path.join(base, "__init__.py"), base + ".py"):
                if os.path.isfile(file):
                    yield file
