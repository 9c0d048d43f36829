"""`python -m regiowerk` is the same as the console script."""

from regiowerk.config.cli import main

main()
