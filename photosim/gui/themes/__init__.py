"""Themes in the window: cards of what the photos are about, and each theme's own page.

The session asks for the themes at a setting of the slider; the page shows them as cards; a theme
that is opened is a view of the gallery, whose title can be written over to name it.
"""
