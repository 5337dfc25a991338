"""The frame of the window: columns, pages, places, history, commands, dialogs, the first start.

`pages` decides what the middle column shows, `navigation` remembers where the person has been,
`gallery` is the page of photos in its four states, `searching` sends one search at a time,
`actions` is the one table of all that can be done, `undoing` the one undo stack. The columns:
`sidebar`, `middle`, `columns`; over them `header`, `banner`, below `statusline`. A photo shown
large: `viewer`, `large_view`. What is dropped: `drop_target`. First start: `welcome`. Rooms above
put their pages and commands into it; nothing here knows them.
"""
