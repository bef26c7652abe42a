"""Names in other spellings, from a table of people to the command and the page: both find the same."""

import pytest

from tests.line.command import Home
from tests.webapp.checked_client import CheckedClient

SOURCE = """
id: salida_table
name: A table of Salida
publisher: A publisher
url: https://directory.example/
platform: csv_file
kind: association
coverage: Salida
terms: {note: Invented.}
robots_note: A file of our own.
disabled_because: Nobody has read its terms.
gates: {minimum_listings: 1, same_phone_share: 1.0, same_address_share: 1.0, problem_share: 1.0}
options:
  file: FILE
  columns: {name: Name, organization: Practice, city: City, state: State, zip: Zip, text: Text}
  id: Id
"""
TABLE = """Id,Name,Practice,City,State,Zip,Text
1,"Ida O'Hollis, PT",Hollis & Sons PT,Salida,CO,81201,Dry needling
2,"Jo-Ann Van Kirk, PT",Juniper P.T.,Salida,CO,81201,Dry needling
3,"Ana de la Cruz, PT",Elk PT,Salida,CO,81201,Dry needling
4,"Bo McVale, PT",Elk PT,Salida,CO,81201,Dry needling
"""
HOLLIS, KIRK, CRUZ, VALE = "Ida O'Hollis", "Jo-Ann Van Kirk", "Ana de la Cruz", "Bo McVale"
FOUND = {
    "Hollis and Sons": [HOLLIS],
    "Hollis & Sons": [HOLLIS],
    '"Hollis and Sons"': [HOLLIS],
    "o hollis": [HOLLIS],
    "O\u2019Hollis": [HOLLIS],
    "VanKirk": [KIRK],
    "van kirk": [KIRK],
    "Joann": [KIRK],
    "Jo Ann": [KIRK],
    "PT juniper": [KIRK],
    "P.T. juniper": [KIRK],
    "delacruz": [CRUZ],
    "Mc Vale": [VALE],
    "vankirc": [],
    "dry needling": [CRUZ, VALE, HOLLIS, KIRK],
}


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    folder = tmp_path_factory.mktemp("spellings")
    home = Home(folder / "home")
    table = folder / "table.csv"
    table.write_text(TABLE, encoding="utf-8")
    (home.path / "sources").mkdir(parents=True)
    (home.path / "sources" / "salida_table.yml").write_text(SOURCE.replace("FILE", str(table)), encoding="utf-8")
    home.run("sources", "enable", "salida_table", "--reviewed-by", "A Reader", "--note", "Invented.")
    home.run("crawl", "salida_table", "--accept")
    home.publish()
    return home


@pytest.mark.parametrize(("text", "names"), FOUND.items())
def test_the_command_finds_a_name_in_its_other_spellings(home, text, names):
    answer = home.ask("Salida, CO", "--text", text)
    assert [result["name"] for result in answer["results"]] == names


def test_the_page_finds_the_names_that_the_command_finds(home, monkeypatch):
    from index import settings
    from webapp import create_public_app

    monkeypatch.setenv("PINPOINT_HOME", str(home.path))
    settings.current.cache_clear()
    app = create_public_app(settings.current())
    app.testing = True
    app.test_client_class = CheckedClient
    for text, names in FOUND.items():
        if text == "dry needling":
            continue  # nobody's name
        page = app.test_client().get("/find", query_string={"place": "81201", "name": text}).page
        assert {
            name for name in (HOLLIS, KIRK, CRUZ, VALE) if any(name in heading for _, heading in page.headings)
        } == {*names}, text
