"""Patterns that classify sentences about dry needling, built from the words in the vocabulary."""

import re
from functools import cache

from index.vocabulary.statement_words import statement_words

_SOME_WORDS = r"(?:[^\s.;!?]+\s+)"
_FLAGS = re.IGNORECASE


def any_of(fragments: tuple[str, ...]) -> str:
    """Return a pattern that matches any of the vocabulary's fragments; a blank in one matches any white space."""
    spaced = (re.sub(r" (?=[?*{])", r"\\s", fragment).replace(" ", r"\s+") for fragment in fragments)
    return f"(?:{'|'.join(spaced)})"


class StatementPatterns:
    """The patterns, compiled once. Every repetition is bounded, so that no text makes a search slow."""

    def __init__(self) -> None:
        words = statement_words()
        term, offer = any_of(words.terms), any_of(words.offers)
        softly = rf"(?:{any_of(words.softeners)}\s+){{0,3}}"
        far = rf"{_SOME_WORDS}{{0,16}}?"
        near = rf"{_SOME_WORDS}{{0,8}}?"
        self.term = self._words(term)
        subject = rf"(?:{any_of(words.subjects)}|(?-i:[A-Z][\w'.-]+))"
        self.offers = self._words(
            rf"{subject}\s+{near}{offer}\s+{far}[(\"]?{term}",
            rf"(?:tools?|techniques?|specialt(?:y|ies)|treatments?)(?:\s+of\s+choice)?\s+(?:is|are)\s+{near}{term}",
            rf"(?:book|schedule)\s+(?:an?\s+|your\s+)?{term}\s+(?:appointments?|sessions?|visits?|online|today|with)",
            rf"(?:our|my|his|her|\w+'s)\s+(?:\w+\s+){{0,2}}?(?:fees?|prices?|rates?)\s+for\s+{term}",
            rf"(?<!.){offer}\s+{far}{term}",
            rf"{term}\s+(?:{any_of(words.services)}\s+)?(?:is|are)\s+{softly}{any_of(words.done)}",
            rf"our\s+{_SOME_WORDS}{{0,3}}?{term}\s+{any_of(words.services)}",
            rf"{any_of(words.subjects[-1:])}\s+(?:such\s+as|like|including)\s+{far}{term}",
            rf"{term}\s+by\s+(?:appointment|our)",
            rf"{term}\s+and\s+(?:offers|provides|performs|uses)\s+it",
        )
        # a no ends at "but": "We do not offer acupuncture, but we do offer dry needling."
        denied = rf"(?:(?!{any_of(words.contrasts)}\s){_SOME_WORDS}){{0,8}}?"
        self.contrast = self._words(*words.contrasts)
        negated = any_of(words.not_done)
        self.says_no = self._words(
            rf"{negated}\s+{softly}(?:be\s+)?{offer}\s+{denied}{term}",
            rf"(?:do|does)(?:\s+not|n't),\s[^.;!?,]{{1,80}},\s+{offer}\s+{denied}{term}",
            rf"(?:none|neither)\s+of\s+(?:our|the|my)\s+{_SOME_WORDS}{{1,4}}?{offer}\s+{denied}{term}",
            rf"neither\s+{offer}\s+{denied}{term}",
            rf"(?:do|does)(?:\s+not|n't)\s+{softly}have\s+(?:any(?:one|body)?|someone)\s+{near}{offer}\s+{denied}{term}",
            rf"{term}\s+is(?:\s+not|n't)\s+(?:something|a\s+service|a\s+treatment)\s+(?:that\s+)?(?:we|i|he|she)\s+{offer}",
            rf"{subject}\s+{near}{offer}\s+{near}[\w-]+,\s+not\s+{term}\W*$",
            rf"(?<!.){term}\s*[:=-]\s*(?:no|none|not\s+(?:offered|available))\W*$",
            rf"{any_of(words.stopped)}\s+(?:{offer}\s+)?{_SOME_WORDS}{{0,4}}?{term}",
            rf"{term}\s+(?:{any_of(words.services)}\s+)?(?:is|are)(?:n't|\s+(?:not|no\s+longer|never))\s+{softly}"
            rf"{any_of(words.done)}",
            rf"(?<!.)(?:(?:sorry|please\s+note|there\s+is|we\s+have)\W+){{0,2}}no\s+{term}"
            r"(?:\s+(?:services?|here|offered|available|at\s+this\s+\w+)){0,2}\W*$",
            rf"no\s+{any_of(('ofrec(?:e|emos)', 'realiza(?:mos)?', 'hac(?:e|emos)'))}\s+{near}{term}",
        )
        self.negation = self._words("not", "no", "none", "never", "without", "cannot", "nor", "neither", r"\w+n't")
        self.no_negation = self._words(*words.no_negation)
        self.discusses = self._words(
            *words.discusses,
            rf"(?:(?<!.)|(?<=[,:]\s)){any_of(words.generic)}(?=\s)",
            rf"{term}\s+(?:therapy\s+|treatments?\s+)?{any_of(words.explains)}",
            rf"{offer}\s+{_SOME_WORDS}{{0,3}}?{term}\s+(?:certifications?|education|training|instruction|weekends?)",
        )
        between = r"(?:[\w-]+,?\s+(?:and|or|nor|&)\s+|(?:the|any|all|our|your|of|for|doing|offering)\s+){0,2}?"
        self.excepts = self._words(rf"{any_of(words.excepts)}\s+{between}{term}")
        # an offer retracted right after the term: "dry needling (discontinued)", "dry needling: 0"
        self.undone = self._words(
            rf"{term}\W{{1,4}}{any_of(words.unsure)}", rf"{term}\s*[:=]\s*(?:0|{any_of(words.no_values)})\W*$"
        )
        self.takes_back = self._words(
            *words.excepts, *words.unsure, "not", "no", "none", "never", "without", "cannot", r"\w+n't"
        )
        self.asks_if_done = self._words(rf"(?:do|does|can|is|are)\s+{_SOME_WORDS}{{1,4}}?{offer}\s+{near}{term}")
        self.yes, self.no = (re.compile(rf"{any_of(said)}(?!\w)", _FLAGS) for said in (words.yes, words.no))
        self.heading, self.verb = self._words(*words.heading), self._words(*words.verbs, *words.offers)
        self.board_none = self._words(*words.board_none)
        self.trained = self._words(
            rf"(?:certified|credentialed|certification|trained|training)\s+(?:in|for)\s+{_SOME_WORDS}{{0,3}}?{term}",
            rf"{term}\s+(?:certified|certification)",
        )

    @staticmethod
    def _words(*fragments: str) -> re.Pattern[str]:
        return re.compile(rf"(?<!\w){any_of(fragments)}(?!\w)", _FLAGS)


@cache
def patterns() -> StatementPatterns:
    """Return the patterns, compiled on first use."""
    return StatementPatterns()
