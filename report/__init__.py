"""The report: pages that show what the tables hold.

It draws: frames in, texts of files out. It touches no file, network or clock; templates, styles,
scripts and words are passed in (`flows.reporting` reads them), and the folder is written by
`warehouse.folders`.
"""
