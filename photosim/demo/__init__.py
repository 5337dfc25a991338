"""The demonstration: a small album that is drawn, its library, and a search in it.

In: a folder, or none. `nature`, `buildings` and `things` draw pictures with `painting`; `album`
says which ones there are and writes them down with their copies; `place` makes or finds the
demonstration's own folder. Out: picture files and the place of a library; `cli.demo` indexes it,
searches in it and tells what was found.

In the main thread of a command of its own. Nothing of the person's is touched: a folder that holds
anything and was not made by photosim is refused.
"""
