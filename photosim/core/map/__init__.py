"""Places on a plane for all photos: alike lies near.

In: the neighbour graph. `tsne` lays it out, some turns at once, from a first picture (`placement`);
`placement` also finds places for photos that came later; `file` keeps it between starts. Out: `(n,
2)` float32 places and the frame around them.

Heavy turns run in the process for heavy computing. The file is a cache, checked before it is
believed.
"""
