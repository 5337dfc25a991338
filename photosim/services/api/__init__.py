"""What window and command line ask, from any thread; answered by futures.

`engine` builds everything and has a named part for each noun: `engine.folders`, `.photos`,
`.words`, `.themes`, `.labels`, `.map`, `.review`, `.trash`, `.backups`; searching and indexing are
its own. In: a question, from any thread. A part passes it to the library thread through
`services.library.access`. Out: a future, at once (`services.runtime.futures`), completed in that
thread, or in that of the trash. What is painted comes by callbacks from the reader's thread.

Nothing here computes, and nothing blocks the caller.
"""
