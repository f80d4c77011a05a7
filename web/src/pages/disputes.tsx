// Sides facing each other, each with its chain down to the words; and its history as a strip by day.
import type { PageProps } from "../main";
import { type J, DAY, apiPath, articleOf, date, days, isoDay, nameOf, num, rtl, t, time, useAnswer } from "../lib";
import { SEP, Chain, Downloads, Head, Link, Loaded, Parts, Quote, Txt, Why, kindOf, thingHref, tone, useWidth, count } from "../parts";

export function Disputes({ arg }: PageProps) {
  return arg ? <One id={arg} /> : <All />;
}
function All() {
  const answer = useAnswer(apiPath("disputes", { limit: "20" }));
  return (
    <>
      <Head title={t("disputes.title")} sub={answer.value && answer.value.total > 1 ? t("of", { shown: num(answer.value.disputes.length), total: num(answer.value.total) }) : undefined} path="disputes" />
      <Loaded of={answer} empty={(v) => (v.disputes.length ? null : <p>{t("dispute.none")}</p>)}>
        {(value) => <>{value.disputes.map((d: J) => <section class="dispute" key={d.key}><Sides answer={value} dispute={d} /></section>)}</>}
      </Loaded>
    </>
  );
}
function One({ id }: { id: string }) {
  const answer = useAnswer(apiPath(`show/${id}`, {}, false));
  const matter = useAnswer(answer.value?.value.matter ? apiPath(`show/${answer.value.value.matter}`, {}, false) : null);
  return (
    <Loaded of={answer}>
      {(value) => {
        const d = value.value, m = matter.value?.value;
        return (
          <>
            <Head title={t(`dispute.${d.kind}`)} sub={m ? <><span class="kind">{kindOf(m)}</span> <Parts answer={matter.value} m={m} /> {m.first_day && <time>{days(m.first_day, m.last_day)}</time>}</> : undefined}><Downloads path={`show/${id}`} csv={false} /></Head>
            <section class="dispute"><Sides answer={value} dispute={d} whole /></section>
            <Why title={t("why.dispute")} reason={d.reason} />
            {d.matter && <p><Link class="tool" to={thingHref("matter", d.matter)}>{t("matter.title")}</Link> <Link class="tool" to={thingHref("compare", d.matter)}>{t("matter.compare")}</Link></p>}
          </>
        );
      }}
    </Loaded>
  );
}

// The position of a side: affirms, denies, or the number that it holds.
const position = (p: string) => (p === "affirms" || p === "denies" ? t(`dispute.side.${p}`) : `${t("dispute.holds")} `);
export const sideTone = (p: string, i: number) => (p === "denies" ? "deny" : p === "affirms" ? "assert" : i ? "turn" : "assert");

export function Sides({ answer, dispute: d, compact, whole }: { answer: J; dispute: J; compact?: boolean; whole?: boolean }) {
  const steps: Record<string, J> = Object.fromEntries(d.history.map((h: J) => [h.fact.key, h]));
  const heading = compact ? "h3" : "h2";
  const H = heading as any;
  const first = d.history[0]?.day, last = d.history[d.history.length - 1]?.day;
  return (
    <div class={`sides-of kind-${d.kind}`}>
      <div class="line top-line"><span class="badge tone-dispute">{t(`dispute.${d.kind}`)}</span><time>{days(first, last)}</time>{!whole && <Link class="kind" to={thingHref("dispute", d.key)}>{t("dispute.open")}</Link>}</div>
      <div class="sides">
        {d.sides.map((s: J, i: number) => {
          const facts = best(s.facts, steps);
          const most = compact ? 1 : whole ? 60 : 2;
          const number = !/^(affirms|denies)$/.test(s.position);
          return (
            <section class={`side edge-${sideTone(s.position, i)}`} key={i}>
              <H class={`position tone-${sideTone(s.position, i)}`}>{position(s.position)}{number && <b class="figure"><bdi>{s.position}</bdi></b>}</H>
              <p class="who"><span class="voices-names">{s.origins.slice(0, 6).map((o: J, n: number) => <span key={o.key}>{n ? SEP() : ""}<Txt text={o.identity ? nameOf(answer, o.identity) || o.name : o.name} /></span>)}{s.origins.length > 6 && ` +${num(s.origins.length - 6)}`}</span></p>
              {facts.slice(0, most).map((f) => <Passage key={f.key} answer={answer} fact={f} step={steps[f.key]} big={facts.indexOf(f) === 0} />)}
              {facts.length > most && (compact ? null : <details><summary>{count("more", facts.length - most)}</summary>{facts.slice(most, 12).map((f) => <Passage key={f.key} answer={answer} fact={f} step={steps[f.key]} />)}</details>)}
            </section>
          );
        })}
      </div>
      {d.history.length > 1 && !compact && <Strip answer={answer} history={d.history} sides={d.sides} />}
    </div>
  );
}
// What is told by somebody before what an outlet says itself, the longest wording first: that is the one to quote.
function best(facts: J[], steps: Record<string, J>): J[] {
  const weight = (f: J) => (steps[f.key]?.by ? 1000 : 0) + Math.min(300, f.words.length);
  const out: J[] = [];
  for (const f of [...facts].sort((a, b) => weight(b) - weight(a))) {
    if (!out.some((o) => o.article === f.article && o.start <= f.start && f.end <= o.end)) out.push(f); // a statement and the event inside it are one passage
  }
  return out;
}
function Passage({ answer, fact, step, big }: { answer: J; fact: J; step?: J; big?: boolean }) {
  const from = step ?? { fact, chain: [], by: null, by_name: null, day: articleOf(answer, fact.article).published };
  return (
    <div class="step">
      <Quote quote={fact.quote} size={big ? "big" : ""} />
      <div class="under"><Chain answer={answer} step={{ ...from, fact }} article={fact.article} /><time dateTime={from.day ?? undefined}>{date(from.day)}</time></div>
    </div>
  );
}

// Who said what on which day: a row for each side, so that claim and answer stand above one another.
function Strip({ answer, history, sides }: { answer: J; history: J[]; sides: J[] }) {
  const [ref, width] = useWidth<HTMLDivElement>();
  const dated = history.filter((h) => h.day);
  if (!dated.length) return null;
  const first = time(dated[0].day), last = time(dated[dated.length - 1].day), n = Math.max(1, Math.round((last - first) / DAY));
  const pad = 34, x = (day: string) => { const at = pad + ((time(day) - first) / DAY / n) * (width - 2 * pad); return rtl() ? width - at : at; };
  const row = (h: J) => { const i = sides.findIndex((s) => s.facts.some((f: J) => f.key === h.fact.key)); return i < 0 ? (tone(h.act) === "deny" ? 1 : 0) : i; };
  const seen: Record<string, number> = {};
  const H = 40 + 34 * sides.length;
  const every = Math.max(1, Math.ceil((n + 1) / Math.max(2, Math.floor(width / 90))));
  return (
    <div class="strip" ref={ref}>
      <h3 class="overline">{t("dispute.history")}</h3>
      {width > 0 && (
        <svg width={width} height={H} role="img" aria-label={`${t("dispute.history")}: ${dated.map((h) => `${date(h.day)} ${h.by_name ?? h.outlet ?? ""} ${t(`act.${h.act}`)}`).join("; ")}`}>
          {Array.from({ length: n + 1 }, (_, i) => i).filter((i) => i % every === 0).map((i) => { const day = isoDay(first + i * DAY); return <g key={i}><line x1={x(day)} x2={x(day)} y1={8} y2={H - 22} class="rule" /><text x={x(day)} y={H - 6} class="tick" text-anchor="middle">{date(day, "week")}</text></g>; })}
          {sides.map((_, i) => <line key={i} x1={pad / 2} x2={width - pad / 2} y1={24 + 34 * i} y2={24 + 34 * i} class="lane" />)}
          {dated.map((h, i) => {
            const y0 = row(h), at = `${h.day}-${y0}`, k = (seen[at] = (seen[at] ?? -1) + 1);
            return <circle key={i} cx={x(h.day) + (rtl() ? -1 : 1) * k * 11} cy={24 + 34 * y0} r={6.5} class={`dot tone-${tone(h.act)} ${h.by ? "" : "hollow"}`}><title>{`${date(h.day)} · ${h.by ? nameOf(answer, h.by) || h.by_name : h.outlet ?? ""} · ${t(`act.${h.act}`)} · ${h.words.slice(0, 160)}`}</title></circle>;
          })}
        </svg>
      )}
    </div>
  );
}
export { Strip };
