"""Two pictures laid on each other: are they the same?

In: two `PairInput` records and thumbnails (`prepared`); later the files. `alignment` finds how one
lies on the other (`keypoints`, `geometry`), `fit` and `agreement` how far they agree; `camera`,
`exposure`, `focus`, `seam` may disprove it, `comparison` decides; then `measured_differences` and
`sharpness`. How they lie is handed on (`superposition`) to `close_look`: the files (`opened_files`;
`documents`, `pieces` of tall ones) are laid anew (`registration`), compared by places
(`local_change`; in colours: `colour_change` by `colour_map`, `colour_marks`, `other_colours`) and
decided on (`file_comparison`); what was done to one (`edits`), and which was made of the other
(`provenance`, by `resave_trial`, `resize_trial`). Out: a `Comparison` (read by `differences`),
`difference_overlay` for a person. **Thresholds of "same picture": `records.pairs`, of files
`file_comparison`**. Runs in worker processes, by `compare_job`, `close_job`, `overlay_job`. What
cannot be decided is no same picture.
"""
