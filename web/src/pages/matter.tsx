// All of one matter: who says what of it day by day, what is disputed, what was counted, what it belongs to.
import type { PageProps } from "../main";
import { type J, apiPath, days, lang, nameOf, t, useAnswer, useShown } from "../lib";
import { Badge, Head, Link, Loaded, More, Name, Parts, Quote, State, Txt, Voices, Why, count, kindOf, thingHref, tone } from "../parts";
import { Sides } from "./disputes";
import { Strip, StripKey } from "./strip";
import { Line } from "./figures";
import { Course } from "./processes";
import { Step } from "../parts";

export function Matter({ arg }: PageProps) {
  const [shown, more] = useShown(40, 80, 2000);
  const answer = useAnswer(apiPath(`show/${arg}`, { limit: String(shown) }, false));
  return (
    <Loaded of={answer}>
      {(a) => {
        const m = a.value;
        const title = m.actors.length || m.recipients.length ? <Parts answer={a} m={m} most={3} /> : <Txt text={m.title_ar} />;
        return (
          <>
            <Head title={title} sub={<span class="line"><State status={m.status} /> <span class="kind">{kindOf(m)}</span> {m.place && <Name answer={a} id={m.place} />} {(m.first_day || m.last_day) && <time>{days(m.first_day, m.last_day)}</time>}</span>} path={`show/${arg}`} params={{ limit: "2000" }} filtered={false} pictures={m.history.length > 1 || a.processes.length > 0} answer={a}>
              <a class="tool" href={apiPath("exports/html", { matter: m.key, lang: lang() }, false)} download>{t("matter.report")}</a>
            </Head>
            {a.fact && <Quote quote={a.fact.quote} size="big" />}
            <div class="under"><Voices m={{ voices: a.counts.origins }} /> <span class="dim">{count("articles", a.counts.articles)}</span> {a.counts.articles > 1 && <Link class="tool" to={thingHref("compare", m.key)}>{t("matter.compare")}</Link>}</div>
            {a.disputes?.map((d: J) => <section class="dispute" key={d.key}><Sides answer={a} dispute={d} /></section>)}
            <section>
              <h2>{t("matter.history")}</h2>
              {m.history.length > 1 && <><Strip answer={a} dispute={facing(m)} title={m.title_ar} bare /><StripKey /></>}
              <ol class="history">{m.history.map((h: J, i: number) => <li key={i} class={`edge-${tone(h.act)}`}><Badge act={h.act} /><Step answer={a} step={h} /></li>)}</ol>
              <More shown={m.history.length} total={a.counts.history} most={2000} onMore={more} />
            </section>
            {a.figures?.length > 0 && <section><h2>{t("nav.figures")}</h2><div class="cards">{a.figures.map((f: J) => <Line key={f.key} answer={a} line={f} />)}</div></section>}
            {a.processes?.length > 0 && <section><h2>{t("nav.processes")}</h2>{a.processes.map((p: J) => <Course key={p.key} answer={a} process={p} />)}</section>}
            <Why title={t("why.matter")} reason={m.reason} />
            <p class="dim">{count("passages", a.counts.facts)} · <code dir="ltr">{m.key}</code>{m.place ? ` · ${nameOf(a, m.place)}` : ""}</p>
          </>
        );
      }}
    </Loaded>
  );
}

// Its history as if of two sides: what denies it stands below.
function facing(m: J): J {
  const side = (position: string, steps: J[]) => ({ position, facts: steps.map((h) => h.fact) });
  const [denied, rest] = [true, false].map((d) => m.history.filter((h: J) => (tone(h.act) === "deny") === d)) as [J[], J[]];
  return { kind: "stance", history: m.history, sides: [side("affirms", rest), ...(denied.length ? [side("denies", denied)] : [])] };
}
