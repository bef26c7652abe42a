"""The engine that serves: mapped columns for geography, filters and facets, exported postings for words."""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.records import StateRules
from index.search.cohorts import ANSWERS, CohortTable
from index.search.condition_groups import Groups, grouped
from index.search.disk import Disk
from index.search.engine import Hidden, HiddenMismatchError
from index.search.files import IndexFiles
from index.search.found import Found
from index.search.page import page_of
from index.search.representing import count_providers, represent
from index.search.request import ConditionGroup, Facets, Hit, SearchRequest, SearchResult
from index.search.sections import Section
from index.search.set_filters import FilterMasks, SetFilters
from index.search.text_match import TextMatcher
from index.search.words import words_of


class ColumnEngine:
    """Answers requests from the files of one index. Nothing is written after opening, so threads may share it."""

    def __init__(self, files: IndexFiles, rules: StateRules) -> None:
        self._files = files
        self._columns = files.columns
        self._table = CohortTable(files.cohorts, files.states, files.professions, rules)
        self._text = TextMatcher(files.postings)

    @classmethod
    def open(cls, directory: Path, rules: StateRules) -> "ColumnEngine":
        """Open what `build` wrote, with the rules in force. The files are mapped: this takes milliseconds."""
        return cls(IndexFiles.open(directory), rules)

    def hide(self, provider_ids: Iterable[str]) -> Hidden:
        """Return a mask of these providers; unknown ids are no error."""
        return self._files.hide(provider_ids)

    def search(self, request: SearchRequest, hidden: Hidden | None = None) -> SearchResult:
        """Return the answer to a request; raises HiddenMismatchError for another engine's mask."""
        disk = Disk(request.latitude, request.longitude, request.radius_miles)
        filters = SetFilters.of(request, self._files)
        found = self._found(request, disk, filters, hidden)
        masks = filters.masks(found.rows)
        passing = found.take(masks.all_hold) if masks.names else found
        providers = represent(passing, self._columns, disk)
        shown = [Section.LISTED, Section.SAYS_NO, *([Section.NO_WORD] if request.shows_no_word else [])]
        listed = providers.having(Section.LISTED)
        matches = providers.found.take(providers.having(*shown))
        groups = grouped(matches, self._files.conditions, request.conditions)
        return SearchResult(
            total=len(matches),
            no_word_total=int(np.count_nonzero(providers.having(Section.NO_WORD) & ~listed)),
            left_out_total=int(np.count_nonzero(providers.having(Section.LEFT_OUT) & ~listed)),
            facets=self._facets(matches.rows),
            does_not_say=self._does_not_say(found, masks, shown),
            condition_groups=groups.counts,
            rule_keys=self._table.rule_keys(matches.rows),
            hits=self._hits(groups, disk, request),
        )

    def named(self, name: str, limit: int = 20, hidden: Hidden | None = None) -> tuple[str, ...]:
        """Return the ids of providers whose name holds all the words of `name`, by folded name, then id."""
        words = words_of(name)
        rows = self._files.whoosh.name_rows(words) if words else np.zeros(0, dtype=np.int64)
        if hidden is not None:
            rows = rows[self._mask(hidden)[rows]]
        _, firsts = np.unique(self._columns.name_rank[rows], return_index=True)
        providers = self._columns.provider[rows[firsts[:limit]]]
        return tuple(self._files.provider_ids[providers].tolist())

    def _found(self, request: SearchRequest, disk: Disk, filters: SetFilters, hidden: Hidden | None) -> Found:
        """Return the rows that pass all but the filters which have a "does not say" group, and those with it."""
        rows = self._text.rows(request.text_query, disk.ranges(self._columns))
        if hidden is not None:
            rows = rows[self._mask(hidden)[rows]]
        section = self._table.sections(request)[self._files.cohorts.of_row[rows]]
        possible = section != Section.NOWHERE
        if filters.chosen:
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

    def _facets(self, rows: NDArray[np.int64]) -> Facets:
        state, answer = self._table.facets(rows)
        return {
            "profession": self._files.professions.counts(rows),
            "credential": self._files.credentials.counts(rows),
            "condition": self._files.conditions.counts(rows),
            "state": state,
            "dry_needling": answer,
        }

    def _does_not_say(self, found: Found, masks: FilterMasks, shown: list[Section]) -> Mapping[str, int]:
        if not masks.names:
            return {}
        is_shown = np.zeros(len(Section), dtype=np.bool_)
        is_shown[shown] = True
        listed = is_shown[found.section]
        return {
            name: count_providers(found.rows[listed & masks.only_unsaid(name)], self._columns) for name in masks.names
        }

    def _hits(self, groups: Groups, disk: Disk, request: SearchRequest) -> tuple[Hit, ...]:
        return tuple(
            hit
            for group, found, offset, limit in groups.pages(request.offset, request.limit)
            for hit in self._page(group, found, disk, offset, limit)
        )

    def _page(self, group: ConditionGroup | None, matches: Found, disk: Disk, offset: int, limit: int) -> Iterator[Hit]:
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
