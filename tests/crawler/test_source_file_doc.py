import re
from pathlib import Path

import pytest

from crawler.platforms import PLATFORMS, spider_class
from crawler.platforms.socrata.license_columns import LicenseColumns, StatusWords
from crawler.sources import parts as source_parts
from crawler.sources import patches, run_schedule
from crawler.sources.definition import SourceDefinition

DOCS = Path(__file__).parents[2] / "docs" / "source-file.md"
PARTS = {
    "terms": source_parts.Terms,
    "schedule": run_schedule.SourceSchedule,
    "schedule.retry": run_schedule.RetryPolicy,
    "schedule.retry.*": run_schedule.Retry,
    "politeness": source_parts.Politeness,
    "gates": source_parts.Gates,
    "patches": patches.Patch,
    "statements": source_parts.Statements,
    "statements.directory_says": source_parts.DirectorySays,
}
ROW = re.compile(r"^\| `([a-z_]+)` \| .* \| (.+) \|$", re.MULTILINE)


def documented(heading):
    """Return {key: what it says} of the table under a heading."""
    sections = re.split(r"^##+ ", DOCS.read_text(encoding="utf-8"), flags=re.MULTILINE)
    (section,) = [section for section in sections if section.splitlines()[0] == heading]
    return dict(ROW.findall(section))


def described(model):
    return {key: field.description for key, field in model.model_fields.items()}


def test_every_key_of_a_source_file_is_documented_in_its_own_words():
    assert documented("Keys") == described(SourceDefinition)


@pytest.mark.parametrize("part", PARTS)
def test_every_key_of_a_part_is_documented(part):
    assert documented(f"`{part}`") == described(PARTS[part])


def test_every_part_of_a_source_file_has_a_table():
    parts = {
        model
        for module in (source_parts, run_schedule)
        for model in vars(module).values()
        if isinstance(model, type) and issubclass(model, source_parts.Part)
    }
    assert parts - {source_parts.Part} == set(PARTS.values()) - {patches.Patch}


@pytest.mark.parametrize(("key", "model"), [("columns", LicenseColumns), ("statuses", StatusWords)])
def test_every_key_of_a_license_file_s_options_is_documented(key, model):
    assert documented(f"`{key}` of `socrata`") == described(model)


@pytest.mark.parametrize("platform", PLATFORMS)
def test_every_option_of_a_platform_is_documented(platform):
    assert documented(f"`{platform}`") == described(spider_class(platform).options_model)


def test_the_example_is_a_source_file_that_loads(tmp_path):
    from crawler.runs.source_files import load_source

    example = re.search(r"```yaml\n(.*?)```", DOCS.read_text(encoding="utf-8"), re.DOTALL)
    file = tmp_path / "example_school.yml"
    file.write_text(example[1], encoding="utf-8")
    assert load_source(file).options == {"entries": "person"}
