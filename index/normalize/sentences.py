"""The sentences of a text."""

import re
from collections.abc import Iterator

from index.normalize.tidy import tidy

_LINES = re.compile(r"[\r\n\u2028\u2029]+|\s[|•·]\s|<(?:br|/p|/li|/h[1-6]|/div|/td)\b[^<>]{0,200}>", re.IGNORECASE)
_GAP = re.compile(r"(?<=[.!?])[\"')\]]*\s+(?=[\"'(\[]?[A-Z0-9])")
_SHORT_FORM = re.compile(r"(?:\b(?:Dr|Mr|Mrs|Ms|St|vs|e\.g|i\.e|etc|Cert|Dip|Dipl|No)|\b[A-Z])\.$")


def sentences(text: str) -> Iterator[str]:
    """Yield the sentences of a text, tidied; a line, list item or table cell ends one too.

    A period behind a title, an initial or a short form ends nothing.
    """
    for line in _LINES.split(text):
        whole, start = tidy(line), 0
        for gap in _GAP.finditer(whole):
            if not _SHORT_FORM.search(whole, max(start, gap.start() - 8), gap.start()):
                yield whole[start : gap.start()].strip()
                start = gap.end()
        if rest := whole[start:].strip():
            yield rest
