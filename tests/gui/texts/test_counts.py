"""Sizes in words: small files in kB, so that none looks thirty times as large as it is."""

import pytest

from photosim.gui.texts import counts


@pytest.mark.parametrize(
    ("n_bytes", "said"),
    [
        (0, "0 kB"),
        (1, "1 kB"),
        (2_900, "3 kB"),
        (312_000, "312 kB"),
        (999_400, "999 kB"),
        (999_600, "1.0 MB"),
        (4_100_000, "4.1 MB"),
        (150_000_000, "150 MB"),
        (2_500_000_000, "2.5 GB"),
    ],
)
def test_a_size_has_the_unit_that_fits_it(n_bytes, said):
    assert counts.size(n_bytes).replace("\N{NO-BREAK SPACE}", " ") == said
