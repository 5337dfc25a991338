"""Puts together what is shown of themes: their photos, the labels of persons, words. Cached.

For the library thread. Each layer is made again only when what lies below it changed: facts with
the photos, names with the facts and the labels, words of parts with the clustering.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from photosim.core.library import Library
from photosim.core.records.photos import Ids
from photosim.core.records.themes import Label, Tag, Theme, Themes
from photosim.core.themes import names, summaries
from photosim.core.themes.clustering import SortedPhotos
from photosim.core.themes.names import PartWords
from photosim.core.themes.summaries import PartFacts, Summary
from photosim.core.themes.theme_labels import ThemeLabel, ThemeLabels
from photosim.core.themes.tree import ThemeTree, step_of
from photosim.services.runtime.jobs import LongWork, Turn
from photosim.services.themes.clustering_run import ClusteringRun

TAGGED_AT_ONCE = 100
"""Photos whose tags are looked up in one turn: some 15 ms."""

TagsOf = Callable[[Sequence[int]], Sequence[Sequence[Tag]]]
"""What photos show, in words, best first."""


@dataclass(frozen=True, slots=True)
class ThemeLayers:
    """Themes with all that lies over them.

    Attributes:
        photos: as they are sorted now.
        facts: of their parts.
        labels: over them.
        words: of the parts.
    """

    photos: SortedPhotos
    facts: PartFacts
    labels: ThemeLabels
    words: PartWords


class ThemeLister:
    """The themes of an open library.

    Args:
        library: the open library.
        clustering_run: sorts its photos.
        tags_of: says what photos show.
    """

    def __init__(self, library: Library, clustering_run: ClusteringRun, tags_of: TagsOf) -> None:
        self._library = library
        self._clustering_run = clustering_run
        self._tags_of = tags_of
        self._laid: ThemeLayers | None = None
        self._labels_version = -1
        self._words: tuple[ThemeTree, PartWords] | None = None

    def laid(self) -> LongWork[ThemeLayers | None]:
        """The themes as they are now; None before the first clustering."""
        photos = yield from self._clustering_run.photos()
        if photos is None:
            return None
        version = self._library.store.labels.version
        old = self._laid
        if old is not None and old.photos is photos and version == self._labels_version:
            return old
        facts = old.facts if old is not None and old.photos is photos else None
        if facts is None:
            yield from self._clustering_run.contents.read()
            facts = summaries.part_facts(photos, self._clustering_run.contents.times(photos.ids))
            yield Turn.AGAIN
        labels = ThemeLabels(photos, (yield from self._theme_labels()))
        yield Turn.AGAIN
        words = yield from self._part_words(photos.tree, facts)
        self._laid, self._labels_version = ThemeLayers(photos, facts, labels, words), version
        return self._laid

    def themes(self, level: float, parent: str = "") -> LongWork[Themes | None]:
        """The themes at a setting of the slider, or those that one falls into; None before any.

        Of a parent that is not there any more there are none.
        """
        laid = yield from self.laid()
        if laid is None:
            return None
        tree, step, node = laid.photos.tree, step_of(level), None
        if parent:
            node = laid.photos.node(parent)
            if node is None:
                return Themes((), level, len(laid.photos.ids))
            step = max(step, summaries.closer(tree, node))
        found = summaries.summaries(tree, laid.facts, step, node)
        yield Turn.AGAIN
        for name in laid.labels.names(step).values():
            laid.labels.suggested(name)  # kept: found one by one, told of all at once
            yield Turn.AGAIN
        return Themes(
            tuple(self._told(laid, step, found)),
            level,
            len(laid.photos.ids),
            self._clustering_run.n_missing(laid.photos),
        )

    def photos(self, theme_id: str) -> LongWork[Ids]:
        """The photos of a theme, ascending; none of one that is not there any more."""
        laid = yield from self.laid()
        node = None if laid is None else laid.photos.node(theme_id)
        if laid is None or node is None:
            return np.empty(0, np.int64)
        return laid.photos.photos(node)

    def suggested(self, label: str) -> LongWork[Ids]:
        """The photos that a label is suggested for, ascending."""
        laid = yield from self.laid()
        spelled = self._library.store.labels.spelled(label)
        if laid is None or spelled is None:
            return np.empty(0, np.int64)
        return laid.labels.suggested(spelled)

    def labels(self) -> LongWork[list[Label]]:
        """All labels, by name, with how many photos each is suggested for."""
        listed = self._library.store.labels.listed()
        if not listed:
            return []  # themes are not laid out at each start of those who give no labels
        laid = yield from self.laid()
        listed = self._library.store.labels.listed()
        if laid is None:
            return listed
        found = []
        for one in listed:
            n_suggested = len(laid.labels.suggested(one.name))
            found.append(Label(one.name, one.n_photos, n_suggested, one.cover))
            yield Turn.AGAIN
        return found

    def _told(self, laid: ThemeLayers, step: int, found: list[Summary]) -> list[Theme]:
        given = laid.labels.names(step)
        nodes = laid.photos.tree.nodes[step]
        telling = names.telling(laid.words, laid.facts, nodes)
        unnamed = [one for one in found if one.node not in given]
        made = names.names(unnamed, telling, given.values())
        suggested = {
            node: laid.labels.n_suggested(name, step).get(node, 0) for node, name in given.items()
        }
        return [
            Theme(
                id=laid.photos.names[one.node].decode(),
                name=given.get(one.node) or made[one.node],
                is_named=one.node in given,
                size=one.size,
                n_photos=one.n_photos,
                covers=one.covers,
                since=one.since,
                until=one.until,
                n_parts=one.n_parts,
                n_suggested=suggested.get(one.node, 0),
            )
            for one in found
        ]

    def _theme_labels(self) -> LongWork[list[ThemeLabel]]:
        """The labels that name themes; of 20,000 photos one takes 50 ms."""
        labels = self._library.store.labels
        found = []
        for name, newest in labels.naming():
            found.append(ThemeLabel(name, labels.given(name), labels.refused(name), newest))
            yield Turn.AGAIN
        return found

    def _part_words(self, tree: ThemeTree, facts: PartFacts) -> LongWork[PartWords]:
        """The words of the parts, looked up once for each clustering."""
        if self._words is not None and self._words[0] is tree:
            return self._words[1]
        tags: list[list[Sequence[Tag]]] = [[] for _ in range(tree.nodes.shape[1])]
        chosen = facts.covers.tolist()
        for start in range(0, len(chosen), TAGGED_AT_ONCE):
            found = self._tags_of(chosen[start : start + TAGGED_AT_ONCE])
            for part, some in zip(facts.cover_parts[start:].tolist(), found, strict=False):
                tags[part].append(some)
            yield Turn.AGAIN
        words = names.part_words(tags)
        self._words = tree, words
        return words
