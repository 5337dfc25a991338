"""The commands `words` and `tags`: photos by words, and words for pictures. They change nothing."""

from __future__ import annotations

import argparse
import os

from photosim.cli import json_answer
from photosim.cli.console import (
    Command,
    JsonObject,
    each,
    model_card,
    plain,
    positive,
    told_path,
    told_pending,
    up_to_date,
)
from photosim.services.search.read_only_search import ReadOnlySearch


def words(options: argparse.Namespace) -> JsonObject:
    """Photos that fit some texts; reads the library only, so it works beside the window.

    Raises:
        PhotosimError: there is no library, or the one text cannot be understood.
    """
    layout = up_to_date(options)
    looking = ReadOnlySearch(layout, model_card(options))
    try:
        texts = [text.strip() for text in options.texts]
        answer = each(texts, lambda text: json_answer.of_text(looking.words(text, options.k)))
    finally:
        looking.close()
    return answer | told_pending(layout)


def tags(options: argparse.Namespace) -> JsonObject:
    """Words for some pictures, which need not be in the library; its labels are among them.

    Raises:
        PhotosimError: there is no library, the one picture cannot be read, or there are no words
            for it.
    """
    looking = ReadOnlySearch(up_to_date(options), model_card(options))
    try:
        return each(
            options.pictures, lambda path: json_answer.of_tags(looking.tags(os.fsencode(path)))
        )
    finally:
        looking.close()


def _tell_words(answer: JsonObject) -> str:
    lines = []
    for result in answer["results"]:
        lines.append(f"{plain(result['query'])} ({result['seconds'] * 1000:.0f} ms)")
        if result["note"]:
            lines.append(f"  {result['note']}")
        lines += [f"  {told_path(match)}" for match in result["matches"]]
        if not result["matches"]:
            lines.append("  No photo was found.")
    return "\n".join(lines)


def _tell_tags(answer: JsonObject) -> str:
    return "\n".join(
        f"{plain(result['query'])}: "
        + (", ".join(tag["tag"] for tag in result["tags"]) or "no words")
        for result in answer["results"]
    )


def _words_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "texts",
        nargs="+",
        metavar="TEXT",
        help='words to search with; those after a minus are left out: "beach -people"',
    )
    parser.add_argument("-k", type=positive, default=20, metavar="N", help="how many matches")


def _tags_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("pictures", nargs="+", metavar="PICTURE", help="a file to say words for")


WORDS = Command(
    "words", "find the photos that fit some words", _words_arguments, words, _tell_words
)
TAGS = Command("tags", "say in a few words what pictures show", _tags_arguments, tags, _tell_tags)
