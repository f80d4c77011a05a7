// All of one matter: who says what of it day by day, what is disputed, what was counted, what it belongs to.
import type { PageProps } from "../main";
import { type J, apiPath, days, nameOf, t, useAnswer } from "../lib";
import { Badge, Downloads, Head, Link, Loaded, Name, Parts, Quote, State, Txt, Voices, Why, count, kindOf, thingHref, tone } from "../parts";
import { Sides, Strip } from "./disputes";
import { Line } from "./figures";
import { Track } from "./processes";
import { Step } from "../parts";

export function Matter({ arg }: PageProps) {
  const answer = useAnswer(apiPath(`show/${arg}`, {}, false));
  return (
    <Loaded of={answer}>
      {(a) => {
        const m = a.value;
        const title = m.actors.length || m.recipients.length ? <Parts answer={a} m={m} most={3} /> : <Txt text={m.title_ar} />;
        const head = m.facts.find((f: J) => f.words === m.title_ar) ?? m.facts.find((f: J) => f.kind === "event") ?? m.facts[0];
        return (
          <>
            <Head title={title} sub={<span class="line"><State status={m.status} /> <span class="kind">{kindOf(m)}</span> {m.place && <Name answer={a} id={m.place} />} {(m.first_day || m.last_day) && <time>{days(m.first_day, m.last_day)}</time>}</span>}>
              <Downloads path={`show/${arg}`} csv={false} />
            </Head>
            {head && <Quote quote={head.quote} size="big" />}
            <div class="under"><Voices m={{ voices: m.origins.length }} /> <span class="dim">{count("articles", m.articles.length)}</span> {m.articles.length > 1 && <Link class="tool" to={thingHref("compare", m.key)}>{t("matter.compare")}</Link>}</div>
            {a.disputes?.map((d: J) => <section class="dispute" key={d.key}><Sides answer={a} dispute={d} /></section>)}
            <section>
              <h2>{t("matter.history")}</h2>
              {m.history.length > 1 && <Strip answer={a} history={m.history} sides={[{ facts: m.history.filter((h: J) => tone(h.act) !== "deny").map((h: J) => h.fact) }, ...(m.history.some((h: J) => tone(h.act) === "deny") ? [{ facts: m.history.filter((h: J) => tone(h.act) === "deny").map((h: J) => h.fact) }] : [])]} />}
              <ol class="history">{m.history.map((h: J, i: number) => <li key={i} class={`edge-${tone(h.act)}`}><Badge act={h.act} /><Step answer={a} step={h} /></li>)}</ol>
            </section>
            {a.figures?.length > 0 && <section><h2>{t("nav.figures")}</h2><div class="cards">{a.figures.map((f: J) => <Line key={f.key} answer={a} line={f} />)}</div></section>}
            {a.processes?.length > 0 && <section><h2>{t("nav.processes")}</h2>{a.processes.map((p: J) => <Track key={p.key} answer={a} process={p} />)}</section>}
            <Why title={t("why.matter")} reason={m.reason} />
            <p class="dim">{count("passages", m.facts.length)} · <code dir="ltr">{m.key}</code>{m.place ? ` · ${nameOf(a, m.place)}` : ""}</p>
          </>
        );
      }}
    </Loaded>
  );
}
