"""The counts that a search must give, from the documents that `export` writes, in plain Python."""

from datetime import date

from geopy.distance import great_circle

from index.records import LISTED_ANSWERS, Profession

LISTED = {str(answer) for answer in LISTED_ANSWERS}


def months_earlier(day, months):
    """The same day so many months before; days after the 28th are not asked here."""
    months = day.year * 12 + day.month - 1 - months
    return date(months // 12, months % 12 + 1, day.day)


class Question:
    """A place, a radius and filters, each as `pinpoint search` takes them."""

    def __init__(self, here, miles, today, *, credential="", license_="", read=None, kind="", conditions=()):
        self.here, self.miles, self.today = here, miles, today
        self.credential, self.license, self.read, self.kind = credential, license_, read, kind
        self.conditions = set(conditions)

    @property
    def chosen(self):
        return [name for name in ("credential", "license", "read") if getattr(self, name)]

    def passes(self, one, spot, name):
        if name == "credential":
            return self.credential in {held["code"] for held in one["credentials"]}
        if name == "license":
            return "active" in results(one, spot)
        day = spot["evidence"]["read_on"]
        return day is not None and date.fromisoformat(day) >= months_earlier(self.today, self.read)

    def silent(self, one, spot, name):
        if name == "credential":
            others = [held for held in one["credentials"] if held["kind"] not in ("license", "degree")]
            return not others and not self.passes(one, spot, name)
        if name == "license":
            return not results(one, spot)
        return spot["evidence"]["read_on"] is None

    def answer(self, everybody, rules):
        """The counts of a search: the list, the "does not say" group of each filter, and the groups of complaints."""
        spots = [(one, spot) for one in everybody for spot in one["locations"] if self.is_near(one, spot, rules)]
        listed = {one["id"]: one for one, spot in spots if all(self.passes(one, spot, name) for name in self.chosen)}
        silent = {
            name: {
                one["id"]
                for one, spot in spots
                if one["id"] not in listed
                and self.silent(one, spot, name)
                and all(self.passes(one, spot, other) for other in self.chosen if other != name)
            }
            for name in self.chosen
        }
        groups = [group(one, self.conditions) for one in listed.values()]
        return {
            "total": len(listed),
            "does_not_say": {name: len(ids) for name, ids in silent.items()},
            "groups": {name: groups.count(name) for name in GROUPS} if self.conditions else {},
        }

    def is_near(self, one, spot, rules):
        if spot["latitude"] is None or spot["dry_needling"] not in LISTED or self.kind not in ("", one["kind"]):
            return False
        held = [rules.rule(spot["state"], Profession(profession)) for profession in one["professions"]]
        if held and all(rule.leaves_out_listed(self.today) for rule in held):
            return False
        return great_circle(self.here, (spot["latitude"], spot["longitude"])).miles <= self.miles


GROUPS = ("lists_it", "does_not_say", "lists_others")


def results(one, spot):
    """What the file of the place's own state says of a license; no match says nothing."""
    return {
        check["result"]
        for check in one["checks"]
        if check["kind"] == "license" and check["state"] == spot["state"] and check["result"] != "no_record"
    }


def group(one, asked):
    if not one["conditions"]:
        return "does_not_say"
    return "lists_it" if asked & set(one["conditions"]) else "lists_others"
