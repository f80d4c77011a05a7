// What was counted: values by source over time, with ranges.
import type { PageProps } from "../main";
import { type J, DAY, apiPath, date, isoDay, num, rtl, t, time, useAnswer, useShown } from "../lib";
import { measured } from "../pictures";
import { count, Head, Link, Loaded, More, Quote, Txt, thingHref, useWidth, articleHref } from "../parts";

export function Figures(_: PageProps) {
  const [shown, more] = useShown(60, 60);
  const answer = useAnswer(apiPath("figures", { limit: String(shown) }));
  return (
    <>
      <Head title={t("figures.title")} sub={answer.value ? count("figures", answer.value.total) : undefined} path="figures" params={{ limit: "500" }} pictures answer={answer.value} />
      <Loaded of={answer} empty={(v) => (v.figures.length ? null : <p>{t("none")}</p>)}>
        {(a) => {
          const weight = (f: J) => new Set(f.entries.map((e: J) => e.low)).size * 10 + f.entries.length;
          const rows = [...a.figures].sort((x, y) => weight(y) - weight(x));
          const contested = rows.filter((f) => f.entries.length > 1), single = rows.filter((f) => f.entries.length === 1);
          return (
            <div>
              <div class="cards wide">{contested.map((f) => <Line key={f.key} answer={a} line={f} />)}</div>
              {single.length > 0 && <section><h2>{t("figure.single")}</h2><ul class="singles">{single.map((f) => <li key={f.key}><b class="big-number"><bdi>{value(f.entries[0])}</bdi></b><div><span class="kind">{f.effect ? t(`effect.${f.effect}`) : ""} <Txt text={f.unit} /></span><Quote quote={f.entries[0].fact.quote} size="small" /><div class="under"><Txt text={f.entries[0].origin_name} /> <time>{date(f.entries[0].day)}</time></div></div></li>)}</ul></section>}
              <More shown={a.figures.length} total={a.total} onMore={more} />
            </div>
          );
        }}
      </Loaded>
    </>
  );
}
const value = (e: J) => (e.low === e.high ? num(e.low) : e.low === null ? `≤ ${num(e.high)}` : e.high === null ? `≥ ${num(e.low)}` : `${num(e.low)}–${num(e.high)}`);

// Who counts, in the colours of the picture, as many as there is room for.
function inRow(names: string[], width: number): { name: string; at: number }[] {
  let at = 2;
  return names.map((name) => { const shown = name.length > 26 ? `\u2068${name.slice(0, 25)}…\u2069` : name, here = at; at += 14 + measured(shown, 12) + 14; return { name: shown, at: here }; }).filter((n) => n.at + 14 + measured(n.name, 12) < width);
}

export function Line({ answer, line }: { answer: J; line: J }) {
  const [ref, width] = useWidth<HTMLDivElement>();
  const entries = line.entries.filter((e: J) => e.day && (e.low !== null || e.high !== null));
  const names: string[] = [...new Set<string>(entries.map((e: J) => e.origin_name))];
  const first = Math.min(...entries.map((e: J) => time(e.day))), last = Math.max(...entries.map((e: J) => time(e.day)));
  const top = Math.max(...entries.map((e: J) => e.high ?? e.low)), H = 186, pad = { top: 44, bottom: 26, start: 40, end: 24 };
  const n = Math.max(1, (last - first) / DAY);
  const crowd = 14 * Math.max(0, ...entries.map((e: J) => entries.filter((o: J) => o.day === e.day).length - 1));
  const x = (day: string) => { const at = pad.start + 18 + (last === first ? 0.4 : (time(day) - first) / DAY / n) * Math.max(40, width - pad.start - pad.end - 36 - crowd); return rtl() ? width - at : at; };
  const y = (v: number) => H - pad.bottom - (v / (top || 1)) * (H - pad.top - pad.bottom);
  // values of one day stand beside one another
  const used: Record<string, number> = {};
  const at: number[] = entries.map((e: J) => { const k = (used[e.day] = (used[e.day] ?? -1) + 1); return x(e.day) + (rtl() ? -1 : 1) * k * 14; });
  return (
    <section class="card figure-card">
      <h3 class="row-title">{line.effect ? t(`effect.${line.effect}`) : ""} {!line.effect || line.unit ? <Txt text={line.unit} /> : null}</h3>
      {line.matter_title && <p class="dim"><Link to={thingHref("matter", line.matter)}><Txt text={line.matter_title.ar} class="clip" /></Link></p>}
      <div ref={ref}>
        {width > 0 && entries.length > 0 && (
          <svg class="chart" width={width} height={H} role="img" data-title={[line.effect ? t(`effect.${line.effect}`) : line.unit, line.matter_title?.ar].filter(Boolean).join(" – ")} aria-label={entries.map((e: J) => `${date(e.day)} ${e.origin_name} ${value(e)}`).join("; ")}>
            {inRow(names, width).map((n, s) => <g key={n.name} class={`series s${s % 6}`}><circle cx={rtl() ? width - n.at - 5 : n.at + 5} cy={9} r={4.5} /><text x={rtl() ? width - n.at - 14 : n.at + 14} y={13} class="by">{n.name}</text></g>)}
            {[0, top].map((v) => <g key={v}><line class="rule" x1={rtl() ? pad.end : pad.start} x2={rtl() ? width - pad.start : width - pad.end} y1={y(v)} y2={y(v)} /><text class="tick" x={rtl() ? width - pad.start + 6 : pad.start - 6} y={y(v) + 4} text-anchor="end">{num(v)}</text></g>)}
            {names.map((name, s) => { const mine = new Map<string, string>(); entries.forEach((e: J, i: number) => { if (e.origin_name === name && !mine.has(e.day)) mine.set(e.day, `${at[i]},${y(e.high ?? e.low)}`); }); return mine.size > 1 ? <polyline key={name} class={`through s${s % 6}`} points={[...mine.values()].join(" ")} /> : null; })}
            {entries.map((e: J, i: number) => {
              const low = e.low ?? 0, high = e.high ?? e.low, cx = at[i]!;
              const series = names.indexOf(e.origin_name) % 6;
              return <g key={i} class={`series s${series}`}><title>{`${date(e.day)} · ${e.origin_name} · ${value(e)} · ${e.fact.words}`}</title>{low !== high && <line x1={cx} x2={cx} y1={y(low)} y2={y(high)} class="range" />}<circle cx={cx} cy={y(high)} r={e.scope === "cumulative" ? 5 : 6} class={e.hedged ? "hollow" : ""} /><text x={cx} y={y(high) - 10} text-anchor="middle" class="label">{value(e)}</text></g>;
            })}
            <text class="tick" x={x(isoDay(first))} y={H - 6} text-anchor="middle">{date(isoDay(first), "week")}</text>
            {last > first && <text class="tick" x={x(isoDay(last))} y={H - 6} text-anchor="middle">{date(isoDay(last), "week")}</text>}
          </svg>
        )}
      </div>
      <div class="scroll" tabIndex={0} role="region" aria-label={t("figure.value")}><table>
        <thead><tr><th scope="col">{t("figure.by")}</th><th scope="col">{t("figure.value")}</th><th scope="col">{t("figure.day")}</th><th scope="col">{t("figure.words")}</th></tr></thead>
        <tbody>{line.entries.slice(0, 12).map((e: J, i: number) => <tr key={i}><th scope="row"><i class={`swatch s${names.indexOf(e.origin_name) % 6}`} /><Txt text={e.origin_name} /></th><td><b><bdi>{value(e)}</bdi></b>{e.scope !== "event" && <span class="dim"> {t(`scope.${e.scope}`)}</span>}{e.hedged && <span class="dim"> {t("hedged")}</span>}</td><td><time>{date(e.day)}</time></td><td lang="ar"><Link to={articleHref(e.article, e.fact)}><Txt text={e.fact.words} /></Link></td></tr>)}</tbody>
      </table></div>
      {line.low !== line.high && <p class="dim">{t("figure.range")} <bdi>{num(line.low)}–{num(line.high)}</bdi> · {t("figure.best")} <b>{num(line.best)}</b></p>}
      {void answer}
    </section>
  );
}
