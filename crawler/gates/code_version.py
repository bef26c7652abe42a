"""Code version: a hash of the code and the description that read a source, which a run's listings depend on.

It covers the spider's module and what that imports from `READING_CODE`, as parsed: comments, docstrings and layout
change nothing. Of the source file it covers the keys `READ_BY` alone.
"""

import ast
import hashlib
import importlib.util
import json
from pathlib import Path

from crawler.platforms import spider_class
from crawler.sources.definition import SourceDefinition, is_loopback

READING_CODE = ("crawler.platforms.", "crawler.formats.", "crawler.clinic_sites.")
READ_BY = ("url", "base_url", "platform", "options", "patches", "statements", "sticky_ids")
"""The keys of a source file that its listings depend on."""
NOT_READ_BY = (
    "id", "name", "publisher", "stand_ins", "kind", "coverage", "terms", "may_leave", "robots_note", "contact",
    "schedule", "politeness", "gates", "caveats", "enabled_by_default", "disabled_because", "trust", "registry",
)  # fmt: skip
"""The keys for display, for judging, and for when and how gently a source is read; they change no listing."""


def code_version(definition: SourceDefinition) -> str:
    """Return the hash for a source, as 16 hexadecimal digits."""
    parts = [json.dumps(_described(definition), sort_keys=True)]
    code = _reached(spider_class(definition.platform).__module__)
    parts += [f"{module}\n{_without_texts(code[module])}" for module in sorted(code)]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:16]


def _described(definition: SourceDefinition) -> dict[str, object]:
    described = definition.model_dump(mode="json", include=set(READ_BY))
    if is_loopback(definition.base_url):
        described["base_url"] = "this machine"  # a demonstration server gets another port each time
    return described


def _reached(module: str) -> dict[str, ast.Module]:
    """Return the module and all reading code that it imports, by name, as on disk: a worker may outlive an update."""
    reached: dict[str, ast.Module] = {}
    waiting = [module]
    while waiting:
        name = waiting.pop()
        if name not in reached and name.startswith(READING_CODE):
            reached[name] = _parsed(name)
            waiting += _imports(reached[name])
    return reached


def _parsed(module: str) -> ast.Module:
    spec = importlib.util.find_spec(module)
    return ast.parse(Path(spec.origin).read_text(encoding="utf-8") if spec and spec.origin else "")


def _imports(tree: ast.Module) -> list[str]:
    nodes = list(ast.walk(tree))
    names = [alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names]
    return names + [node.module for node in nodes if isinstance(node, ast.ImportFrom) and node.module]


def _without_texts(tree: ast.Module) -> str:
    """Return the code of a module without comments and docstrings."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            node.body = [part for part in node.body if not _is_text(part)] or [ast.Pass()]
    return ast.unparse(tree)


def _is_text(node: ast.stmt) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)
