"""The serving engine: mapped columns for geography, filters and facets, postings for words; and building its index."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.records import Provider, StateRules
from index.records.sections import Section
from index.search.best_location import count_providers, represent
from index.search.cohorts import ANSWERS, CohortTable
from index.search.condition_groups import Groups, grouped
from index.search.engine import Hidden, HiddenMismatchError
from index.search.facets import ANSWERED, FACETS, READ
from index.search.files import IndexFiles, write_files
from index.search.page import Found, page_of
from index.search.request import (
    READ_MONTHS,
    ConditionGroup,
    Facets,
    Hit,
    NameHit,
    SearchRequest,
    SearchResult,
    months_before,
)
from index.search.rows import rows_in_order
from index.search.search_circle import SearchCircle
from index.search.set_filters import FilterMasks, SetFilters
from index.search.suggested import NameSuggester
from index.search.text_match import TextMatcher
from index.search.value_sets import EMPTY_SET
from index.search.words import words_of


class ColumnEngine:
    """Answers requests from the files of one index. It is read-only after opening, so threads may share it."""

    def __init__(self, files: IndexFiles, rules: StateRules) -> None:
        self._files = files
        self._columns = files.columns
        self._table = CohortTable(files.cohorts, files.sets["state"], files.sets["profession"], rules)
        self._text = TextMatcher(files.postings)
        self._names = NameSuggester(files, self._table)

    @classmethod
    def open(cls, directory: Path, rules: StateRules) -> "ColumnEngine":
        """Open an index that `build` wrote, with the rules in force. Files are mapped: this takes milliseconds.

        Raises OlderIndexError where a file of this program's facets is missing.
        """
        return cls(IndexFiles.open(directory), rules)

    def hide(self, provider_ids: Iterable[str], open_states: frozenset[str] | None = None) -> Hidden:
        """Return a mask without these providers and every place outside the open states; unknown ids are ignored."""
        return self._files.hide(provider_ids, open_states)

    def outside(self, open_states: frozenset[str]) -> Sequence[str]:
        """Return the ids of providers with no place in these states."""
        return self._files.outside(open_states)

    def search(self, request: SearchRequest, hidden: Hidden | None = None) -> SearchResult:
        """Return the answer to a request; raises HiddenMismatchError for another engine's mask."""
        disk = SearchCircle(request.latitude, request.longitude, request.radius_miles)
        filters = SetFilters.of(request, self._files)
        found = self._found(request, disk, filters, hidden)
        masks = filters.masks(found.rows)
        shown = [Section.LISTED, Section.SAYS_NO, *([Section.NO_WORD] if request.shows_no_word else [])]
        unsaid = self._unsaid(found, masks, shown)
        if request.unsaid:
            passing = found.take(unsaid[request.unsaid])
        else:
            passing = found.take(masks.all_hold) if masks.names else found
        providers = represent(passing, self._columns, disk)
        listed = providers.having(Section.LISTED)
        matches = providers.found.take(providers.having(*shown))
        groups = grouped(matches, self._files.sets["condition"], request.conditions)
        return SearchResult(
            total=len(matches),
            no_word_total=int(np.count_nonzero(providers.having(Section.NO_WORD) & ~listed)),
            left_out_total=int(np.count_nonzero(providers.having(Section.LEFT_OUT) & ~listed)),
            facets=self._facets(matches.rows, request),
            does_not_say={name: count_providers(found.rows[rows], self._columns) for name, rows in unsaid.items()},
            answered=self._answered(matches.rows),
            condition_groups=groups.counts,
            rule_keys=self._table.rule_keys(matches.rows),
            hits=self._hits(groups, disk, request),
        )

    def named(self, name: str, limit: int = 20, hidden: Hidden | None = None) -> tuple[str, ...]:
        """Return the ids of providers whose name has all the words of `name`, by folded name, then id."""
        words = words_of(name)
        rows = self._files.whoosh.name_rows(words) if words else np.zeros(0, dtype=np.int64)
        if hidden is not None:
            rows = rows[self._mask(hidden)[rows]]
        _, firsts = np.unique(self._columns.name_rank[rows], return_index=True)
        providers = self._columns.provider[rows[firsts[:limit]]]
        return tuple(self._files.provider_ids[providers].tolist())

    def suggested(self, text: str, today: date, limit: int, hidden: Hidden | None = None) -> tuple[NameHit, ...]:
        """Return providers for a name that is being typed, by folded name, then id; at most `limit`."""
        return self._names.suggested(text, today, limit, hidden)

    def _found(self, request: SearchRequest, disk: SearchCircle, filters: SetFilters, hidden: Hidden | None) -> Found:
        """Return the rows that pass all filters, or about which sources say nothing in those of `UNSAID_FILTERS`."""
        rows = self._text.rows(request.text_query, disk.ranges(self._columns))
        if hidden is not None:
            rows = rows[self._mask(hidden)[rows]]
        section = self._table.sections(request)[self._files.cohorts.of_row[rows]]
        possible = section != Section.NOWHERE
        if words := words_of(request.name):
            possible &= np.isin(rows, self._files.whoosh.named_rows(words))
        if filters.any:
            possible &= filters.possible(rows)
        rows, section = rows[possible], section[possible]
        chords = disk.chords(self._columns, rows)
        held = disk.holds(self._columns, rows, chords)
        rows = rows[held]
        answer = self._files.cohorts.answer[self._files.cohorts.of_row[rows]]
        return Found(rows, chords[held], section[held], answer)

    def _mask(self, hidden: Hidden) -> NDArray[np.bool_]:
        if len(hidden.row_is_shown) != len(self._columns):
            raise HiddenMismatchError("this mask was made for another index; make it with this engine's hide()")
        return hidden.row_is_shown

    def _facets(self, rows: NDArray[np.int64], request: SearchRequest) -> Facets:
        state, answer = self._table.facets(rows)
        counts: dict[str, Mapping[str, int]] = {
            facet.name: self._files.sets[facet.name].counts(rows) for facet in FACETS
        }
        return counts | {READ: self._read(rows, request), "state": state, "dry_needling": answer}

    def _read(self, rows: NDArray[np.int64], request: SearchRequest) -> Mapping[str, int]:
        days = self._columns.read_on[rows]
        since = ((months, months_before(request.today, months).toordinal()) for months in READ_MONTHS)
        counts = {str(months): int(np.count_nonzero(days >= day)) for months, day in since}
        return {months: count for months, count in reversed(counts.items()) if count}

    def _answered(self, rows: NDArray[np.int64]) -> Mapping[str, int]:
        counts = {
            facet.name: int(np.count_nonzero(self._files.sets[facet.stated_in].of_row[rows] != EMPTY_SET))
            for facet in ANSWERED
        }
        return counts | {READ: int(np.count_nonzero(self._columns.read_on[rows]))}

    def _unsaid(self, found: Found, masks: FilterMasks, shown: list[Section]) -> Mapping[str, NDArray[np.bool_]]:
        """Return for each chosen filter the rows of its "does not say" group; providers in the list are not in it."""
        if not masks.names:
            return {}
        is_shown = np.zeros(len(Section), dtype=np.bool_)
        is_shown[shown] = True
        counts = is_shown[found.section]
        provider = self._columns.provider[found.rows]
        counts &= ~np.isin(provider, provider[counts & masks.all_hold])
        return {name: counts & masks.only_unsaid(name) for name in masks.names}

    def _hits(self, groups: Groups, disk: SearchCircle, request: SearchRequest) -> tuple[Hit, ...]:
        return tuple(
            hit
            for group, found, offset, limit in groups.pages(request.offset, request.limit)
            for hit in self._page(group, found, disk, offset, limit)
        )

    def _page(
        self, group: ConditionGroup | None, matches: Found, disk: SearchCircle, offset: int, limit: int
    ) -> Iterator[Hit]:
        places, miles = page_of(matches, self._columns, disk, offset, limit)
        rows = matches.rows[places]
        page = zip(
            self._files.provider_ids[self._columns.provider[rows]].tolist(),
            self._columns.practice[rows].tolist(),
            miles,
            matches.answer[places].tolist(),
            strict=True,
        )
        return (
            Hit(
                provider_id=provider_id, practice=practice, distance_miles=distance, answer=ANSWERS[answer], group=group
            )
            for provider_id, practice, distance, answer in page
        )


def build(directory: Path, providers: Sequence[Provider], rules: StateRules) -> ColumnEngine:
    """Write an index of the providers into an empty directory, and return it opened with the rules.

    The order of `providers` does not matter. Files are not synced to disk; the publisher does that.
    Raises SearchBuildError for an id that occurs twice and for impossible coordinates.
    """
    provider_ids, rows = rows_in_order(providers)
    write_files(directory, provider_ids, rows)
    return ColumnEngine.open(directory, rules)
