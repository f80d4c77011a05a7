// What goes on, with its phases as a track.
import type { PageProps } from "../main";
import { type J, apiPath, articleOf, date, nameOf, t, useAnswer, useShown } from "../lib";
import { SEP, Badge, Chain, count, Head, Link, Loaded, MatterRow, More, Names, Quote, State, Txt, Why, thingHref } from "../parts";
import { Track, TrackKey } from "./track";

export function Processes({ arg }: PageProps) {
  return arg ? <One id={arg} /> : <All />;
}
function All() {
  const [shown, more] = useShown(30, 30);
  const answer = useAnswer(apiPath("processes", { limit: String(shown) }));
  return (
    <>
      <Head title={t("processes.title")} sub={answer.value ? count("processes", answer.value.total) : undefined} path="processes" params={{ limit: "500" }} pictures answer={answer.value} />
      <Loaded of={answer} empty={(v) => (v.processes.length ? null : <p>{t("none")}</p>)}>
        {(a) => <><TrackKey />{a.processes.map((p: J) => <Course key={p.key} answer={a} process={p} />)}<More shown={a.processes.length} total={a.total} onMore={more} /></>}
      </Loaded>
    </>
  );
}
function One({ id }: { id: string }) {
  const [shown, more] = useShown(60, 120, 2000);
  const answer = useAnswer(apiPath(`show/${id}`, { limit: String(shown) }, false));
  return (
    <Loaded of={answer}>
      {(a) => (
        <>
          <Head title={<><span>{t(`process.${a.value.kind}`)}</span> <Names answer={a} ids={a.value.actors} most={4} /></>} sub={<State status={a.value.state} />} path={`show/${id}`} params={{ limit: "2000" }} filtered={false} pictures answer={a} />
          <TrackKey />
          <Course answer={a} process={a.value} whole />
          <More shown={a.value.phases.length} total={a.counts.phases} most={2000} onMore={more} />
          <Why title={t("why.process")} reason={a.value.reason} />
          {a.matters?.length > 0 && <section><h2>{t("actor.matters")}</h2>{a.matters.map((m: J) => <MatterRow key={m.key} answer={a} m={m} />)}</section>}
        </>
      )}
    </Loaded>
  );
}

export function Course({ answer, process: p, whole }: { answer: J; process: J; whole?: boolean }) {
  const told = p.phases.map((h: J) => ({ ...h, at: h.day ?? h.told })).sort((a: J, b: J) => (a.told ?? a.at ?? "").localeCompare(b.told ?? b.at ?? ""));
  const who = p.actors.map((k: string) => nameOf(answer, k)).slice(0, 3).join(SEP());
  return (
    <section class="process" aria-label={`${t(`process.${p.kind}`)} ${who}`}>
      {!whole && <div class="line top-line"><State status={p.state} /><h2 class="row-title"><Link to={thingHref("process", p.key)}>{t(`process.${p.kind}`)}: <Names answer={answer} ids={p.actors} most={3} plain /></Link></h2></div>}
      {!whole && <p class="said" lang="ar" dir="rtl"><Txt text={p.title_ar} /></p>}
      <Track answer={answer} process={p} title={[t(`process.${p.kind}`), who].filter(Boolean).join(": ")} />
      <ol class={`phases ${whole ? "whole" : ""}`}>
        {told.map((h: J, i: number) => (
          <li key={i}>
            <div class="line"><Badge act={h.name} label={t(`phase.${h.name}`)} /><time>{date(h.at)}</time>{!h.day && <span class="dim">{t("process.told", { day: "" })}</span>}</div>
            <Quote quote={h.fact.quote} size={whole ? "" : "small"} />
            <div class="under"><Chain answer={answer} step={{ by: h.by, by_name: h.by_name, chain: [], fact: h.fact, outlet: articleOf(answer, h.article).outlet }} article={h.article} /></div>
          </li>
        ))}
        {p.deadlines.map((d: J, i: number) => (
          <li key={`d${i}`} class="deadline">
            <div class="line"><Badge act="deadline" label={t(`deadline.${d.state}`)} /><time>{t("process.due", { day: date(d.day) })}</time></div>
            <Quote quote={d.fact.quote} size={whole ? "" : "small"} />
            {d.silent_after ? <p class="dim">{count("silence", d.silent_after)}</p> : null}
          </li>
        ))}
      </ol>
    </section>
  );
}
