"""The demonstration: a small album that is drawn, its library, and a search in it.

`nature`, `buildings` and `things` draw pictures with `painting`; `album` says which ones there are
and writes them down with their copies; `place` makes or finds the demonstration's own folder.
`cli.demo` indexes it, searches in it and tells what was found.
"""
