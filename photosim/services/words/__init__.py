"""Words at work: the tables that answer them, kept up to date while a library is open.

`word_index` holds what `core.words` needs of every photo and answers searches, suggestions and
tags; `colour_filling` has the thumbnails' colours looked at by the process for heavy computing;
`read_only_words` answers the command line. Belongs to the library thread.
"""
