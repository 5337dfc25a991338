"""Words in the window: a field to search with them, words for a photo, "more like" words.

In: what is typed, the selected photos, the page that is shown. Out: a `Query` with a text, handed
to `shell.searching` as pictures are, which comes back as a page; through `ports`, questions for
suggestions and for the words of a photo.

`word_field` is the field, `suggester` asks while it is typed which words this library can answer,
and `suggestions` lists them; `hints` says above an answer which words are beyond photosim;
`tag_row` shows the words of the selected photo as `word_chips`, `more_like_field` gives the query's
picture another emphasis. `controller` connects them with the window. GUI thread. The latest text
counts: an answer to an earlier one is dropped.
"""
