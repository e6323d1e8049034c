"""`dealdesk` and `python -m bot`: the only reader of the environment."""

import os
import sys
from pathlib import Path

from dotenv import dotenv_values

from bot.cli import dealdesk


def environment() -> dict[str, str]:
    """Return the environment, over what a .env file in the working directory says."""
    written = dotenv_values(Path(".env"))
    # The one place; see the ban in pyproject.toml.
    return {name: value for name, value in written.items() if value is not None} | dict(
        os.environ  # noqa: TID251
    )


def main() -> None:
    sys.exit(dealdesk(sys.argv[1:], environment()))


# The report worker's process imports this module again, and must not run anything.
if __name__ == "__main__":
    main()
