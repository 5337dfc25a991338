"""From pairs of photos to groups, and what keep rules say of each group.

In: the store's photos and compared pairs. `candidates`, `phash_index`, `nearest` and `all_pairs`
say which pairs are worth comparing; `pair_graph`, `complete_link` and `grouping` form the groups
(what a group says is true of every two of its photos); `keep_rules`, `keep_rule_kinds`,
`saved_members`, `originals`, `real_pixels` and `losses` propose what stays by what is known of the
photos and was found between them (`compared`), `drawbacks` say what speaks against it,
`member_changes` in what they differ, `preview` asks for all groups. Out: `Group` and `RulePreview`
records.

One function proposes for window and command line. In doubt, or before `core.compare.close_look` has
read a pair's files, nothing is proposed. The order in which photos come does not change the groups.
"""
