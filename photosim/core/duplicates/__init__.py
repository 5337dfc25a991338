"""From pairs of photos to groups, and what keep rules say of each group.

In: the store's photos and compared pairs. `candidates`, `phash_index`, `nearest` and `all_pairs`
say which pairs are worth comparing; `pair_graph`, `complete_link` and `grouping` form the groups
(in a group every two photos keep the claim); `keep_rules`, `keep_rule_kinds`, `originals`,
`real_pixels` and `losses` propose what stays, `preview` for all groups. Out: `Group` and `Proposal`
records.

One function proposes for window and command line. In doubt, or while a pair is not looked at
closely, nothing is proposed. The order in which photos come does not change the groups.
"""
