"""Words and photos: what a text means, and how well each photo fits it.

In: a text. `parsed_query` takes it apart, `query_parser` finds the phrases that are known
(`vocabulary`, `wordnet`, `text_encoder`), `library_terms`, `name_table`, `colour_table`, `dates`
what the library itself knows. `scores` says how much each photo is what is said, `search` puts all
of it together, `tags` names a photo, `completion` suggests words. Out: scored photos, the reason
for each, and notes on words that are beyond photosim.

Tables lie in memory, one row a photo; they are read from the store and belong to whoever made them.
The sentence model runs in the process for queries.
"""
