"""What is left of a page: text and tables, and nothing that runs, loads or leads anywhere."""

import re

import pytest

from crawler.formats.harmless_html import MOST_ELEMENTS, TooManyElementsError, harmless_html
from tests.hostile_page import HOSTILE

_ATTRIBUTE = re.compile(r'<\w+((?:\s+[\w-]+="[^"]*")*)\s*>')


def test_text_and_tables_stay():
    markup = '<h1>Jo</h1><table><tr><td colspan="2">Salida<td>Ouray</table><img src="x" alt="A map">'
    assert harmless_html(markup) == (
        '<h1>Jo</h1><table><tbody><tr><td colspan="2">Salida</td><td>Ouray</td></tr></tbody></table><img alt="A map">'
    )


def test_of_a_hostile_page_nothing_stays_but_text_elements_without_addresses():
    left = harmless_html(HOSTILE.format(base="http://127.0.0.1:9"))
    assert "127.0.0.1" not in left
    assert "Somebody" in left
    names = {name for found in _ATTRIBUTE.findall(left) for name in re.findall(r"([\w-]+)=", found)}
    assert names <= {"alt", "colspan", "rowspan", "dir", "lang"}
    assert not re.search(r"<(script|style|link|meta|base|iframe|object|embed|form|input|svg|math|a|template)\b", left)


@pytest.mark.parametrize(
    "markup",
    [
        "<svg><style><img src=x onerror=a></style></svg>",
        "<math><mtext><table><mglyph><style><!--</style><img title='--&gt;&lt;img src=1 onerror=a&gt;'>",
        "<noscript><p title='</noscript><img src=x onerror=a>'>",
        "<form><math><mtext></form><form><mglyph><style></math><img src onerror=a>",
        "<p>a<!--><img src=x onerror=a>-->",
    ],
)
def test_odd_markup_turns_into_nothing_that_loads_or_runs(markup):
    left = harmless_html(markup)
    assert not re.search(r"<[^>]*(src|onerror|style|href)", left)
    assert harmless_html(left) == left


def test_more_elements_than_can_be_looked_through_are_refused():
    with pytest.raises(TooManyElementsError, match="20,000 elements"):
        harmless_html("<div>" * (MOST_ELEMENTS + 1))
