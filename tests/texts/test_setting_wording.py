"""What is said of settings."""

import pytest

from photosim.core.errors import Fault, SettingFault, coded
from photosim.services.settings import TABLE
from photosim.texts import error_wording, setting_wording


def test_each_setting_and_each_choice_has_its_words_and_all_words_their_setting():
    assert {setting.name for setting in TABLE} == set(setting_wording._WORDS)
    for setting in TABLE:
        words = setting_wording.of(setting)
        assert words.label and words.description.endswith(".")
        assert list(words.choices) == list(setting.choices)
        assert all(words.choices.values())


def test_the_comments_of_the_file_say_what_a_setting_does_and_what_is_allowed():
    comments = setting_wording.comments(TABLE)

    assert comments[""] == "Settings of photosim"
    assert comments.keys() == {"", *(setting.name for setting in TABLE)}
    assert comments["least_similarity"].endswith("are always shown. 0 to 100")
    assert comments["thumbnails"].endswith('fit into it whole. "fill", "fit"')


def test_every_setting_is_described():
    text = setting_wording.describe(TABLE)

    for setting in TABLE:
        assert f"| `{setting.name}` | {setting_wording.of(setting).description} |" in text


@pytest.mark.parametrize(
    ("fault", "values", "said"),
    [
        (
            SettingFault.UNREADABLE,
            ["Invalid statement (at line 1, column 1)"],
            "it cannot be read, so the defaults count: Invalid statement (at line 1, column 1).",
        ),
        (SettingFault.MISSPELT, ["{x}", "y"], "unknown key '{x}' (did you mean 'y'?)."),
        (SettingFault.NOT_ALLOWED, ["n", "#9"], "n = #9 is not allowed; the default counts."),
    ],
)
def test_what_is_not_followed_is_said_with_the_file(fault, values, said):
    of_file = coded(Fault.OF_FILE, "settings.toml", coded(fault, *values))

    assert error_wording.told(of_file) == f"settings.toml: {said}"
