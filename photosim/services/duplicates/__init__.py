"""Finds out which photos are alike, and remembers what a person says of them.

In: a library whose photos changed; choices, verdicts and keep rules. Out: compared pairs in the
store, groups, proposals.

`compare_run` goes through three stages: `pair_search` finds the likely pairs, which the workers
compare (`compare_queue`); then they look closely at the files of those that may be the same picture
(`close_look_queue`; `replies` is common to both); then `rank_search` finds the rest of the pairs;
`compare_report` tells how far it is. `group_questions` answers which groups there are,
`known_groups` beside an open window; `review` takes choices, verdicts and keep rules,
`choosing_again` takes choices back.

All of it in the library thread, in turns (`stepped_search`); stopped at any moment, the pairs that
are written down stay written down and the rest is found again.
"""
