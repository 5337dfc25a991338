"""From an upright picture to its embedding.

In: images of any size (Pillow's) and a model card (JSON). `card` reads it and checks checksums,
`embed` runs the ONNX file and gives features `(n, dim)` float32 and class scores, `projection`
shortens features to the 256 unit numbers that the index holds.

A model is data: nothing here knows its name or its size. `embed` and `core.words.text_encoder`
alone import onnxruntime, in processes of their own; telemetry is switched off
before.
"""
