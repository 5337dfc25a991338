"""What core and services say in codes and numbers, in sentences for people.

In: codes with their numbers and names, of `core.records` and `core.errors`. Out: the text that the
window and the command line both show, in plain English; a translation begins here. A text that the
window alone says stands in `gui`, one that the command line alone prints in `cli`.

`error_words` says every code of `core.errors`, with `trash_words`, `library_words`, `model_words`,
`work_words`, `search_words`, `review_words`, `theme_words`, `setting_words` (also what settings do)
and `check_words`; `log_words`: the same in the log. `left_out_words`: what is no photo, and why.
`reason_words`: proposals, losses, differences. `match_words`: how alike two photos are.
`note_words`: what is to be known of an answer. `backup_words`: what a backup holds. `amounts`,
`quotes`: what stands in these.
Pure functions, in any thread, without Qt; of the core this room knows records and errors alone, so
that no sentence can depend on how something was found.
"""
