import sys

import grimp
import pytest

from index.resolve.incremental import snapshot as versions

REGISTERS = frozenset({"npi_registry"})


@pytest.mark.parametrize(
    "file", ["resolve/links.py", "resolve/compare/links.py", "normalize/name.py", "vocabulary/data/short_names.csv"]
)
def test_another_word_list_or_another_line_of_code_is_another_version(tmp_path, monkeypatch, file):
    monkeypatch.setattr(versions, "INDEX", tmp_path)
    path = tmp_path / file
    path.parent.mkdir(parents=True)
    found = set()
    for text in ("one", "two"):
        path.write_text(text, encoding="utf-8")
        found.add(versions.code_version(REGISTERS))
    path.rename(path.with_name(f"other_{path.name}"))
    found.add(versions.code_version(REGISTERS))
    assert len(found) == 3


def test_the_shipped_lists_are_part_of_the_version():
    files = {path.name for folder in versions.COMPARED_WITH for path in (versions.INDEX / folder).rglob("*")}
    assert {"short_names.csv", "established_given_names.txt", "shared_hosts.txt", "links.py", "name_text.py"} <= files


def test_which_sources_are_registers_is_part_of_the_version():
    assert versions.code_version(REGISTERS) != versions.code_version([])


def test_no_code_that_compares_listings_is_left_out():
    """Code that leaves these rooms, or another library, would let a stale snapshot be taken up."""
    graph = grimp.build_graph("index", include_external_packages=True, cache_dir=None)
    rooms = tuple(f"index.resolve.{room}" for room in ("blocking", "compare", "clusters"))
    comparing = {name for name in graph.modules if name.startswith(rooms)}
    ours = comparing.union(*map(graph.find_upstream_modules, comparing))
    decisions = {"index.clock", "index.store", "index.store.audit", "index.store.schema"}  # an operator's, read anew
    houses = tuple(f"index.{room}" for room in versions.COMPARED_WITH)
    assert {name for name in ours if name.startswith("index.") and not name.startswith(houses)} <= decisions
    libraries = {name for name in ours if not name.startswith("index")} - sys.stdlib_module_names
    carriers = {"numpy", "pydantic", "sqlalchemy", "yaml"}  # they hold and read values, and change none
    assert libraries == {*versions.LIBRARIES, *carriers}
