import csv
import io
from collections import defaultdict

from demo.truth import AnswerRow, TruthRow, answers, as_csv, key_of, truth
from index.normalize.statements.statement import read_statement
from index.records import RawStatement, SourcesSay, StatementKind, Subject

SALIDA = {
    "Brindlewick Rehab": "clinic_offers",
    "Casey Norlundell": "person_listed",
    "Dana Orrickdray": "disagree",
    "Elizabeth Castellune": "person_listed",
    "Jordan Averthwaite": "person_listed",
    "José Muñozell": "no_word",
    "Morgan Fennholt-Ray": "course_listed",
    "Tansyford Physical Therapy": "no_word",
}


def in_town(world, zip_code):
    return {row.name: str(row.answer) for row in answers(world) if row.zip == zip_code}


def listed_in(world, zip_code):
    return {name for name, answer in in_town(world, zip_code).items() if answer not in {"no_word", "says_no"}}


def test_every_listing_has_one_row_of_truth(world):
    rows = truth(world)
    assert len(rows) == len({(row.source, row.source_id) for row in rows}) == len(world.entries) == 721


def test_salida_has_several_answers(world):
    assert SALIDA.items() <= in_town(world, "81201").items()
    assert in_town(world, "81211")["Patrick Quillane"] == "says_no"
    assert in_town(world, "81211")["Orrinbend Movement Clinic"] == "says_no"
    assert in_town(world, "81211")["Robin Tolliverne"] == "course_listed"


def test_somebody_in_salida_is_in_four_directories_and_on_a_website(world):
    (jordan,) = [row for row in answers(world) if row.subject == "jordan-avery"]
    assert jordan.sources == 5


def test_of_goodland_only_the_registry_speaks_and_colby_has_the_nearest_listed(world):
    goodland = [entry for entry in world.entries if entry.place.town.zip == "67735"]
    assert {entry.directory for entry in goodland} == {"registry"}
    assert len({entry.subject for entry in goodland if entry.person}) == 7
    assert listed_in(world, "67735") == set()
    assert listed_in(world, "67701") == {"Samuel Lindqvarn"}
    assert listed_in(world, "67748") == set()
    assert listed_in(world, "69001") == {"Hana Tarnfellow", "Otto Ravencombe"}


def test_the_invented_rule_leaves_out_some_people_of_cheyenne_and_keeps_one(world):
    assert listed_in(world, "82001") == {"Blair Zellmarsh", "Corey Brackenstell", "Quinn Larrmont"}
    professions = {name: world.people[name].professions for name in ("blair-zell", "corey-zell", "quinn-larr")}
    assert professions == {
        "blair-zell": ("physical-therapist",),
        "corey-zell": ("physical-therapist",),
        "quinn-larr": ("acupuncturist",),
    }
    assert "Avery Lindmarrow" in listed_in(world, "80524")


def test_every_answer_but_the_boards_occurs(world):
    assert {row.answer for row in answers(world)} == set(SourcesSay) - {SourcesSay.BOARD_LISTED}


def test_who_must_be_merged_is_listed_at_least_twice(world):
    listings = defaultdict(int)
    for row in truth(world):
        if "must_merge" in row.traps.split():
            listings[row.subject] += 1
    assert len(listings) == 11
    assert min(listings.values()) >= 2


def test_who_must_never_be_merged_is_planted(world):
    planted = {trap for row in truth(world) for trap in row.traps.split()}
    assert planted >= {
        "father_son", "siblings", "namesake", "same_name_two_clinics", "tollfree", "org_npi", "two_clinics",
        "nickname", "maiden", "moved", "wrong_phone", "disagree", "says_no", "argues", "hostile",
    }  # fmt: skip


def test_namesakes_have_npis_of_their_own(world):
    walters = [person for person in world.people.values() if person.family == "Halstedding"]
    michaels = [person for person in world.people.values() if person.family == "Dunmerrow"]
    assert [len({person.npi for person in group}) for group in (walters, michaels)] == [2, 2]


def test_an_answer_follows_the_clinic_that_says_no_more(changed):
    assert in_town(changed, "81201")["Brindlewick Rehab"] == "says_no"
    assert in_town(changed, "81201")["Robin Tolliverne"] == "course_listed"


def test_truth_is_written_as_csv(world):
    rows = truth(world)
    read = list(csv.DictReader(io.StringIO(as_csv(rows, TruthRow))))
    assert [row["source_id"] for row in read] == [row.source_id for row in rows]
    assert as_csv([], AnswerRow) == "subject,name,kind,city,state,zip,answer,sources\n"


def test_what_every_text_of_the_world_says_is_what_a_reader_of_statements_reads(world):
    kinds = {"": None, "yes": StatementKind.OFFERS, "no": StatementKind.SAYS_NO}
    read = 0
    for entry in world.entries:
        subject = Subject.PERSON if entry.person else Subject.CLINIC
        statement = read_statement(RawStatement(text=entry.text, about=subject))
        assert (statement and statement.kind) == kinds[entry.says.removeprefix(f"{subject}_")], entry.text
        read += statement is not None
    assert read > 80


def test_the_page_that_argues_says_neither_yes_nor_no(world):
    (article,) = [clinic.article for clinic in world.clinics.values() if clinic.article]
    assert [read_statement(RawStatement(text=text, about=Subject.CLINIC)) for text in article] == [None, None]


def test_a_listing_is_found_in_the_truth_by_its_page_whatever_a_spider_adds(world):
    keys = {row.source_id for row in truth(world)}
    assert key_of("/tansyford-physical-therapy/#tansyford-physical-therapy") in keys
    assert all(key_of(key) == key for key in keys)
