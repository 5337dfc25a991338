"""Words at work: the tables that answer them, kept up to date while a library is open.

In: photos that came or went, and questions. Out: photos that fit a text, suggestions, tags.

`word_index` holds what `core.words` needs of every photo and answers searches, suggestions and
tags; `understanding` leads a text to its meaning, as steps of `services.search.pipeline`;
`colour_filling` has the thumbnails' colours looked at by the process for heavy computing.

Library thread (the command line: its only one). The tables are caches: made anew of the store.
"""
