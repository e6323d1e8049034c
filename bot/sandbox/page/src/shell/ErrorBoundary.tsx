/** Catches what goes wrong while the page is drawn, and says what to do. */

import { Component, type ErrorInfo, type ReactNode } from "react";
import styles from "./ErrorBoundary.module.css";

interface State {
  failure: Error | null;
}

export class ErrorBoundary extends Component<{ children: ReactNode }, State> {
  override state: State = { failure: null };

  static getDerivedStateFromError(failure: Error): State {
    return { failure };
  }

  override componentDidCatch(failure: Error, { componentStack }: ErrorInfo): void {
    console.error("The page could not be drawn.", failure, componentStack);
  }

  override render(): ReactNode {
    const { failure } = this.state;
    if (!failure) return this.props.children;
    return (
      <main className={styles.page}>
        <h1>Something on this page went wrong</h1>
        <p>
          Nothing that was sent is lost. Reload the page; if it happens again, choose another
          channel first.
        </p>
        <p className={styles.details}>{failure.message}</p>
        <p className={styles.ways}>
          <button type="button" onClick={() => window.location.reload()}>
            Reload
          </button>
          <a href="/">Start at the beginning</a>
        </p>
      </main>
    );
  }
}
