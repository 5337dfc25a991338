"""What window and command line ask, from any thread; answered by futures.

`engine` builds everything and has a named part for each noun: `engine.folders`, `.photos`,
`.words`, `.themes`, `.labels`, `.map`, `.review`, `.trash`, `.backups`; searching and indexing are
its own. A part passes a question to the library thread through `services.library.access` and hands
a future back at once (`services.runtime.futures`), which is completed there.

Nothing here computes, and nothing blocks the caller.
"""
