/** The choice between light, dark and what the system has. */

import { type LucideIcon, Monitor, Moon, Sun } from "lucide-react";
import { Button, Menu, MenuItem, MenuTrigger, Popover, Text } from "react-aria-components";
import styles from "./Menu.module.css";
import { type Choice, chooseTheme, useDark, useThemeChoice } from "./theme";

const CHOICES: [Choice, string, LucideIcon][] = [
  ["system", "As the system has it", Monitor],
  ["light", "Light", Sun],
  ["dark", "Dark", Moon],
];

export function ThemeMenu({ className }: { className: string }) {
  const chosen = useThemeChoice();
  const Now = useDark() ? Moon : Sun;
  return (
    <MenuTrigger>
      <Button className={className} aria-label="Theme">
        <Now size={20} aria-hidden="true" />
      </Button>
      <Popover className={styles.popover ?? ""}>
        <Menu
          className={styles.menu ?? ""}
          selectionMode="single"
          disallowEmptySelection
          selectedKeys={[chosen]}
          onAction={(choice) => chooseTheme(choice as Choice)}
        >
          {CHOICES.map(([choice, words, Icon]) => (
            <MenuItem key={choice} id={choice} textValue={words} className={styles.item ?? ""}>
              <Icon size={18} aria-hidden="true" />
              <Text slot="label" className={styles.label}>
                {words}
                {choice === chosen && " ✓"}
              </Text>
            </MenuItem>
          ))}
        </Menu>
      </Popover>
    </MenuTrigger>
  );
}
