/** What goes on behind the page: the journal, failures to order, the clock. */

import { Tab, TabList, TabPanel, Tabs } from "react-aria-components";
import { Pane } from "../shell/Pane";
import { ClockPanel } from "./ClockPanel";
import { Faults } from "./Faults";
import styles from "./Inspector.module.css";
import { Payloads } from "./Payloads";

export function Inspector({ close }: { close(): void }) {
  return (
    <Pane title="Inspector" closing="Close inspector" close={close}>
      <Tabs className={styles.tabs ?? ""}>
        <TabList aria-label="Inspector" className={styles.list ?? ""}>
          <Tab id="payloads" className={styles.tab ?? ""}>
            Payloads
          </Tab>
          <Tab id="faults" className={styles.tab ?? ""}>
            Faults
          </Tab>
          <Tab id="clock" className={styles.tab ?? ""}>
            Clock
          </Tab>
        </TabList>
        <TabPanel id="payloads" className={styles.panel ?? ""}>
          <Payloads />
        </TabPanel>
        <TabPanel id="faults" className={styles.panel ?? ""}>
          <Faults />
        </TabPanel>
        <TabPanel id="clock" className={styles.panel ?? ""}>
          <ClockPanel />
        </TabPanel>
      </Tabs>
    </Pane>
  );
}
