"""Everything that can be done, once: menus and the list of shortcuts are made from this table."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMenu, QMenuBar, QWidget

_NOT_HERE = "That cannot be done here."
_NO_PHOTO = "Choose a photo first."
_NOT_DONE = "There is nothing to undo now. The trash journal brings back what went earlier."


@dataclass(frozen=True, slots=True)
class ActionSpec:
    """One action.

    Attributes:
        name: how the code calls it.
        text: its words in the menu; `&` marks the letter for the keyboard.
        keys: shortcuts, the first is shown.
        tip: one sentence, where the words are not enough.
        group: of the actions of one group exactly one is checked.
        is_checkable: it is on or off.
        has_line_above: a line parts it from the action before.
        page_key: a key that belongs to a page, where it works without Ctrl; shown in the menu.
        needs: why it cannot be done, a sentence, for whoever presses its key all the same.
        but: what the list of keys tells besides the words, where they promise too much.
    """

    name: str
    text: str
    keys: tuple[str, ...] = ()
    tip: str = ""
    group: str = ""
    is_checkable: bool = False
    has_line_above: bool = False
    page_key: str = ""
    needs: str = _NOT_HERE
    but: str = ""


def _line(
    name: str, text: str, *keys: str, tip: str = "", page_key: str = "", needs: str = _NOT_HERE
) -> ActionSpec:
    return ActionSpec(name, text, keys, tip, has_line_above=True, page_key=page_key, needs=needs)


def _on_page(name: str, text: str, page_key: str, *, is_checkable: bool = False) -> ActionSpec:
    return ActionSpec(name, text, page_key=page_key, is_checkable=is_checkable)


MENUS: Mapping[str, tuple[ActionSpec, ...]] = {
    "&File": (
        ActionSpec(
            "add_folder", "&Add folder…", ("Ctrl+D",), "Choose a folder with photos to look into"
        ),
        _line("open_picture", "&Open picture to search with…", "Ctrl+O"),
        ActionSpec("paste", "&Paste picture to search with", ("Ctrl+V", "Shift+Insert")),
        _line("quit", "&Quit", "Ctrl+Q", "Ctrl+W"),
    ),
    "&Edit": (
        ActionSpec("undo", "&Undo", ("Ctrl+Z",), needs=_NOT_DONE),
        ActionSpec(
            "redo",
            "&Redo",
            ("Ctrl+Shift+Z", "Ctrl+Y"),
            needs="There is nothing to redo.",
            but="what came back from the trash goes again only when you put it down anew",
        ),
        _line("select_all", "Select &all", "Ctrl+A"),
        ActionSpec("copy_path", "&Copy path", ("Ctrl+C",), needs=_NO_PHOTO),
        _line("find_words", "&Find words", "Ctrl+F", tip="Search for what is seen in the photos"),
        _line("preferences", "&Preferences…", "Ctrl+,"),
    ),
    "&View": (
        ActionSpec("sort_date_down", "&Newest first", group="sort"),
        ActionSpec("sort_date_up", "&Oldest first", group="sort"),
        ActionSpec("sort_name_up", "Name, A to &Z", group="sort"),
        ActionSpec("sort_name_down", "Name, Z to A", group="sort"),
        _line("larger", "&Larger thumbnails", "Ctrl++", "Ctrl+="),
        ActionSpec("smaller", "&Smaller thumbnails", ("Ctrl+-",)),
        ActionSpec("usual_size", "&Usual size of thumbnails", ("Ctrl+0",)),
        ActionSpec("unfold", "Sho&w or fold nearly equal photos", ("Ctrl+E",), has_line_above=True),
        ActionSpec("fold_alike", "Nearly &equal photos as one", is_checkable=True),
        ActionSpec("better_first", "&Better of alike photos first", is_checkable=True),
        ActionSpec("query_pane", "&Query", ("F9",), is_checkable=True, has_line_above=True),
        ActionSpec("full_screen", "&Full screen", ("F11",), is_checkable=True),
        ActionSpec(
            "colours_system", "Colours as the s&ystem", group="colours", has_line_above=True
        ),
        ActionSpec("colours_light", "L&ight colours", group="colours"),
        ActionSpec("colours_dark", "&Dark colours", group="colours"),
    ),
    "&Go": (
        ActionSpec("back", "&Back", ("Alt+Left",), needs="There is no page before this one."),
        ActionSpec("forward", "&Forward", ("Alt+Right",), needs="There is no page after this one."),
        _line("all_photos", "&All photos", "Alt+Home"),
        ActionSpec("problem_files", "&Problem files"),
        ActionSpec("themes", "T&hemes"),
        ActionSpec("map", "&Map"),
        _line("duplicates", "&Duplicates"),
        ActionSpec("similar_shots", "&Similar shots"),
        ActionSpec("decisions", "&Remembered decisions"),
        ActionSpec("journal", "Trash &journal"),
    ),
    "&Photo": (
        ActionSpec("open_photo", "&Open", tip="Enter or a double click opens a photo large"),
        ActionSpec("search_like", "&Search like this", ("Ctrl+Shift+F",), needs=_NO_PHOTO),
        _line(
            "label",
            "&Label…",
            "Ctrl+L",
            tip="Give the selected photos a word of your own",
            needs=_NO_PHOTO,
        ),
        ActionSpec("unlabel", "&Take out of this label", ("Ctrl+Shift+L",)),
        _line("reveal", "Show in &file manager", "Ctrl+R", needs=_NO_PHOTO),
        ActionSpec("copy_photo_path", "&Copy path"),
        _line("trash_photos", "&Move to trash…\tDel", tip="Asks what stays before anything goes"),
    ),
    "&Review": (
        _on_page("keep", "&Keep this photo", "K"),
        _on_page("trash", "Put this photo down for the &trash", "T"),
        _on_page("always_keep", "Always keep this photo, in &every group", "Shift+K"),
        _line("not_duplicates", "&Not duplicates", page_key="N"),
        _on_page("keep_all", "Keep &all", "A"),
        _line("accept", "A&ccept and go to the next group", page_key="Enter"),
        _on_page("next_group", "Ne&xt group", "Right"),
        _on_page("previous_group", "&Previous group", "Left"),
        _line("blink", "&Blink between two photos", page_key="Space"),
        _on_page("difference", "Show the &difference", "D", is_checkable=True),
        _on_page("lock", "Zoom to&gether", "L", is_checkable=True),
        _on_page("fit", "&Whole photos", "0"),
        _on_page("full_size", "&Full size", "F"),
        _line("keep_rules", "Keep &rules…", page_key="R"),
        _on_page("move_to_trash", "&Move to the trash…", "Del"),
    ),
    "&Library": (
        ActionSpec("rescan", "&Scan all folders again", ("F5",)),
        ActionSpec("pause", "&Pause indexing"),
        ActionSpec("resume", "&Go on indexing"),
        _line("backups", "&Backups of decisions…", tip="Bring back labels, verdicts and rules"),
    ),
    "&Help": (
        ActionSpec("shortcuts", "&Keyboard shortcuts", ("F1", "Ctrl+?")),
        ActionSpec("privacy", "&Privacy"),
        _line("about", "&About photosim"),
    ),
}

ALSO_IN: Mapping[str, tuple[str, ...]] = {"&Review": ("journal",)}
"""Actions of other menus that a person looks for in this one, too; they stand at its end."""

_ROLES = {
    "quit": QAction.MenuRole.QuitRole,
    "preferences": QAction.MenuRole.PreferencesRole,
    "about": QAction.MenuRole.AboutRole,
}
IN_PAGES = (
    ("Arrows, Home, End, Page Up, Page Down", "Go from photo to photo, from group to group"),
    ("Letters", "Go to a photo or a theme by its name"),
    ("Up, Down, Tab (while words are typed)", "Choose a suggested word"),
    ("Enter", "Open the photo large, or the theme; in the left column: go there"),
    ("Space", "Look at the photo large"),
    ("Esc", "Back to the page before; out of the full screen"),
    ("Del (on photos)", "Move them to the trash; what stays is asked first"),
    ("Arrows (on the query picture)", "Move the box to search by"),
    ("Shift with arrows (on the query picture)", "Resize it"),
    ("Esc (on the query picture)", "Search by all of the picture"),
    ("Arrows (on the map)", "Move the map; with Ctrl go from photo to photo"),
    ("Ctrl+Space (on the map)", "Select the photo besides the others"),
    ("Shift, Alt and a drag (on the map)", "Select in a rectangle, or what a line encloses"),
    ("+, -, 0, Home (on the map)", "Nearer, further away, the whole map"),
    ("1 to 9 (in a review)", "Choose a photo of the group"),
    ("+, =, - (in a review)", "Zoom"),
    ("Z, Shift+Z (in a review)", "Undo, redo"),
    ("Esc, Backspace (in a review)", "One step back: out of blinking, differences, the group"),
    ("Enter (in a narrow review)", "From the list into the group"),
    ("Space (in keep rules)", "Switch a rule on or off"),
    ("Enter (in keep rules)", "Apply the rules"),
    ("Alt+Up, Alt+Down (in keep rules)", "Move a rule, a folder or a format up or down"),
    ("Del (among remembered decisions)", "Revoke"),
)
"""Keys that belong to a page instead of an action, for the list of shortcuts."""


class Actions(QObject):
    """The actions as Qt knows them; `actions["paste"]` is one of them."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._actions: dict[str, QAction] = {}
        self._groups: dict[str, QActionGroup] = {}
        self._needs: dict[str, str] = {}
        for specs in MENUS.values():
            for spec in specs:
                self._actions[spec.name] = self._make(spec)
                parent.addAction(self._actions[spec.name])

    def __getitem__(self, name: str) -> QAction:
        return self._actions[name]

    def fill(self, bar: QMenuBar) -> None:
        """Make the menus."""
        for title, specs in MENUS.items():
            menu = bar.addMenu(title)
            menu.setToolTipsVisible(True)
            for spec in specs:
                if spec.has_line_above:
                    menu.addSeparator()
                menu.addAction(self._actions[spec.name])
            self._add_others(menu, ALSO_IN.get(title, ()))

    def _add_others(self, menu: QMenu, names: tuple[str, ...]) -> None:
        if names:
            menu.addSeparator()
        for name in names:
            menu.addAction(self._actions[name])

    def enable(self, names: tuple[str, ...], is_enabled: bool) -> None:
        """Enable or disable some."""
        for name in names:
            self._actions[name].setEnabled(is_enabled)

    def needs(self, keys: QKeySequence) -> str:
        """Why the action of these keys cannot be done now; empty when it can, or there is none."""
        for specs in MENUS.values():
            for action, spec in self._of(specs):
                if not action.isEnabled() and keys in action.shortcuts():
                    return self.need(spec.name)
        return ""

    def need(self, name: str) -> str:
        """Why an action cannot be done while it is not enabled, a sentence."""
        specs = {spec.name: spec for menu in MENUS.values() for spec in menu}
        return self._needs.get(name) or specs[name].needs

    def set_need(self, name: str, sentence: str) -> None:
        """Say this of an action that cannot be done from now on; "" for what is usual."""
        self._needs[name] = sentence

    def shortcuts(self) -> list[tuple[str, str]]:
        """All keys and what they do, in the order of the menus."""
        listed = [(action, spec) for specs in MENUS.values() for action, spec in self._of(specs)]
        return [
            (_keys(action) or f"{spec.page_key} (in a review)", _listed(spec))
            for action, spec in listed
            if action.shortcuts() or spec.page_key
        ]

    def _of(self, specs: tuple[ActionSpec, ...]) -> list[tuple[QAction, ActionSpec]]:
        return [(self._actions[spec.name], spec) for spec in specs]

    def _make(self, spec: ActionSpec) -> QAction:
        hint = f"\t{spec.page_key}" if spec.page_key else ""
        action = QAction(spec.text + hint, self)
        action.setShortcuts([QKeySequence(key) for key in spec.keys])
        action.setStatusTip(spec.tip)
        action.setMenuRole(_ROLES.get(spec.name, QAction.MenuRole.NoRole))
        action.setCheckable(spec.is_checkable or bool(spec.group))
        if spec.group:
            self._group(spec.group).addAction(action)
        return action

    def _group(self, name: str) -> QActionGroup:
        return self._groups.setdefault(name, QActionGroup(self))


def _plain(text: str) -> str:
    return text.partition("\t")[0].replace("&", "").rstrip("…")


def _listed(spec: ActionSpec) -> str:
    """What the list of keys tells of an action."""
    return _plain(spec.text) + (f"; {spec.but}" if spec.but else "")


def describe() -> str:
    """All keys as a Markdown table: of the menus, in their order, then those of the pages."""
    rows = ["| keys | what they do |", "|---|---|"]
    for spec in (spec for specs in MENUS.values() for spec in specs):
        keys = list(spec.keys) or [f"{spec.page_key} (in a review)"] * bool(spec.page_key)
        if keys:
            rows.append(f"| {', '.join(keys)} | {_listed(spec)} |")
    rows += [f"| {keys} | {meaning} |" for keys, meaning in IN_PAGES]
    return "\n".join(rows) + "\n"


def _keys(action: QAction) -> str:
    shown = (key.toString(QKeySequence.SequenceFormat.NativeText) for key in action.shortcuts())
    return ", ".join(shown)
