"""photosim: search, tidy and browse a local photo library by what its photos look like.

The package listing follows a photo's way: `core` knows (pure, no threads, no Qt), `services` does
(threads, processes, the file system's events), `texts` says it, `gui` shows (the only room that
imports Qt), `demo` draws a small library. `app` and `cli` are the two entry points. Imports go
downwards only; a linter checks it.
"""

__version__ = "0.1.0"
