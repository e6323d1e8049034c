/** The menu behind three dots: each choice is told to the app at once. */

import { Ellipsis, LoaderCircle, TriangleAlert } from "lucide-react";
import { useId } from "react";
import { Button, Menu, MenuItem, MenuTrigger, Popover, Text } from "react-aria-components";
import { Mrkdwn } from "../../blocks/Mrkdwn";
import type { Option } from "../../sandbox/types";
import type { ElementProps } from "../ElementView";
import { beside, plainly } from "../named";
import styles from "./Overflow.module.css";
import { openLink } from "./openLink";
import { useDeed } from "./useDeed";

export function Overflow({ block, element }: ElementProps) {
  const { use, busy, failed, dialog } = useDeed(block, element);
  const id = useId();
  const options = element.options as Option[];
  const around = beside(block);
  const name = around ? `More actions: ${around}` : "More actions";
  const choose = (index: number) => {
    const option = options[index];
    if (option) void use(option.value, () => openLink(option.url));
  };
  return (
    <>
      <MenuTrigger>
        <Button
          className={`${styles.button}`}
          aria-label={name}
          aria-describedby={failed ? id : undefined}
        >
          <Icon busy={busy} failed={failed} />
        </Button>
        <Popover className={`${styles.popover}`} placement="bottom start">
          <Menu
            className={`${styles.menu}`}
            aria-label={name}
            disabledKeys={busy ? options.map((_, index) => index) : []}
            onAction={(key) => choose(Number(key))}
          >
            {options.map((option, index) => (
              <MenuItem
                key={index}
                id={index}
                textValue={plainly(option.text)}
                className={`${styles.item}`}
              >
                <Text slot="label">
                  <Mrkdwn text={option.text} />
                </Text>
                {option.description && (
                  <Text slot="description" className={styles.description}>
                    <Mrkdwn text={option.description} />
                  </Text>
                )}
              </MenuItem>
            ))}
          </Menu>
        </Popover>
      </MenuTrigger>
      {failed && (
        <span id={id} className="visually-hidden">
          {failed}
        </span>
      )}
      {dialog}
    </>
  );
}

function Icon({ busy, failed }: { busy: boolean; failed: string | null }) {
  if (busy) return <LoaderCircle className={styles.spinner} size={18} aria-hidden="true" />;
  if (failed) return <TriangleAlert className={styles.trouble} size={18} aria-hidden="true" />;
  return <Ellipsis size={18} aria-hidden="true" />;
}
