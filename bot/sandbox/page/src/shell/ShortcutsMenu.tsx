/** The lightning menu with the app's global shortcuts. */

import { Zap } from "lucide-react";
import {
  Button,
  Header,
  Menu,
  MenuItem,
  MenuSection,
  MenuTrigger,
  Popover,
  Text,
} from "react-aria-components";
import { tryTo } from "../sandbox/control";
import { useScreen } from "../sandbox/ScreenContext";
import styles from "./Menu.module.css";

/** Nothing where the app has no global shortcuts. */
export function ShortcutsMenu({ className }: { className: string }) {
  const { user, app, shortcuts } = useScreen();
  if (shortcuts.global.length === 0) return null;
  return (
    <MenuTrigger>
      <Button className={className} aria-label="Shortcuts">
        <Zap size={20} aria-hidden="true" />
      </Button>
      <Popover className={styles.popover ?? ""}>
        <Menu
          className={styles.menu ?? ""}
          onAction={(callback_id) => tryTo("global_shortcut", { user, callback_id })}
        >
          <MenuSection>
            <Header className={styles.heading}>{app.name}</Header>
            {shortcuts.global.map((each) => (
              <MenuItem
                key={each.callback_id}
                id={each.callback_id}
                textValue={each.name}
                className={styles.item ?? ""}
              >
                <Text slot="label" className={styles.label}>
                  {each.name}
                </Text>
                {each.description && (
                  <Text slot="description" className={styles.description}>
                    {each.description}
                  </Text>
                )}
              </MenuItem>
            ))}
          </MenuSection>
        </Menu>
      </Popover>
    </MenuTrigger>
  );
}
