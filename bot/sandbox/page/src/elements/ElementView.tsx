/** Every type of element and the component with which a person uses it. */

import type { ComponentType } from "react";
import type { Block, Element } from "../sandbox/types";
import { FileInput } from "./fields/FileInput";
import { MomentInput } from "./fields/MomentInput";
import { TextInput } from "./fields/TextInput";
import { Listed } from "./menus/Listed";
import {
  ChannelsMenu,
  ConversationsMenu,
  ExternalMenu,
  PeopleMenu,
  StaticMenu,
} from "./menus/menus";
import { ButtonElement, FeedbackButtons, IconButton, WorkflowButton } from "./press/buttons";
import { Overflow } from "./press/Overflow";
import { RichTextInput } from "./richText/RichTextInput";

export interface ElementProps {
  block: Block;
  element: Element;
}

const ELEMENTS: Record<string, ComponentType<ElementProps>> = {
  plain_text_input: TextInput,
  email_text_input: TextInput,
  url_text_input: TextInput,
  number_input: TextInput,
  datepicker: MomentInput,
  timepicker: MomentInput,
  datetimepicker: MomentInput,
  file_input: FileInput,
  rich_text_input: RichTextInput,
  button: ButtonElement,
  workflow_button: WorkflowButton,
  icon_button: IconButton,
  feedback_buttons: FeedbackButtons,
  overflow: Overflow,
  checkboxes: Listed,
  radio_buttons: Listed,
  static_select: StaticMenu,
  external_select: ExternalMenu,
  users_select: PeopleMenu,
  channels_select: ChannelsMenu,
  conversations_select: ConversationsMenu,
  multi_static_select: StaticMenu,
  multi_external_select: ExternalMenu,
  multi_users_select: PeopleMenu,
  multi_channels_select: ChannelsMenu,
  multi_conversations_select: ConversationsMenu,
};

export function ElementView({ block, element }: ElementProps) {
  const Kind = ELEMENTS[element.type];
  if (!Kind) return <p>This page cannot show an element of type {element.type}.</p>;
  return <Kind block={block} element={element} />;
}
