// What happened by day, a row for each actor (or type, or source); zoomed by dragging over the days below it.
import type { PageProps } from "../main";
import { useMemo, useState } from "preact/hooks";
import { type J, DAY, apiPath, date, days, go, here, isoDay, nameOf, num, rtl, t, time, useAnswer, useRoute, useShown } from "../lib";
import { type Key, Legend } from "../pictures";
import { count, Choice, Head, Link, Loaded, MatterRow, thingHref, tone, useWidth } from "../parts";

const KEY = [["assert", "asserted"], ["confirm", "confirmed"], ["dispute", "disputed"], ["deny", "denied"], ["plan", "planned"], ["gone", "withdrawn"]] as const;
// Half or twice the days, around the same middle.
function closer(low: number, high: number, by: number) {
  const middle = (low + high) / 2, half = Math.max(DAY / 2, ((high - low) / 2) * by + (by > 1 ? DAY : 0));
  return { since: isoDay(middle - half), until: isoDay(middle + half) };
}
const LANES = ["actor", "type", "outlet"];
export function Timeline(_: PageProps) {
  const { params } = useRoute();
  const by = params.by ?? "actor";
  const answer = useAnswer(apiPath("timeline", { limit: "300" }));
  const [most, more] = useShown(40, 60);
  return (
    <>
      <Head title={t("timeline.title")} sub={answer.value?.timeline ? (answer.value.timeline.length < answer.value.total ? t("of", { shown: num(answer.value.timeline.length), total: count("matters", answer.value.total) }) : count("matters", answer.value.total)) : undefined} path="timeline" params={{ limit: "500" }} pictures answer={answer.value}>
        <Choice label={t("timeline.lanes")} value={by} options={LANES.map((l) => [l, t(`timeline.by.${l}`)])} onChoose={(v) => go(here({ by: v === "actor" ? "" : v }), true)} />
      </Head>
      <Loaded of={answer} empty={(v) => (v.timeline?.length ? null : <p>{t("none")}</p>)}>
        {(a) => (
          <>
            <Chart a={a} by={by} />
            <div class="by-day">
              {group(a.timeline.slice(-most)).map(([day, rows]) => (
                <section key={day} class="day"><h2 class="day-head">{day ? date(day, "week") : t("undated.long")}{day && <span class="dim"> {day.slice(0, 4)}</span>}</h2><div>{rows.map((m) => <MatterRow key={m.key} answer={a} m={m} />)}</div></section>
              ))}
              {a.timeline.length > most && <button class="tool" onClick={more}>{t("more")}</button>}
            </div>
          </>
        )}
      </Loaded>
    </>
  );
}
// the latest day first: that is what one looks for
function group(rows: J[]): [string, J[]][] {
  const out = new Map<string, J[]>();
  for (const r of rows) out.set(r.day ?? "", [...(out.get(r.day ?? "") ?? []), r]);
  return [...out].reverse();
}

function lanes(a: J, by: string, low: number, high: number): { key: string; label: string; rows: J[] }[] {
  const found = new Map<string, J[]>();
  for (const m of a.timeline) {
    if (!m.day || time(m.day) < low || time(m.day) > high) continue;
    const keys: string[] = by === "type" ? [m.type] : by === "outlet" ? m.origins.slice(0, 3).map((o: J) => o.name) : (m.actors.length ? m.actors : m.recipients).filter((k: string) => !k.includes(":")).slice(0, 1);
    for (const k of keys.length ? keys : [""]) found.set(k, [...(found.get(k) ?? []), m]);
  }
  const named = [...found].filter(([k]) => k).sort((x, y) => y[1].length - x[1].length || (x[0] < y[0] ? -1 : 1));
  const rest = [...named.slice(12).flatMap(([, r]) => r), ...(found.get("") ?? [])];
  const label = (k: string) => (by === "type" ? t(`type.${k}`) : by === "outlet" ? k : nameOf(a, k));
  return [...named.slice(0, 12).map(([key, rows]) => ({ key, label: label(key), rows })), ...(rest.length ? [{ key: "", label: t("timeline.others"), rows: rest }] : [])];
}

function Chart({ a, by }: { a: J; by: string }) {
  const [ref, width] = useWidth<HTMLDivElement>();
  const { params } = useRoute();
  const dated = a.timeline.filter((m: J) => m.day);
  const told: string[] = a.density.map((d: J) => d.day);
  const zoomed = Boolean(params.since || params.until);
  // background of years ago would leave no room for the rest: the first view begins where the telling does
  const sorted = dated.map((m: J) => time(m.day)).sort((x: number, y: number) => x - y);
  const low = params.since ? time(params.since) : Math.max(sorted[0], Math.min(...dated.filter((m: J) => m.told_first).map((m: J) => time(m.told_first)), sorted[sorted.length - 1]) - 3 * DAY);
  const high = params.until ? time(params.until) : sorted[sorted.length - 1];
  const rows = useMemo(() => lanes(a, by, low, high), [a, by, low, high]);
  if (!dated.length) return null;
  const label = width < 640 ? 100 : 200, pad = 16, gap = width < 640 ? 30 : 34;
  const plot = width - label - pad * 2;
  const x = (ms: number) => { const at = label + pad + ((ms - low) / Math.max(DAY, high - low)) * plot; return rtl() ? width - at : at; };
  const H = rows.length * gap + 34;
  const ticks = pick(low, high, Math.max(2, Math.floor(plot / 110)));
  const early = dated.filter((m: J) => time(m.day) < low).length;
  return (
    <div ref={ref} class="chart-box">
      {width > 0 && (
        <>
          <svg class="chart timeline" width={width} height={H} role="group" data-title="" aria-label={t("timeline.chart")}>
            {ticks.map((ms) => <g key={ms}><line class="rule" x1={x(ms)} x2={x(ms)} y1={4} y2={H - 26} /><text class="tick" x={x(ms)} y={H - 8} text-anchor="middle">{date(isoDay(ms), high - low > 300 * DAY ? "short" : "week")}</text></g>)}
            {rows.map((lane, i) => {
              const y = 18 + i * gap, stack: Record<string, number> = {};
              return (
                <g key={lane.key || "rest"}>
                  <line class="lane" x1={rtl() ? 0 : label} x2={rtl() ? width - label : width} y1={y} y2={y} />
                  <text class="lane-label" x={rtl() ? width - 10 : 10} y={y + 5} text-anchor="start">{lane.label.length > (width < 640 ? 13 : 27) ? "\u2068" + lane.label.slice(0, width < 640 ? 12 : 26) + "…\u2069" : lane.label}<title>{lane.label}</title></text>
                  {lane.rows.filter((m) => time(m.day) >= low && time(m.day) <= high + DAY).map((m) => {
                    const k = (stack[m.day] = (stack[m.day] ?? -1) + 1), r = 4 + Math.min(7, 2 * Math.sqrt(m.voices));
                    const cx = x(time(m.day)) + (rtl() ? -1 : 1) * k * Math.min(9, plot / Math.max(1, (high - low) / DAY) / 3);
                    return (
                      <a key={m.key} href={thingHref("matter", m.key)} onClick={(e) => { e.preventDefault(); go(thingHref("matter", m.key)); }} aria-label={`${date(m.day)}: ${lane.label}, ${m.title_ar}`}>
                        {m.last_day && m.first_day && m.last_day > m.first_day && <line class={`span tone-${tone(m.status)}`} x1={cx} x2={Math.max(0, Math.min(width, x(Math.min(high, time(m.last_day)))))} y1={y} y2={y} />}
                        <circle cx={cx} cy={y} r={r} class={`dot tone-${tone(m.status)} ${m.day_is === "told" ? "hollow" : ""}`}><title>{`${days(m.first_day ?? m.day, m.last_day ?? m.day)} · ${t(`type.${m.type}`)} · ${m.title_ar}`}</title></circle>
                      </a>
                    );
                  })}
                </g>
              );
            })}
          </svg>
          <Brush told={zoomed ? told : told.filter((d) => time(d) >= low)} density={a.density} width={width} start={label} low={params.since} high={params.until} />
          <Legend items={KEY.map(([tone, state]): Key => ["dot", `tone-${tone}`, t(`state.${state}`)]).concat([["hollow", "tone-assert", t("key.hollow")], ["size", "tone-assert", t("key.size")]])} />
          <div class="line key-line">
            <Link class="tool" to={here(closer(low, high, 0.5))}>{t("zoom.in")}</Link>
            {zoomed && <Link class="tool" to={here(closer(low, high, 2))}>{t("zoom.out")}</Link>}
            {zoomed ? <Link class="tool" to={here({ since: "", until: "" })}>{t("zoom.all")}</Link> : null}
            {early > 0 && !zoomed && <Link class="tool" to={here({ since: isoDay(sorted[0]), until: isoDay(high) })}>{t("zoom.all")} (+{num(early)})</Link>}
          </div>
        </>
      )}
    </div>
  );
}
function pick(low: number, high: number, most: number): number[] {
  const total = Math.max(1, Math.round((high - low) / DAY));
  const step = [1, 2, 7, 14, 30, 61, 91, 182, 365, 730, 1826].find((s) => total / s <= most) ?? 3650;
  const out = [];
  for (let d = 0; d <= total; d += step) out.push(low + d * DAY);
  return out;
}

// Every day with something, and how much of it is contested. Dragging sets the days of the filters.
function Brush({ told, density, width, start, low, high }: { told: string[]; density: J[]; width: number; start: number; low?: string; high?: string }) {
  const [drag, set] = useState<[number, number] | null>(null);
  if (told.length < 2) return null;
  const last = time(told[told.length - 1]!), first = time(told[0]!);
  const n = Math.round((last - first) / DAY) + 1, step = (width - start) / n, H = 44, most = Math.max(...density.map((d) => d.matters));
  const x = (day: string) => { const i = (time(day) - first) / DAY; return rtl() ? width - start - (i + 1) * step : start + i * step; };
  const at = (px: number) => Math.max(0, Math.min(n - 1, Math.floor((rtl() ? width - start - px : px - start) / step)));
  const px = (e: PointerEvent) => e.clientX - (e.currentTarget as Element).getBoundingClientRect().left;
  const done = () => {
    if (!drag) return;
    const [a, b] = drag[0] <= drag[1] ? drag : [drag[1], drag[0]];
    set(null);
    go(here(a === b && step > 4 ? { since: isoDay(first + a * DAY), until: isoDay(first + a * DAY) } : { since: isoDay(first + a * DAY), until: isoDay(first + b * DAY) }));
  };
  const range = drag ? [isoDay(first + Math.min(...drag) * DAY), isoDay(first + Math.max(...drag) * DAY)] : low || high ? [low ?? told[0]!, high ?? told[told.length - 1]!] : null;
  return (
    <svg class="brush" width={width} height={H} role="img" aria-label={t("timeline.brush")}
      onPointerDown={(e) => { (e.currentTarget as Element).setPointerCapture(e.pointerId); const i = at(px(e as any)); set([i, i]); }}
      onPointerMove={(e) => drag && set([drag[0], at(px(e as any))])} onPointerUp={done} onPointerCancel={() => set(null)}>
      <title>{t("timeline.brush")}</title>
      <text class="tick" x={rtl() ? width - 10 : 10} y={H - 6} text-anchor="start">{t("timeline.days")}</text>
      {density.filter((d) => time(d.day) >= first).map((d) => { const h = Math.max(2, (d.matters / most) * (H - 8)), c = (d.contested / most) * (H - 8); return <g key={d.day}><rect class="bar" x={x(d.day) + step * 0.1} width={Math.max(1, step * 0.8)} y={H - h} height={h} />{c > 0 && <rect class="bar contested" x={x(d.day) + step * 0.1} width={Math.max(1, step * 0.8)} y={H - c} height={c} />}</g>; })}
      {range && <rect class="window" x={Math.min(x(range[0]!), x(range[1]!))} width={Math.abs(x(range[1]!) - x(range[0]!)) + step} y={0} height={H} />}
    </svg>
  );
}
