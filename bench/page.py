"""How soon the sandbox's page paints, and whether a long channel scrolls without stutter."""

import statistics
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, Page, sync_playwright
from slack_sdk import WebClient

from bench.stage import Stage, slack
from bench.table import Row, at_most
from bot.sandbox.server import Running
from tests.sandbox.page.chromium import HOW_TO_GET_IT, WITHOUT_NETWORK, chromium

FIRST_PAINT_MS = 1000.0
# A frame that takes longer is seen as a stutter; browsers call such a task long.
LONG_FRAME_MS = 50.0
MESSAGES = 1000
CHANNEL = "CSALES"
PAINT = "() => performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? null"
WATCH_FRAMES = """() => {
    const frames = window.frames_ = [];
    let last = performance.now();
    const next = (now) => { frames.push(now - last); last = now; requestAnimationFrame(next); };
    requestAnimationFrame(next);
}"""
FRAMES = "() => window.frames_.slice(1)"
WHEEL_PX = 400
WHEELS_A_SECOND = 40


def page(_: Stage, *, quick: bool) -> list[Row]:
    """First paint of an empty channel; opening and scrolling one with a thousand messages."""
    program = chromium()
    if program is None:
        print(f"No chromium to measure the page in; {HOW_TO_GET_IT}", file=sys.stderr)
        return []
    loads, wheels = (5, 80) if quick else (15, 240)
    with slack() as sandbox, _browser(program) as browser:
        paints = [_first_paint(browser, sandbox) for _ in range(loads)]
        _fill(sandbox)
        opened = [_open_full(browser, sandbox) for _ in range(loads)]
        frames = _scroll(browser, sandbox, wheels)
    paint, worst = statistics.median(paints), max(frames)
    long_frames = sum(each > LONG_FRAME_MS for each in frames)
    return [
        Row(
            "page, first paint, p50",
            f"{paint:.0f} ms",
            f"{FIRST_PAINT_MS:.0f} ms",
            paint / FIRST_PAINT_MS,
            at_most(1),
        ),
        Row(
            f"page, a channel of {MESSAGES:,} messages opens, p50",
            f"{statistics.median(opened):.0f} ms",
            "",
        ),
        Row(
            f"page, scrolling those, frames over {LONG_FRAME_MS:.0f} ms",
            f"{long_frames} of {len(frames)}, longest {worst:.0f} ms",
            "none",
            float(long_frames),
            at_most(0),
        ),
    ]


@contextmanager
def _browser(program: str) -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=[*WITHOUT_NETWORK])
        yield browser
        browser.close()


def _opens(browser: Browser, sandbox: Running) -> Page:
    """A window of somebody who was never here: nothing is cached."""
    window = browser.new_context(viewport={"width": 1280, "height": 800}).new_page()
    window.goto(f"{sandbox.url}/#URAVI/{CHANNEL}/messages")
    window.locator("body[data-ready]").wait_for()
    return window


def _first_paint(browser: Browser, sandbox: Running) -> float:
    window = _opens(browser, sandbox)
    window.wait_for_function(PAINT)
    paint = float(window.evaluate(PAINT))
    window.context.close()
    return paint


def _fill(sandbox: Running) -> None:
    """Messages as Dealdesk posts them: text, a section with fields, buttons."""
    client = WebClient(token=sandbox.token(), base_url=sandbox.api_url)
    for number in range(1, MESSAGES + 1):
        fields = [
            {"type": "mrkdwn", "text": f"*Amount*\n€ {number * 137:,}.00"},
            {"type": "mrkdwn", "text": "*Customer*\nGrünwald Gastro :sparkles:"},
        ]
        button = {
            "type": "button",
            "action_id": "open",
            "text": {"type": "plain_text", "text": "Open"},
        }
        client.chat_postMessage(
            channel=CHANNEL,
            text=f"Order {number}",
            blocks=[
                {
                    "type": "section",
                    "text": {"type": "mrkdwn", "text": f"*Order {number}* waits for <@UMAYA>"},
                    "fields": fields,
                },
                {"type": "actions", "elements": [button]},
            ],
        )


def _open_full(browser: Browser, sandbox: Running) -> float:
    """Milliseconds from the address to the newest message on the screen."""
    window = _opens(browser, sandbox)
    newest = window.get_by_role("article").filter(has_text=f"Order {MESSAGES} ")
    newest.wait_for()
    took = float(window.evaluate("() => performance.now()"))
    window.context.close()
    return took


def _scroll(browser: Browser, sandbox: Running, wheels: int) -> list[float]:
    """The lengths of the frames, in milliseconds, while a person wheels upwards and down again."""
    window = _opens(browser, sandbox)
    window.get_by_role("article").filter(has_text=f"Order {MESSAGES} ").wait_for()
    window.get_by_role("log", name="Messages").hover()
    window.wait_for_timeout(500)
    window.evaluate(WATCH_FRAMES)
    for way in (-1, 1):
        for _ in range(wheels // 2):
            window.mouse.wheel(0, way * WHEEL_PX)
            window.wait_for_timeout(1000 / WHEELS_A_SECOND)
    frames: list[float] = window.evaluate(FRAMES)
    window.context.close()
    return frames
