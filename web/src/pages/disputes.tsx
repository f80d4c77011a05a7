// Sides facing each other, each with its chain down to the words; and its history as a strip by day.
import type { PageProps } from "../main";
import { type J, apiPath, articleOf, date, days, has, nameOf, num, t, useAnswer, useShown } from "../lib";
import { SEP, Chain, Head, Link, Loaded, More, Parts, Quote, Txt, Why, count, kindOf, position, sideTone, thingHref } from "../parts";
import { Strip, StripKey } from "./strip";

export function Disputes({ arg }: PageProps) {
  return arg ? <One id={arg} /> : <All />;
}
function All() {
  const [shown, more] = useShown(20, 20);
  const answer = useAnswer(apiPath("disputes", { limit: String(shown) }));
  return (
    <>
      <Head title={t("disputes.title")} sub={answer.value ? count("disputes", answer.value.total) : undefined} path="disputes" params={{ limit: "500" }} pictures answer={answer.value} />
      <Loaded of={answer} empty={(v) => (v.disputes.length ? null : <p>{t("dispute.none")}</p>)}>
        {(value) => (
          <>
            <StripKey />
            {value.disputes.map((d: J) => <section class="dispute" key={d.key}><Sides answer={value} dispute={d} /></section>)}
            <More shown={value.disputes.length} total={value.total} onMore={more} />
          </>
        )}
      </Loaded>
    </>
  );
}
function One({ id }: { id: string }) {
  const [shown, more] = useShown(60, 120, 2000);
  const answer = useAnswer(apiPath(`show/${id}`, { limit: String(shown) }, false));
  const matter = useAnswer(answer.value?.value.matter ? apiPath(`show/${answer.value.value.matter}`, { limit: "1" }, false) : null);
  return (
    <Loaded of={answer}>
      {(value) => {
        const d = value.value, m = matter.value?.value;
        return (
          <>
            <Head title={t(`dispute.${d.kind}`)} sub={m ? <><span class="kind">{kindOf(m)}</span> <Parts answer={matter.value} m={m} /> {m.first_day && <time>{days(m.first_day, m.last_day)}</time>}</> : undefined} path={`show/${id}`} params={{ limit: "2000" }} filtered={false} pictures answer={value} />
            <section class="dispute"><Sides answer={value} dispute={d} whole /></section>
            <StripKey />
            <More shown={d.history.length} total={value.counts.history} most={2000} onMore={more} />
            <Why title={t("why.dispute")} reason={d.reason} />
            {d.matter && <p class="line"><Link class="tool" to={thingHref("matter", d.matter)}>{t("matter.title")}</Link> <Link class="tool" to={thingHref("compare", d.matter)}>{t("matter.compare")}</Link></p>}
          </>
        );
      }}
    </Loaded>
  );
}

export function Sides({ answer, dispute: d, compact, whole }: { answer: J; dispute: J; compact?: boolean; whole?: boolean }) {
  const [about, counted] = subject(d);
  const steps: Record<string, J> = Object.fromEntries(d.history.map((h: J) => [h.fact.key, h]));
  const heading = compact ? "h3" : "h2";
  const H = heading as any;
  const first = d.history[0]?.day, last = d.history[d.history.length - 1]?.day;
  return (
    <div class={`sides-of kind-${d.kind}`}>
      <div class="line top-line"><span class="badge tone-dispute">{t(`dispute.${d.kind}`)}</span>{counted && <b>{t(`effect.${counted}`)}</b>}<time>{days(first, last)}</time>{!whole && <Link class="kind" to={thingHref("dispute", d.key)}>{t("dispute.open")}</Link>}</div>
      {counted && !compact && <p class="said" lang="ar" dir="rtl"><Txt text={about} /></p>}
      <div class="sides">
        {d.sides.map((s: J, i: number) => {
          const facts = best(s.facts, steps);
          const most = compact ? 1 : whole ? 60 : 2;
          const number = !/^(affirms|denies)$/.test(s.position);
          return (
            <section class={`side edge-${sideTone(s.position, i)}`} key={i}>
              <H class={`position tone-${sideTone(s.position, i)}`}>{number ? <>{t("dispute.holds")} <b class="figure"><bdi>{position(s.position)}</bdi></b></> : position(s.position)}</H>
              <p class="who"><span class="voices-names">{s.origins.slice(0, 6).map((o: J, n: number) => <span key={o.key}>{n ? SEP() : ""}<Txt text={o.identity ? nameOf(answer, o.identity) || o.name : o.name} /></span>)}{s.origins.length > 6 && ` +${num(s.origins.length - 6)}`}</span></p>
              {facts.slice(0, most).map((f) => <Passage key={f.key} answer={answer} fact={f} step={steps[f.key]} big={facts.indexOf(f) === 0} />)}
              {facts.length > most && (compact ? null : <details><summary>{count("more", facts.length - most)}</summary>{facts.slice(most, 12).map((f) => <Passage key={f.key} answer={answer} fact={f} step={steps[f.key]} />)}</details>)}
            </section>
          );
        })}
      </div>
      {d.history.length > 1 && !compact && <Strip answer={answer} dispute={d} title={counted ? `${about} – ${t(`effect.${counted}`)}` : about} />}
    </div>
  );
}
// What it is about, and of numbers what was counted (the proposition of those ends in it).
function subject(d: J): [string, string | null] {
  const at = d.kind === "figure" ? d.proposition.lastIndexOf(" – ") : -1, counted = d.proposition.slice(at + 3);
  return at > 0 && has(`effect.${counted}`) ? [d.proposition.slice(0, at), counted] : [d.proposition, null];
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

