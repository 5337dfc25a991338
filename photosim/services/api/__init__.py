"""What the window asks, and some commands, from any thread; answered by futures.

`engine` builds everything and has a named part for each noun: `engine.folders`, `.photos` (large
views by `pictures`), `.words`, `.themes`, `.labels`, `.map`, `.review`, `.trash`, `.backups`;
searching (`search`) and indexing are its own. In: a question, from any thread. A part passes it to
the library thread through `services.library.access`. Out: a future, at once
(`services.runtime.futures`), completed in that thread, or in those of the trash: the move, and the
look before it. What is painted comes by callbacks from the reader's thread.

Nothing blocks the caller; what an answer is put together from is computed in the rooms below.
Commands that only read do without an engine: `cli` says which.
"""
