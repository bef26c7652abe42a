import json
import signal
import subprocess
import sys
import urllib.request

import pytest
from click.testing import CliRunner

from commands.demo_registry import demo_registry

START = "from commands.demo_registry import demo_registry; demo_registry()"
HEADER = "NPI,Entity Type Code,Healthcare Provider Taxonomy Code_1,Provider First Name\n"


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "npidata.csv"
    path.write_text(HEADER + "2999000013,1,225100000X,ANN\n2999000021,,,\n")
    return path


def test_the_first_line_is_the_address_and_ctrl_c_ends_it(file):
    command = [sys.executable, "-c", START, "--nppes", str(file), "--json"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        base_url = json.loads(process.stdout.readline())["base_url"]
        with urllib.request.urlopen(f"{base_url}/api/?version=2.1&number=2999000013", timeout=5) as answer:
            assert json.load(answer)["result_count"] == 1
        process.send_signal(signal.SIGINT)
        assert process.wait(5) == 0


def test_a_file_of_another_kind_is_a_clear_error(tmp_path):
    file = tmp_path / "other.csv"
    file.write_text("a,b\n1,2\n")
    result = CliRunner().invoke(demo_registry, ["--nppes", str(file)])
    assert (result.exit_code, "is no NPPES file" in result.output) == (1, True)
