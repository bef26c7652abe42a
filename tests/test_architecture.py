"""docs/architecture.md draws the house as it is: folders, import contracts and every import agree with the picture."""

import re
import tomllib
from pathlib import Path

import grimp
import pytest

from index.store.database import HEAD

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
LINT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]
HOUSES = ("commands", "console", "crawler", "webapp", "demo", "index")
ORDERED = ("console", "crawler", "demo", "index")
"""Folders whose rooms the picture puts in layers."""
INDEX_USE = re.compile(r"^\| `(console|crawler|webapp|demo)/` \| (`.*`) \|$", re.MULTILINE)
QUESTION = re.compile(r"^\| ([^|]+\?) \| `([\w./]+)` \|$", re.MULTILINE)


def boxes():
    """Return {folder: layers of rooms, the highest first} as the picture has them."""
    lines = re.search(r"```\n(┌.*?┘)\n```", PAGE, re.DOTALL).group(1).splitlines()
    found = {}
    for top, line in enumerate(lines):
        for frame in re.finditer(r"┌─ (\w+)/ ─+┐", line):
            inside = [below[frame.start() + 1 : frame.end() - 1] for below in lines[top + 1 :]]
            inside = inside[: next(row for row, text in enumerate(inside) if set(text) == {"─"})]
            layers = "\n".join(inside).split("▼")
            found[frame.group(1)] = [set(re.findall(r"\b(\w+)/(?!\w)", layer)) for layer in layers]
    return found


BOXES = boxes()


def contract_layers(house):
    """Return the layers of a folder's rooms in the import contracts, the highest first."""
    layers = []
    for contract in LINT["contracts"]:
        for layer in contract.get("layers", ()):
            names = re.split(r"\s*[|:]\s*", layer.replace("(", "").replace(")", ""))
            rooms = {name.split(".")[1] for name in names if name.startswith(f"{house}.")}
            layers += [rooms] if rooms else []
    return layers


SMALL = {
    "crawler/archive/stat_names.py": "names of stats, a single vocabulary",
    "crawler/extensions.py": "where Scrapy people look",
    "crawler/formats/unreadable.py": "one exception",
    "crawler/pipelines.py": "where Scrapy people look",
    "crawler/politeness/refusals.py": "the exceptions of refusing",
    "index/exit_status.py": "one enumeration",
    "index/faults.py": "used by many rooms, like no neighbor of it",
    "index/store/migrations/env.py": "Alembic asks for it",
}
"""Files under 25 lines that stay by themselves, and why; package faces and migrations are always small."""


@pytest.fixture(scope="module")
def imports():
    """Every (importing module, imported module) of the product."""
    graph = grimp.build_graph(*HOUSES, cache_dir=None)
    return {(module, other) for module in graph.modules for other in graph.find_modules_directly_imported_by(module)}


def room_imports(imports, house):
    """Return {(importing room, imported room)} within a folder; a module outside the rooms is none."""
    rooms = set().union(*BOXES[house])
    pairs = {
        (module.split(".")[1], other.split(".")[1])
        for module, other in imports
        if module.startswith(f"{house}.") and other.startswith(f"{house}.")
    }
    return {(one, other) for one, other in pairs if one != other and {one, other} <= rooms}


def test_the_picture_has_every_folder_that_holds_code():
    assert tuple(BOXES) == HOUSES
    assert sorted(BOXES) == sorted(LINT["root_packages"])


@pytest.mark.parametrize("house", HOUSES)
def test_a_box_has_every_room_once(house):
    drawn = [room for layer in BOXES[house] for room in layer]
    assert sorted(drawn) == sorted(path.parent.name for path in (ROOT / house).glob("*/__init__.py"))


@pytest.mark.parametrize("house", ["console", "crawler", "index"])
def test_arrows_are_those_of_the_import_contracts(house):
    assert BOXES[house] == contract_layers(house)


@pytest.mark.parametrize("house", ORDERED)
def test_every_import_runs_down_the_arrows(imports, house):
    height = {room: -row for row, layer in enumerate(BOXES[house]) for room in layer}
    pairs = room_imports(imports, house)
    assert pairs
    assert {(one, other) for one, other in pairs if height[one] <= height[other]} == set()


def test_folders_import_only_what_is_below_them(imports):
    layers = ({"commands"}, {"console"}, {"crawler", "webapp", "demo"}, {"index"})
    height = {house: -row for row, layer in enumerate(layers) for house in layer}
    pairs = {(module.split(".")[0], other.split(".")[0]) for module, other in imports}
    across = {(one, other) for one, other in pairs if one != other}
    assert len(across) == 11
    assert {(one, other) for one, other in across if height[one] <= height[other]} == set()


@pytest.mark.parametrize(("house", "named"), INDEX_USE.findall(PAGE))
def test_the_rooms_of_the_index_that_a_folder_imports_are_named(imports, house, named):
    rooms = set().union(*BOXES["index"])
    used = {other.split(".")[1] for module, other in imports if module.startswith(f"{house}.") and "index." in other}
    assert re.findall(r"\w+", named) == sorted(used & rooms)


def test_every_folder_outside_the_index_says_what_it_imports_of_it():
    assert [house for house, _ in INDEX_USE.findall(PAGE)] == ["console", "crawler", "webapp", "demo"]


@pytest.mark.parametrize(("question", "answer"), QUESTION.findall(PAGE))
def test_a_question_is_answered_by_the_tree_within_two_folders(question, answer):
    assert (ROOT / answer).is_dir() == answer.endswith("/")
    assert (ROOT / answer).exists()
    assert len(Path(answer).parts) <= 3


def test_ten_questions_are_answered():
    assert len(QUESTION.findall(PAGE)) == 10


@pytest.mark.parametrize("house", ["console", "crawler", "index"])
def test_every_room_has_its_row(house):
    rooms = set().union(*BOXES[house])
    assert set(re.findall(rf"^\| `{house}/(\w+)/` \|", PAGE, re.MULTILINE)) == rooms


def test_no_file_is_a_crumb():
    small = {
        str(path.relative_to(ROOT))
        for house in HOUSES
        for path in (ROOT / house).rglob("*.py")
        if path.name != "__init__.py" and "versions" not in path.parts and len(path.read_text().splitlines()) < 25
    }
    assert small == set(SMALL)


@pytest.mark.parametrize("depth", [1, 2, 3, 9])
def test_no_imports_run_in_a_circle(imports, depth):
    """Between folders, rooms, packages within rooms, and files."""

    def place(module):
        return ".".join(module.split(".")[:depth])

    graph = {}
    for module, other in imports:
        if place(module) != place(other):
            graph.setdefault(place(module), set()).add(place(other))
    while free := [name for name, below in graph.items() if not below & graph.keys()]:
        for name in free:
            del graph[name]
    assert graph == {}


def test_migrations_are_one_line_of_numbers():
    """Two that were written at once would both take the next number, and no store could be brought to the newest."""
    folder = ROOT / "index" / "store" / "migrations" / "versions"
    numbers = [path.name.partition("_")[0] for path in sorted(folder.glob("*.py"))]
    assert numbers == [f"{number:04}" for number in range(1, len(numbers) + 1)]
    assert numbers[-1] == HEAD
