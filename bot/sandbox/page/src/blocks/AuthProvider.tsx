/** A service that a person connects their account of: connected or not, and the way to change it. */

import { ElementView } from "../elements/ElementView";
import type { Block } from "../sandbox/types";
import styles from "./AuthProvider.module.css";
import { Mrkdwn } from "./Mrkdwn";
import { Picture } from "./Picture";
import { SlackLink } from "./SlackLink";

export function AuthProvider({ block }: { block: Block }) {
  const { name, description, icon_url, is_connected, accessory } = block;
  const { connected_identity, connected_context } = block;
  return (
    <div className={styles.provider}>
      {icon_url && <Picture url={icon_url} alt="" small />}
      <div className={styles.words}>
        <b>
          <Mrkdwn text={name} />
        </b>
        {description && (
          <div className={styles.soft}>
            <Mrkdwn text={description} />
          </div>
        )}
        <div className={styles.soft}>
          {is_connected ? "Connected" : "Not connected"}
          {is_connected && connected_identity && (
            <>
              {" as "}
              <Mrkdwn text={connected_identity} />
            </>
          )}
          {is_connected && connected_context && (
            <>
              {" · "}
              <Mrkdwn text={connected_context} />
            </>
          )}
        </div>
      </div>
      <Way block={block} />
      {is_connected && accessory && <ElementView block={block} element={accessory} />}
    </div>
  );
}

function Way({ block }: { block: Block }) {
  const url = block.is_connected ? block.disconnect_url : block.auth_url;
  if (!url) return null;
  return (
    <span className={styles.way}>
      <SlackLink url={url}>{block.is_connected ? "Disconnect" : "Connect"}</SlackLink>
    </span>
  );
}
