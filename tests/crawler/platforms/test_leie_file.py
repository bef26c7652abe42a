from datetime import date

import pytest

from crawler.sources.definition import SourceError
from index.records import EntryStatus, ListingKind, RegisterEntry, RegisterKind
from index.records.codec import to_json
from tests.crawler.platforms import invented
from tests.crawler.platforms.leie_rows_of import BORN, HEADER, HOME, NPI, row, write

ENTRY = RegisterEntry(
    source="invented",
    source_id=f"{NPI[0]}-20260120-1128a1",
    register=RegisterKind.EXCLUSIONS,
    url="https://directory.example/",
    name="QUILLFEATHER, MARVELLA T",
    family_first=True,
    profession_text="PHYSICAL THERAPY",
    npi=NPI[0],
    state="CO",
    status=EntryStatus.ACTIVE,
    excluded=date(2026, 1, 20),
    as_of=date(2026, 1, 31),
    particulars=(("exclusion type", "1128a1"), ("kind", "IND- LIC HC SERV PRO")),
)


def read(*files):
    spider = invented.spider("leie_file", {"files": ",".join(map(str, files))})
    return list(spider.records()), [kind for kind, _, _ in spider.take_problems()], spider.restricted


def test_an_exclusion_is_an_entry_of_a_register_and_no_listing(tmp_path):
    assert read(write(tmp_path, "2601UPDATED.csv", row())) == ([ENTRY], [], False)


def test_birth_date_and_home_address_never_leave_the_file(tmp_path):
    [entry], _, _ = read(write(tmp_path, "UPDATED.csv", row()))
    assert [hidden for hidden in (BORN, HOME, "HIDDENTOWN", "81201") if hidden in to_json(entry)] == []


def test_who_has_no_npi_is_counted_and_forgotten(tmp_path):
    found, problems, _ = read(write(tmp_path, "UPDATED.csv", row(NPI="0000000000"), row(family="B", NPI="")))
    assert (found, problems) == ([], [])


def test_an_npi_that_fails_its_check_digit_is_reported_and_matches_nobody(tmp_path):
    assert read(write(tmp_path, "UPDATED.csv", row(NPI="1234567890")))[:2] == ([], ["row/check_digit"])


def test_files_are_read_by_month_whatever_their_order_and_a_reinstatement_ends_an_exclusion(tmp_path):
    rein = write(tmp_path, "2603REIN.csv", row(REINDATE="20260310"))
    excl = write(tmp_path, "2602EXCL.csv", row(), row(NPI=NPI[1]))
    found, _, _ = read(rein, excl)
    ended = {entry.npi: (entry.status, entry.reinstated) for entry in found}
    assert ended == {NPI[0]: (EntryStatus.NOT_ACTIVE, date(2026, 3, 10)), NPI[1]: (EntryStatus.ACTIVE, None)}
    assert {entry.as_of for entry in found} == {date(2026, 3, 31)}


def test_a_reinstatement_without_npi_ends_the_exclusion_of_the_same_names_and_day(tmp_path):
    write(tmp_path, "2601EXCL.csv", row())
    write(tmp_path, "2601REIN.csv", row(NPI="0000000000", REINDATE="20260310"))
    [entry], _, _ = read(tmp_path)
    assert (entry.npi, entry.status) == (NPI[0], EntryStatus.NOT_ACTIVE)


def test_a_reinstatement_of_another_exclusion_of_the_same_person_ends_no_other(tmp_path):
    write(tmp_path, "2601EXCL.csv", row())
    write(tmp_path, "2601REIN.csv", row(EXCLDATE="20200101", REINDATE="20260310"))
    found, _, _ = read(tmp_path)
    assert [(entry.excluded.year, entry.status) for entry in found] == [
        (2020, EntryStatus.NOT_ACTIVE),
        (2026, EntryStatus.ACTIVE),
    ]


def test_who_is_excluded_again_later_is_excluded(tmp_path):
    write(tmp_path, "2601EXCL.csv", row())
    write(tmp_path, "2602REIN.csv", row(REINDATE="20260210"))
    write(tmp_path, "2603EXCL.csv", row(EXCLDATE="20260320"))
    found, _, _ = read(tmp_path)
    assert [entry.status for entry in found] == [EntryStatus.NOT_ACTIVE, EntryStatus.ACTIVE]


def test_a_later_full_file_takes_the_place_of_everything_before_and_makes_the_run_whole(tmp_path):
    write(tmp_path, "2601EXCL.csv", row())
    write(tmp_path, "2602UPDATED.csv", row(NPI=NPI[1]))
    write(tmp_path, "2602EXCL.csv", row(NPI=NPI[2]))
    found, problems, is_partial = read(tmp_path)
    assert ([entry.npi for entry in found], problems, is_partial) == ([NPI[1], NPI[2]], [], False)


def test_a_month_that_is_absent_between_two_is_reported(tmp_path):
    write(tmp_path, "2512EXCL.csv", row())
    write(tmp_path, "2512REIN.csv")
    write(tmp_path, "2602REIN.csv")
    spider = invented.spider("leie_file", {"files": str(tmp_path)})
    assert len(list(spider.records())) == 1
    assert [where for _, where, _ in spider.take_problems()] == ["2601EXCL", "2601REIN", "2602EXCL"]


@pytest.mark.parametrize("spelled", ["WVRSTATE", "WAIVERSTATE"])
def test_a_waiver_is_kept_for_whoever_compares(tmp_path, spelled):
    header = [spelled if name == "WVRSTATE" else name for name in HEADER]
    waived = row(WAIVERDATE="20260401", WVRSTATE="GA")
    [entry], problems, _ = read(write(tmp_path, "UPDATED.csv", waived, header=header))
    assert (dict(entry.particulars)["waived"], dict(entry.particulars)["waived in"]) == ("2026-04-01", "GA")
    assert problems == []


def test_a_business_is_one_and_a_person_s_business_is_given_next_to_the_name(tmp_path):
    business = row(family="", given="", MIDNAME=" ", BUSNAME="TANSYFORD CARE", NPI=NPI[1])
    found, _, _ = read(write(tmp_path, "UPDATED.csv", business, row(BUSNAME="TANSYFORD CARE")))
    assert [(entry.subject, entry.name) for entry in found] == [
        (ListingKind.PERSON, "QUILLFEATHER, MARVELLA T"),
        (ListingKind.CLINIC, "TANSYFORD CARE"),
    ]


@pytest.mark.parametrize(
    ("broken", "kind"),
    [
        (row(EXCLDATE="00000000"), "row/no_date"),
        (row(EXCLDATE="20261341"), "row/date"),
        (["QUILLFEATHER", "MARVELLA"], "row/width"),
    ],
)
def test_a_broken_row_is_reported_and_loses_no_other(tmp_path, broken, kind):
    found, problems, _ = read(write(tmp_path, "UPDATED.csv", broken, row()))
    assert (len(found), problems) == (1, [kind])


@pytest.mark.parametrize(
    ("names", "said"),
    [
        (["list.csv"], "write UPDATED.csv, YYMMUPDATED.csv"),
        (["EXCL.csv"], "a supplement's name begins with its month"),
        (["2613EXCL.csv"], "there is no month 13"),
        (["UPDATED.csv", "2601EXCL.csv"], "put its month before its name"),
    ],
)
def test_a_file_whose_name_does_not_say_which_it_is_is_refused(tmp_path, names, said):
    with pytest.raises(SourceError, match=said):
        read(*(write(tmp_path, name, row()) for name in names))


def test_a_file_that_is_something_else_or_not_there_is_refused(tmp_path):
    with pytest.raises(SourceError, match="the header has no column LASTNAME; is this an exclusion file"):
        read(write(tmp_path, "UPDATED.csv", header=["NPI", "NAME"]))
    with pytest.raises(SourceError, match=r"there is no file .*2601EXCL"):
        read(tmp_path / "2601EXCL.csv")
    with pytest.raises(SourceError, match="files: is missing; give it with -a files="):
        invented.spider("leie_file")


def test_the_same_files_read_twice_give_the_same_entries(tmp_path):
    write(tmp_path, "2601EXCL.csv", row(), row(NPI=NPI[3]))
    assert read(tmp_path) == read(tmp_path)
