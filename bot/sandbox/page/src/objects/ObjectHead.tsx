/** The head of a Work Object: its icon, what it is, its number, its title. */

import {
  CircleAlert,
  CircleCheck,
  FileText,
  type LucideIcon,
  Newspaper,
  Package,
} from "lucide-react";
import { Picture } from "../blocks/Picture";
import type { WorkObject } from "../sandbox/types";
import styles from "./Objects.module.css";

const ICONS: Record<WorkObject["kind"], LucideIcon> = {
  task: CircleCheck,
  file: FileText,
  item: Package,
  incident: CircleAlert,
  content_item: Newspaper,
};

/** With `open` the title is a button, else a heading. */
export function ObjectHead({ object, open }: { object: WorkObject; open?: () => void }) {
  const about = [object.product_name, object.display_type, object.display_id].filter(Boolean);
  return (
    <header className={styles.head}>
      <Icon object={object} />
      <div className={styles.naming}>
        {open ? (
          <button type="button" className={styles.title} onClick={open}>
            {object.title}
          </button>
        ) : (
          <h3 className={styles.heading}>{object.title}</h3>
        )}
        <p className={styles.about}>{about.join(" · ")}</p>
      </div>
    </header>
  );
}

function Icon({ object }: { object: WorkObject }) {
  const icon = object.product_icon;
  if (icon?.url?.startsWith(location.origin)) return <Picture url={icon.url} alt="" small />;
  const Drawn = ICONS[object.kind] ?? Package;
  return (
    <span className={styles.icon}>
      <Drawn size={20} aria-hidden />
    </span>
  );
}
