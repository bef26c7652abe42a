"""Each rule of honesty of the product has a module here, named by its number; a rule without one fails."""

import ast
import re
from pathlib import Path

RULES = range(1, 16)
FOLDER = Path(__file__).parent
PAGE = FOLDER.parents[1] / "docs" / "principles.md"


def modules():
    """Number → its modules."""
    found = {}
    for path in FOLDER.glob("test_rule_*.py"):
        found.setdefault(int(re.match(r"test_rule_(\d\d)_", path.name).group(1)), []).append(path)
    return found


def test_every_rule_has_a_module_and_every_module_a_rule():
    assert sorted(modules()) == list(RULES)


def test_every_module_says_its_rule_and_tests_it():
    for number, paths in modules().items():
        for path in paths:
            tree = ast.parse(path.read_text(encoding="utf-8"))
            assert ast.get_docstring(tree).startswith(f"Rule {number}:"), path.name
            tests = [part for part in tree.body if isinstance(part, ast.FunctionDef) and part.name.startswith("test_")]
            assert tests, path.name
            assert all(any(isinstance(part, ast.Assert) for part in ast.walk(test)) for test in tests), path.name


def test_the_page_of_principles_states_each_rule():
    stated = re.findall(r"^(\d+)\. \*\*", PAGE.read_text(encoding="utf-8"), re.MULTILINE)
    assert [int(number) for number in stated] == list(RULES)
