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
