"""Words for Slack: people's own stay theirs, and ours get the prefix of the commands."""

from slack_sdk.models.blocks import HeaderBlock, InputBlock, PlainTextInputElement, SectionBlock

from bot.blocks.text import command_names, inert, plain

TYPED = "See `/order 12` & <!channel>"


def test_the_prefix_goes_into_our_texts_at_any_depth() -> None:
    drawn = SectionBlock(text="Try `/order 12`.", fields=["or `/log`"]).to_dict()

    named = command_names({"text": "Try `/crm help`.", "blocks": [drawn]}, "dd-")

    assert named["text"] == "Try `/dd-crm help`."
    assert named["blocks"][0]["text"]["text"] == "Try `/dd-order 12`."
    assert named["blocks"][0]["fields"][0]["text"] == "or `/dd-log`"


def test_the_prefix_leaves_alone_what_people_typed() -> None:
    field = InputBlock(
        block_id="notes",
        label="Notes",
        element=PlainTextInputElement(action_id="notes", initial_value=TYPED),
    )
    view = {
        "private_metadata": TYPED,
        "blocks": [field.to_dict(), HeaderBlock(text=TYPED).to_dict(), {"value": TYPED}],
    }

    assert command_names(view, "dd-") == view


def test_a_refusal_wakes_nobody_and_keeps_its_commands() -> None:
    sentence = "“<!channel> & co” is no period. Try `/report last week`."

    assert inert(sentence) == "“&lt;!channel&gt; &amp; co” is no period. Try `/report last week`."


def test_plain_words_hold_none_of_slacks_marks() -> None:
    words = plain("<!here> *bold* ~gone~ `code` _it_ snake_case \u202eback\x00")

    assert words == "&lt;!here&gt; ∗bold∗ ∼gone∼ ˋcodeˋ ˍitˍ snake_case back"
