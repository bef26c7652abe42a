from commands.normalize import READERS


def test_a_name_has_these_keys_and_no_others():
    assert READERS["name"]('Dr. Elena "Ellie" M. Marsh Jr. (née Dvorak), PT, Cert. DN, XYQZ') == {
        "given": "Elena",
        "middle": "M.",
        "family": "Marsh",
        "generation": "Jr",
        "nickname": "Ellie",
        "former": ["Dvorak"],
        "credentials": [
            {"code": "PT", "kind": "license", "raw": "PT"},
            {"code": "Cert. DN", "kind": "course", "raw": "Cert. DN"},
        ],
        "unknown": ["XYQZ"],
        "others": [],
    }


def test_of_several_people_the_first_is_written_and_the_others_listed():
    read = READERS["name"]("Jordan Avery, PT & Nadia Reyes, DC")
    assert (read["given"], [one["given"] for one in read["others"]]) == ("Jordan", ["Nadia"])


def test_no_name_gives_empty_parts():
    assert READERS["name"]("")["given"] == ""


def test_credentials():
    assert READERS["credentials"]("P.T., XYQZ") == {
        "credentials": [{"code": "PT", "kind": "license", "raw": "P.T."}],
        "unknown": ["XYQZ"],
    }


def test_an_address():
    assert READERS["address"]("PO Box 45, 100 Example St Ste 2, Salida, CO 81201-1234") == {
        "number": "100",
        "street": "Example St",
        "unit": "Ste 2",
        "po_box": "45",
        "city": "Salida",
        "state": "CO",
        "zip": "81201",
    }


def test_a_phone_number_and_none():
    assert READERS["phone"]("800-555-0199 ext 3") == {"e164": "+18005550199", "extension": "3", "kind": "toll_free"}
    assert READERS["phone"]("call us") == {"e164": "", "extension": "", "kind": ""}


def test_a_statement_and_none():
    said = "We do not offer dry needling."
    assert READERS["statement"](said) == {"kind": "says_no", "about": "clinic", "quote": said}
    assert READERS["statement"]("What is dry needling?") == {"kind": "", "about": "", "quote": ""}
