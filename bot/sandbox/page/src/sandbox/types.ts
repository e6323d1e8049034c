/** What the control API tells, see bot/sandbox/control.py and bot/sandbox/screen.py. */

// biome-ignore lint/suspicious/noExplicitAny: blocks are what an app sends, of any shape
export type Json = Record<string, any>;

export interface Text {
  type: "plain_text" | "mrkdwn";
  text: string;
  emoji?: boolean;
  verbatim?: boolean;
}

export interface Option {
  text: Text;
  value: string;
  description?: Text;
  url?: string;
}

export interface OptionGroup {
  label: Text;
  options: Option[];
}

export interface Confirm {
  title: Text;
  text: Text;
  confirm: Text;
  deny: Text;
  style?: "primary" | "danger";
}

/** Any block; the server gives every one a block_id. */
export interface Block extends Json {
  type: string;
  block_id: string;
}

/** Any interactive element; the server gives every one an action_id. */
export interface Element extends Json {
  type: string;
  action_id: string;
}

/** block id → action id → what stands in the element, as in Slack's `state.values`. */
export type Values = Record<string, Record<string, Json>>;

export interface View {
  id: string;
  hash: string;
  type: "modal" | "home";
  callback_id: string;
  title: Text | null;
  submit: Text | null;
  close: Text | null;
  blocks: Block[];
  state: { values: Values };
  errors: Record<string, string>;
  clear_on_close: boolean;
  submit_disabled: boolean;
}

export interface SharedFile {
  id: string;
  name: string;
  title: string;
  mimetype: string;
  filetype: string;
  pretty_type: string;
  size: number;
  url_private: string;
  user: string;
  alt_txt?: string;
}

export interface Reaction {
  name: string;
  users: string[];
  count: number;
}

export interface Message {
  ts: string;
  user: string;
  username: string;
  icon_emoji?: string | null;
  bot_id?: string;
  text: string;
  blocks: Block[];
  attachments: Json[];
  files: SharedFile[];
  reactions: Reaction[];
  thread_ts: string | null;
  reply_count: number;
  /** Who answered, each once. */
  reply_users: string[];
  latest_reply: string | null;
  /** As its author typed it; only they are told. */
  typed: string | null;
  edited: Json | null;
  ephemeral: boolean;
  metadata: Json | null;
  entities: WorkObject[];
  permalink: string;
  subtype: string | null;
  /** What this person chose in the message without sending it. */
  state: Values;
}

export interface Person {
  id: string;
  name: string;
  real_name: string;
  is_admin: boolean;
  is_guest: boolean;
  is_bot: boolean;
}

export interface Workspace {
  id: string;
  name: string;
  people: Person[];
}

export interface Channel {
  id: string;
  name: string;
  kind: "channel" | "private" | "dm" | "app_dm";
  /** The other one in a direct conversation. */
  with?: string;
  unread: number;
  bot_is_member: boolean;
  is_member: boolean;
  is_archived: boolean;
  topic: string;
  /** Ids of all who are in it, the app's bot too. */
  members: string[];
}

export interface AppFacts {
  id: string;
  name: string;
  bot_user: string;
  /** `#rrggbb` of the manifest, or nothing. */
  color: string;
  home_tab: boolean;
  messages_tab: boolean;
  /** Nobody may write to the app. */
  read_only: boolean;
}

/** What the manifest says of the app. */
export interface About {
  description: string;
  long_description: string;
  scopes: string[];
  events: string[];
  unfurl_domains: string[];
}

export interface Command {
  command: string;
  description: string;
  usage_hint: string;
}

export interface Shortcut {
  callback_id: string;
  name: string;
  description: string;
}

export interface Notice {
  text: string;
  at: string;
}

export interface Screen {
  user: string;
  workspace: string;
  app: AppFacts;
  about: About;
  /** Those the person is in. */
  channels: Channel[];
  /** Public ones the person may join. */
  joinable: Channel[];
  people: Person[];
  usergroups: { id: string; name: string; handle: string }[];
  home: View | null;
  /** Bottom first; the last one is open. */
  modals: View[];
  commands: Command[];
  shortcuts: { global: Shortcut[]; message: Shortcut[] };
  notices: Notice[];
  object: OpenObject | null;
  now: string;
}

/** One property of a Work Object, see bot/sandbox/entities.py. */
export interface ObjectField extends Json {
  key: string;
  label: string;
  type: string;
}

/** A button of a Work Object. */
export interface ObjectAction {
  text: string;
  action_id: string;
  value?: string;
  style?: "primary" | "danger";
  url?: string;
  accessibility_label?: string;
  processing_state?: { enabled: boolean; interstitial_text?: string };
}

export interface ObjectPicture {
  alt_text: string;
  url?: string;
}

/** A Work Object as the page draws it, its fields in the order of display. */
export interface WorkObject {
  url: string;
  kind: "task" | "file" | "item" | "incident" | "content_item";
  title: string;
  display_id: string;
  display_type: string;
  product_name: string;
  product_icon: ObjectPicture | null;
  fields: ObjectField[];
  primary_actions: ObjectAction[];
  overflow_actions: ObjectAction[];
  comments: number | null;
  editable: boolean;
}

/** A comment on a Work Object; it lies with the app. */
export interface ObjectComment {
  id: string;
  sender: { user_id?: string; text?: string };
  /** Seconds since 1970. */
  timestamp: number;
  comment: { value?: string; format?: "markdown"; blocks?: Block[] };
  url?: string;
  can_delete?: boolean;
}

/** The comments on a Work Object, as far as the app has told them. */
export interface ObjectTalk {
  state: "loading" | "shown" | "silent" | "sign_in";
  comments: ObjectComment[];
  more: boolean;
  may_post: boolean;
  may_delete: boolean;
  sign_in_url: string | null;
  trouble: string | null;
}

/** The Work Object that this person has open in the side pane. */
export interface OpenObject {
  state: "loading" | "shown" | "sign_in" | "error" | "silent";
  channel: string;
  message_ts: string;
  /** The details once the app has told them, else what everyone sees below the message. */
  object: WorkObject;
  detailed: boolean;
  error: { title: string; message: string; actions: ObjectAction[] } | null;
  sign_in_url: string | null;
  /** There while the fields are being edited. */
  form: View | null;
  form_error: string | null;
  talk: ObjectTalk | null;
  /** The message below which it stands. */
  permalink: string | null;
}

/** One exchange between the sandbox and the bot. */
export interface Entry {
  n: number;
  at: string;
  direction: "to_bot" | "from_bot";
  kind: string;
  name: string;
  payload: Json;
  response: Json | null;
  status: number | null;
  milliseconds: number | null;
  error: string | null;
}
