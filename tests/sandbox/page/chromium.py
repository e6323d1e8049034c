"""The browser that shows the page in tests, pictures and measurements."""

import shutil

# The shell draws no window of its own and halves what a test costs; the others serve as well.
PROGRAMS = ("chromium-headless-shell", "chromium", "chromium-browser")
HOW_TO_GET_IT = "get it with: apt-get install chromium-headless-shell"
WITHOUT_NETWORK = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)


def chromium() -> str | None:
    """Where the program is, or None where this machine has none."""
    return next((found for each in PROGRAMS if (found := shutil.which(each))), None)
