import json
import sys

from click.testing import CliRunner

from commands.places import places


def run(*arguments):
    return CliRunner().invoke(places, arguments)


def test_find_says_where_a_place_is():
    result = run("find", "Salida, CO")
    assert (result.exit_code, result.output) == (0, "Salida, CO: 38.5347, -105.9989 (place)\n")


def test_find_writes_json():
    document = json.loads(run("find", "81201", "--json").output)
    assert (document["label"], document["precision"], document["zip"]) == ("Salida, CO 81201", "zip", "81201")


def test_find_suggests_and_fails_on_a_misspelled_town():
    result = run("find", "Sallida, CO")
    assert result.exit_code == 1
    assert "Did you mean: Salida, CO" in result.output


def test_find_lists_the_candidates_as_json():
    result = run("find", "Springfield", "--json")
    assert result.exit_code == 1
    document = json.loads(result.output)
    assert "more than one 'Springfield'" in document["error"]
    assert [place["state"] for place in document["places"]][:3] == ["MO", "MA", "IL"]


def test_compiling_without_its_packages_says_how_to_install_them(monkeypatch, tmp_path):
    monkeypatch.setitem(sys.modules, "zipcodes", None)  # as Python has a package that cannot be imported
    result = run("compile", "--output", str(tmp_path / "places.npz"))
    assert result.exit_code == 1
    assert "Error: the table of places is compiled from the package zipcodes, which is not installed" in result.output
    assert "requirements/build.txt" in result.output
    assert list(tmp_path.iterdir()) == []
