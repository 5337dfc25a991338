"""The way to the trash and back: the question what stays, the run, the journal.

In: groups or photos that a person wants to be rid of. Out: what `services/trash` shall move or
restore, by the ports of this room; sentences about what went, what stayed and what came back.

The way: Del anywhere (`to_trash`), or a button of the review ─▶ `cleaning` asks what would happen
─▶ `trash_dialog` with the list of files (`planned_list`, `planned_rows`) ─▶ the run ─▶ its report,
on the undo stack (`undoable`): to undo is to restore the last run. `journal_page` (`journal_model`)
shows all that ever went, each file with its way back; `controller` puts the parts together. GUI
thread, and nothing here touches a file, but for `system_trash`: by it `services/trash` asks the
desktop, in its own thread.
"""
