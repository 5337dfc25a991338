import pytest
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QPlainTextEdit, QSlider

from photosim.gui.shell.preferences import Preferences
from photosim.services.settings import TABLE, Settings
from photosim.texts import error_wording, setting_wording


@pytest.fixture
def settings(tmp_path):
    made = Settings(tmp_path / "settings.toml")
    yield made
    made.close()


@pytest.fixture
def dialog(qtbot, settings):
    made = Preferences(settings)
    qtbot.addWidget(made)
    return made


def test_every_setting_has_a_control_with_its_name_and_what_it_does(dialog):
    assert set(dialog.controls) == {setting.name for setting in TABLE}
    for setting in TABLE:
        control = dialog.controls[setting.name]
        assert control.accessibleName() == setting_wording.of(setting).label
        assert control.accessibleDescription() == setting_wording.of(setting).description


def test_a_choice_takes_effect_at_once(dialog, settings):
    combo = dialog.controls["thumbnails"]
    assert isinstance(combo, QComboBox)

    combo.setCurrentIndex(combo.findData("fit"))

    assert settings.get("thumbnails") == "fit"


def test_a_number_and_a_list_and_a_text_can_be_chosen(dialog, settings):
    slider, names, card = (
        dialog.controls[name] for name in ("least_similarity", "excluded", "model_card")
    )
    assert isinstance(slider, QSlider)
    assert isinstance(names, QPlainTextEdit)
    assert isinstance(card, QLineEdit)

    slider.setValue(55)
    names.setPlainText("node_modules\n\n  *.tmp \n")
    card.setText("/models/b0.json")
    card.editingFinished.emit()

    assert settings.least_similarity == 55
    assert settings.excluded == ("node_modules", "*.tmp")
    assert str(settings.model_card) == "/models/b0.json"


def test_a_change_from_elsewhere_is_shown(dialog, settings):
    settings.set("colour_scheme", "dark")

    assert dialog.controls["colour_scheme"].currentData() == "dark"


def test_reset_brings_all_defaults_back(dialog, settings):
    settings.set("colour_scheme", "dark")
    settings.set("excluded", ("x",))

    settings.reset()

    assert dialog.controls["colour_scheme"].currentData() == "system"
    assert "@eaDir" in dialog.controls["excluded"].toPlainText()


def test_what_photosim_keeps_can_be_looked_at(qtbot, dialog):
    with qtbot.waitSignal(dialog.data_folder_wanted):
        dialog.open_data.click()


def test_what_the_file_says_in_vain_stands_over_all_else(qtbot, tmp_path):
    (tmp_path / "settings.toml").write_text('exclded = ["<b>x"]')
    settings = Settings(tmp_path / "settings.toml")
    dialog = Preferences(settings)
    qtbot.addWidget(dialog)

    [faults] = dialog.findChildren(QLabel, "faults")

    assert faults.text() == "\n".join(map(error_wording.told, settings.faults))
    assert "'excluded'" in faults.text()
    settings.close()


@pytest.mark.parametrize("name", ["excluded", "included"])
def test_a_path_among_the_names_is_said_below_them_until_it_is_a_name(dialog, settings, name):
    field = dialog.controls[name]
    said = [label for label in dialog.findChildren(QLabel) if "is a path" in label.text()]
    assert said == []

    field.setPlainText("Photos/old\n*.tmp\ntrip/")
    [said] = [label for label in dialog.findChildren(QLabel) if "is a path" in label.text()]

    assert said.text() == (
        "'Photos/old' is a path, which has no effect; write a name alone, such as 'old'."
    )
    assert not said.isHidden()
    field.setPlainText("old")
    assert said.isHidden()
