/** The greeter again, with Bolt for JavaScript; knows Slack only by its environment. */

import bolt from "@slack/bolt";

const app = new bolt.App({
  token: process.env.SLACK_BOT_TOKEN,
  appToken: process.env.SLACK_APP_TOKEN,
  socketMode: Boolean(process.env.SLACK_APP_TOKEN),
  signingSecret: process.env.SLACK_SIGNING_SECRET,
  clientOptions: { slackApiUrl: process.env.SLACK_API_URL },
});

const words = (text) => ({ type: "plain_text", text });

const FORM = {
  type: "modal",
  callback_id: "greeting",
  title: words("Greeting"),
  submit: words("Greet"),
  blocks: [
    {
      type: "input",
      block_id: "words",
      label: words("Words"),
      element: { type: "plain_text_input", action_id: "words" },
    },
  ],
};

app.command("/greet", async ({ ack, respond, command }) => {
  await ack();
  const text = `Hello ${command.text || "there"}`;
  const change = { type: "button", action_id: "change", text: words("Change the words") };
  const section = { type: "section", text: { type: "mrkdwn", text } };
  await respond({ text, blocks: [section, { type: "actions", elements: [change] }] });
});

const openForm = async ({ ack, body, client }) => {
  await ack();
  await client.views.open({ trigger_id: body.trigger_id, view: FORM });
};
app.action("change", openForm);
app.shortcut("greet_somebody", openForm);

app.view("greeting", async ({ ack, body, view, client }) => {
  const said = view.state.values.words.words.value;
  if (!said.endsWith("!")) {
    const errors = { words: "A greeting ends with an exclamation mark" };
    await ack({ response_action: "errors", errors });
    return;
  }
  await ack();
  await client.chat.postMessage({ channel: body.user.id, text: `From now on: ${said}` });
});

app.event("app_home_opened", async ({ event, client }) => {
  const text = { type: "mrkdwn", text: `*Greeter* is glad to see <@${event.user}>` };
  const view = { type: "home", blocks: [{ type: "section", text }] };
  await client.views.publish({ user_id: event.user, view });
});

await app.start({ port: Number(process.env.PORT ?? 3000), host: "127.0.0.1" });
