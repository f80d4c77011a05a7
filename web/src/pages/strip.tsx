// Who said what on which day: a row for each side, so that claim and answer stand above one another.
import { type J, DAY, articleOf, date, isoDay, nameOf, rtl, t, time } from "../lib";
import { type Key, Legend, measured } from "../pictures";
import { position, sideTone, tone, useWidth } from "../parts";

type Told = { day: string; row: number; tone: string; hollow: boolean; text: string };
const TOP = 32, ROW = 46, PAD = 34;

export function Strip({ answer, dispute: d, title, bare }: { answer: J; dispute: J; title: string; bare?: boolean }) {
  const [ref, width] = useWidth<HTMLDivElement>();
  const told = d.kind === "figure" ? values(answer, d) : steps(answer, d);
  if (!told.length) return null;
  const first = time(told[0]!.day), last = time(told[told.length - 1]!.day), n = Math.max(1, Math.round((last - first) / DAY));
  const x = (day: string) => { const at = PAD + ((time(day) - first) / DAY / n) * (width - 2 * PAD); return rtl() ? width - at : at; };
  const H = TOP + ROW * d.sides.length + 8;
  const size = measured(date(told[0]!.day, "week"), 11.5) + 26, step = (width - 2 * PAD) / n;
  const every = Math.max(1, Math.ceil(size / Math.max(1, step)));
  const marks = Array.from({ length: n + 1 }, (_, i) => i).filter((i) => i % every === 0);
  return (
    <div class="strip" ref={ref}>
      {!bare && <h3 class="overline">{t("dispute.history")}</h3>}
      {width > 0 && (
        <svg width={width} height={H} role="img" data-title={title} aria-label={`${t("dispute.history")}: ${told.map((s) => s.text).join("; ")}`}>
          {marks.map((i) => { const day = isoDay(first + i * DAY); return <g key={i}><line x1={x(day)} x2={x(day)} y1={6} y2={H - 22} class="rule" /><text x={x(day)} y={H - 6} class="tick" text-anchor={i === 0 ? "start" : (n - i) * step + PAD < size / 2 ? "end" : "middle"}>{date(day, "week")}</text></g>; })}
          {d.sides.map((s: J, i: number) => <g key={i}><line x1={PAD / 2} x2={width - PAD / 2} y1={TOP + ROW * i} y2={TOP + ROW * i} class="lane" /><text x={rtl() ? width - PAD / 2 : PAD / 2} y={TOP + ROW * i - 14} class={`side-label tone-${sideTone(s.position, i)}`} text-anchor="start">{position(s.position)}</text></g>)}
          {dots(told, x).map(([s, at], i) => <circle key={i} cx={at} cy={TOP + ROW * s.row} r={6.5} class={`dot tone-${s.tone} ${s.hollow ? "hollow" : ""}`}><title>{s.text}</title></circle>)}
        </svg>
      )}
    </div>
  );
}
// What is told on one day stands side by side: towards where there is room.
function dots(told: Told[], x: (day: string) => number): [Told, number][] {
  const seen: Record<string, number> = {}, lastDay = told[told.length - 1]!.day;
  return told.map((s) => {
    const key = `${s.day}-${s.row}`, k = (seen[key] = (seen[key] ?? -1) + 1);
    const towards = (s.day === lastDay && s.day !== told[0]!.day ? -1 : 1) * (rtl() ? -1 : 1);
    return [s, x(s.day) + towards * k * 12];
  });
}

// Claim against denial: the steps of its history, each on the side that has its passage.
function steps(answer: J, d: J): Told[] {
  const row = (h: J) => { const i = d.sides.findIndex((s: J) => s.facts.some((f: J) => f.key === h.fact.key)); return i < 0 ? (tone(h.act) === "deny" ? d.sides.length - 1 : 0) : i; };
  return d.history.filter((h: J) => h.day).map((h: J) => ({ day: h.day, row: row(h), tone: tone(h.act), hollow: !h.by, text: `${date(h.day)} · ${h.by ? nameOf(answer, h.by) || h.by_name : h.outlet ?? ""} · ${t(`act.${h.act}`)} · ${h.words.slice(0, 160)}` }));
}
// Numbers against numbers: the passages that hold each, on the day of their article. Its history is that of the matter, whoever counted.
function values(answer: J, d: J): Told[] {
  const told = d.sides.flatMap((s: J, i: number) => s.facts.map((f: J) => {
    const at = articleOf(answer, f.article), day = at.published?.slice(0, 10);
    return day && { day, row: i, tone: sideTone(s.position, i), hollow: false, text: `${date(day)} · ${at.outlet ?? ""} · ${s.position} · ${f.words.slice(0, 160)}` };
  }));
  return told.filter(Boolean).sort((a: Told, b: Told) => a.day.localeCompare(b.day));
}

export function StripKey() {
  const items: Key[] = [["dot", "tone-assert", t("state.asserted")], ["dot", "tone-deny", t("state.denied")], ["dot", "tone-turn", t("key.turn")], ["hollow", "tone-assert", t("key.outlet")]];
  return <Legend items={items} />;
}
