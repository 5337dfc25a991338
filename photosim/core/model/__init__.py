"""From an upright picture to its embedding.

In: images of any size (Pillow's) and a model card (JSON). `card` reads it and checks checksums,
`embed` runs the ONNX file and gives features `(n, dim)` float32, not normalised, and class scores,
`projection` shortens features to the unit numbers that the index holds (256 with the shipped card).

A model is data: nothing but its card knows its size, and `card` which one is shipped. `embed` and
`core.words.text_encoder` alone import onnxruntime, in processes of their own; telemetry is switched
off before.
"""
