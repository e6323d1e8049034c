/** The fields of a Work Object while they are edited. */

import { type FormEvent, useMemo, useState } from "react";
import { Blocks } from "../blocks/Blocks";
import { act, sentence, tryTo } from "../sandbox/control";
import { useScreen } from "../sandbox/ScreenContext";
import type { View } from "../sandbox/types";
import buttons from "../style/buttons.module.css";
import { SurfaceProvider, useSurface } from "../surface/Surface";
import styles from "./ObjectPanel.module.css";

interface Given {
  form: View;
  /** Why the app did not take the last changes. */
  trouble: string | null;
}

export function ObjectForm({ form, trouble }: Given) {
  const target = useMemo(() => ({ view_id: form.id }), [form.id]);
  return (
    <SurfaceProvider kind="modal" target={target} values={form.state.values} errors={form.errors}>
      <Fields form={form} trouble={trouble} />
    </SurfaceProvider>
  );
}

function Fields({ form, trouble }: Given) {
  const { user } = useScreen();
  const { held } = useSurface();
  const [saving, setSaving] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const save = async (event: FormEvent) => {
    event.preventDefault();
    if (saving) return;
    setSaving(true);
    setFailure(null);
    try {
      await act("save_object", { user, values: held });
    } catch (refusal) {
      setFailure(sentence(refusal));
    }
    setSaving(false);
  };
  return (
    <form className={styles.form} noValidate onSubmit={save} aria-busy={saving}>
      <Blocks blocks={form.blocks} />
      {(failure ?? trouble) && (
        <p role="alert" className={styles.trouble}>
          {failure ?? trouble}
        </p>
      )}
      <div className={styles.buttons}>
        <button type="submit" className={buttons.go} aria-disabled={saving || undefined}>
          {saving ? "Saving…" : "Save"}
        </button>
        <button
          type="button"
          className={buttons.plain}
          onClick={() => tryTo("edit_object", { user, on: false })}
        >
          Cancel
        </button>
      </div>
    </form>
  );
}
