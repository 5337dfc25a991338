"""Words and photos: what a text means, and how well each photo fits it.

In: a text. `parsed_query` takes it apart, `query_parser` finds the phrases that are known
(`vocabulary`, `wordnet`, `plurals`, `text_encoder` with its `tokenizer`), `library_terms`,
`name_table`, `colour_table` (of `colours`), `dates` what the library itself knows. `scores` says
how much each photo is what is said (by the `class_table`), `word_search` puts it together, with
the file that has the words (`named_files`); `tags` and `photo_tags` name a photo, `completion`
suggests words, `steering` leads a picture to some. Out: scored photos, the reason for each, and
`notes` on words that are beyond photosim.

Tables lie in memory, one row a photo; they are read from the store and belong to whoever made them.
The sentence model runs in the process for queries.
"""
