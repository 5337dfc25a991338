"""A file's bytes to what photosim knows of one photo. Files are opened in worker processes only.

In: a file of any kind, also a hostile one. `examine` goes the whole way: `file_bytes` reads it,
`sniff` and `formats` tell what it is, `payload` where the compressed picture lies and whether it is
whole, `decode` makes one small upright sRGB image (`colour`, `raw`, `remains`; `frames` are for
close looks), `metadata`, `xmp`, `iptc` and `written_time` read what the camera wrote, `origin`,
`editors`, `traces`, `captions`, `film_inside`, `requantised` (`cosine_transform`), `detail` and
`sensor_data` tell how the file came about, what is real and what else is in it, `thumbnails`,
`phash` (compared by `phash_bits`) and `pixel_hash` are made of it, `query_views`, `crop` and
`saliency` serve queries. Out: an `Examined` record that `checked` has looked through.

Every fault of a file is a `DecodeError` with a code; memory and time are limited by the caller,
`services.runtime.worker`. How to add a format: CONTRIBUTING.
"""
