"""Marks and values next to a label, in cells, items, check boxes, icons and fields: they say what is offered."""

import pytest
from parsel import Selector

from crawler.formats.fields import Fields
from crawler.formats.visible_text import shown_lines, spoken_lines
from index.normalize.statements.statement import read_statement
from index.records import RawStatement, StatementKind, Subject
from tests.crawler.clinic_sites.invented_web import Web, html, read, start

HOME = "https://fern.example/"
ADDRESS = "<footer>12 Elm Street, Salida, CO 81201</footer>"

NO_OFFER = [
    "<table><tr><td>Massage</td><td>Yes</td></tr><tr><td>Dry needling</td><td>No</td></tr></table>",
    "<table><tr><td>Dry needling</td><td>N/A</td></tr></table>",
    "<table><tr><td>Dry needling</td><td><p>0</p></td></tr></table>",
    "<table><tr><td>\u2717</td><td>Dry needling</td></tr><tr><td>\u2713</td><td>Massage</td></tr></table>",
    "<table><tr><th>Massage</th><th>Dry needling</th></tr><tr><td>Yes</td><td>No</td></tr></table>",
    "<table><thead><tr><th>Name<th>Dry needling</thead><tbody><tr><td>Ann<td>Yes<tr><td>Bo<td>No</tbody></table>",
    "<dl><dt>Massage</dt><dd>Yes</dd><dt>Dry needling</dt><dd>TBD</dd></dl>",
    "<ul><li><input type=checkbox> Dry needling</li><li><input type=checkbox checked> Massage</li></ul>",
    "<div><label><input type='CHECKBOX'></label> <label>Dry needling</label></div>",
    "<div><span>Dry needling</span> <input type=checkbox></div>",
    "<ul><li role=checkbox aria-checked=false>Dry needling</li></ul>",
    "<table><tr><td>Dry needling</td><td><input type=radio> Yes <input type=radio checked> No</td></tr></table>",
    "<ul><li class='service not-available'>Dry needling</li></ul>",
    "<ul><li class=unavailable>Dry needling</li></ul>",
    "<ul><li><i class='fa fa-times'></i> Dry needling</li></ul>",
    "<ul><li><svg class='icon icon-cross'><path d='x'/></svg> Dry needling</li></ul>",
    "<div><div>Dry needling</div><div><img src=x.png alt='Not available'></div></div>",
    "<div><div>Dry needling</div><div><span class=icon aria-label='No'></span></div></div>",
    "<p><del>Dry needling</del></p>",
    "<p>We do not offer:</p><ul><li>Massage</li><li>Dry needling</li></ul>",
    "<p>Excluded:</p><ul><li><p>Dry needling</p></li></ul>",
    "<h4>Currently unavailable:</h4><ul><li>Dry needling</li></ul>",
    "<div>We don&rsquo;t provide:</div><ol><li>Cupping</li><li><b>Dry</b> needling</li></ol>",
    "<ul><li><s>Dry needling</s></li></ul>",
    "<ul><li style='color: red; text-decoration: line-through'>Dry needling</li></ul>",
]
OFFERED = [
    "<p>We do not offer:</p><ul><li>Massage</li></ul><p>We offer:</p><ul><li>Dry needling</li></ul>",
    "<table><tr><td>Massage</td><td>No</td></tr><tr><td>Dry needling</td><td>Yes</td></tr></table>",
    "<table><tr><td>Dry needling</td><td>\u2713</td></tr></table>",
    "<table><tr><th>Massage</th><th>Dry needling</th></tr><tr><td>No</td><td>Yes</td></tr></table>",
    "<dl><dt>Dry needling</dt><dd>Available</dd></dl>",
    "<ul><li><input type=checkbox checked> Dry needling</li><li><input type=checkbox> Massage</li></ul>",
    "<ul><li><i class='fa fa-check'></i> Dry needling</li></ul>",
    "<ul><li role=checkbox aria-checked=true>Dry needling</li></ul>",
    "<table><tr><td>Dry needling</td><td><input type=radio checked> Yes <input type=radio> No</td></tr></table>",
    "<div><div>Dry needling</div><div><img src=x.png alt='Yes'></div></div>",
    "<ul><li class='service available'>Dry needling</li></ul>",
    "<ul><li>Dry needling</li><li class=unavailable>Massage</li></ul>",
    "<p>Dry needling <s>$90</s> $60</p>",
    "<table><tr><td>Dry needling</td><td>$60</td></tr></table>",
    "<p>We offer dry<br>needling for neck pain.</p>",
    "<p>We offer <b>dry</b> <i>needling</i>.</p>",
    "<p>We offer dry need<wbr>ling.</p>",
    "<p>We offer dry need&shy;ling.</p>",
    "<p>We offer <span>dry&nbsp;</span><em>needling</em>.</p>",
    "<p>We&rsquo;re happy to offer Dry Needling<sup>&trade;</sup> here.</p>",
]


def said(body):
    lines = spoken_lines(Selector(text=f"<html><body>{body}</body></html>", type="html"))
    read = [read_statement(RawStatement(text=line, about=Subject.CLINIC)) for line in lines]
    return {one.kind for one in read if one}


def offered_on_a_site(body):
    web = Web({HOME: html(f"<h2>Our services</h2>{body}{ADDRESS}")})
    (practice,) = read(web, start("fern.example"))[0].values()
    read_ = [read_statement(one) for one in practice.statements]
    return any(one.kind is StatementKind.OFFERS for one in read_ if one)


@pytest.mark.parametrize("body", NO_OFFER)
def test_a_no_in_the_next_cell_or_a_drawn_mark_is_no_offer(body):
    assert StatementKind.OFFERS not in said(body)
    assert not offered_on_a_site(body)


@pytest.mark.parametrize("body", OFFERED)
def test_a_yes_in_the_next_cell_or_a_drawn_tick_is_an_offer(body):
    assert said(body) == {StatementKind.OFFERS}
    assert offered_on_a_site(body)


def test_a_mark_next_to_other_words_is_no_part_of_a_line():
    body = "<h3><i class='fa fa-check'></i>Jordan Avery, PT</h3><p><input type=checkbox> Call me</p><i class=no></i>"
    assert spoken_lines(Selector(text=body, type="html")) == ["Jordan Avery, PT", "Call me"]


def test_lines_for_names_and_addresses_are_left_as_they_are():
    body = "<p>12 Elm Street<br>Suite 4<br>Salida, CO</p><table><tr><td>Dry needling</td><td>No</td></tr></table>"
    assert shown_lines(Selector(text=body, type="html")) == [
        "12 Elm Street",
        "Suite 4",
        "Salida, CO",
        "Dry needling",
        "No",
    ]


@pytest.mark.parametrize(
    ("value", "kind"),
    [
        ({"service": "Dry needling", "offered": False}, StatementKind.SAYS_NO),
        ([{"name": "Dry needling", "value": False}, {"name": "Massage", "value": True}], StatementKind.SAYS_NO),
        ({"Dry needling": False}, StatementKind.SAYS_NO),
        ({"Dry needling": 0}, None),
        ({"Dry needling": "0", "Massage": "1"}, None),
        ({"Dry needling": True}, StatementKind.OFFERS),
        ({"Dry needling": 1}, StatementKind.OFFERS),
        ({"service": "Dry needling", "offered": True}, StatementKind.OFFERS),
    ],
)
def test_a_yes_or_no_of_json_stays_next_to_its_name(value, kind):
    text = Fields({"services": value}).html("services")
    statement = read_statement(RawStatement(text=text, about=Subject.PERSON))
    assert (statement.kind if statement else None) == kind
