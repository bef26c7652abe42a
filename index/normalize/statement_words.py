"""The patterns by which sentences about dry needling are told apart."""

import re


def _pattern(text: str) -> re.Pattern[str]:
    return re.compile(text, re.IGNORECASE | re.VERBOSE)


_TERM = r"""(?:
    (?:trigger[\s-]+point\s+|functional\s+|integrative\s+|myofascial\s+|systemic\s+)?dry[\s-]*needl(?:ing|es?)
  | intra-?muscular\s+(?:stimulation|needling|manual\s+therapy)
  | trigger[\s-]+point\s+needling | myofascial\s+needling
  | punci[oó]n\s+seca
)"""
_OFFER = r"""(?:offer(?:s|ed|ing)?|provid(?:e|es|ed|ing)|perform(?:s|ed|ing)?|practic(?:e|es|ing)|us(?:e|es|ing)|utiliz(?:e|es|ing)
  |do|does|doing|deliver(?:s|ing)?|administer(?:s|ing)?|incorporat(?:e|es|ing)|integrat(?:e|es|ing)|combin(?:e|es|ing)
  |appl(?:y|ies|ying)|specializ(?:e|es|ing)\s+in|treat(?:s|ing)?\b.{0,60}?\bwith|blend(?:s|ing)?|employ(?:s|ing)?
  |carr(?:y|ies)\s+out|includ(?:e|es|ing)|featur(?:e|es|ing))"""
_WORDS = r"(?:[\w'’/-]+[,]?\s+)"

TERM = re.compile(re.sub(r"\s+(?=[|(?)])|(?<=[|(:])\s+|\n\s*", "", _TERM), re.IGNORECASE)

VERB = _pattern(
    rf"""\b(?:is|are|was|were|has|have|had|can|may|might|will|would|should|helps?|relieves?|involves?|works?|means?
    |reduces?|improves?|targets?|inserts?|differs?|feels?|hurts?|refers?|teaches|taught|learn|{_OFFER})\b"""
)
"""Words of a sentence, which a category or a list of services does not have."""

LABEL_STOP = _pattern(
    r"""\b(?:courses?|class(?:es)?|workshops?|seminars?|webinars?|ceus?|continuing|education|instructors?|students?
    |vs|versus|compared|comparison|difference|myths?|faqs?|what|why|how|when|blog|article|research|study|studies
    |evidence|risks?|side\s+effects?|benefits|laws?|legal|legislation|bill|scope|board|certifi\w+|trained|training
    |level|soon|upcoming|history|about|guide|acupuncture\s+or|like|unlike|also\s+(?:called|known))\b"""
)
"""Words by which a text without a verb is a heading, a course or a credential, not a service."""

OFFERS = _pattern(
    rf"""\b(?:we|i|he|she|they|our|who|and|also|that|clinics?|office|team|staff|therapists?|practitioners?|treatments?|services
    |techniques?|sessions?|practice|[A-Z][\w'’.-]+)\b [^.;]{{0,80}}? \b{_OFFER}\s+{_WORDS}{{0,14}}?{_TERM}
  | ^{_OFFER}\s+{_WORDS}{{0,8}}?{_TERM}
  | {_TERM}\s+(?:services?\s+|treatments?\s+|sessions?\s+|therapy\s+)?(?:is|are)\s+(?:(?:also|now|currently|both)\s+)?
      (?:available|offered|provided|performed|done|practiced|given|among|one\s+of\s+(?:our|the)\s+(?:services|treatments))
  | \b(?:ask|call|contact\s+us|inquire|book)\b.{{0,40}}?\bour\s+{_WORDS}{{0,3}}?{_TERM}
  | \bour\s+{_TERM}\s+(?:services?|sessions?|treatments?|appointments?|program|patients?|practitioners?|therapists?)
  | \b(?:techniques|treatments|services|modalities|interventions|therapies|tools)\s+(?:such\s+as|like|including)\s+{_WORDS}{{0,14}}?{_TERM}
  | \bhis\s+{_TERM}\s+(?:patients|practice) | \bher\s+{_TERM}\s+(?:patients|practice)
  | {_TERM}\s+by\s+(?:appointment|our)
  | (?:certified|trained)\s+in\s+{_TERM}\s+and\s+(?:offers|provides|performs|uses)\s+it
  | \b(?:ofrecemos|realizamos|hacemos|practicamos)\s+{_WORDS}{{0,6}}?{_TERM}
    """
)

_NOT = r"(?:do|does|did|will|can|could|is|are)\s*(?:not|n't)|cannot|never|no\s+longer|unable\s+to|not\s+(?:currently|presently|yet)"
NEGATED = _pattern(
    rf"""\b(?:{_NOT}|don't|doesn't|won't|can't|isn't|aren't)\s+(?:(?:currently|presently|yet|be|able\s+to|at\s+this\s+time|ourselves)\s+){{0,3}}
    (?:offer(?:ing)?|provid(?:e|ing)|perform(?:ing)?|practice|practicing|do|doing|use|using|utilize|administer|deliver)\s+{_WORDS}{{0,8}}?{_TERM}
  | \b(?:no\s+longer|never)\s+(?:offers?|provides?|performs?|practices?|does|do|uses?)\s+{_WORDS}{{0,8}}?{_TERM}
  | \b(?:stopped|discontinued|ceased|quit)\s+(?:offering|providing|performing|doing|using)?\s*{_WORDS}{{0,4}}?{_TERM}
  | \bno\s+ofrecemos\s+{_WORDS}{{0,6}}?{_TERM}"""
)
NEGATED_AFTER = _pattern(
    rf"""{_TERM}\s+(?:services?\s+|treatments?\s+|therapy\s+)?(?:(?:is|are)\s+(?:not|no\s+longer|never)|isn't|aren't)\s+
    (?:(?:currently|presently|being|yet)\s+)?(?:available|offered|provided|performed|done|practiced|something\s+we\s+(?:do|offer))"""
)
NEGATED_NOUN = _pattern(
    rf"^(?:sorry,?\s+|please\s+note:?\s+)?(?:there\s+is\s+|we\s+have\s+)?no\s+{_TERM}\b\W*(?:services?|here|at\s+this\s+\w+|offered)?\W*$"
)

FALSE_NEGATION = _pattern(
    r"""\b(?:not\s+(?:only|just|merely|simply)|(?:do|does)(?:\s+not|n't)\s+(?:just|only|merely|simply)
    |(?:do|does)(?:\s+not|n't)\s+hesitate\s+to|why\s+not|never\s+(?:stopped|ceased|quit)|no\s+(?:wonder|doubt|matter|referral\s+needed))\b"""
)
"""Negations that negate nothing here: "not only dry needling", "don't hesitate to ask"."""

ONLY_DISCUSSES = _pattern(
    rf"""\b(?:unlike|versus|vs\.?|compared|comparison|different\s+(?:from|than)|differs?\s+from|difference\s+between|instead\s+of
    |rather\s+than|alternative\s+to|confused\s+with|not\s+the\s+same|also\s+(?:called|known)\s+as|known\s+as|so-called
    |courses?|class(?:es)?|workshops?|seminars?|webinars?|ceus?|contact\s+hours|continuing\s+education|register\s+(?:now|today)
    |teach(?:es|ing)?|taught|instruct(?:s|or|ors|ing)?|faculty|students?|learn(?:s|ed|ing)?|lectures?|lab\s+assistant
    |state\s+law|laws?|legal(?:ly)?|illegal|statutes?|legislat\w+|licensing\s+board|state\s+board|scope\s+of\s+practice|allowed|permitted|prohibit\w*|banned|regulat\w+
    |research|stud(?:y|ies|ied)|evidence|trials?|review|authors?|according\s+to
    |refers?\b.{{0,40}}\b(?:out|elsewhere|to)|referred|referral\s+(?:to|for)
    |hopes?\s+to|plans?\s+(?:to|on)|planning|coming\s+soon|soon|will\s+(?:be|offer|start|begin)|next\s+(?:year|month|spring|summer|fall|winter)|in\s+the\s+future|pursuing|working\s+towards?
    |used\s+to|formerly|previously|in\s+the\s+past|years\s+ago|had\s+been
    |(?:some|other|many|most|certain|few)\s+(?:\w+\s+)?(?:clinics?|offices?|therapists?|practitioners?|providers?|people|places|states|physical\s+therapists|chiropractors)
    |if\s+(?:you|your|we|a)|whether|might|could|would|may\s+(?:not|be|cause|help)
    |risks?|side\s+effects?|contraindicat\w+|soreness|myths?|history\s+of|invented|developed\s+by
    |i\s+(?:had|got|received|tried)|my\s+(?:experience|therapist)|patients?\s+(?:often\s+)?ask|reviews?)\b
  | {_TERM}\s+(?:is|are|was)\s+(?:acupuncture|a|an|the|used|called|considered|when|simply|not\s+acupuncture|often|similar|safe|effective|performed\s+by|done\s+by)\b
  | \b(?:except|children|child|minors|pregnan\w+|under\s+(?:18|age)|anticoagulants?)\b"""
)
"""Words by which a sentence explains, compares, teaches, plans, limits, or speaks of others and of the law."""

BOARD_NO = _pattern(
    r"""\b(?:no|none|not|never|without|denied|revoked|suspended|expired|lapsed|inactive|withdrawn|pending|surrendered|null|n/a|false)\b"""
)
