"""The projection from a model's features to the short vectors that the index holds.

features `(n, feature_dim)` -> unit length -> minus the mean -> times the principal components ->
unit length `(n, projection_dim)`. Principal components of real photos, without whitening, give the
candidates; what a person sees is ranked by the features themselves (models/README.md).
"""

from __future__ import annotations

import io
from pathlib import Path

import numpy as np

from photosim.core.errors import ModelError, ModelFault
from photosim.core.model import card as model_card
from photosim.core.model.card import ModelCard
from photosim.core.records.photos import Floats


class Projection:
    """Makes features short; needs no model, so any process can do it.

    Attributes:
        dim: length of the projected vectors.
    """

    def __init__(self, mean: Floats, components: Floats) -> None:
        """Takes `mean`, `(feature_dim,)`, and `components`, `(dim, feature_dim)`, float32."""
        self._mean = mean
        self._components = components
        self.dim = len(components)

    @classmethod
    def load(cls, card: ModelCard) -> Projection:
        """Reads the projection that a card names.

        Raises:
            ModelError: the card names none, or the file is missing, damaged or does not fit.
        """
        if card.projection is None:
            raise ModelError(ModelFault.NO_PROJECTION, card.path)
        rows = _read_rows(card.projection, card)
        return cls(rows[0], rows[1:])

    def apply(self, features: Floats) -> Floats:
        """Projects features.

        Args:
            features: `(n, feature_dim)` float32, finite, not normalised.

        Returns:
            `(n, dim)` float32, rows of unit length.

        Raises:
            ValueError: the shape is another, or a row is not finite or has no direction.
        """
        if features.ndim != 2 or features.shape[1] != len(self._mean):
            raise ValueError(f"features of shape {features.shape}, not (n, {len(self._mean)})")
        if not np.isfinite(features).all():
            raise ValueError("features that are not finite")
        projected = (_unit(features.astype(np.float32)) - self._mean) @ self._components.T
        return _unit(np.asarray(projected, dtype=np.float32))


def _unit(rows: Floats) -> Floats:
    """Rows of unit length, or a ValueError where a row has no direction."""
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    if not np.isfinite(lengths).all() or (lengths == 0).any():
        raise ValueError("features without a direction")
    return np.asarray(rows / lengths, dtype=np.float32)


def _read_rows(file: Path, card: ModelCard) -> Floats:
    """The `(1 + dim, feature_dim)` float32 rows of a projection file: the mean, the components."""
    data = model_card.read_checked(file, card.projection_sha256)
    try:
        rows = np.load(io.BytesIO(data), allow_pickle=False)
    except (ValueError, EOFError, OSError) as error:
        raise ModelError(ModelFault.PROJECTION_DAMAGED, file) from error
    shape = (1 + card.projection_dim, card.feature_dim)
    if not isinstance(rows, np.ndarray) or rows.dtype != np.float32 or rows.shape != shape:
        raise ModelError(ModelFault.OTHER_PROJECTION, file)
    if not np.isfinite(rows).all():
        raise ModelError(ModelFault.OTHER_PROJECTION, file)
    return rows
