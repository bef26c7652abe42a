import json

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
