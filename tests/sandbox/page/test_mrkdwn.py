"""Slack's formatting language as the page reads it: what Slack formats, and nothing else."""

from playwright.sync_api import Page, expect
from slack_sdk import WebClient

from bot.sandbox.server import Running

# What an app writes → what a reader sees, with the marks of the elements that hold it.
READ = {
    "2*3*4 snake_case_x a*b*": "2*3*4 snake_case_x a*b*",
    "*bold _both_* ~struck~, *Acme*:": "<b>bold <i>both</i></b> <s>struck</s>, <b>Acme</b>:",
    "**twice** * sp * # no heading": "**twice** * sp * # no heading",
    "`*code*` and\n```\nnet *1*\n```end": "<code>*code*</code> and\n<code>net *1*</code>end",
    "&gt; said\n&gt; twice\nout": "<span>said\ntwice</span>out",
    "so\n&gt;&gt;&gt; all\nof it": "so<span>all\nof it</span>",
    "&lt;b&gt; &amp;amp;": "&lt;b&gt; &amp;amp;",
    "<https://acme.example|Acme *7*>": "<a>Acme *7*</a>",
    "see https://acme.example/a_b_c.": "see <a>https://acme.example/a_b_c</a>.",
    "<javascript:alert(1)|trap>": "<span>trap</span>",
    "[md](https://acme.example)": "[md](<a>https://acme.example</a>)",
    "<@URAVI>, <@UNOBODY> in <#CSALES>": "<span>@Ravi Patel</span>, <span>@UNOBODY</span>"
    " in <a>#sales</a>",
    "<!here> <!channel>": "<span>@here</span> <span>@channel</span>",
    ":tada: :+1::skin-tone-3: :large_yellow_circle:": "<span>🎉</span> <span>👍🏼</span>"
    " <span>🟡</span>",
    ":no_such_thing: at 10:30:45": ":no_such_thing: at 10:30:45",
    "<!date^1795435200^{date_num}|then>": "<time>2026-11-23</time>",
    "<!date^1795435200^{date}^https://acme.example|x>": "<a><time>November 23rd, 2026</time></a>",
    "<!date^never^{date}|some day>": "some day",
}

# The inside of a block without attributes and without the span that every text stands in.
BARE = """(block) => {
  const root = block.querySelector('span').cloneNode(true);
  const walk = (node) => {
    if (node.nodeType === Node.TEXT_NODE) return new Option(node.textContent).innerHTML;
    const name = node.tagName.toLowerCase();
    return `<${name}>${[...node.childNodes].map(walk).join('')}</${name}>`;
  };
  return [...root.childNodes].map(walk).join('');
}"""


def test_text_is_formatted_as_slack_does(page: Page, sandbox: Running) -> None:
    client = WebClient(token=sandbox.token(), base_url=sandbox.api_url)
    blocks = [
        {"type": "section", "block_id": f"line-{number}", "text": {"type": "mrkdwn", "text": text}}
        for number, text in enumerate(READ)
    ]
    client.chat_postMessage(channel="CSALES", text="Lines", blocks=blocks)
    expect(page.locator("[data-block=line-0]")).to_be_visible()

    seen = [page.locator(f"[data-block=line-{n}]").evaluate(BARE) for n in range(len(READ))]

    assert dict(zip(READ, seen, strict=True)) == READ


def test_plain_text_has_emoji_where_it_may_and_no_formatting(page: Page, sandbox: Running) -> None:
    client = WebClient(token=sandbox.token(), base_url=sandbox.api_url)
    words = "*not bold* <@URAVI> :tada:"
    for emoji in (True, False):
        text = {"type": "plain_text", "text": words, "emoji": emoji}
        block = {"type": "section", "block_id": f"emoji-{emoji}", "text": text}
        client.chat_postMessage(channel="CSALES", text="Words", blocks=[block])

    expect(page.locator("[data-block=emoji-True]")).to_have_text("*not bold* <@URAVI> 🎉")
    expect(page.locator("[data-block=emoji-False]")).to_have_text(words)


def test_own_names_lead_nowhere_and_channels_lead_there(page: Page, sandbox: Running) -> None:
    client = WebClient(token=sandbox.token(), base_url=sandbox.api_url)
    client.chat_postMessage(channel="CSALES", text="<@URAVI>, look at <#CGENERAL>")

    page.get_by_role("log", name="Messages").get_by_role("link", name="#general").click()

    expect(page).to_have_url(f"{sandbox.url}/#URAVI/CGENERAL/messages")
