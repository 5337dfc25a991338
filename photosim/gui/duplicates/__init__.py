"""The review of groups: a list, one group to compare, rules, what is remembered.

In: through `ports`, the groups of a tier and all that is known of one. Out: choices, verdicts and
keep rules to the engine; members to be rid of to `gui.trash`.

The way of a decision: a key (`keys`) or a button (`controls`) ─▶ `undoable` asks the engine and,
when it is done, puts it on the undo stack ─▶ `session`, which holds the groups and the one that is
looked at, tells what changed ─▶ the list and the compared photos show it. The list: `filters`,
`group_list`, `group_rows`, `group_painter`. One group: `compare`, `panes`, `strip`, `fact_table`,
`looking_bar`, `overlay_loader` (one photo over another), `answers_bar`, `judging` (verdicts).
Rules: `rules_dialog`, `rule_list`, `preview_view`, `preview_list`. Remembered: `decisions_page`.
From a photo anywhere to its group: `group_finder`. GUI thread, which touches no file here; nothing
goes to the trash by a decision alone.
"""
