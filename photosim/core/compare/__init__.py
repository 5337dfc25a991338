"""Two pictures laid on each other: are they the same?

In: two `Prepared` photos (thumbnail, camera record, perceptual hash); for the close look their
files too. `alignment` finds the map from one to the other (`keypoints`, `geometry`), `fit` and
`agreement` say how far they agree, `camera`, `exposure` and `focus` what disproves it, `comparison`
decides; `close_look` then compares the files at 768 px and more (`registration`, `local_change`,
`documents`), and `difference_overlay` lays one over the other, by the same map. Out: a `Comparison`
with tier, differences and doubt. **The thresholds of "same picture" are
`records.pairs.Thresholds`** (a model card may state others); the close look has its own, beside the
measure that each belongs to. A search's "probably the same picture" is decided in `core.search`
(`searcher`, `rerank`).

Pure and deterministic; runs in worker processes, ordered by `compare_job`, `close_job` and
`overlay_job`. What cannot be decided is a similar shot, never the same picture.
"""
