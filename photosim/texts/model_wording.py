"""What is wrong with a model, in sentences.

What stands in `{:told}` is another code; see `error_wording`.
"""

from __future__ import annotations

from collections.abc import Mapping

from photosim.core.errors import Code, ModelFault, Wanted

PHRASES: Mapping[Code, str] = {
    Wanted.TEXT: "a text",
    Wanted.DIGEST: "a SHA-256 in hexadecimal",
    Wanted.COUNT: "a whole number above 0",
    Wanted.POSITIVE: "a number above 0",
    Wanted.NUMBER: "a number",
    Wanted.OBJECT: "an object",
    Wanted.ONLY: '"{}", the only one that photosim knows',
}
"""What stands in the sentences of others."""

SENTENCES: Mapping[Code, str] = {
    **PHRASES,
    ModelFault.FILE_NOT_OPENED: "The model file {} cannot be opened: {:Why}.",
    ModelFault.OTHER_FILE: "The model file {} is damaged or is not the one its card names.",
    ModelFault.NO_ONNX: "The model file {} is not a model in ONNX form.",
    ModelFault.OTHER_MAP: (
        "The model file {} does not fit its card: its feature map is not what its card says."
    ),
    ModelFault.OTHER_FEATURES: (
        "The model file {} does not fit its card: its features are not what its card says."
    ),
    ModelFault.NO_INPUT: ('The model file {} does not fit its card: it has no single input "{}".'),
    ModelFault.NO_PIXELS_TAKEN: (
        "The model file {} does not fit its card: it does not take pixels of 8 bits."
    ),
    ModelFault.NO_OUTPUT: 'The model file {} does not fit its card: it has no output "{}".',
    ModelFault.NOT_RUN: "The model {} could not be run.",
    ModelFault.CARD_NOT_OPENED: "The model card {} cannot be opened: {:Why}.",
    ModelFault.CARD_NO_JSON: "The model card {} is damaged: it is not a JSON file.",
    ModelFault.CARD_NO_OBJECT: "The model card {} is damaged: it is not a JSON object.",
    ModelFault.CARD_LACKS: ('The model card {} cannot be used: "{}" is missing or is not {:told}.'),
    ModelFault.NO_PROJECTION: (
        "The model card {} has no projection yet: run models/fit_projection.py with it."
    ),
    ModelFault.PROJECTION_DAMAGED: "The projection {} is damaged: it is not a numpy file.",
    ModelFault.OTHER_PROJECTION: "The projection {} does not fit its model card.",
    ModelFault.NOT_INDEXED_WITH: (
        "No photo was indexed with {}; run `photosim index` with it first."
    ),
}
