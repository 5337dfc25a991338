"""Two pictures laid on each other: are they the same?

In: two `PairInput` records (camera record, perceptual hash) and `Prepared` thumbnails; later the
files. `alignment` finds the map from one to the other, `fit` and `agreement` say how far they
agree, `camera`, `exposure` and `focus` what disproves it, `comparison` decides. `close_look` then
compares the files (`local_change`, `colour_change`, `documents`), and finds what was done to one
(`edits`) and which was saved from the other or made by enlarging it (`resave_trial`,
`enlargement_trial`); `difference_overlay` lays one over the other. Out: a `Comparison` with tier,
differences and doubt. **The thresholds of "same picture" are `records.pairs.Thresholds`**; the
close look has its own, beside the measure that each belongs to. What a search calls "probably the
same picture" is decided in `core.search.rerank`.

Pure and deterministic; runs in worker processes, ordered by `compare_job`, `close_job` and
`overlay_job`. What cannot be decided is a similar shot, never the same picture.
"""
