"""Names in other spellings: a blank, hyphen, apostrophe, dot or mark more or less finds the same people."""

from itertools import count

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.search import ColumnEngine, SearchRequest, WhooshEngine, build
from tests.index.search.conftest import CENTER, NO_RULES, person, place

PEOPLE = {
    "ohollis": ("Ida O'Hollis", "Hollis & Sons PT"),
    "vankirk": ("Jo-Ann Van Kirk", "Juniper P.T."),
    "delacruz": ("Ana de la Cruz", "Body + Mind"),
    "mcvale": ("Bo McVale", "R&R Therapy"),
    "macdonald": ("Mac Donald Reyes", "St. Mary's Clinic"),
    "leblanc": ("Uma LeBlanc", "Saint Marys Clinic"),
    "dangelo": ("Vic D\u2019Angelo", "Needlewise\u2122 Co-op"),
    "smithjones": ("Lou Smith-Jones", "R. J. Motion"),
    "maryann": ("Maryann Ng", "RJ Motion"),
    "mary ann": ("Mary Ann Ruiz", "Mt. Elk Physical-Therapy"),
    "o": ("Ola O Hill", "Hollis Sons Circus"),
    "an": ("Ann Kirk", "The Vale"),
}

FOUND = [
    ("Hollis and Sons", {"ohollis", "o"}),
    ("Hollis & Sons", {"ohollis", "o"}),
    ('"Hollis and Sons"', {"ohollis"}),
    ('"hollis & sons"', {"ohollis"}),
    ("Hollis&Sons", {"ohollis"}),
    ("o hollis", {"ohollis", "o"}),
    ("o'hollis", {"ohollis"}),
    ("O\u2019Hollis", {"ohollis"}),
    ("ohollis", {"ohollis"}),
    ("VanKirk", {"vankirk"}),
    ("van kirk", {"vankirk"}),
    ("Van-Kirk", {"vankirk"}),
    ('"van kirk"', {"vankirk"}),
    ("kirk", {"vankirk", "an"}),
    ("van kir*", {"vankirk"}),
    ("Joann", {"vankirk"}),
    ("jo ann", {"vankirk"}),
    ("joann vankirk", {"vankirk"}),
    ("delacruz", {"delacruz"}),
    ("dela cruz", {"delacruz"}),
    ("de lacruz", {"delacruz"}),
    ("ana de la cruz", {"delacruz"}),
    ("Mc Vale", {"mcvale"}),
    ("mc-vale", {"mcvale"}),
    ("mc val*", {"mcvale"}),
    ("-mcvale vale", {"an"}),
    ("MacDonald", {"macdonald"}),
    ("Le Blanc", {"leblanc"}),
    ("le-blanc", {"leblanc"}),
    ("dangelo", {"dangelo"}),
    ("d angelo", {"dangelo"}),
    ("d'angelo", {"dangelo"}),
    ("smithjones", {"smithjones"}),
    ("smith jones", {"smithjones"}),
    ("Maryann", {"maryann", "mary ann"}),
    ("Mary Ann", {"maryann", "mary ann"}),
    ("mary-ann", {"maryann", "mary ann"}),
    ('"mary ann"', {"mary ann"}),
    ("-maryann mary", {"macdonald"}),
    ("St Marys", {"macdonald", "leblanc"}),
    ("St. Mary's", {"macdonald", "leblanc"}),
    ("Saint Mary\u2019s", {"macdonald", "leblanc"}),
    ('"saint marys clinic"', {"macdonald", "leblanc"}),
    ("body and mind", {"delacruz"}),
    ("body+mind", {"delacruz"}),
    ("BodyMind", set()),
    ("r and r", {"mcvale"}),
    ("R & R", {"mcvale"}),
    ("RJ", {"smithjones", "maryann"}),
    ("R.J.", {"smithjones", "maryann"}),
    ("R J", {"smithjones", "maryann"}),
    ("PT juniper", {"vankirk"}),
    ("P.T. juniper", {"vankirk"}),
    ("juniper p t", {"vankirk"}),
    ("ng", {"maryann"}),
    ("needlewise coop", {"dangelo"}),
    ("needlewise co-op", {"dangelo"}),
    ("physical therapy", {"mary ann"}),
    ("physicaltherapy", {"mary ann"}),
    ("mount elk", {"mary ann"}),
]


@pytest.fixture(scope="module")
def engines(tmp_path_factory):
    directory = tmp_path_factory.mktemp("spellings") / "index"
    build(directory, [named(provider_id, *names) for provider_id, names in PEOPLE.items()], NO_RULES)
    return ColumnEngine.open(directory, NO_RULES), WhooshEngine.open(directory, NO_RULES)


def named(provider_id, name, clinic=""):
    return person(provider_id, place(organization=clinic), name=name)


def found(engine, text):
    result = engine.search(SearchRequest(latitude=CENTER[0], longitude=CENTER[1], text=text))
    return {hit.provider_id for hit in result.hits}


@pytest.mark.parametrize(("text", "ids"), FOUND)
def test_a_name_is_found_in_its_other_spellings(engines, text, ids):
    columns, whoosh = engines
    assert (found(columns, text), found(whoosh, text)) == (ids, ids)


GLUES = ("", " ", "-", "'", "\u2019", "\u00a0", "\u2011", " - ", "\u00ad")
directories = count()
parts_of_names = st.lists(st.text("abcdelmnor", min_size=1, max_size=5), min_size=2, max_size=3, unique=True).filter(
    lambda parts: not {"and", "kim"} & set(parts)
)


@given(parts=parts_of_names)
@settings(max_examples=40, derandomize=True)
def test_all_spellings_of_a_name_find_the_same_people(tmp_path_factory, parts):
    spellings = [glue.join(parts).title() for glue in GLUES]
    people = [named(f"whole {number}", f"{spelling} Kim") for number, spelling in enumerate(spellings)]
    people += [named(f"part {number}", f"{part.title()} Kim") for number, part in enumerate(parts)]
    directory = tmp_path_factory.mktemp("names") / str(next(directories))
    build(directory, people, NO_RULES)
    engine = ColumnEngine.open(directory, NO_RULES)
    whole = {one.id for one in people if one.id.startswith("whole")}
    for spelling in spellings:
        assert found(engine, spelling) - whole == set(), spelling
        assert found(engine, f"kim {spelling.lower()}") >= whole, spelling
        assert not found(engine, f"kim -{spelling.replace(' ', '')}") & whole, spelling


def test_a_word_that_is_two_elsewhere_is_no_slip(built):
    engine = built(named("two", "Jo Ann Avery"), named("near", "Joanne Avery"))
    assert found(engine, "joann") == {"two"}
    assert found(engine, "joanni") == {"near"}


def test_neighbors_of_two_values_are_no_word(built):
    engine = built(person("apart", place(organization="Kirk Clinic"), name="Ida Van"))
    assert found(engine, "vankirk") == set()
    assert found(engine, "van kirk") == {"apart"}
