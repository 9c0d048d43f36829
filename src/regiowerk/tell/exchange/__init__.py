"""Exchange: a process as an open package of plain files, in and out."""
