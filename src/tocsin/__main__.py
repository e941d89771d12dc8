"""``python -m tocsin``: the command line."""

from tocsin.cli import run

if __name__ == "__main__":
    run()
