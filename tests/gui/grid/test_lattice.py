"""Places of cells: inside the view, apart from each other, found again."""

from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, QRect

from photosim.gui.grid.lattice import Lattice

LATTICES = st.builds(
    Lattice,
    n=st.integers(1, 2_000_000),
    width=st.integers(200, 4000),
    cell_px=st.integers(96, 384),
    caption_px=st.just(40),
    is_mirrored=st.booleans(),
)


@given(LATTICES, st.data())
def test_the_middle_of_a_cell_is_that_cell(lattice, data):
    cell = data.draw(st.integers(0, lattice.n - 1))

    assert lattice.cell_at(lattice.rect(cell).center()) == cell


@given(LATTICES, st.data())
def test_cells_lie_inside_and_neighbours_do_not_touch(lattice, data):
    cell = data.draw(st.integers(0, lattice.n - 1))
    rect = lattice.rect(cell)
    neighbours = [c for c in (cell - 1, cell + 1, cell + lattice.columns) if 0 <= c < lattice.n]

    assert QRect(0, 0, lattice.width, lattice.height).contains(rect)
    assert not any(lattice.rect(other).intersects(rect) for other in neighbours)


@given(LATTICES, st.integers(0, 10_000_000), st.integers(1, 3000))
def test_all_cells_that_touch_a_band_are_in_it(lattice, top, height):
    cells = lattice.cells_between(top, top + height)

    for cell in (cells.start - 1, cells.stop):
        if 0 <= cell < lattice.n:
            rect = lattice.rect(cell)
            assert rect.bottom() < top or rect.top() > top + height


def test_right_to_left_is_the_mirror_image():
    plain, mirrored = (Lattice(10, 900, 200, 40, is_mirrored=m) for m in (False, True))

    for cell in range(10):
        left, right = plain.rect(cell), mirrored.rect(cell)
        assert right.right() + 1 == 900 - left.left()
        assert right.top() == left.top()


def test_between_the_cells_is_no_cell():
    lattice = Lattice(10, 900, 200, 40)
    gap = QPoint(lattice.rect(0).right() + 3, lattice.rect(0).center().y())

    assert lattice.cell_at(gap) == -1
    assert lattice.cell_at(QPoint(5, 5)) == -1


def test_a_rubber_band_touches_a_block_of_cells():
    lattice = Lattice(40, 900, 200, 40)
    band = lattice.rect(1).united(lattice.rect(lattice.columns + 2))

    assert lattice.cells_in(band) == [
        range(1, 3),
        range(lattice.columns + 1, lattice.columns + 3),
    ]
