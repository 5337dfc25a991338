"""What each setting is called and does, and what of the file of settings is not followed."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from photosim.core.errors import Code, SettingFault
from photosim.core.records.settings import Setting


@dataclass(frozen=True, slots=True)
class SettingWords:
    """What is said of a setting.

    Attributes:
        label: what the preferences dialog calls it.
        description: one sentence: what it does.
        choices: what the allowed values are called, when it is one of a few.
    """

    label: str
    description: str
    choices: Mapping[str, str] = field(default_factory=dict)


def of(setting: Setting) -> SettingWords:
    """What is said of a setting."""
    return _WORDS[setting.name]


def allowed(setting: Setting) -> str:
    """Which values a setting can have."""
    if setting.choices:
        return ", ".join(f'"{choice}"' for choice in setting.choices)
    if isinstance(setting.default, bool):
        return "true or false"
    if isinstance(setting.default, int):
        return f"{setting.low} to {setting.high}"
    return "a list of texts" if isinstance(setting.default, tuple) else "a path or nothing"


def comments(settings: Iterable[Setting]) -> dict[str, str]:
    """The comments of the file: by its name what stands over each setting, by "" over all."""
    over_each = {one.name: f"{of(one).description} {allowed(one)}" for one in settings}
    return {"": "Settings of photosim", **over_each}


def describe(settings: Iterable[Setting]) -> str:
    """The settings as a Markdown table: name, what it does, default, what is allowed."""
    rows = ["| setting | what it does | default | allowed |", "|---|---|---|---|"]
    for setting in settings:
        default = json.dumps(setting.default, ensure_ascii=False)
        said = f"{of(setting).description} | `{default}` | {allowed(setting)}"
        rows.append(f"| `{setting.name}` | {said} |")
    return "\n".join(rows) + "\n"


_WORDS: Mapping[str, SettingWords] = {
    "colour_scheme": SettingWords(
        "Colours",
        "Light or dark colours, or whatever the system uses.",
        {"system": "As the system", "light": "Light", "dark": "Dark"},
    ),
    "thumbnails": SettingWords(
        "Thumbnails",
        "Thumbnails fill their place and lose their edges, or fit into it whole.",
        {"fill": "Fill their place", "fit": "Show the whole photo"},
    ),
    "least_similarity": SettingWords(
        "At least alike",
        "How alike a photo must be to be shown when a search begins, in per cent; the 20 most alike"
        " are always shown.",
    ),
    "fold_alike": SettingWords(
        "Nearly equal photos as one",
        "In the answer to a search, nearly equal photos are shown as one with their number.",
    ),
    "better_first": SettingWords(
        "Better photos first",
        "Of photos that are equally alike, the one with more pixels, or the sharper one, comes"
        " first.",
    ),
    "indexing": SettingWords(
        "While indexing",
        "How much of the computer photosim may use while it looks at new photos.",
        {
            "gentle": "Gentle: one processor core",
            "half": "Half of the processor cores",
            "normal": "All cores, behind other programs",
        },
    ),
    "excluded": SettingWords(
        "Never look into",
        "Names of folders and files that are never indexed; with * or ? a pattern, brackets mean"
        " themselves.",
    ),
    "included": SettingWords(
        "Look into all the same",
        "Names of folders that are indexed though they are hidden or belong to another program,"
        " such as `Photos Library.photoslibrary`.",
    ),
    "model_card": SettingWords(
        "Model card",
        "The JSON file of another model; empty for the model that comes with photosim.",
    ),
}

SENTENCES: Mapping[Code, str] = {
    SettingFault.OF_SETTING: "{}: {:told}",
    SettingFault.UNREADABLE: "it cannot be read, so the defaults count: {:Why}.",
    SettingFault.NO_TEXT: "it cannot be read, so the defaults count: it is no text.",
    SettingFault.NO_FILE: "it cannot be read, so the defaults count: it is no file.",
    SettingFault.LONG: "it cannot be read, so the defaults count: it is too long.",
    SettingFault.UNKNOWN: "unknown key '{}'.",
    SettingFault.MISSPELT: "unknown key '{}' (did you mean '{}'?).",
    SettingFault.NOT_ALLOWED: "{} = {} is not allowed; the default counts.",
    SettingFault.PATH: "'{}' is a path, which has no effect; write a name alone.",
    SettingFault.PATH_NAMED: (
        "'{}' is a path, which has no effect; write a name alone, such as '{}'."
    ),
}
