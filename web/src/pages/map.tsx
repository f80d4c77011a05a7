// Where it happened. How exactly a place is told is shown: a dot for a town, a ring for a province, a wide ring for a country.
import type { PageProps } from "../main";
import { geoGraticule10, geoMercator, geoPath } from "d3-geo";
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { feature } from "topojson-client";
import { type J, apiPath, nameOf, num, rtl, t, useAnswer, useParam } from "../lib";
import { Legend } from "../pictures";
import { count, Head, Loaded, MatterRow, Txt, useWidth } from "../parts";

declare const WORLD: string;
type Spot = J & { px: number; py: number };
type View = { k: number; x: number; y: number };
type Bubble = { x: number; y: number; spots: Spot[]; count: number };
// ISO 3166 numbers of the base map, for the names that the browser knows in both languages
const ISO: Record<string, string> = { "368": "IQ", "760": "SY", "364": "IR", "792": "TR", "682": "SA", "400": "JO", "422": "LB", "376": "IL", "275": "PS", "818": "EG", "434": "LY", "788": "TN", "012": "DZ", "504": "MA", "729": "SD", "728": "SS", "887": "YE", "512": "OM", "784": "AE", "634": "QA", "048": "BH", "414": "KW", "004": "AF", "586": "PK", "706": "SO", "232": "ER", "262": "DJ", "231": "ET", "478": "MR", "196": "CY", "031": "AZ", "051": "AM", "268": "GE", "300": "GR", "380": "IT", "250": "FR", "724": "ES", "276": "DE", "643": "RU", "804": "UA", "356": "IN", "156": "CN", "840": "US", "826": "GB", "795": "TM", "860": "UZ", "148": "TD", "562": "NE", "466": "ML" };
let world: { shapes: any[] } | null = null;
async function loadWorld() {
  if (!world) {
    const topology = await (await fetch(WORLD)).json();
    world = { shapes: [...(feature(topology, topology.objects.far) as any).features, ...(feature(topology, topology.objects.near) as any).features] };
  }
  return world;
}
const regions = () => new Intl.DisplayNames([rtl() ? "ar" : "en"], { type: "region" });
const RADIUS: Record<string, number> = { city: 5, facility: 5, admin: 14, region: 18, country: 26 };

export function Places(_: PageProps) {
  const answer = useAnswer(apiPath("map", { limit: "300" }));
  const [spot, put] = useParam("spot");
  const chosen = spot ? spot.split(",") : null;
  const choose = (keys: string[] | null) => put(keys?.slice(0, 12).join(",") ?? "");
  return (
    <>
      <Head title={t("map.title")} sub={answer.value ? t("map.without", { n: num(answer.value.without), total: num(answer.value.total) }) : undefined} path="map" params={{ limit: "500" }} pictures answer={answer.value} />
      <Loaded of={answer} empty={(v) => (v.places.length ? null : <p>{t("none")}</p>)}>
        {(a) => {
          const shown = chosen ? a.places.filter((p: J) => chosen.includes(p.identity)) : a.places;
          return (
            <div class="map-page">
              <World a={a} chosen={chosen} choose={choose} />
              <div class="map-list">
                {chosen && <button class="tool" onClick={() => choose(null)}>{t("zoom.all")}</button>}
                {shown.slice(0, 30).map((p: J) => (
                  <section key={p.identity} class="place"><h2 class="row-title"><button class="as-link" onClick={() => choose([p.identity])}><Txt text={nameOf(a, p.identity)} /></button> <span class="dim">{t(`precision.${p.precision}`)} · {count("matters", p.count)}</span></h2>
                    {p.matters.slice(0, chosen ? 20 : 3).map((m: J) => <MatterRow key={m.key} answer={a} m={m} />)}
                  </section>
                ))}
              </div>
            </div>
          );
        }}
      </Loaded>
    </>
  );
}

function World({ a, chosen, choose }: { a: J; chosen: string[] | null; choose: (k: string[]) => void }) {
  const [ref, width] = useWidth<HTMLDivElement>();
  const [land, set] = useState<{ shapes: any[] } | null>(world);
  const [view, move] = useState<View>({ k: 1, x: 0, y: 0 });
  const [linked, link] = useParam("view");
  const hold = useRef<{ x: number; y: number; from: View } | null>(null);
  useEffect(() => void loadWorld().then(set).catch(() => set({ shapes: [] })), []);
  const H = Math.max(340, Math.min(620, width * 0.72));
  const base = useMemo(() => {
    if (!width) return null;
    const projection = geoMercator();
    const points = a.places.map((p: J) => [p.lon, p.lat]);
    const lons = points.map((p: number[]) => p[0]), lats = points.map((p: number[]) => p[1]);
    // never closer than a few hundred kilometres: one town in the middle of nothing says less than its country
    const grow = (low: number, high: number, least: number) => { const mid = (low + high) / 2, half = Math.max(least, ((high - low) / 2) * 1.25); return [mid - half, mid + half]; };
    const [w, e] = grow(Math.min(...lons), Math.max(...lons), 7), [s, n] = grow(Math.min(...lats), Math.max(...lats), 5);
    projection.fitExtent([[12, 12], [width - 12, H - 12]], { type: "MultiPoint", coordinates: [[w!, s!], [e!, n!]] } as any);
    return projection;
  }, [a, width]);
  // The part of the world that is seen stands in the address as its middle and its width in degrees: the same on any screen.
  useEffect(() => {
    const [lon, lat, wide] = linked.split(",").map(Number);
    if (!base || ![lon, lat, wide].every(Number.isFinite) || !wide) return;
    const [w, e, middle] = [base([lon! - wide! / 2, lat!])!, base([lon! + wide! / 2, lat!])!, base([lon!, lat!])!];
    const k = Math.max(0.4, Math.min(40, width / Math.max(1, e[0] - w[0])));
    move({ k, x: width / 2 - middle[0] * k, y: H / 2 - middle[1] * k });
  }, [base]);
  useEffect(() => {
    if (!base || hold.current) return;
    const at = (x: number, y: number) => base.invert!([(x - view.x) / view.k, (y - view.y) / view.k])!;
    const later = setTimeout(() => link(view.k === 1 && !view.x && !view.y ? "" : [...at(width / 2, H / 2), at(width, H / 2)[0] - at(0, H / 2)[0]].map((n) => n.toFixed(2)).join(",")), 300);
    return () => clearTimeout(later);
  }, [view]);
  const paths = useMemo(() => (base && land ? { shapes: land.shapes.map((f) => geoPath(base)(f)).filter(Boolean) as string[], names: land.shapes.filter((f) => ISO[f.id]).map((f) => ({ id: f.id as string, at: geoPath(base).centroid(f), box: geoPath(base).bounds(f) })), grid: geoPath(base)(geoGraticule10())! } : null), [base, land]);
  const bubbles = useMemo(() => {
    if (!base) return [];
    const out: Bubble[] = [];
    for (const p of a.places) {
      const at = base([p.lon, p.lat]);
      if (!at) continue;
      const spot: Spot = { ...p, px: at[0] * view.k + view.x, py: at[1] * view.k + view.y };
      const close = out.find((b) => Math.hypot(b.x - spot.px, b.y - spot.py) < 24);
      if (close) { close.spots.push(spot); close.count += p.count; } else out.push({ x: spot.px, y: spot.py, spots: [spot], count: p.count });
    }
    return out;
  }, [base, a, view]);
  const zoom = (by: number, cx = width / 2, cy = H / 2) => move((v) => { const k = Math.max(0.4, Math.min(40, v.k * by)), r = k / v.k; return { k, x: cx - (cx - v.x) * r, y: cy - (cy - v.y) * r }; });
  const most = Math.max(1, ...bubbles.map((b) => b.count));
  return (
    <div ref={ref} class="chart-box map-box">
      {width > 0 && (
        <>
          <svg class="chart map" data-title="" width={width} height={H} viewBox={`0 0 ${width} ${H}`} role="group" aria-label={t("map.chart")}
            onPointerDown={(e) => { if ((e.target as Element).closest("g.bubble")) return; (e.currentTarget as Element).setPointerCapture(e.pointerId); hold.current = { x: e.clientX, y: e.clientY, from: view }; }}
            onPointerMove={(e) => { const h = hold.current; if (h) move({ ...h.from, x: h.from.x + e.clientX - h.x, y: h.from.y + e.clientY - h.y }); }} onPointerUp={() => { hold.current = null; move((v) => ({ ...v })); }} onPointerCancel={() => { hold.current = null; }}
            onDblClick={(e) => { const box = (e.currentTarget as Element).getBoundingClientRect(); zoom(2, e.clientX - box.left, e.clientY - box.top); }}>
            <rect class="sea" width={width} height={H} />
            <g transform={`translate(${view.x} ${view.y}) scale(${view.k})`}>{paths && <><path class="grid" d={paths.grid} vector-effect="non-scaling-stroke" />{paths.shapes.map((d, i) => <path key={i} class="land" d={d} vector-effect="non-scaling-stroke" />)}</>}</g>
            {paths?.names.map((c) => {
              const wide = (c.box[1][0] - c.box[0][0]) * view.k, px = c.at[0] * view.k + view.x, mid = c.at[1] * view.k + view.y;
              // where it hides no place and no other picture; a name without room is left out
              const py = [mid, mid - 46, mid + 50].find((y) => !bubbles.some((b) => Math.abs(b.x - px) < 62 && y - b.y > -30 && y - b.y < 48));
              return py !== undefined && wide > 60 && px > 40 && px < width - 40 && py > 12 && py < H - 12 ? <text key={c.id} class="country-name" x={px} y={py} text-anchor="middle" aria-hidden="true">{regions().of(ISO[c.id]!)}</text> : null;
            })}
            {bubbles.map((b) => {
              const one = b.spots.length === 1 ? b.spots[0]! : null, keys = b.spots.map((s) => s.identity), name = nameOf(a, b.spots[0]!.identity);
              const r = 6 + 14 * Math.sqrt(b.count / most), on = chosen?.some((k) => keys.includes(k));
              const pickIt = () => { choose(keys); if (!one) zoom(2.4, b.x, b.y); };
              return (
                <g key={keys[0]} class={`bubble ${on ? "on" : ""}`} {...{ tabindex: 0 }} role="button" onClick={pickIt} onKeyDown={(e) => { if (e.key === "Enter" || e.key === " ") { e.preventDefault(); pickIt(); } }}>
                  {one && !["city", "facility"].includes(one.precision) && <circle class="doubt" cx={b.x} cy={b.y} r={r + (RADIUS[one.precision] ?? 10)} />}
                  <circle class="mark" cx={b.x} cy={b.y} r={r} /><text class="number" x={b.x} y={b.y + 4} text-anchor="middle">{`${num(b.count)} `}</text>
                  <text class="place-name" x={b.x} y={b.y + r + 15} text-anchor="middle">{one ? name : `${name} +${num(b.spots.length - 1)}`}</text>
                </g>
              );
            })}
          </svg>
          <div class="zoom"><button class="tool" aria-label={t("zoom.in")} onClick={() => zoom(1.7)}>+</button><button class="tool" aria-label={t("zoom.out")} onClick={() => zoom(1 / 1.7)}>−</button><button class="tool" onClick={() => move({ k: 1, x: 0, y: 0 })}>{t("zoom.all")}</button></div>
          <Legend items={[["diamond", "bubble", t("map.town")], ["ring", "bubble", t("precision.admin")], ["wide-ring", "bubble", t("precision.country")]]} />
          <p class="dim small">{t("map.number")} · {t("map.source")}</p>
        </>
      )}
    </div>
  );
}
