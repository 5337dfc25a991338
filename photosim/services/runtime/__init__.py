"""Threads and processes, and the orders that these compute.

`jobs` runs threads for jobs, long work in turns: the library thread, in which all that touches the
library runs, and those of the trash, which ask it through `asking`. Who asks it gets a future at
once (`futures`), several who want one thing one run (`run_once`); what is painted comes by
callbacks. `worker_pool` starts worker processes, gives each one order at a time (`messages`) and
replaces the dead; `worker` is their inside, with its walls of crash, processor time and memory
(`word_worker` understands texts); by the clock the pool ends it. `index_process` holds the index,
`background` computes at low priority (`background_worker`), `reader` answers painting from
read-only connections (`library_rows`). `lock` and `window_socket` (`peer`) see to one writer and
one window a library. Smaller: `patient_writer`, `free_space_watch`, `throughput`, `noise`,
`other_start`.

A process ends with its parent. One that dies in the middle of an order costs that order alone.
"""
