"""The records that travel between rooms, threads and processes: small, frozen, picklable.

In: nothing but numpy, the standard library and `errors`. Out: `photos` (files, photos, matches,
problems), `left_out` (what is no photo), `answer_notes` (codes of what is to be known of an
answer), `pairs` (two photos compared), `review` (groups, keep rules, proposals), `reasons` (codes
of why something is proposed, what is lost, what differs), `themes` (themes, labels, tags, the map),
`trash` and `trash_items` (what is asked of the trash and what became of it), `settings`, `checks`,
`quality`, `index_report`, `label_names`, `caseless`, `accents`.

`trash.StoppableRun` alone stays in its process. A record computes nothing that needs a file, a
database or a model; a value that cannot be is refused where it is made, by `image.checked` for what
workers found out. The window may import this room and `errors`, and nothing else of `core`.
"""
