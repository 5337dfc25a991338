"""Two pictures laid on each other: are they the same?

In: two `PairInput` records and thumbnails (`prepared`); later the files. `alignment` finds how one
lies on the other (`keypoints`, `geometry`), `fit` and `agreement` how far they agree; `camera`,
`exposure`, `focus`, `seam` may disprove it, `comparison` decides, `changes` measures what differs,
`sharpness` how good each is. Then `close_look` compares the files (`registration`, `tone_match`;
`documents`, `pieces` of tall ones) place by place (`local_change`; in colours, by `luma_chroma`:
`colour_change`, `colour_marks`, `other_colours`) and finds what was done to one (`edits`,
`resave_trial`, `resize_trial`). Out: a `Comparison` (read by `differences`), `difference_overlay`
for a person. How two lie on each other is found once, and handed on (`superposition`).

**The thresholds of "same picture" are `records.pairs.Thresholds`**, those of a close look stand in
`close_look`; the first glance of a search has others, in `core.search`. Runs in worker processes,
by `compare_job`, `close_job`, `overlay_job`. What cannot be decided is no same picture.
"""
