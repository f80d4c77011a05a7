// The record in other people's formats, narrowed by the filters of every view. What goes wrong is said here, not saved as a file.
import { useState } from "preact/hooks";
import type { PageProps } from "../main";
import { FILTERS, type J, apiPath, lang, num, t, useAnswer, useRoute } from "../lib";
import { saveBlob } from "../pictures";
import { Head, Loaded } from "../parts";
import { MatterChoice } from "./compare";

const GROUPS: [string, string[]][] = [["people", ["html", "ical"]], ["tables", ["csv", "parquet", "polecat", "acled"]], ["linked", ["jsonl", "geojson", "jsonld", "timeml"]]];
const NEEDS: Record<string, string> = { parquet: "musnad[parquet]" };

export function Exports({ me }: PageProps) {
  const { params } = useRoute();
  const answer = useAnswer(apiPath("exports"));
  const matters = useAnswer(apiPath("matters", { limit: "80" }));
  const filtered = FILTERS.some((f) => f !== "as_of" && params[f]);
  return (
    <>
      <Head title={t("exports.title")} sub={answer.value ? t(filtered ? "exports.filtered" : "exports.whole", { matters: num(answer.value.matters), articles: num(answer.value.articles) }) : undefined} />
      <Loaded of={answer} empty={(v) => (v.matters ? null : <p>{t("none")}</p>)}>
        {(a) => (
          <>
            {GROUPS.map(([group, names]) => (
              <section key={group}><h2 class="overline">{t(`exports.${group}`)}</h2>
                <ul class="exports">{names.map((n) => a.exports.find((x: J) => x.format === n)).filter(Boolean).map((x: J) => <Export key={x.format} x={x} matters={x.one ? matters.value : null} />)}</ul>
              </section>
            ))}
            {me?.corrections > 0 && <p><a class="tool" href="/api/corrections/training" download>{t("corrections.training")}</a></p>}
            <p class="dim">{t("exports.note", { n: num(Math.round(a.most / 1e6)) })}</p>
          </>
        )}
      </Loaded>
    </>
  );
}

function Export({ x, matters }: { x: J; matters: J | null }) {
  const [chosen, choose] = useState("");
  const matter = x.one ? chosen || matters?.matters[0]?.key : "";
  return (
    <li>
      <div><h3 class="row-title">{t(`export.${x.format}`)}</h3><p class="dim small">{t("exports.with")} {t(`export.${x.format}.with`)}</p></div>
      <div><p>{t(`export.${x.format}.holds`)}</p>
        {x.one && matters && <MatterChoice list={matters} choices={matters.matters} value={matter} onChoose={choose} />}
      </div>
      {x.there ? (!x.one || matter) && <Get name={x.format} file={x.file} matter={matter} /> : <p class="note">{t("exports.missing", { what: NEEDS[x.format] ?? "" })}</p>}
    </li>
  );
}

// A link that can be copied; pressed, it says how far it is and what went wrong.
function Get({ name, file, matter }: { name: string; file: string; matter?: string }) {
  const [state, set] = useState<{ busy?: boolean; done?: string; bad?: string }>({});
  const path = apiPath(`exports/${name}`, { ...(matter ? { matter } : {}), ...(name === "html" || name === "ical" ? { lang: lang() } : {}) });
  const get = async (e: MouseEvent) => {
    if (e.button || e.metaKey || e.ctrlKey || e.shiftKey || e.altKey) return;
    e.preventDefault();
    if (state.busy) return;
    set({ busy: true });
    try {
      const answer = await fetch(path);
      if (!answer.ok) throw new Error((await answer.json().catch(() => ({}))).detail ?? t("failed", { status: answer.status }));
      const blob = await answer.blob();
      saveBlob(blob, file);
      set({ done: t("exports.done", { file, size: num(Math.max(1, Math.round(blob.size / 1000))) }) });
    } catch (error) {
      set({ bad: error instanceof TypeError ? t("unreachable") : (error as Error).message });
    }
  };
  return (
    <div class="get">
      <a class="tool" href={path} download={file} onClick={get} aria-busy={state.busy} aria-label={`${t("exports.get", { file })} – ${t(`export.${name}`)}`}>{state.busy ? t("exports.busy") : <bdi dir="ltr">{file}</bdi>}</a>
      <span role="status" class="small dim">{state.done}</span>
      {state.bad && <p class="problem small" role="alert">{state.bad}</p>}
    </div>
  );
}
