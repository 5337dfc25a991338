"""The right column: what is searched with, and how.

In: the page that is shown and its answer, told by `shell.pages`; what mouse and keyboard do on the
query's picture. Out: a `Query` with another `Box`, handed to `shell.searching`; the least
similarity that is shown.

`query` is the column: the picture, the slider (`least`), earlier queries. `part_picture` lets a
person draw a box on the picture (`boxes` is its arithmetic, `outline` its look, `part_bar` says
how), `part_controller` searches by that part and keeps it with its query. `folding_controller` has
nearly equal photos of an answer shown as one (`shell.answer_page` does it). GUI thread; it asks the
engine nothing itself. A box is searched by once it is drawn, and the one that is shown is that of
the query.
"""
