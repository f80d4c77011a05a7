// The phases of a process as a track: what holds since which day, with names and days where there is room, deadlines as flags.
import { type J, DAY, date, rtl, t, time } from "../lib";
import { type Key, Legend, measured } from "../pictures";
import { tone, useWidth } from "../parts";

type Stop = { day: string; name: string; phase: J };
type Group = { x: number; top: number; day: string; names: string[] };
const PAD = 14, CLOSE = 15, STEP = 16;

export function Track({ answer, process: p, title }: { answer: J; process: J; title: string }) {
  const [ref, width] = useWidth<HTMLDivElement>();
  const stops: Stop[] = p.phases.map((h: J) => ({ day: h.day ?? h.told, name: h.name, phase: h })).filter((s: Stop) => s.day?.length >= 10).sort((a: Stop, b: Stop) => a.day.localeCompare(b.day));
  const due: J[] = p.deadlines.filter((d: J) => d.day?.length >= 10);
  const days = [...stops.map((s) => s.day), ...due.map((d) => d.day)];
  if (!days.length) return null;
  const now = answer.now && (!stops.length || answer.now > stops[stops.length - 1]!.day) ? answer.now : null;
  const min = Math.min(...days.map(time)), max = Math.max(...days.map(time), now ? time(now) : -Infinity);
  const x = (day: string) => { const at = PAD + ((time(day) - min) / Math.max(DAY, max - min)) * (width - 2 * PAD); return rtl() ? width - at : at; };
  // stops of one day stand above one another, so that none hides another
  const level = stops.map((s, i) => stops.slice(0, i).filter((o) => Math.abs(x(o.day) - x(s.day)) < CLOSE).length);
  const H = 84 + STEP * Math.max(0, ...level), base = H - 42;
  const groups = grouped(stops, level, x, base);
  return (
    <div ref={ref} class="track">
      {width > 0 && (
        <svg width={width} height={H} role="img" data-title={title} aria-label={stops.map((s) => `${date(s.day)} ${t(`phase.${s.name}`)}`).join("; ")}>
          {stops.map((s, i) => {
            const end = stops.slice(i + 1).find((o) => o.name !== "denied")?.day ?? now ?? s.day;
            return s.name === "denied" ? null : <line key={i} x1={x(s.day)} x2={x(end)} y1={base} y2={base} class={`seg tone-${tone(s.name)} ${s.name}`} />;
          })}
          {due.map((d, i) => <g key={`d${i}`} class={`flag ${d.state}`}><title>{`${t("process.due", { day: date(d.day) })} · ${t(`deadline.${d.state}`)}`}</title><path d={`M${x(d.day)} ${base - 20}v36m0-36h${rtl() ? -9 : 9}l${rtl() ? 3 : -3} 5 ${rtl() ? -3 : 3} 5h${rtl() ? 9 : -9}`} /></g>)}
          {stops.map((s, i) => <circle key={`p${i}`} cx={x(s.day)} cy={base - STEP * level[i]!} r={6} class={`dot tone-${tone(s.name)} ${s.phase.day ? "" : "hollow"}`}><title>{`${date(s.day)} · ${t(`phase.${s.name}`)} · ${s.phase.words.slice(0, 140)}`}</title></circle>)}
          {named(groups, due.map((d) => ({ x: x(d.day), top: base - 20 })), width).map((l, i) => <text key={`n${i}`} x={l.x} y={l.y} class="phase-name" text-anchor={l.anchor}>{l.words}</text>)}
          {dated([...groups.map((g) => g.day), ...due.map((d) => d.day), ...(now ? [now] : [])], x, width).map((l, i) => <text key={`t${i}`} x={l.x} y={H - 4} class="tick" text-anchor={l.anchor}>{l.words}</text>)}
        </svg>
      )}
    </div>
  );
}
function grouped(stops: Stop[], level: number[], x: (day: string) => number, base: number): Group[] {
  const out: Group[] = [];
  stops.forEach((s, i) => {
    const at = out.find((g) => Math.abs(g.x - x(s.day)) < CLOSE), name = t(`phase.${s.name}`), top = base - STEP * level[i]!;
    if (!at) out.push({ x: x(s.day), top, day: s.day, names: [name] });
    else { at.top = Math.min(at.top, top); if (!at.names.includes(name)) at.names.push(name); }
  });
  return out;
}

type Label = { x: number; y: number; words: string; anchor: "start" | "end" };
const inward = (at: number, size: number, width: number): Label["anchor"] => ((rtl() ? at - size < 2 : at + size > width - 2) ? "end" : "start");
const left = (at: number, size: number, anchor: Label["anchor"]) => ((anchor === "start") !== rtl() ? at : at - size);
// Names where they hide nothing; those that find no room are in the list below the picture.
function named(groups: Group[], flags: { x: number; top: number }[], width: number): Label[] {
  const out: (Label & { from: number; to: number })[] = [];
  for (const g of groups) {
    const words = g.names.join(" · "), size = measured(words, 12, 600), edge = rtl() ? g.x + 6 : g.x - 6, anchor = inward(edge, size, width);
    const from = left(edge, size, anchor), to = from + size, y = g.top - 11;
    const hidden = out.some((o) => from < o.to + 8 && o.from < to + 8 && Math.abs(o.y - y) < 15) || flags.some((f) => f.x + 10 > from && f.x - 10 < to && y > f.top - 4);
    if (!hidden) out.push({ x: edge, y, words, anchor, from, to });
    else if (y > 24 && !out.some((o) => from < o.to + 8 && o.from < to + 8 && Math.abs(o.y - (g.top - 26)) < 15)) out.push({ x: edge, y: g.top - 26, words, anchor, from, to });
  }
  return out;
}
// The first and the last day, and between them as many as there is room for.
function dated(days: string[], x: (day: string) => number, width: number): Label[] {
  const once = [...new Set(days)].sort(), out: (Label & { from: number; to: number })[] = [];
  for (const day of [once[0]!, once[once.length - 1]!, ...once.slice(1, -1)]) {
    const ends = day === once[0] || day === once[once.length - 1], words = date(day, ends ? "short" : "day"), size = measured(words, 11.5);
    const edge = rtl() ? x(day) + 6 : x(day) - 6, anchor = inward(edge, size, width), at = anchor === "end" ? (rtl() ? 2 : width - 2) : edge;
    const from = left(at, size, anchor), to = from + size;
    if (!out.some((o) => from < o.to + 10 && o.from < to + 10)) out.push({ x: at, y: 0, words, anchor, from, to });
  }
  return out;
}

export function TrackKey() {
  const items: Key[] = [["bar", "tone-turn", t("key.turn")], ["bar", "tone-plan", t("key.later")], ["dashed", "tone-pause", t("phase.suspended")], ["dotted", "tone-plan", t("phase.planned")], ["thin", "tone-gone", t("key.over")], ["dot", "tone-deny", t("phase.denied")], ["flag", "passed", t("key.passed")], ["flag", "met", t("key.met")], ["hollow", "tone-turn", t("key.hollow")]];
  return <Legend items={items} />;
}
