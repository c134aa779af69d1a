import { useState } from "preact/hooks";
import { fetched } from "../api/client";
import type { TakenIn } from "../api/schema";
import { zipped } from "../lib/zip";
import { t } from "../text";
import { Field } from "../ui/controls";
import { Failure } from "../ui/states";
import { useTeller } from "../ui/toasts";

/** The way a first department comes in: the files of its folder, or one ZIP archive of them. */
export function NewDepartment({ taken }: { taken: (id: string) => Promise<unknown> }) {
  const [id, setId] = useState("");
  const [files, setFiles] = useState<readonly File[]>([]);
  const [error, setError] = useState<unknown>(undefined);
  const [busy, setBusy] = useState(false);
  const { object } = useTeller();

  const chosen = (list: FileList | null) => {
    const all = [...(list ?? [])];
    setFiles(all);
    const archive = all.length === 1 ? all[0]?.name.match(/^(.*)\.zip$/i) : null;
    if (archive?.[1] && id === "") {
      setId(archive[1].toLowerCase().replace(/[^a-z0-9]+/g, "-"));
    }
  };

  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    setBusy(true);
    try {
      const isArchive = files.length === 1 && files[0]?.name.toLowerCase().endsWith(".zip");
      const body = isArchive && files[0] ? files[0] : await zipped(files);
      const headers = { "Content-Type": "application/zip" };
      const response = await fetched(`/v1/centres/${id}/folder`, { method: "PUT", body, headers });
      const { notes } = (await response.json()) as TakenIn;
      if (notes.length > 0) {
        object(notes);
      }
      await taken(id);
    } catch (refused) {
      setError(refused);
      setBusy(false);
    }
  };

  return (
    <form
      class="card stack"
      style="max-width:640px;margin:40px auto;padding:24px"
      onSubmit={(event) => void submit(event)}
    >
      <h1>{t("new.title")}</h1>
      <p class="muted">{t("new.words")}</p>
      {error !== undefined && <Failure error={error} />}
      <Field label={t("new.files")}>
        <input
          type="file"
          multiple
          required
          accept=".zip,.toml,.csv"
          onChange={(event) => chosen(event.currentTarget.files)}
        />
      </Field>
      <Field label={t("new.id")}>
        <input
          value={id}
          required
          pattern="[a-z0-9][a-z0-9\-]*"
          placeholder="customer-service"
          onInput={(event) => setId(event.currentTarget.value)}
        />
      </Field>
      <p class="muted">{t("new.id_hint")}</p>
      <div>
        <button class="button primary" type="submit" disabled={busy || files.length === 0}>
          {t(busy ? "new.busy" : "new.take")}
        </button>
      </div>
    </form>
  );
}
