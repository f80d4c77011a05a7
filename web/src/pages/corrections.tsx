// What people corrected, beside what the program said.
import type { PageProps } from "../main";
import { type J, t, useAnswer } from "../lib";
import { Head, Loaded, Quote, Txt } from "../parts";

export function Corrections({ me }: PageProps) {
  const answer = useAnswer("/api/corrections");
  const say = (v: any) => (v === null || v === undefined || v === "" ? t("edit.none") : Array.isArray(v) ? v.join(", ") : String(v));
  return (
    <>
      <Head title={t("corrections.title")}><a class="tool" href="/api/corrections/training" download>{t("corrections.training")}</a></Head>
      {me && !me.edit && <p class="note">{t("corrections.readonly")}</p>}
      <Loaded of={answer}>
        {(a) => a.total === 0 ? <p class="empty">{t("corrections.none")}</p> : (
          <ol class="corrections">{a.corrections.map((c: J) => (
            <li key={c.number} class={c.gone ? "gone" : ""}>
              <div class="line"><b>{t({ type: "fact.type", status: "fact.status", stance: "fact.stance", speaker: "fact.speaker", actors: "fact.who", recipients: "fact.whom", place: "fact.where", date: "fact.when" }[c.field as string] ?? (c.field ?? "edit.wrong"))}</b><code dir="ltr" class="dim">{c.key}</code></div>
              {c.gone ? <p class="note">{t("corrections.gone")}</p> : <Quote quote={c.quote} />}
              <p class="line"><span><span class="dim">{t("corrections.read")}</span> <s><Txt text={say(c.read)} /></s></span><span><span class="dim">{t("corrections.said", { who: c.who })}</span> <b><Txt text={c.kind === "wrong" ? t("edit.wrong") : say(c.value)} /></b></span></p>
            </li>))}</ol>
        )}
      </Loaded>
    </>
  );
}
