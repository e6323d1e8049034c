/** A text as Slack shows it: mrkdwn with its names, links and dates, or plain with its emoji. */

import { memo } from "react";
import type { Text } from "../sandbox/types";
import { Emoji } from "./Emoji";
import { Broadcast, ChannelMention, GroupMention, UserMention } from "./Mentions";
import styles from "./Mrkdwn.module.css";
import { type Node, parse, parsePlain } from "./mrkdwn";
import { SlackDate } from "./SlackDate";
import { SlackLink } from "./SlackLink";

/** A bare string is mrkdwn, as in `text` of chat.postMessage. */
export const Mrkdwn = memo(function Mrkdwn({ text }: { text: Text | string }) {
  return (
    <span className={styles.text}>
      <Nodes nodes={nodesOf(text)} />
    </span>
  );
});

function nodesOf(text: Text | string): Node[] {
  if (typeof text === "string") return parse(text);
  if (text.type === "mrkdwn") return parse(text.text, { verbatim: text.verbatim === true });
  if (text.emoji === false) return [{ kind: "text", text: text.text }];
  return parsePlain(text.text);
}

function Nodes({ nodes }: { nodes: Node[] }) {
  return nodes.map((node, index) => <One key={index} node={node} />);
}

function One({ node }: { node: Node }) {
  switch (node.kind) {
    case "text":
      return node.text;
    case "bold":
      return <b>{<Nodes nodes={node.nodes} />}</b>;
    case "italic":
      return <i>{<Nodes nodes={node.nodes} />}</i>;
    case "strike":
      return <s>{<Nodes nodes={node.nodes} />}</s>;
    case "quote":
      return (
        <span className={styles.quote}>
          <Nodes nodes={node.nodes} />
        </span>
      );
    case "code":
      return <code>{node.text}</code>;
    case "preformatted":
      return <code className={styles.preformatted}>{node.text}</code>;
    case "emoji":
      return <Emoji name={node.name} />;
    case "link":
      return (
        <SlackLink url={node.url}>
          <Nodes nodes={node.nodes} />
        </SlackLink>
      );
    default:
      return <Named node={node} />;
  }
}

type Naming = Extract<Node, { kind: "user" | "channel" | "usergroup" | "broadcast" | "date" }>;

function Named({ node }: { node: Naming }) {
  switch (node.kind) {
    case "user":
      return <UserMention id={node.id} label={node.label} />;
    case "channel":
      return <ChannelMention id={node.id} label={node.label} />;
    case "usergroup":
      return <GroupMention id={node.id} label={node.label} />;
    case "broadcast":
      return <Broadcast range={node.range} />;
    case "date":
      return <SlackDate {...node} />;
  }
}
