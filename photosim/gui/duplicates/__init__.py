"""The review of groups: a list, one group to compare, rules, the trash, what is remembered.

The way of a decision: a key or a button ─▶ `undoable` asks the engine and, when it is done, puts it
on the undo stack ─▶ `session`, which holds the groups and the one that is looked at, tells what
changed ─▶ the list and the compared photos show it. Nothing here touches a file or a thread of its
own but `difference`, which compares pixels beside the GUI thread.
"""
