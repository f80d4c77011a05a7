// What goes on, with its phases as a track.
import type { PageProps } from "../main";
import { type J, DAY, apiPath, articleOf, date, nameOf, num, rtl, t, time, useAnswer } from "../lib";
import { Badge, Chain, count, Downloads, Head, Link, Loaded, MatterRow, Names, Quote, State, Txt, Why, thingHref, tone, useWidth } from "../parts";

export function Processes({ arg }: PageProps) {
  return arg ? <One id={arg} /> : <All />;
}
function All() {
  const answer = useAnswer(apiPath("processes", { limit: "30" }));
  return (
    <>
      <Head title={t("processes.title")} path="processes" />
      <Loaded of={answer} empty={(v) => (v.processes.length ? null : <p>{t("none")}</p>)}>
        {(a) => <>{a.processes.map((p: J) => <Track key={p.key} answer={a} process={p} />)}{a.processes.length < a.total && <p class="dim">{t("of", { shown: num(a.processes.length), total: num(a.total) })}</p>}</>}
      </Loaded>
    </>
  );
}
function One({ id }: { id: string }) {
  const answer = useAnswer(apiPath(`show/${id}`, {}, false));
  return (
    <Loaded of={answer}>
      {(a) => (
        <>
          <Head title={<><span>{t(`process.${a.value.kind}`)}</span> <Names answer={a} ids={a.value.actors} most={4} /></>} sub={<State status={a.value.state} />}><Downloads path={`show/${id}`} csv={false} /></Head>
          <Track answer={a} process={a.value} whole />
          <Why title={t("why.process")} reason={a.value.reason} />
          {a.matters?.length > 0 && <section><h2>{t("actor.matters")}</h2>{a.matters.map((m: J) => <MatterRow key={m.key} answer={a} m={m} />)}</section>}
        </>
      )}
    </Loaded>
  );
}

type Stop = { day: string; name: string; phase?: J; deadline?: J };
export function Track({ answer, process: p, whole }: { answer: J; process: J; whole?: boolean }) {
  const [ref, width] = useWidth<HTMLDivElement>();
  const phases: Stop[] = p.phases.map((h: J) => ({ day: h.day ?? h.told, name: h.name, phase: h })).filter((s: Stop) => s.day && s.day.length >= 10);
  const due: Stop[] = p.deadlines.map((d: J) => ({ day: d.day, name: d.state, deadline: d })).filter((s: Stop) => s.day);
  const stops = [...phases].sort((a, b) => a.day.localeCompare(b.day));
  const all = [...stops, ...due];
  const told = p.phases.map((h: J) => ({ ...h, at: h.day ?? h.told })).sort((a: J, b: J) => (a.told ?? a.at ?? "").localeCompare(b.told ?? b.at ?? ""));
  const now = answer.now && all.length && answer.now > stops[stops.length - 1]!?.day ? answer.now : null;
  const min = Math.min(...all.map((s) => time(s.day))), max = Math.max(...all.map((s) => time(s.day)), now ? time(now) : -Infinity);
  const span = Math.max(DAY, max - min), pad = 14;
  const x = (day: string) => { const at = pad + ((time(day) - min) / span) * (width - 2 * pad); return rtl() ? width - at : at; };
  // stops of one day stand above one another, so that none hides another
  const level: number[] = [];
  stops.forEach((s, i) => { level[i] = stops.slice(0, i).filter((o) => Math.abs(x(o.day) - x(s.day)) < 15).length; });
  const H = 62 + 16 * Math.max(0, ...level);
  const base = H - 34;
  return (
    <section class="process" aria-label={`${t(`process.${p.kind}`)} ${p.actors.map((k: string) => nameOf(answer, k)).slice(0, 3).join(", ")}`}>
      {!whole && <div class="line top-line"><State status={p.state} /><h2 class="row-title"><Link to={thingHref("process", p.key)}>{t(`process.${p.kind}`)}: <Names answer={answer} ids={p.actors} most={3} plain /></Link></h2></div>}
      {!whole && <p class="said" lang="ar" dir="rtl"><Txt text={p.title_ar} /></p>}
      <div ref={ref} class="track">
        {width > 0 && all.length > 0 && (
          <svg width={width} height={H} role="img" aria-label={told.map((h: J) => `${date(h.at)} ${t(`phase.${h.name}`)}`).join("; ")}>
            {stops.map((s, i) => {
              const end = stops.slice(i + 1).find((o) => o.name !== "denied")?.day ?? now ?? s.day;
              return s.name === "denied" ? null : <line key={i} x1={x(s.day)} x2={x(end)} y1={base} y2={base} class={`seg tone-${tone(s.name)} ${s.name}`} />;
            })}
            {due.map((s, i) => <g key={`d${i}`} class={`flag ${s.name}`}><title>{`${t("process.due", { day: date(s.day) })} · ${t(`deadline.${s.name}`)}`}</title><path d={`M${x(s.day)} ${base - 20}v40m0-40h${rtl() ? -9 : 9}l${rtl() ? 3 : -3} 5 ${rtl() ? -3 : 3} 5h${rtl() ? 9 : -9}`} /></g>)}
            {stops.map((s, i) => <circle key={`p${i}`} cx={x(s.day)} cy={base - 16 * level[i]!} r={6} class={`dot tone-${tone(s.name)} ${s.phase!.day ? "" : "hollow"}`}><title>{`${date(s.day)} · ${t(`phase.${s.name}`)} · ${s.phase!.words.slice(0, 140)}`}</title></circle>)}
            <text x={x(isoOf(min))} y={H - 2} class="tick" text-anchor="start">{date(isoOf(min))}</text>
            {max - min > 2 * DAY && <text x={x(isoOf(max))} y={H - 2} class="tick" text-anchor="end">{date(isoOf(max))}</text>}
          </svg>
        )}
      </div>
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
const isoOf = (ms: number) => new Date(ms).toISOString().slice(0, 10);
