import json

from click.testing import CliRunner

from commands.resolve import resolve
from tests.builders import listing, location, phone


def test_resolve_prints_its_counts(rows, home):
    here = location(phone=phone("12"))
    rows.put(listing("list/1", places=[here]), listing("site/1", places=[here]))
    said = CliRunner().invoke(resolve, [])
    assert said.exit_code == 0, said.output
    assert "2 listings, 1 practitioners and clinics\n1 new, 0 merged, 0 split, 2 listings changed\n" in said.output
    again = json.loads(CliRunner().invoke(resolve, ["--json"]).stdout)
    assert again == {
        "whole": False,
        "looked_at": 0,
        "pairs": 0,
        "listings": 2,
        "providers": 1,
        "new": 0,
        "merged": 0,
        "split": 0,
        "mixed_up": 0,
        "changed": 0,
        "ambiguous": 0,
        "doubts": 0,
        "coverage": 0.0,
        "oversized_blocks": 0,
        "overruled": 0,
        "vetoes": {},
    }
