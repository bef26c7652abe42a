import pytest
import yaml
from click.testing import CliRunner

from commands.gates import suggest_command
from crawler.gates.measuring import Measured
from crawler.gates.suggest import NothingMeasuredError, suggest
from crawler.runs.decisions import Acceptance
from crawler.sources.definition import Gates
from tests.crawler.gates.directory import SOURCE, at, collected, definition, directory, judged

WHO = Acceptance(who="Jo", reason="looked at")


def suggested(*arguments):
    result = CliRunner().invoke(suggest_command, [SOURCE, *arguments])
    assert result.exit_code == 0, result.output
    return result.stdout


def test_a_suggestion_is_yaml_that_a_source_file_takes_and_its_own_run_passes(store, settled):
    settled(directory(), WHO)
    gates = yaml.safe_load(suggested())["gates"]
    assert (gates["minimum_listings"], gates["maximum_listings"]) == (85, 200)
    assert (gates["fill_rate"]["phone"], gates["fill_rate"]["website"]) == (0.85, 0.76)
    assert "organization" not in gates["fill_rate"]
    assert Gates.model_validate(gates)
    again = collected(store, directory())
    assert judged(store, again, definition(**gates)).verdict == "passed"


def test_the_lowest_of_several_runs_is_the_measure(settled):
    settled(directory(), WHO)
    settled(directory(90))
    assert yaml.safe_load(suggested())["gates"]["minimum_listings"] == 76


def test_a_source_that_never_passed_is_measured_by_its_held_run_and_says_so(settled):
    settled(directory(60))
    assert suggested().startswith("# measured in run 1 (held)")


def test_a_share_above_its_default_is_proposed_with_a_question(settled):
    settled([at(raw, phone="(720) 555-0150") for raw in directory(60)])
    text = suggested()
    assert "# 100%; is that right?" in text.replace("100.0%", "100%")
    assert yaml.safe_load(text)["gates"]["same_phone_share"] == 1.0


def test_nothing_measured_says_what_to_do(store):
    result = CliRunner().invoke(suggest_command, [SOURCE])
    assert isinstance(result.exception, NothingMeasuredError)
    assert "--dry-run" in str(result.exception)


@pytest.mark.parametrize("count", [1, 2, 7])
def test_a_tiny_source_still_needs_a_listing(count):
    assert suggest([Measured(listings=count)])[0].value >= 1
