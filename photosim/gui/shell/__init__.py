"""The frame of the window: columns, pages, history, actions, dialogs, the first start.

In: what is dropped, pasted, pressed or chosen in a menu. Out: questions to the engine, through the
ports in its modules; signals that the rooms above hear: nothing here knows these.

The way of a search: `drop_target` or `view_actions` ─▶ `searching`, where the latest question
counts ─▶ `pages`, which decides what the middle column shows (`answer_page`: what of an answer,
`gallery`: photos in their four states) and keeps where the person was in `navigation`. `actions` is
the one table of all that can be done, `undoing` the one undo stack. The columns: `columns`,
`middle`; `header`, `banner`, `statusline`. First start: `welcome`, `demo_starter`; a second one:
`single_window`. GUI thread: what takes time is asked of the engine or gets a thread of its own
(files of a drop, the system's file manager). Once the person looks, nothing moves by itself
(`attention`).
"""
