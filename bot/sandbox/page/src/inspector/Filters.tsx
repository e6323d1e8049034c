/** What of the journal is shown. */

import { usePeople } from "../sandbox/queries";
import type { Filter } from "./journal";
import styles from "./Payloads.module.css";

interface Given {
  filter: Filter;
  change(filter: Filter): void;
}

export function Filters({ filter, change }: Given) {
  const workspaces = usePeople();
  return (
    <div className={styles.filters}>
      <input
        type="search"
        className={styles.search}
        aria-label="Filter by words"
        placeholder="Filter: chat.update, approve, order…"
        value={filter.words}
        onChange={(event) => change({ ...filter, words: event.target.value })}
      />
      <select
        aria-label="Direction"
        value={filter.direction}
        onChange={(event) =>
          change({ ...filter, direction: event.target.value as Filter["direction"] })
        }
      >
        <option value="both">Both ways</option>
        <option value="to_bot">To the app</option>
        <option value="from_bot">From the app</option>
      </select>
      <select
        aria-label="Whom it is for"
        value={filter.user}
        onChange={(event) => change({ ...filter, user: event.target.value })}
      >
        <option value="">Everybody</option>
        {workspaces.flatMap((workspace) =>
          workspace.people.map((each) => (
            <option key={each.id} value={each.id}>
              {each.real_name}
            </option>
          )),
        )}
      </select>
      <label className={styles.errors}>
        <input
          type="checkbox"
          checked={filter.errors}
          onChange={(event) => change({ ...filter, errors: event.target.checked })}
        />
        Errors only
      </label>
    </div>
  );
}
