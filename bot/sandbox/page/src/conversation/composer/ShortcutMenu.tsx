/** The lightning button: what the app does from anywhere. */

import { Zap } from "lucide-react";
import { Button, Menu, MenuItem, MenuTrigger, Popover } from "react-aria-components";
import { tryTo } from "../../sandbox/control";
import { useScreen } from "../../sandbox/ScreenContext";
import menu from "../toolbar/Toolbar.module.css";

export function ShortcutMenu({ className }: { className: string | undefined }) {
  const { user, shortcuts } = useScreen();
  if (shortcuts.global.length === 0) return null;
  return (
    <MenuTrigger>
      <Button className={className ?? ""} aria-label="Run a shortcut">
        <Zap size={18} aria-hidden />
      </Button>
      <Popover className={menu.menu ?? ""} placement="top start">
        <Menu aria-label="Shortcuts">
          {shortcuts.global.map((each) => (
            <MenuItem
              key={each.callback_id}
              className={menu.item ?? ""}
              textValue={each.name}
              onAction={() => tryTo("global_shortcut", { user, callback_id: each.callback_id })}
            >
              {each.name}
              <span className={menu.detail}>{each.description}</span>
            </MenuItem>
          ))}
        </Menu>
      </Popover>
    </MenuTrigger>
  );
}
