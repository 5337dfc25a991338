"""The frame of the window: columns, pages, history, commands, dialogs, the first start.

`pages` decides what the middle column shows, `navigation` remembers where the person has been,
`gallery` is the page of photos in its four states, `searching` sends one search at a time,
`actions` is the one table of all that can be done, `undoing` the one undo stack. The columns:
`columns`, `middle`; over them `header`, `banner`, below `statusline`. What is dropped:
`drop_target`. First start: `welcome`, `demo_starter`. The left column and the large photo are rooms
above it, as are all that put their pages and commands into it; nothing here knows them.
"""
