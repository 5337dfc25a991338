"""Files of arrays, written in one go."""

from photosim.core.store import array_file


def write(path, arrays):
    """As `array_file.writing`, to the end."""
    for _ in array_file.writing(path, arrays):
        pass
