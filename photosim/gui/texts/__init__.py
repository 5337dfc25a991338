"""What several rooms of the window say, as the locale of the person writes it.

In: numbers, records and codes. Out: texts: counts, sizes and times left (`counts`), facts about a
photo (`photo_facts`), searches by words and their answers (`word_texts`), labels (`label_texts`).

Pure functions. A text that one room alone says stands in that room, one that the command line says
as well in `photosim.texts`.
"""
