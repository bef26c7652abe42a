"""Docstrings, comments and docs use plain words. Each room has a ceiling of words to rewrite; it only ever falls.

`python -m tests.test_prose` prints the table of today; `python -m tests.test_prose ROOM` prints what is counted.
"""

import ast
import re
import sys
import tokenize
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
HOUSES = ("commands", "crawler", "demo", "index", "webapp")
FIRST_WORDS = re.compile(
    r"(what|who|whom|whose|whether|how|where|which|when|why|of|that|this|it|is|told|tells?|says?)\b", re.IGNORECASE
)
"""A docstring begins with the thing (a class, a module) or with what to do (a function), never with these."""
DIALECT = re.compile(
    r"\b(told(?! us)|tell(?:s|ing)?(?! us)|whom|beside|stands?(?! for)|standing|stood|for ever|kept)\b", re.IGNORECASE
)
"""Words that a reader has to decode: say *reported*, *next to*, *is*, *always*, *stored*."""

CEILINGS = {
    "commands": (0, 1),
    "docs": (0, 10),
    "index/resolve": (0, 3),
    "index/store": (0, 1),
}
"""Room → (docstrings that begin so, words of the dialect). Lower a number as soon as you have rewritten some."""


@dataclass(frozen=True)
class Text:
    """A docstring or comment of the product, or a line of docs."""

    place: str
    words: str
    is_docstring: bool = False


def room_of(path):
    """Return "commands", "index/search", "webapp" for modules beside its rooms, or "docs"."""
    parts = path.relative_to(ROOT).parts
    if parts[0] in {"commands", "docs"} or len(parts) < 3:
        return parts[0] if len(parts) > 1 else "pinpoint.py" if path.suffix == ".py" else "docs"
    return "/".join(parts[:2])


def texts_of_code(path):
    source = path.read_text(encoding="utf-8")
    for node in ast.walk(ast.parse(source)):
        for text in _docstrings(node):
            yield Text(f"{path.relative_to(ROOT)}:{text.lineno}", text.value, is_docstring=True)
    with path.open("rb") as file:
        for token in tokenize.tokenize(file.readline):
            if token.type == tokenize.COMMENT:
                yield Text(f"{path.relative_to(ROOT)}:{token.start[0]}", token.string)


def _docstrings(node):
    """Yield the texts that stand alone in a body: docstrings, and those below a constant or a field."""
    if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
        for part in node.body:
            text = part.value if isinstance(part, ast.Expr) else None
            if isinstance(text, ast.Constant) and isinstance(text.value, str):
                yield text


def texts():
    """Return {room: its texts}."""
    found = {}
    paths = [path for house in HOUSES for path in sorted((ROOT / house).rglob("*.py")) if "versions" not in path.parts]
    for path in [ROOT / "pinpoint.py", *paths]:
        found.setdefault(room_of(path), []).extend(texts_of_code(path))
    generated = {"statements.md"}
    pages = [*sorted((ROOT / "docs").glob("*.md")), ROOT / "README.md", ROOT / "CONTRIBUTING.md"]
    for path in (page for page in pages if page.name not in generated):
        lines = path.read_text(encoding="utf-8").splitlines()
        found.setdefault("docs", []).extend(Text(f"{path.name}:{row}", line) for row, line in enumerate(lines, 1))
    return found


TEXTS = texts()


def counted(room):
    """Return (docstrings that begin with a banned word, words of the dialect)."""
    begun = sum(bool(text.is_docstring and FIRST_WORDS.match(text.words)) for text in TEXTS[room])
    return begun, sum(len(DIALECT.findall(text.words)) for text in TEXTS[room])


def to_rewrite(room):
    """Return the texts that are counted, a line each, with their places."""
    return "\n".join(
        f"{text.place}: {text.words.strip()}"
        for text in TEXTS[room]
        if DIALECT.search(text.words) or (text.is_docstring and FIRST_WORDS.match(text.words))
    )


@pytest.mark.parametrize("room", sorted(TEXTS))
def test_a_room_has_no_more_words_to_rewrite_than_its_ceiling(room):
    begun, dialect = counted(room)
    most_begun, most_dialect = CEILINGS.get(room, (0, 0))
    counts = f"{room}: {begun} docstrings begin with a banned word ({most_begun} may), {dialect} words of the dialect"
    assert (begun <= most_begun, dialect <= most_dialect) == (True, True), (
        f"{counts} ({most_dialect} may); rewrite one of\n{to_rewrite(room)}"
    )


def test_every_ceiling_is_of_a_room():
    assert sorted(set(CEILINGS) - set(TEXTS)) == []


@pytest.mark.parametrize(
    ("text", "begun", "dialect"),
    [
        ("What is told of a run.", True, 1),
        ("Whatever it is", False, 0),
        ("Return whether it stands for something.", False, 0),
        ("Listings that nobody told us of, whom it stood beside for ever", False, 4),
        ("Understand a standard", False, 0),
    ],
)
def test_what_is_counted(text, begun, dialect):
    assert bool(FIRST_WORDS.match(text)) == begun
    assert len(DIALECT.findall(text)) == dialect


def main(rooms):
    for room in rooms or sorted(TEXTS):
        sys.stdout.write(f'    "{room}": {counted(room)},\n')
        if rooms:
            sys.stdout.write(to_rewrite(room) + "\n")


if __name__ == "__main__":
    main(sys.argv[1:])
