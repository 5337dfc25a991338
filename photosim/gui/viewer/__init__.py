"""A photo shown large, over the column it was opened in; the arrows go on to the next.

In: the ids of the page and which of them; `large_pictures` asks the engine for pixels of the photo
and of its neighbours and keeps the last few, for the review's panes, too. `viewer` shows one with
its name and facts; `large_view` opens it over grid, map or themes and leads back to the photo that
was seen last. GUI thread; while pixels are on their way the thumbnail stands in their place.
"""
