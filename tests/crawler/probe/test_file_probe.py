"""One's own table becomes a source: a draft and a fixture that `sources check` finds nothing wrong with."""

import json

import pytest
import yaml
from click.testing import CliRunner

from commands.probe import check_command, probe_command
from crawler.sources.definition import SourceError

URL = "https://needling-board.example/list"
ROWS = [("77001", "Rowan Ashdale, PT", "12 Elm St", "Salida", "CO", "81201", "(303) 555-0101")]
ROWS += [("77002", "Tam Mossworth, DPT", "40 Oak St", "Boulder", "CO", "80301", "(303) 555-0102")]
ROWS += [(f"77{n:03}", f"Ada Person{n}, PT", f"{n} Elm St", "Salida", "CO", "81201", "") for n in range(3, 40)]
HEADER = ("License Number", "Name", "Address", "City", "State", "ZIP", "Phone")


def written(path, header=HEADER, separator=",", rows=ROWS):
    quote = (lambda cell: f'"{cell}"') if separator == "," else str
    path.write_text("\n".join(separator.join(map(quote, row)) for row in [header, *rows]) + "\n")
    return path


def probed(*arguments, code=0):
    done = CliRunner().invoke(probe_command, [*map(str, arguments)])
    if code == 0:
        assert done.exit_code == 0, (done.output, done.exception)
    return done


def checked(source):
    done = CliRunner().invoke(check_command, [source, "--json"])
    return json.loads(done.stdout)


@pytest.mark.parametrize(
    ("name", "separator"), [("board list.csv", ","), ("board list.tsv", "\t"), ("board list.txt", ";")]
)
def test_a_table_is_drafted_and_its_check_is_clean(home, tmp_path, name, separator):
    file = written(tmp_path / name, separator=separator)
    output = probed(file, "--url", URL).output
    assert "Rowan Ashdale" in output
    draft = yaml.safe_load((home / "sources" / "board_list.yml").read_text())
    assert (draft["platform"], draft["url"], draft["options"]["file"]) == ("csv_file", URL, str(file))
    assert draft["options"]["id"] == ["License Number"]
    assert draft["options"]["columns"]["name"] == ["Name"]
    assert checked("board_list") == {"checked": ["board_list"], "findings": []}


def test_the_fixture_names_nobody(home, tmp_path):
    probed(written(tmp_path / "board.csv"), "--url", URL, "--id", "own_board")
    fixture = home / "sources" / "fixtures" / "own_board"
    text = "".join(path.read_text() for path in fixture.iterdir())
    for word in ("Rowan", "Ashdale", "Mossworth", "555", "77001", "81201"):
        assert word not in text
    assert len((fixture / "table.csv").read_text().splitlines()) == 21
    assert len(json.loads((fixture / "fixture.json").read_text())["expected"]["listings"]) == 20


def test_columns_of_other_names_are_given(home, tmp_path):
    header = ("Nr", "Vorname Nachname", "Strasse", "Ort", "Kanton", "Code", "Tel")
    file = written(tmp_path / "odd.csv", header=header)
    with pytest.raises(SourceError, match="no column is named after a name; give --column name=COLUMN"):
        raise probed(file, "--url", URL, code=1).exception
    named = ("--column", "name=Vorname Nachname", "--column", "city=Ort", "--column", "state=Kanton")
    probed(file, "--url", URL, *named, "--key", "Nr")
    assert checked("odd")["findings"] == []
    assert yaml.safe_load((home / "sources" / "odd.yml").read_text())["options"]["id"] == ["Nr"]


def test_what_cannot_be_a_source_is_refused_in_a_sentence(tmp_path):
    file = written(tmp_path / "board.csv")
    for arguments, words in [
        ([file], "give --url, the page that the list is published on"),
        ([file, "--url", "board"], "'board' is not a web address"),
        ([file, "--url", URL, "--column", "name"], "write FIELD=COLUMN"),
        ([file, "--url", URL, "--column", "name=Nobody"], "there is no column 'Nobody'; the file has 'License Number'"),
    ]:
        error = probed(*arguments, code=1).exception
        assert isinstance(error, SourceError), error
        assert words in str(error)


def test_a_page_and_an_empty_file_are_no_table(tmp_path):
    (tmp_path / "page.csv").write_text("<!doctype html><html><body>Please log in</body></html>")
    (tmp_path / "empty.csv").write_text("")
    for name in ("page.csv", "empty.csv"):
        error = probed(tmp_path / name, "--url", URL, code=1).exception
        assert isinstance(error, SourceError), error


def test_a_dry_run_writes_nothing(home, tmp_path):
    probed(written(tmp_path / "board.csv"), "--url", URL, "--dry-run")
    assert not (home / "sources").exists()
