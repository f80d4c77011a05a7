// Who acts on whom: a network, and a page for each actor.
import type { PageProps } from "../main";
import { forceCenter, forceCollide, forceLink, forceManyBody, forceSimulation, forceX, forceY } from "d3-force";
import { useMemo, useState } from "preact/hooks";
import { type J, apiPath, go, href, num, rtl, t, useAnswer, useShown } from "../lib";
import { type Key, Legend, measured } from "../pictures";
import { country } from "../filters";
import { SEP, count, Head, Link, Loaded, More, MatterRow, Txt, thingHref, useWidth } from "../parts";

export function Actors(_: PageProps) {
  const graph = useAnswer(apiPath("network", { limit: "40" }));
  const [shown, more] = useShown(60, 60);
  const list = useAnswer(apiPath("actors", { limit: String(shown) }));
  return (
    <>
      <Head title={t("actors.title")} sub={list.value ? count("actors", list.value.total) : undefined} path="actors" params={{ limit: "500" }} pictures answer={list.value} />
      <Loaded of={graph} empty={(v) => (v.nodes.length ? null : <p>{t("none")}</p>)}>{(g) => <Graph g={g} />}</Loaded>
      <Loaded of={list}>
        {(a) => (
          <><div class="scroll" tabIndex={0} role="region" aria-label={t("nav.actors")}><table class="list">
            <thead><tr><th scope="col">{t("fact.name")}</th><th scope="col">{t("fact.type")}</th><th scope="col">{t("filter.country")}</th><th scope="col" class="n">{t("actors.did")}</th><th scope="col" class="n">{t("actors.got")}</th><th scope="col" class="n">{t("actor.matters")}</th><th scope="col" class="n">{t("column.articles")}</th></tr></thead>
            <tbody>{a.actors.map((x: J) => <tr key={x.key}><th scope="row"><Link to={thingHref("actor", x.key)}><Txt text={rtl() ? x.name : x.name_en ?? x.name} /></Link></th><td>{t(`entity.${x.type}`)}</td><td>{x.country ? country(x.country) : ""}</td><td class="n">{num(x.as_actor)}</td><td class="n">{num(x.as_recipient)}</td><td class="n"><b>{num(x.matters)}</b></td><td class="n">{num(x.articles)}</td></tr>)}</tbody>
          </table></div><More shown={a.actors.length} total={a.total} onMore={more} /></>
        )}
      </Loaded>
    </>
  );
}

const KEY = (): Key[] => [["arrow", "against", t("actors.conflict")], ["arrow-dashed", "with", t("actors.cooperation")], ["node", "t-armed_group", t("actors.armed")], ["node", "t-country", t("actors.state")], ["node", "t-person", t("entity.person")], ["node", "t-other", t("actors.rest")], ["size", "tone-ink", t("actors.size")]];
type Node = J & { x: number; y: number };
function Graph({ g }: { g: J }) {
  const [ref, width] = useWidth<HTMLDivElement>();
  const [at, point] = useState<string | null>(null);
  const H = Math.max(380, Math.min(620, width * 0.55));
  const made = useMemo(() => {
    if (!width) return null;
    const most = Math.max(...g.nodes.map((n: J) => n.matters));
    const nodes: Node[] = g.nodes.map((n: J, i: number) => ({ ...n, r: 6 + 16 * Math.sqrt(n.matters / most), x: width / 2 + Math.cos(i * 2.4) * (20 + i * 9), y: H / 2 + Math.sin(i * 2.4) * (20 + i * 6) }));
    const links = g.links.map((l: J) => ({ ...l }));
    const name = (n: J) => (rtl() ? n.name : n.name_en ?? n.name) as string;
    forceSimulation(nodes as any).force("link", forceLink(links).id((n: any) => n.key).distance(width < 640 ? 78 : 120).strength(0.35)).force("push", forceManyBody().strength(width < 640 ? -220 : -420)).force("center", forceCenter(width / 2, H / 2))
      .force("x", forceX(width / 2).strength(0.06)).force("y", forceY(H / 2).strength(0.12)).force("apart", forceCollide((n: any) => n.r + (width < 640 ? 12 : 22))).stop().tick(260);
    // spread over the whole picture: distance means nothing here, room for the names does
    const fit = (axis: "x" | "y", low: number, high: number) => { const at = nodes.map((n) => n[axis]), a = Math.min(...at), b = Math.max(...at), k = Math.min(2.2, (high - low) / Math.max(1, b - a)); for (const n of nodes) n[axis] = (low + high) / 2 + (n[axis] - (a + b) / 2) * k; };
    fit("x", width < 640 ? 54 : 96, width - (width < 640 ? 54 : 96));
    fit("y", 34, H - 46);
    return { nodes, links, name, heaviest: Math.max(1, ...g.links.map((l: J) => l.matters)) };
  }, [g, width]);
  const shown = (name: string) => (name.length > (width < 640 ? 18 : 32) ? "\u2068" + name.slice(0, width < 640 ? 17 : 31) + "…\u2069" : name);
  const names = useMemo(() => (made ? places(made.nodes, (n) => shown(made.name(n)), width, H) : new Map<string, Place>()), [made]);
  const near = new Set(at ? [at, ...g.links.filter((l: J) => l.source === at || l.target === at).flatMap((l: J) => [l.source, l.target])] : []);
  return (
    <div ref={ref} class="chart-box">
      {made && (
        <>
          <svg data-title="" class={`chart network ${at ? "pointing" : ""}`} width={width} height={H} role="group" aria-label={t("actors.graph")}>
            <defs>{["against", "with"].map((k) => <marker key={k} id={`arrow-${k}`} viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" markerUnits="userSpaceOnUse" orient="auto-start-reverse" class={`head ${k}`}><path d="M0 0 8 4 0 8z" /></marker>)}</defs>
            {made.links.map((l: J, i: number) => {
              const s = l.source as Node, e = l.target as Node, dx = e.x - s.x, dy = e.y - s.y, d = Math.hypot(dx, dy) || 1, kind = l.against * 2 > l.matters ? "against" : "with";
              const ax = s.x + (dx / d) * s.r, ay = s.y + (dy / d) * s.r, bx = e.x - (dx / d) * (e.r + 3), by = e.y - (dy / d) * (e.r + 3), mx = (ax + bx) / 2 - dy * 0.14, my = (ay + by) / 2 + dx * 0.14;
              return <path key={i} class={`tie ${kind} ${at && !(s.key === at || e.key === at) ? "away" : ""}`} d={`M${ax} ${ay}Q${mx} ${my} ${bx} ${by}`} stroke-width={1 + 3 * (l.matters / made.heaviest)} marker-end={`url(#arrow-${kind})`}><title>{`${made.name(s)} ${rtl() ? "←" : "→"} ${made.name(e)}: ${num(l.matters)} (${t("actors.conflict")} ${num(l.against)})`}</title></path>;
            })}
            {made.nodes.map((n) => (
              <a key={n.key} href={thingHref("actor", n.key)} class={`node t-${n.type} ${at && !near.has(n.key) ? "away" : ""}`} aria-label={`${shown(made.name(n))}${shown(made.name(n)) === made.name(n) ? "" : ` (${made.name(n)})`}, ${count("matters", n.matters)}`} onClick={(e) => { e.preventDefault(); go(thingHref("actor", n.key)); }} onMouseEnter={() => point(n.key)} onMouseLeave={() => point(null)} onFocus={() => point(n.key)} onBlur={() => point(null)}>
                <circle cx={n.x} cy={n.y} r={n.r} /><text x={names.get(n.key)!.x} y={names.get(n.key)!.y} text-anchor="middle">{names.get(n.key)!.words}</text>
              </a>
            ))}
          </svg>
          <Legend items={KEY()} />
        </>
      )}
    </div>
  );
}

type Place = { x: number; y: number; words: string };
// Below its circle, else above or beside it: where the name covers neither another name nor another actor. The heavy ones choose first.
function places(nodes: Node[], shown: (n: Node) => string, width: number, height: number): Map<string, Place> {
  const out = new Map<string, Place>(), taken: [number, number, number, number][] = [];
  const free = (b: [number, number, number, number], self: Node) =>
    b[0] > 2 && b[1] < width - 2 && b[2] > 2 && b[3] < height - 2 && !taken.some((o) => b[0] < o[1] && o[0] < b[1] && b[2] < o[3] && o[2] < b[3]) && !nodes.some((n) => n !== self && n.x + n.r > b[0] && n.x - n.r < b[1] && n.y + n.r > b[2] && n.y - n.r < b[3]);
  for (const n of [...nodes].sort((a, b) => b.r - a.r)) {
    const words = shown(n), half = measured(words, 12) / 2 + 2;
    const tries: [number, number][] = [[n.x, n.y + n.r + 13], [n.x, n.y - n.r - 6], [n.x + n.r + half + 3, n.y + 4], [n.x - n.r - half - 3, n.y + 4], [n.x, n.y + n.r + 26]];
    const box = ([x, y]: [number, number]): [number, number, number, number] => [x - half, x + half, y - 11, y + 4];
    const at = tries.find((p) => free(box(p), n)) ?? tries[0]!;
    taken.push(box(at));
    out.set(n.key, { x: at[0], y: at[1], words });
  }
  return out;
}

export function Actor({ arg }: PageProps) {
  const answer = useAnswer(apiPath(`show/${arg}`, {}, false));
  const graph = useAnswer(apiPath("network", { actor: arg, limit: "16" }, false));
  const tally = useAnswer(apiPath("actors", { actor: arg, limit: "1" }, false)).value?.actors[0];
  return (
    <Loaded of={answer}>
      {(a) => {
        const x = a.value;
        const did = a.matters.filter((m: J) => m.actors.includes(arg)), got = a.matters.filter((m: J) => !m.actors.includes(arg));
        return (
          <>
            <Head title={<Txt text={rtl() ? x.name : x.name_en ?? x.name} />} sub={<span class="line"><span class="kind">{t(`entity.${x.type}`)}</span>{x.country && <span>{country(x.country)}</span>}{x.name_en && <Txt text={rtl() ? x.name_en : x.name} />}<span class="dim">{count("articles", x.articles)}</span></span>} path={`show/${arg}`} filtered={false} pictures={graph.value?.nodes.length > 1} answer={a} />
            <p class="line more"><Link class="tool" to={href("/now", { actor: arg })}>{t("actor.filter")}</Link><Link class="tool" to={href("/timeline", { actor: arg })}>{t("actor.timeline")}</Link></p>
            {x.names?.length > 1 && <p><span class="dim">{t("actor.called")}</span> {x.names.slice(0, 14).map((n: string, i: number) => <span key={n}>{i ? SEP() : ""}<Txt text={n} /></span>)}</p>}
            {graph.value?.nodes.length > 1 && <Graph g={graph.value} />}
            <div class="columns even">
              <section><h2>{t("actors.did")} <span class="dim">{num(tally?.as_actor ?? did.length)}</span></h2>{did.map((m: J) => <MatterRow key={m.key} answer={a} m={m} />)}</section>
              <section><h2>{t("actors.got")} <span class="dim">{num(tally?.as_recipient ?? got.length)}</span></h2>{got.map((m: J) => <MatterRow key={m.key} answer={a} m={m} />)}</section>
            </div>
            {tally && a.matters.length < tally.matters && <p class="line"><span class="dim">{t("of", { shown: num(a.matters.length), total: num(tally.matters) })}</span> <Link class="tool" to={href("/timeline", { actor: arg })}>{t("actor.timeline")}</Link></p>}
          </>
        );
      }}
    </Loaded>
  );
}
