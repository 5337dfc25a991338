"""A view whose places are arithmetic keeps to the rows that there are."""

from PySide6.QtCore import QStringListModel

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
