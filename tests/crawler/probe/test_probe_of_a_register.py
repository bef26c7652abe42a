from crawler.runs.source_files import load_source
from demo.directories.license_file import LicenseFile
from demo.world.world import World
from tests.crawler.probe.test_probe import probed, served


def test_a_license_file_is_recognized_and_its_sample_is_entries_of_a_register(home):
    with served(LicenseFile(World().of("registry"))) as server:
        result = probed(server, home, "--id", "tried")
    assert (result["platform"], result["recognized"], result["options"]["state"]) == ("socrata", True, "CO")
    assert [one["status"] for one in result["sample"]] == ["active"] * 3
    assert set(result["fields_found"]) == {
        "name",
        "profession",
        "state",
        "number",
        "status",
        "status_text",
        "issued",
        "expires",
    }
    assert load_source(home / "sources" / "tried.yml").platform == "socrata"
