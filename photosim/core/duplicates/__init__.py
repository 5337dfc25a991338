"""From pairs of photos to groups, and what keep rules say of each group.

In: the store's photos and compared pairs. Pairs to compare: `candidates` (`phash_index`;
`all_pairs` first), then `nearest`; pairs to look at closely: `look_plan`. Groups: `grouping`, of a
`pair_graph`, by `complete_link`; a unit counts as one photo (`unit_mates`). Proposals: `keep_rules`
over `plain_members` and `companion_contents`, by `rule_inputs`; `keep_rule_kinds` rank them by
`ranking`, `originals`, `real_pixels`, `saved_members`, `losses`; `drawbacks` speak against, by what
was `compared`. What is shown: `group_detail`, with `member_changes`; `preview` of all; of what was
chosen, what stands (`standing_choices`), and what a keep took back (`sparing`). Out: `Group`,
`GroupDetail`, `RulePreview`; all of an open library are asked for by `loaded_groups`.

In the library thread, which waits for companions to be read three seconds at most. What a group
says is true of every two of its photos. `keep_rules` alone proposes anything for the trash; in
doubt, or before `core.compare.close_look` has read a pair's files, nothing.
"""
