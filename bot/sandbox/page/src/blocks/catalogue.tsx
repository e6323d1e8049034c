/** Every type of block and the component that shows it. */

import { type ComponentType, lazy } from "react";
import { InputBlock } from "../elements/InputBlock";
import type { Block } from "../sandbox/types";
import { Actions } from "./Actions";
import { Alert } from "./Alert";
import { AuthProvider } from "./AuthProvider";
import styles from "./Blocks.module.css";
import { Card } from "./Card";
import { Carousel } from "./Carousel";
import { Container } from "./Container";
import { Context } from "./Context";
import { Divider } from "./Divider";
import { LazyDataTable, LazyDataVisualization } from "./figures/Figures";
import { Header } from "./Header";
import { ImageBlock } from "./ImageBlock";
import { RemoteFile } from "./RemoteFile";
import { RichText } from "./RichText";
import { Section } from "./Section";
import { Table } from "./Table";
import { Plan, TaskCard } from "./Tasks";
import { Video } from "./Video";

export type BlockComponent = ComponentType<{ block: Block }>;

const Markdown = lazy(async () => ({ default: (await import("./Markdown")).Markdown }));

export const BLOCKS: Record<string, BlockComponent> = {
  actions: Actions,
  alert: Alert,
  auth_provider: AuthProvider,
  card: Card,
  carousel: Carousel,
  container: Container,
  context: Context,
  context_actions: Actions,
  divider: Divider,
  file: RemoteFile,
  header: Header,
  image: ImageBlock,
  data_table: LazyDataTable,
  data_visualization: LazyDataVisualization,
  input: InputBlock,
  markdown: Markdown,
  plan: Plan,
  rich_text: RichText,
  section: Section,
  table: Table,
  task_card: TaskCard,
  video: Video,
};

/** A block that the page has no component for says so; nothing vanishes without a word. */
export function Unknown({ block }: { block: Block }) {
  return <p className={styles.fault}>This page cannot show a block of type {block.type}.</p>;
}
