"""What core and services say in codes and numbers, in sentences for people.

In: codes with their numbers and names, of `core.records` and `core.errors`. Out: the text that the
window and the command line both show, in plain English; a translation begins here. A text that the
window alone says stands in `gui`, one that the command line alone prints in `cli`.

`error_wording` says every code of `core.errors`, with `trash_wording`, `library_wording`,
`model_wording`, `work_wording`, `search_wording`, `review_wording`, `theme_wording`,
`setting_wording` (also what settings do) and `check_wording`; `log_wording`: the same in the log.
`left_out_wording`: what is no photo, and why. `reason_wording`: proposals, losses, differences.
`match_wording`: how alike two photos are. `note_wording`: what is to be known of an answer.
`backup_wording`: what a backup holds. `amounts`, `quotes`, `system_wording` (what the system says
of the number of an error): what stands in these.
Pure functions, in any thread, without Qt; of the core this room knows records and errors alone.
"""
