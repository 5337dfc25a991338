"""Finds out which photos are alike, and remembers what a person says of them.

`compare_run` goes through three stages: `pair_search` (likely pairs) and `rank_search` (the rest),
both compared by the workers through `compare_queue`, then the close look at the files through
`close_look_queue`. `group_questions` answers which groups there are; `review` takes choices,
verdicts and keep rules.

All of it in the library thread, in turns; stopped at any moment, the pairs that are written down
stay written down and the rest is found again.
"""
