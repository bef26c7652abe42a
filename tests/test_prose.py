"""Docstrings, comments, messages, docs and names use plain words.

Each room has a ceiling of words to rewrite; it only falls.

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
HOUSES = ("commands", "console", "crawler", "demo", "index", "webapp")
FIRST_WORDS = re.compile(
    r"(what|who|whom|whose|whether|how|where|which|when|why|of|that|this|it|is|told|tells?|says?)\b", re.IGNORECASE
)
"""A docstring begins with the thing (a class, a module) or with what to do (a function), never with these."""
DIALECT = re.compile(
    r"\b(told(?! us)|tell(?:s|ing)?(?! us)|whom|beside|stands?(?! for|-in)|standing|stood|for ever|kept)\b",
    re.IGNORECASE,
)
"""Words that a reader has to decode: say *reported*, *next to*, *is*, *always*, *stored*."""
DIALECT_IN_NAMES = frozenset(
    {"told", "tell", "tells", "telling", "whom", "beside", "stand", "stands", "standing", "stood", "glance", "traits"}
)
STAND_IN = re.compile(r"stands?_ins?")
"""A stand-in is a server of ours that answers for a public address."""
NAMES_ALLOWED = {
    "TOLD_US": "the id of the source of corrections, as stored",
    "Decided.told": "a column of the store",
    "StatedValue.stands": "a key in the JSON of `pinpoint history`",
}
"""Name, or Class.name → why it has such a word."""

PUBLIC = {"_", "N_", "ngettext"}
"""Functions that take what a visitor reads."""
STORED = {"(not kept)"}
"""Messages that stores have."""

CEILINGS = {
    "docs": (0, 6),
    "index/store": (0, 1),
    "webapp/words": (0, 1),
}
"""Room → (docstrings that begin so, words of the dialect). Lower a number as soon as you have rewritten some."""


@dataclass(frozen=True)
class Text:
    """A docstring, comment or message of the product, or a line of docs."""

    place: str
    words: str
    is_docstring: bool = False


def room_of(path):
    """Return "commands", "index/search", "webapp" for modules outside its rooms, or "docs"."""
    parts = path.relative_to(ROOT).parts
    if parts[0] in {"commands", "docs"} or len(parts) < 3:
        return parts[0] if len(parts) > 1 else "pinpoint.py" if path.suffix == ".py" else "docs"
    return "/".join(parts[:2])


def texts_of_code(path):
    tree = ast.parse(path.read_text(encoding="utf-8"))
    docstrings = [text for node in ast.walk(tree) for text in _docstrings(node)]
    for text in docstrings:
        yield Text(f"{path.relative_to(ROOT)}:{text.lineno}", text.value, is_docstring=True)
    for text in _messages(tree, docstrings):
        yield Text(f"{path.relative_to(ROOT)}:{text.lineno}", text.value)
    with path.open("rb") as file:
        for token in tokenize.tokenize(file.readline):
            if token.type == tokenize.COMMENT:
                yield Text(f"{path.relative_to(ROOT)}:{token.start[0]}", token.string)


def _docstrings(node):
    """Yield the texts that are statements of a body: docstrings, and those below a constant or a field."""
    if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
        for part in node.body:
            text = part.value if isinstance(part, ast.Expr) else None
            if isinstance(text, ast.Constant) and isinstance(text.value, str):
                yield text


def _messages(tree, docstrings):
    """Yield the other strings of several words, but not visitors' words, which have banned words of their own."""
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)]
    public = {id(text) for call in calls if call.func.id in PUBLIC for text in call.args}
    left_out = public.union(map(id, docstrings))
    texts = [node for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)]
    yield from (text for text in texts if " " in text.value and id(text) not in left_out and text.value not in STORED)


def product_files():
    """Return the files of the product, without the migrations of the store."""
    paths = [path for house in HOUSES for path in sorted((ROOT / house).rglob("*.py")) if "versions" not in path.parts]
    return [ROOT / "pinpoint.py", *paths]


def names_of(path):
    """Yield the module's name, and those of its functions, classes, constants and fields; these as Class.name."""
    yield path.parent.name if path.name == "__init__.py" else path.stem
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            yield node.name
        if isinstance(node, ast.Module | ast.ClassDef):
            within = f"{node.name}." if isinstance(node, ast.ClassDef) else ""
            yield from (f"{within}{name}" for part in node.body for name in _assigned(part))


def _assigned(node):
    targets = node.targets if isinstance(node, ast.Assign) else [node.target] if isinstance(node, ast.AnnAssign) else []
    for target in targets:
        yield from (one.id for one in ast.walk(target) if isinstance(one, ast.Name))


def words_of(name):
    """Return the words of a name in small letters: {"told", "us"} for TOLD_US."""
    own = STAND_IN.sub("", name.rpartition(".")[2])
    return {word.lower() for word in re.findall(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])", own)}


def texts():
    """Return {room: its texts}."""
    found = {}
    for path in product_files():
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


def test_no_name_of_the_product_has_a_word_of_the_dialect():
    found = {
        (name, str(path.relative_to(ROOT)))
        for path in product_files()
        for name in names_of(path)
        if words_of(name) & DIALECT_IN_NAMES
    }
    assert sorted(one for one in found if one[0] not in NAMES_ALLOWED) == []
    assert sorted(NAMES_ALLOWED) == sorted({name for name, _ in found} & set(NAMES_ALLOWED))


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("TOLD_US", {"told", "us"}),
        ("CaseStanding", {"case", "standing"}),
        ("_STANDARD", {"standard"}),
        ("Decided.told_on", {"told", "on"}),
        ("NPIStatus", {"npi", "status"}),
        ("School.stands_in_for", {"for"}),
        ("_stand_together", {"stand", "together"}),
    ],
)
def test_a_name_is_split_into_its_words(name, words):
    assert words_of(name) == words


def test_names_are_those_of_the_module_its_functions_classes_constants_and_fields(tmp_path):
    file = tmp_path / "told.py"
    file.write_text("A, B = 1, 2\nC: int = 3\n\n\nclass D:\n    e: int\n\n    def f(self):\n        g = 1\n")
    assert sorted(names_of(file)) == ["A", "B", "C", "D", "D.e", "f", "told"]


def main(rooms):
    for room in rooms or sorted(TEXTS):
        sys.stdout.write(f'    "{room}": {counted(room)},\n')
        if rooms:
            sys.stdout.write(to_rewrite(room) + "\n")


if __name__ == "__main__":
    main(sys.argv[1:])
