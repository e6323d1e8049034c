/** Keeps one block that cannot be drawn from taking the rest of its message along. */

import { Component, type ReactNode } from "react";
import styles from "./Blocks.module.css";

interface Given {
  kind: string;
  children: ReactNode;
}

export class Boundary extends Component<Given, { failed: boolean }> {
  override state = { failed: false };

  static getDerivedStateFromError() {
    return { failed: true };
  }

  override render() {
    if (!this.state.failed) return this.props.children;
    return (
      <p className={styles.fault}>
        This {this.props.kind} block could not be drawn. The inspector shows what the app sent.
      </p>
    );
  }
}
