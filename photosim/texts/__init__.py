"""What core and services say in codes and numbers, in sentences for people.

In: codes with their numbers and names, of `core.records` and `core.errors`. Out: the text that the
window and the command line both show, in plain English; a translation begins here. A text that the
window alone says stands in `gui`, one that the command line alone prints in `cli`.

`left_out_words`: what is no photo, and why. `reason_words`: why something is proposed, what would
be lost, how two photos differ; `amounts`: the pixels, bytes and times in that. `error_words`: why a
file or a folder is a problem, and every error for people; `trash_words`: why a file does not go to
the trash or come back; `library_words`, `model_words`, `work_words`: what is wrong with a library,
a model, and work in the background; `log_words`: the same in the log. `backup_words`: what a backup
holds.
Pure functions, in any thread, without Qt; of the core this room knows records and errors alone, so
that no sentence can depend on how something was found.
"""
