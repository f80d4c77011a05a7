// Outlets side by side on one matter: whom they name and how, what they count, whom they cite, what they leave out.
import type { PageProps } from "../main";
import { type J, apiPath, date, go, href, nameOf, num, rtl, t, useAnswer } from "../lib";
import { SEP, Head, Link, Loaded, Parts, Quote, State, Txt, articleHref, kindOf, thingHref } from "../parts";

export function Compare({ arg }: PageProps) {
  const list = useAnswer(apiPath("matters", { limit: "80" }));
  const choices: J[] = (list.value?.matters ?? []).filter((m: J) => m.articles_count > 1);
  const key = arg || choices[0]?.key;
  const answer = useAnswer(key ? apiPath(`compare/${key}`, {}, false) : null);
  return (
    <>
      <Head title={t("compare.title")} path={key ? `compare/${key}` : undefined} filtered={false} />
      {list.value && (
        <MatterChoice list={list.value} choices={choices} value={key} other={arg && answer.value?.matter.title_ar} onChoose={(k) => go(href(`/compare/${k}`))} />
      )}
      {list.value && !key ? <p class="empty">{t("compare.none")}</p> : (
        <Loaded of={answer}>
          {(a) => (
            <>
              <div class="line top-line"><State status={a.matter.status} /><span class="kind">{kindOf(a.matter)}</span><h2 class="row-title"><Link to={thingHref("matter", a.matter.key)}><Parts answer={a} m={a.matter} plain most={3} /></Link></h2></div>
              {a.matter.fact?.quote && <Quote quote={a.matter.fact.quote} />}
              <div class="compare" tabIndex={0} role="region" aria-label={t("compare.title")}>
                <table>
                  <thead><tr><td />{a.outlets.map((o: J, i: number) => <th scope="col" key={i}><Txt text={o.outlet ?? t("outlet.unknown")} /><span class="dim"> {o.told.map((x: J) => date(a.articles[x.article]?.published)).join(rtl() ? "، " : ", ")}</span></th>)}</tr></thead>
                  <tbody>
                    <tr><th scope="row">{t("compare.agent")}</th>{a.outlets.map((o: J, i: number) => { const agent = o.told.some((x: J) => x.agent === "named") ? "named" : o.told.some((x: J) => x.agent === "left out") ? "left out" : "unknown"; return <td key={i}><span class={`agent ${agent.replace(" ", "-")}`}>{t(`agent.${agent}`)}</span></td>; })}</tr>
                    {[...a.matter.actors, ...a.matter.recipients].slice(0, 6).map((id: string) => <tr key={id}><th scope="row">{t("compare.names")} <b><Txt text={nameOf(a, id)} /></b></th>{a.outlets.map((o: J, i: number) => <td key={i}>{cell(o.told.flatMap((x: J) => (x.naming[id] ?? []).slice(0, 6).map((w: J) => ({ ...w, article: x.article }))))}</td>)}</tr>)}
                    <tr><th scope="row">{t("compare.says")}</th>{a.outlets.map((o: J, i: number) => <td key={i}>{cell(o.told.flatMap((x: J) => x.verbs.slice(0, 6).map((w: J) => ({ ...w, article: x.article, tone: w.status === "denied" ? "tone-deny" : "" }))))}</td>)}</tr>
                    <tr><th scope="row">{t("compare.counts")}</th>{a.outlets.map((o: J, i: number) => { const f = o.told.flatMap((x: J) => x.figures); return <td key={i}>{f.length ? <ul>{f.slice(0, 8).map((x: J, n: number) => <li key={n}><b><bdi>{x.low === x.high ? num(x.low) : `${num(x.low)}–${num(x.high)}`}</bdi></b> {x.effect ? t(`effect.${x.effect}`) : ""} <span class="dim"><Txt text={x.origin_name} /></span></li>)}</ul> : <span class="nothing"><span aria-hidden="true">—</span><span class="visually-hidden">{t("compare.nothing")}</span></span>}</td>; })}</tr>
                    <tr><th scope="row">{t("compare.cites")}</th>{a.outlets.map((o: J, i: number) => { const s = o.told.flatMap((x: J) => x.sources); return <td key={i}>{s.length ? <ul>{s.slice(0, 8).map((c: string[], n: number) => <li key={n}>{c.map((name, k) => <span key={k}>{k ? (rtl() ? " ← " : " → ") : ""}<Txt text={name} /></span>)}</li>)}</ul> : <span class="nothing"><span aria-hidden="true">—</span><span class="visually-hidden">{t("compare.nothing")}</span></span>}</td>; })}</tr>
                  </tbody>
                </table>
              </div>
            </>
          )}
        </Loaded>
      )}
    </>
  );
}
function cell(words: J[]) {
  if (!words.length) return <span class="nothing"><span aria-hidden="true">—</span><span class="visually-hidden">{t("compare.nothing")}</span></span>;
  const once = [...new Map(words.map((w) => [w.words, w])).values()];
  return <ul>{once.map((w) => <li key={w.words} lang="ar"><Link to={articleHref(w.article, w)} class={w.tone ?? ""}><Txt text={w.words} /></Link></li>)}</ul>;
}

// One of the matters of a list; ``other`` is the title of one that is not in it.
export function MatterChoice({ list, choices, value, other, onChoose }: { list: J; choices: J[]; value?: string; other?: string; onChoose: (key: string) => void }) {
  const people = (m: J) => [m.actors, m.recipients].map((k: string[]) => k.slice(0, 2).map((x) => nameOf(list, x)).join(SEP())).filter(Boolean).join(rtl() ? " ← " : " → ");
  return (
    <label class="chooser"><span>{t("compare.choose")}</span>
      <select value={value} onChange={(e) => onChoose(e.currentTarget.value)}>
        {value && !choices.some((m) => m.key === value) && <option value={value}>{other || value}</option>}
        {choices.map((m) => <option key={m.key} value={m.key}>{`${kindOf(m)} – ${people(m)} (${num(m.articles_count)})`.slice(0, 110)}</option>)}
      </select>
    </label>
  );
}
