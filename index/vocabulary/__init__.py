"""The closed vocabularies (professions, credentials, conditions, state rules): data in `data/`, strict loaders."""

from index.vocabulary.conditions import Condition, conditions, conditions_in
from index.vocabulary.credentials import CredentialEntry, credentials
from index.vocabulary.entries import VocabularyError
from index.vocabulary.name_words import NameWords, name_words
from index.vocabulary.professions import (
    label,
    needling_taxonomies,
    plural,
    profession_of_taxonomy,
    professions_in,
    professions_of_field,
)
from index.vocabulary.state_rules import load_state_rules

__all__ = [
    "Condition",
    "CredentialEntry",
    "NameWords",
    "VocabularyError",
    "conditions",
    "conditions_in",
    "credentials",
    "label",
    "load_state_rules",
    "name_words",
    "needling_taxonomies",
    "plural",
    "profession_of_taxonomy",
    "professions_in",
    "professions_of_field",
]
