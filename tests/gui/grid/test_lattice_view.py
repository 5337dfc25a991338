"""A view whose places are arithmetic keeps to the rows that there are."""

from PySide6.QtCore import QStringListModel, Qt

from photosim.gui.grid.lattice_view import LatticeView


def test_rows_in_sight_are_those_of_the_model_as_soon_as_it_has_others(qtbot):
    view, model = LatticeView(), QStringListModel([str(n) for n in range(500)])
    qtbot.addWidget(view)
    view.setModel(model)
    view.resize(600, 400)
    view.show()
    view.verticalScrollBar().setValue(view.verticalScrollBar().maximum())
    assert view.rows_in_sight().stop == 500

    model.setStringList(["1", "2"])  # no event is processed: Qt has laid out nothing yet

    assert view.rows_in_sight().stop <= 2
    assert view.lattice.n == 2


class Styled(LatticeView):
    """Counts how often it takes its looks anew."""

    n_restyled = 0

    def take_looks(self):
        self.n_restyled += 1


def test_looks_are_taken_anew_with_other_colours_and_direction_once_it_is_made(qtbot):
    view = Styled()
    qtbot.addWidget(view)
    view.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    assert view.n_restyled == 0  # its painter is made before the model is set

    view.setModel(QStringListModel(["one"], view))
    view.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
    dark = view.palette()
    dark.setColor(dark.ColorRole.Base, Qt.GlobalColor.black)
    view.setPalette(dark)

    assert view.n_restyled == 2
