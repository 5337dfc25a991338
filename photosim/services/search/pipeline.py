"""The way of a query to its answer, for the window and for the command line.

A generator says step by step what is to be done next, and is sent what came of it: an `Order` for
a worker, whose `Reply` comes back, or work where the library or its words are. It knows no thread
and no process: the window turns it with callbacks (`services.api.search`), the command line in a
loop (`read_only_search`).

The steps of a picture: glance -> first answer -> further views -> answer -> the best matches' small
pictures -> their files. A glance and its answer come only where two answers are wanted, the files
only for the command line. The steps of a photo of the library: answer, which is the first one, too
-> the best matches' small pictures -> what it is about, where two answers are wanted. The steps of
words: their meaning -> answer. Of a picture that shall be more like words: their meaning -> how it
changes the picture's features -> the steps of a picture.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Generator
from dataclasses import dataclass, replace
from functools import partial
from typing import Any, TypeAlias, TypeVar

from photosim.core.errors import DecodeError, Fault
from photosim.core.image import crop
from photosim.core.image.examine import QueryLook
from photosim.core.records.answer_notes import AnswerNote, AnswerNotes, NoteCode
from photosim.core.records.photos import Answer, Box
from photosim.core.search.rerank import SuperpositionsOrder
from photosim.services.runtime.messages import (
    FurtherViewsOrder,
    LookOrder,
    Order,
    Outcome,
    Reply,
    SubjectOrder,
)
from photosim.services.search import answers
from photosim.services.search.answers import (
    Recheckable,
    Rechecked,
    Searchable,
    SearchQuestion,
    WordMatches,
)
from photosim.services.words.understanding import InWords, understanding
from photosim.services.words.word_index import Understood, WordIndex

T = TypeVar("T")

_NOT_READ = (Outcome.UNAVAILABLE, Outcome.UNFINISHED)
"""What a worker replies when a file is away for now; what it cannot read is told."""


@dataclass(frozen=True, slots=True)
class InLibrary:
    """A step: work for where the library is; what it returns is sent back."""

    work: Callable[[Searchable], object]


@dataclass(frozen=True, slots=True)
class FirstAnswer:
    """A step: the first answer is to be made, if it is not yet, and told; nothing waits for it."""

    work: Callable[[Searchable], Answer]


@dataclass(frozen=True, slots=True)
class ReadAhead:
    """A step: what the next words are answered better with may be read; nothing waits for it.

    Attributes:
        has_colours: also the colours of the photos.
    """

    has_colours: bool


Step: TypeAlias = "Order | InLibrary | InWords | FirstAnswer | ReadAhead"
Steps = Generator[Step, Any, T]


def answering(question: SearchQuestion) -> Steps[Answer]:
    """The steps to the answer to a query.

    Raises:
        DecodeError: the picture cannot be read, is not there any more, or the part of it shows
            nothing.
        ModelError: the words are beyond photosim.
    """
    query = question.query
    if not query.has_picture:
        return (yield from _to_words(question))
    if query.text.strip():
        meant = yield from understanding(query.text, question.at)
        steer = yield InWords(lambda words: words.steering(meant))
        question = replace(question, query=replace(query, text=""), steer=steer)
    return (yield from _to_picture(question))


def _to_words(question: SearchQuestion) -> Steps[Answer]:
    """What a text means, then the photos that fit it."""
    meant = yield from understanding(question.query.text, question.at)
    found: WordMatches = yield InWords(partial(_fitting, meant=meant, k=question.k))
    answer: Answer = yield InLibrary(partial(answers.to_words, found=found, asked=question))
    yield ReadAhead(any(term.colour >= 0 for term in meant.meant.terms))
    return answer


def _fitting(words: WordIndex, meant: Understood, k: int) -> WordMatches:
    began = time.monotonic()
    matches, notes = words.answer(meant, k)
    return WordMatches(matches, notes, time.monotonic() - began)


def _to_picture(question: SearchQuestion) -> Steps[Answer]:
    """To a picture, to a photo of the library, or to a part of one."""
    query = question.query
    box = query.box and crop.clipped(query.box)
    if query.photo_id is not None and box is None:
        return (yield from _to_photo(query.photo_id, question))
    source = _Source(LookOrder(question.path, query.data, query.name, box))
    if query.photo_id is not None and box is not None:
        source = yield InLibrary(partial(_of_photo, photo_id=query.photo_id, box=box))
    source, glance = yield from _looked(source, is_glance=question.has_first)
    look = source.seen(glance)
    if question.has_first:
        first = partial(answers.first, look=look, asked=question, notes=source.notes)
        yield FirstAnswer(first)
        source, look = yield from _seen_further(source, glance)
        look = source.seen(look)
    work = partial(answers.to_look, look=look, asked=question, notes=source.notes)
    found = yield from _rechecked((yield InLibrary(work)))
    if question.opens_files and box is None:
        return (yield from _files_seen(look, question.path, found))
    return found.answer


def looking(path: bytes) -> Steps[QueryLook]:
    """The steps to all that there is to be seen of a picture.

    Raises:
        DecodeError: it cannot be read.
    """
    _, look = yield from _looked(_Source(LookOrder(path)), is_glance=False)
    return look


def _to_photo(photo_id: int, question: SearchQuestion) -> Steps[Answer]:
    """With a photo of the library nothing has to be decoded for the answer."""
    work = partial(answers.to_photo, photo_id=photo_id, asked=question)
    found: Recheckable = yield InLibrary(work)
    if not question.has_first:
        return (yield from _rechecked(found)).answer
    yield FirstAnswer(lambda _: found.answer)
    answer = (yield from _rechecked(found)).answer
    reply = yield SubjectOrder(answer.thumbnail)
    return replace(answer, subject=reply.value if isinstance(reply.value, Box) else None)


def _looked(source: _Source, *, is_glance: bool) -> Steps[tuple[_Source, QueryLook]]:
    """What was looked at in the end, and what was seen."""
    reply: Reply = yield replace(source.order, is_glance=is_glance)
    while reply.outcome in _NOT_READ and source.instead is not None:
        source = source.instead
        reply = yield replace(source.order, is_glance=is_glance)
    return source, _look_of(reply)


def _seen_further(source: _Source, glance: QueryLook) -> Steps[tuple[_Source, QueryLook]]:
    """What was looked at in the end, seen in all its views after a glance at it."""
    reply: Reply = yield FurtherViewsOrder(glance.content_hash, glance.box)
    if reply.outcome is Outcome.OK and reply.value is None:
        # the worker began anew or glanced at another picture meanwhile
        return (yield from _looked(source, is_glance=False))
    return source, _look_of(reply)


def _look_of(reply: Reply) -> QueryLook:
    """What a worker saw.

    Raises:
        DecodeError: it saw nothing; the reason is the worker's, but for a mistake of photosim's.
    """
    if isinstance(reply.value, QueryLook):
        return reply.value
    is_mistake = reply.outcome in (Outcome.OK, Outcome.BUG)
    raise DecodeError(Fault.BUG_ASKING if is_mistake else reply.reason)


def _rechecked(found: Recheckable) -> Steps[Rechecked]:
    """The answer after the recheck of its best matches: are they the very picture?"""
    order: SuperpositionsOrder | None = yield InLibrary(partial(answers.recheck, found=found))
    if order is None:
        return Rechecked(found.answer)
    return answers.rechecked(found.answer, (yield order))


def _files_seen(look: QueryLook, path: bytes, found: Rechecked) -> Steps[Answer]:
    """The answer after a close look at the files of the best matches."""
    found = yield from _laid_on_more(look, found)
    order = yield InLibrary(partial(answers.look_closer, look=look, path=path, found=found))
    return found.answer if order is None else answers.looked_at(found.answer, (yield order))


def _laid_on_more(look: QueryLook, found: Rechecked) -> Steps[Rechecked]:
    """The answer when the query was laid on all that are worth a close look."""
    if not found.not_laid:
        return found
    order = yield InLibrary(partial(answers.lay_more, look=look, found=found))
    return found if order is None else answers.with_more(found, (yield order))


@dataclass(frozen=True, slots=True)
class _Source:
    """Where the pixels of a query come from: a file, bytes, or a photo of the library.

    Attributes:
        order: to look at all views of them.
        content_hash: of the photo that they stand for; "" for their own.
        notes: what the person should know about them.
        instead: what to look at when they cannot be had now.
    """

    order: LookOrder
    content_hash: str = ""
    notes: AnswerNotes = ()
    instead: _Source | None = None

    def seen(self, look: QueryLook) -> QueryLook:
        """What was seen, as of the photo that these pixels stand for."""
        return replace(look, content_hash=self.content_hash) if self.content_hash else look


def _of_photo(library: Searchable, photo_id: int, box: Box) -> _Source:
    """The pixels of a part of a photo of the library, cut from the photo's own file.

    When that cannot be read now, from the small picture that the library keeps, and the person is
    told so.

    Raises:
        DecodeError: it is not there any more.
    """
    photos, path = library.store.photos.get([photo_id]), library.store.photos.path(photo_id)
    if not photos or path is None:
        raise DecodeError(Fault.NOT_IN_LIBRARY)
    content = photos[0].content_hash
    small = library.thumbs.get_many([content]).get(content)
    instead = None
    if small:
        notes = (AnswerNote(NoteCode.SMALL_PICTURE),)
        instead = _Source(LookOrder(data=small, box=box), content, notes)
    if photos[0].offline and instead is not None:
        return instead
    return _Source(LookOrder(path, name=photos[0].name, box=box), instead=instead)
