import hashlib
import json

import pytest
from click.testing import CliRunner

from commands.publish import export, publish
from index import settings
from index.publish.publisher import publish as publish_store
from index.published import generation_folder
from index.published.overlay import change_overlay
from tests.index.publish.invented import PEOPLE


@pytest.fixture
def run(home):
    return lambda command, *arguments: CliRunner().invoke(command, arguments)


def test_publish_prints_what_is_current(run, store):
    first, second = run(publish), run(publish)

    assert first.exit_code == 0
    assert first.stdout == (
        f"Generation 1 is current: {PEOPLE} people and 1 clinics at {PEOPLE + 1} places.\n"
        f"On the map: {PEOPLE} at the address, 1 at the ZIP code's middle, 0 at the town's, 0 nowhere.\n"
    )
    assert second.stdout.endswith("Nothing differs from the previous generation.\n")


def test_publish_json_is_one_object(run, store):
    printed = json.loads(run(publish, "--json").stdout)

    assert printed["generation"] == 1
    assert printed["counts"]["people"] == PEOPLE
    assert printed["sources"] == {"school": {"providers": PEOPLE + 1, "last_read": "2026-11-22"}}
    assert (printed["unchanged"], printed["suppressed"], printed["removed"], printed["swept"]) == (False, 0, [], [])


def test_a_second_publisher_is_asked_to_wait(run, store, folder):
    with generation_folder.only_publisher(folder):
        result = run(publish)

    assert result.exit_code == 1
    assert "another process is publishing" in result.stderr
    assert "Traceback" not in result.output


def test_a_full_disk_is_reported_in_a_sentence(run, published, monkeypatch):
    def full(*_args, **_options):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("commands.publish.publish_store", full)
    result = run(publish)

    assert result.exit_code == 1
    assert "No space left on device" in result.stderr
    assert "the previous generation stays current" in result.stderr


def test_export_before_anything_is_published_says_what_to_run(run):
    result = run(export)

    assert result.exit_code == 1
    assert "run `pinpoint publish`" in result.stderr


@pytest.mark.parametrize(("form", "lines"), [("jsonl", PEOPLE + 1), ("csv", PEOPLE + 2), ("geojson", PEOPLE + 3)])
def test_export_writes_everybody(run, published, form, lines):
    result = run(export, "--format", form)

    assert result.exit_code == 0
    assert len(result.stdout.splitlines()) == lines
    assert "Söhne" in result.stdout


def test_export_to_a_file_is_what_goes_to_standard_output(run, published, tmp_path):
    file = tmp_path / "everybody.jsonl"

    assert run(export, "--output", str(file)).exit_code == 0
    assert file.read_bytes() == run(export).stdout_bytes


def test_export_to_a_missing_folder_is_reported(run, published, tmp_path):
    result = run(export, "--output", str(tmp_path / "missing" / "everybody.jsonl"))

    assert result.exit_code == 1
    assert "cannot be written (No such file or directory)" in result.stderr


def test_a_content_export_hashes_to_what_publish_printed(run, store, published):
    content = run(export, "--content").stdout_bytes

    assert hashlib.sha256(content).hexdigest() == published.manifest.content_sha256
    assert b"2026-11" not in content
    assert b"person0" not in content


def test_an_export_leaves_out_whoever_asked_for_it(run, store, published, folder):
    change_overlay(folder, lambda overlay: overlay.suppressing(frozenset({"person03"}), frozenset()))

    assert "person03" not in run(export).stdout
    assert len(run(export, "--content").stdout.splitlines()) == PEOPLE


def test_an_unknown_format_is_refused(run):
    result = run(export, "--format", "xml")

    assert result.exit_code == 2
    assert "'xml' is not one of 'jsonl', 'csv', 'geojson'" in result.stderr


def test_the_store_is_published_by_its_function_without_a_word(store, home, capfd):
    publish_store(store, settings.current())

    assert capfd.readouterr() == ("", "")


def test_an_export_to_pass_on_holds_our_answer_and_says_what_was_left_out(run, published):
    _clinic, first, *_ = [json.loads(line) for line in run(export, "--may-leave").stdout.splitlines()]

    assert (first["id"], first["name"], first["dry_needling"]) == ("person00", "", "person_listed")
    assert first["locations"][0]["phone"] == ""
    left_out = ["claim", "name", "organization", "phone", "profession", "quote", "street", "town", "website"]
    assert first["left_out"] == left_out
    as_csv = run(export, "--may-leave", "--format", "csv").stdout.splitlines()
    assert as_csv[0].endswith(",left_out")
    assert as_csv[2].endswith("," + "; ".join(left_out))
    assert "left_out" not in run(export, "--format", "csv").stdout
