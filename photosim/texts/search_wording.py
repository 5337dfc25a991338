"""Why words cannot be looked for, or a picture not be made more like them."""

from __future__ import annotations

from collections.abc import Mapping

from photosim.core.errors import Code, WordFault

SENTENCES: Mapping[Code, str] = {
    WordFault.NO_LAST_LAYER: (
        "Pictures cannot be made more like words with {}: its last layer was not taken out. See "
        "models/README.md."
    ),
    WordFault.LAST_LAYER_DAMAGED: "The file {} is damaged.",
    WordFault.LAST_LAYER_OTHER: "The file {} does not fit its card.",
    WordFault.TEXT_MODEL_NONE: "The model file {} is not a model.",
    WordFault.TEXT_MODEL_WITHOUT_WORDS: "The model file {} does not take words.",
    WordFault.TEXT_MODEL_OTHER: "The model file {} does not fit its card.",
    WordFault.TEXT_MODEL_FAILS: "The model {} could not be run.",
    WordFault.VOCABULARY_DAMAGED: "The file {} is damaged.",
    WordFault.VOCABULARY_SHORT: "The file {} is damaged: it has not {} classes.",
    WordFault.NOUNS_DAMAGED: "The file {} is damaged.",
    WordFault.PHRASES_MISSING: "The file {} is missing or damaged.",
    WordFault.PHRASES_OTHER: "The file {} does not fit the vocabulary.",
    WordFault.CLASSES_UNREADABLE: "The file {} cannot be opened: {:Why}.",
    WordFault.NO_VOCABULARY: (
        "photosim has no words for what {} sees: choose the model that came with photosim to "
        "search by words."
    ),
    WordFault.NOT_MORE_LIKE: "A picture cannot be made more like {:quoted}.",
    WordFault.NOT_MORE_LIKE_TEXT: "A picture cannot be made more like this text.",
    WordFault.BUG_WITH_TEXT: "photosim made a mistake with this text; see the log.",
}
