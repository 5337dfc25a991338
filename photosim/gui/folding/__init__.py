"""Answers that respect people: nearly equal photos shown as one, the better of alike ones first.

`arrangement` decides what is shown in which order, `badges` draws the count and hears the click on
it, `desk` connects both with menu and preferences. What is nearly equal the engine says.
"""
