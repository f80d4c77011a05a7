// What is claimed, what is denied, what is new.
import type { PageProps } from "../main";
import { type J, DAY, apiPath, date, days, go, here, href, isoDay, num, rtl, t, time, useAnswer, useRoute, useShown } from "../lib";
import { Badge, Chain, count, Choice, Head, Link, Loaded, MatterRow, Parts, Quote, State, Txt, kindOf, thingHref, tone, useWidth } from "../parts";
import { Sides } from "./disputes";

// What people look for first.
const ORDER = ["dispute", "denied", "withdrawn", "deadline", "resumed", "suspended", "cancelled", "ended", "postponed", "extended", "confirmed", "begun", "doubted", "planned"];
const WINDOWS = ["1", "3", "7", "14", "31", "92"];
export function Now({ overview }: PageProps) {
  const { params } = useRoute();
  const [most, more] = useShown(24, 40);
  const answer = useAnswer(apiPath("now", { ...(params.days ? { days: params.days } : {}), limit: String(Math.max(60, most)) }));
  const disputes = useAnswer(apiPath("disputes", { limit: "6" }));
  const processes = useAnswer(apiPath("processes", { limit: "6", status: "" }));
  const a = answer.value;
  const tally: Record<string, number> = {};
  for (const what of ORDER) if (a?.changes.some((c: J) => c.what === what)) tally[what] = 0;
  for (const c of a?.changes ?? []) tally[c.what] = (tally[c.what] ?? 0) + 1;
  const only = params.what;
  const shown = (a?.changes ?? []).filter((c: J) => !only || c.what === only);
  const newest = a?.changes.find((c: J) => c.what === "dispute");
  const lead = disputes.value?.disputes.find((d: J) => d.key === newest?.dispute) ?? null;
  return (
    <>
      <Head title={t("now.title")} sub={a?.since ? days(a.since, a.until) : undefined} path="now" params={{ ...(params.days ? { days: params.days } : {}), limit: "500" }} pictures answer={a}>
        {a && <Choice label={t("now.window")} value={String(a.days)} options={WINDOWS.map((n) => [n, t(`now.last${n}`)])} onChoose={(n) => go(here({ days: n, since: "" }), true)} />}
      </Head>
      <Pulse overview={overview} since={a?.since} until={a?.until} />
      <Loaded of={answer} empty={(v) => (v.changes.length ? null : <p>{t("now.nothing")}</p>)}>
        {(value) => (
          <>
            <ul class="tally" aria-label={t("now.title")}>
              {Object.keys(tally).map((what) => (
                <li key={what}><Link class={`tone-${tone(what)} ${only === what ? "on" : ""}`} aria-current={only === what ? "true" : undefined} to={here({ what: only === what ? "" : what })}><b>{num(tally[what])}</b><span>{t(`what.${what}`)}</span></Link></li>
              ))}
            </ul>
            {lead && !only && (
              <section class="lead" aria-labelledby="lead-h">
                <h2 id="lead-h" class="overline">{t("now.latest")}</h2>
                <Sides answer={disputes.value} dispute={lead} compact />
              </section>
            )}
            <div class="columns">
              <section class="changes">
                <h2 class="visually-hidden">{only ? t(`what.${only}`) : t("now.all")}</h2>
                {group(shown.slice(0, most)).map(([day, changes]) => (
                  <section class="day" key={day} aria-label={date(day, "long")}>
                    <h3 class="day-head">{date(day, "week")}</h3>
                    <ul>{changes.map((c) => <li key={c.id}><Change answer={value} c={c} /></li>)}</ul>
                  </section>
                ))}
                {shown.length > most && <button class="tool" onClick={more}>{t("more")}</button>}
                {shown.length <= most && value.changes.length < value.total && <p class="dim">{t("of", { shown: num(value.changes.length), total: num(value.total) })}</p>}
              </section>
              <aside>
                <h2 class="overline">{t("now.going")}</h2>
                <Loaded of={processes} empty={(v) => (v.processes.length ? null : <p class="dim">—</p>)}>
                  {(p) => <ul class="going">{p.processes.map((x: J) => <li key={x.key}><Link to={thingHref("process", x.key)}><State status={x.state} /> <span class="kind">{t(`process.${x.kind}`)}</span> <Txt text={x.title_ar} class="clip" /></Link></li>)}</ul>}
                </Loaded>
                <h2 class="overline">{t("now.told")}</h2>
                {value.claims.map((m: J) => <MatterRow key={m.key} answer={value} m={m} />)}
              </aside>
            </div>
          </>
        )}
      </Loaded>
    </>
  );
}

function group(changes: J[]): [string, J[]][] {
  const out = new Map<string, J[]>();
  for (const c of changes) out.set(c.day, [...(out.get(c.day) ?? []), c]);
  return [...out];
}

function Change({ answer, c }: { answer: J; c: J }) {
  const to = c.dispute ? thingHref("dispute", c.dispute) : c.process ? thingHref("process", c.process) : thingHref("matter", c.matter);
  return (
    <article class={`change edge-${tone(c.what)}`}>
      <div class="line"><Badge act={c.what} label={t(`what.${c.what}`)} /><Link class="kind" to={to}>{c.dispute ? t("dispute.open") : kindOf(c) || t("matter.title")}</Link>{(c.actors || c.recipients) && <Parts answer={answer} m={c} plain />}</div>
      <Quote quote={c.fact.quote} />
      {c.what === "deadline" && c.silent_after ? <p class="dim">{count("silence", c.silent_after)}</p> : null}
      <div class="under"><Chain answer={answer} step={c} article={c.fact.article} /></div>
    </article>
  );
}

// Articles a day over the whole record. A day leads to the record as it stood then.
function Pulse({ overview, since, until }: { overview: J | null; since?: string; until?: string }) {
  const [ref, width] = useWidth<HTMLDivElement>();
  const { params } = useRoute();
  const found: J[] = overview?.days ?? [];
  if (!found.length) return <div ref={ref} class="pulse" />;
  const first = time(found[0].day), last = Math.max(time(found[found.length - 1].day), first + DAY);
  const from = Math.max(first, last - 400 * DAY);
  const seen = found.filter((d) => time(d.day) >= from);
  const n = Math.round((last - from) / DAY) + 1, step = width / n, most = Math.max(...seen.map((d) => d.articles));
  const x = (day: string) => { const i = (time(day) - from) / DAY; return rtl() ? width - (i + 1) * step : i * step; };
  const H = 46;
  return (
    <div ref={ref} class="pulse">
      {width > 0 && (
        <svg width={width} height={H + 18} role="group" data-title={t("now.articles")} aria-label={t("now.pulse")}>
          {since && until && <rect class="window" x={Math.min(x(since), x(until))} width={Math.abs(x(until) - x(since)) + step} y={0} height={H} />}
          {seen.map((d) => {
            const h = Math.max(2, (d.articles / most) * (H - 6));
            return (
              <a key={d.day} href={href("/now", { as_of: d.day })} aria-label={`${date(d.day)}: ${count("articles", d.articles)}`} tabIndex={seen.length > 90 ? -1 : 0} onClick={(e) => { e.preventDefault(); go(here({ as_of: d.day === isoDay(last) ? "" : d.day })); }}>
                <title>{`${date(d.day)} · ${count("articles", d.articles)}`}</title>
                <rect x={x(d.day)} y={0} width={step} height={H} class="hit" />
                <rect x={x(d.day) + step * 0.14} y={H - h} width={Math.max(1, step * 0.72)} height={h} class={`bar ${params.as_of && d.day > params.as_of ? "later" : ""}`} />
              </a>
            );
          })}
          <text x={rtl() ? width : 0} y={H + 14} class="tick" text-anchor={rtl() ? "start" : "start"}>{date(isoDay(from))}</text>
          <text x={rtl() ? 0 : width} y={H + 14} class="tick" text-anchor={rtl() ? "end" : "end"}>{date(isoDay(last))}</text>
        </svg>
      )}
    </div>
  );
}
