"""Two pictures laid on each other: are they the same?

In: two `PairInput` records and thumbnails (`prepared`); later the files. `alignment` finds how one
lies on the other (`keypoints`, `geometry`), `fit` and `agreement` how far they agree; `camera`,
`exposure`, `focus`, `seam` may disprove it, `comparison` decides, `changes` measures what differs.
Then `close_look` compares the files (`registration`, `tone_match`; `documents`, `pieces` of tall
ones) place by place (`local_change`, `colour_change`, `colour_marks`, `other_colours`) and finds
what was done to one (`edits`, `resave_trial`, `resize_trial`). Out: a `Comparison` with tier,
doubt and differences (read by `differences`); `difference_overlay` for a person. How two lie on
each other is found once, with their thumbnails, and handed on (`superposition`).

**The thresholds of "same picture" are `records.pairs.Thresholds`**; a close look's stand by their
measures; `core.search` says which matches are "probably" the same. Runs in worker processes, by
`compare_job`, `close_job`, `overlay_job`. What cannot be decided is no same picture.
"""
