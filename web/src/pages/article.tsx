// The text with everything found in it marked. Offsets are code points, so the text is cut up by those.
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import type { PageProps } from "../main";
import { type J, apiPath, date, go, has, here, num, rtl, t, useAnswer, useParam, useRoute } from "../lib";
import { SEP, Badge, Head, Link, Loaded, Txt, articleHref, shown, thingHref, tone } from "../parts";

type Fact = { id: string; layer: Layer; start: number; end: number; value: J };
const LAYERS = ["statements", "events", "entities", "times", "figures"] as const;
type Layer = (typeof LAYERS)[number];

export function Article({ arg, me }: PageProps) {
  const { params } = useRoute();
  const [whole, setWhole] = useParam("whole");
  const answer = useAnswer(apiPath(`article/${encodeURIComponent(arg).replace(/%2F/g, "/")}`, whole ? { whole: "true" } : {}, false));
  return (
    <Loaded of={answer}>
      {(a) => {
        const lines = a.title ? [...a.text].findIndex((c: string) => c === "\n") : -1;
        return (
          <>
            <Head title={<Txt text={a.title ?? a.id} />} sub={<span class="line"><Txt text={a.outlet ?? t("outlet.unknown")} /><time>{date(a.published, "long")}</time>{/^https?:\/\//.test(a.url ?? "") && <a href={a.url} rel="noreferrer noopener" target="_blank">{t("article.source")} ↗</a>}</span>} path={`article/${arg}`} params={{ whole: "true" }} filtered={false} />
            {a.language !== "ar" && <p class="note">{t("article.not", { language: t(`language.${a.language}`) })}</p>}
            <Reader a={a} at={params.at} me={me} skip={lines > 0 && lines < 220 ? lines : 0} again={answer.again} />
            {!a.whole && <button class="tool" onClick={() => setWhole("true")}>{t("article.whole", { n: num(a.characters) })}</button>}
            <Versions a={a} />
          </>
        );
      }}
    </Loaded>
  );
}

function facts(a: J): Fact[] {
  const out: Fact[] = [];
  for (const s of a.statements) out.push({ id: s.id, layer: "statements", start: s.start, end: s.end, value: s });
  for (const v of a.events) out.push({ id: v.id, layer: "events", start: v.trigger.start, end: v.trigger.end, value: v });
  for (const e of a.entities) for (const m of e.mentions) out.push({ id: e.id, layer: "entities", start: m.start, end: m.end, value: e });
  for (const x of a.times) out.push({ id: x.id, layer: "times", start: x.start, end: x.end, value: x });
  for (const f of a.figures) out.push({ id: f.id, layer: "figures", start: f.start, end: f.end, value: f });
  return out.sort((x, y) => x.start - y.start || y.end - x.end);
}

function Reader({ a, at, me, skip, again }: { a: J; at?: string; me: J; skip: number; again: () => void }) {
  const all = useMemo(() => facts(a), [a]);
  const points = useMemo(() => [...(a.text as string)], [a]);
  const target = /^(\d+)-(\d+)$/.exec(at ?? "");
  const [from, to] = target ? [+target[1]!, +target[2]!] : [-1, -1];
  const touching = (s: number, e: number) => all.filter((f) => f.start < e && s < f.end);
  const [marks, setMarks] = useParam("marks", LAYERS.join(","));
  const layers = Object.fromEntries(LAYERS.map((l) => [l, marks.split(",").includes(l)])) as Record<Layer, boolean>;
  const [fact, setFact] = useParam("fact");
  const pick = (ids: string[]) => setFact(ids.join(","));
  const picked = fact ? fact.split(",") : target ? touching(from, to).filter((f) => f.layer === "statements" || f.layer === "events" || f.layer === "figures").map((f) => f.id) : [];
  const [hovered, hover] = useState<string[]>([]);
  const body = useRef<HTMLDivElement>(null);
  useEffect(() => { if (target) body.current?.querySelector(".target")?.scrollIntoView({ block: "center" }); }, [a.article, at]);
  const cuts = useMemo(() => {
    const set = new Set([skip, points.length]);
    for (const f of all) if (layers[f.layer]) set.add(Math.max(skip, f.start)).add(Math.max(skip, f.end));
    if (target) set.add(Math.max(skip, from)).add(Math.max(skip, Math.min(to, points.length)));
    points.forEach((c, i) => c === "\n" && i >= skip && set.add(i).add(i + 1));
    return [...set].filter((x) => x >= skip && x <= points.length).sort((x, y) => x - y);
  }, [a, marks, at]);
  const active = new Set(hovered.length ? hovered : picked);
  const paragraphs: any[][] = [[]];
  for (let i = 0; i + 1 < cuts.length; i++) {
    const [s, e] = [cuts[i]!, cuts[i + 1]!];
    const words = points.slice(s, e).join("");
    if (words === "\n") { paragraphs.push([]); continue; }
    const mine = all.filter((f) => layers[f.layer] && f.start <= s && e <= f.end);
    const starts = mine.filter((f) => f.start === s && f.layer !== "statements");
    const cls = [...new Set(mine.map((f) => f.layer === "statements" ? `m-statements st-${f.value.stance}` : `m-${f.layer}`))].join(" ") + (mine.some((f) => active.has(f.id)) ? " active" : "") + (s >= from && e <= to ? " target" : "");
    const ids = mine.map((f) => f.id);
    const label = starts.length ? starts.map((f) => `${t(`fact.${f.layer === "entities" ? "name" : f.layer.slice(0, -1)}`)}`).join(", ") : undefined;
    paragraphs[paragraphs.length - 1]!.push(
      mine.length || (s >= from && e <= to) ? <span key={s} class={`m ${cls}`} data-key={starts[0]?.value.key} {...(starts.some((f) => f.layer === "events" || f.layer === "figures") ? { tabIndex: 0, role: "button", "aria-label": `${words} – ${label}`, onKeyDown: (ev: KeyboardEvent) => { if (ev.key === "Enter" || ev.key === " ") { ev.preventDefault(); pick(ids); } } } : {})} onMouseEnter={() => hover(ids)} onMouseLeave={() => hover([])} onFocus={() => hover(ids)} onBlur={() => hover([])} onClick={() => ids.length && pick(ids)}>{shown(words)}</span> : <span key={s}>{shown(words)}</span>,
    );
  }
  const unique = [...new Map(all.map((f) => [f.id, f])).values()];
  const cards = active.size ? unique.filter((f) => active.has(f.id)) : unique.filter((f) => f.layer === "statements" || f.layer === "events");
  const order: Record<Layer, number> = { statements: 0, events: 1, figures: 2, times: 3, entities: 4 };
  cards.sort((x, y) => (active.size ? order[x.layer] - order[y.layer] : 0) || x.start - y.start);
  return (
    <div class="reader">
      <div class="text-side">
        <fieldset class="layers"><legend>{t("article.layers")}</legend>{LAYERS.map((l) => <label key={l} class={`l-${l}`}><input type="checkbox" checked={layers[l]} onChange={() => setMarks(LAYERS.filter((x) => (x === l ? !layers[x] : layers[x])).join(",") || "none")} /><span class={`sample m-${l}`}>{t(`layer.${l}`)}</span></label>)}</fieldset>
        <div class={`text ${active.size ? "has-active" : ""}`} lang={a.language === "ar" ? "ar" : undefined} dir={a.language === "ar" ? "rtl" : "auto"} ref={body}>{paragraphs.filter((p) => p.length).map((p, i) => <p key={i} dir={a.language === "ar" ? "rtl" : "auto"}>{p}</p>)}</div>
      </div>
      <aside class="facts" aria-label={t("article.facts")}>
        <div class="line"><h2 class="overline">{t("article.facts")}</h2>{picked.length > 0 && <button class="tool" onClick={() => go(here({ at: "", fact: "" }), true)}>{t("article.back")}</button>}</div>
        {!active.size && <p class="dim">{t("article.pick")}</p>}
        <div aria-live="polite">{cards.slice(0, 120).map((f) => <Card key={f.id} a={a} f={f} points={points} me={me} again={again} onPick={() => pick([f.id])} on={active.has(f.id)} />)}</div>
      </aside>
    </div>
  );
}

function Card({ a, f, points, me, again, onPick, on }: { a: J; f: Fact; points: string[]; me: J; again: () => void; onPick: () => void; on: boolean }) {
  const v = f.value, name = (id: string | null) => { const e = a.entities.find((x: J) => x.id === id); return e ? (rtl() ? e.name : e.name_en ?? e.name) : ""; };
  const who = (id: string) => { const e = a.entities.find((x: J) => x.id === id); return e?.identity && !e.identity.includes(":") ? <Link to={thingHref("actor", e.identity)}><Txt text={name(id)} /></Link> : <Txt text={name(id)} />; };
  const many = (ids: string[]) => ids.map((id, i) => <span key={id}>{i ? SEP() : ""}{who(id)}</span>);
  const words = (s: J) => points.slice(s.start, Math.min(s.end, s.start + 300)).join("");
  const kind = { statements: "statement", events: "event", entities: "name", times: "time", figures: "figure" }[f.layer];
  const rows: [string, any][] = [];
  if (f.layer === "statements") rows.push(["fact.speaker", v.speaker ? who(v.speaker) : "—"]);
  if (f.layer === "events") {
    if (v.actors.length) rows.push(["fact.who", many(v.actors)]);
    if (v.recipients.length) rows.push(["fact.whom", many(v.recipients)]);
    if (v.place) rows.push(["fact.where", who(v.place)]);
    if (v.date) rows.push(["fact.when", date(v.date)]);
    rows.push(["fact.sure", <meter min={0} max={1} value={v.confidence} title={v.confidence.toFixed(2)} aria-label={`${t("fact.sure")} ${v.confidence.toFixed(2)}`} />]);
  }
  if (f.layer === "entities") rows.push(["fact.type", t(`entity.${v.type}`)]);
  if (f.layer === "times") rows.push(["fact.value", <code dir="ltr">{v.value ?? "—"}</code>]);
  if (f.layer === "figures") rows.push(["fact.value", <b><bdi dir="ltr">{v.low === v.high ? num(v.low) : `${num(v.low)}–${num(v.high)}`}</bdi></b>]);
  const chain: J[] = f.layer === "statements" ? v.chain : f.layer === "events" ? v.sources.map((e: string) => ({ entity: e })) : [];
  return (
    <article class={`card l-${f.layer} ${on ? "on" : ""}`} id={`fact-${f.id}`}>
      <div class="line">
        <span class="kind">{t(`fact.${kind}`)}</span>
        {f.layer === "statements" && <Badge act={v.stance === "deny" ? "denied" : v.stance === "confirm" ? "confirmed" : "asserted"} label={t(`stance.${v.stance}`)} />}
        {f.layer === "statements" && v.evidential !== "neutral" && <span class="dim">{t(`evidential.${v.evidential}`)}</span>}
        {f.layer === "events" && <><b>{t(`type.${v.type}`)}{v.mode && has(`mode.${v.mode}`) ? ` · ${t(`mode.${v.mode}`)}` : ""}</b><Badge act={{ occurred: "asserted", planned: "planned", denied: "denied", hypothetical: "hypothetical" }[v.status as string] ?? "asserted"} label={t(`status.${v.status}`)} />{v.aspect && <span class={`tone-${tone(v.aspect === "resume" ? "resumed" : v.aspect === "suspend" ? "suspended" : "planned")}`}>{t(`aspect.${v.aspect}`)}</span>}</>}
      </div>
      <button class="words" onClick={onPick} lang="ar" dir="rtl"><bdi>{shown(words(f.layer === "events" ? v.evidence : f.layer === "entities" ? v.mentions[0] : v))}</bdi></button>
      {rows.length > 0 && <dl>{rows.map(([k, x]) => <div key={k}><dt>{t(k)}</dt><dd>{x}</dd></div>)}</dl>}
      {(f.layer === "statements" || f.layer === "events") && <ol class="chain" aria-label={t("chain.label")}>{chain.map((c, i) => <li key={i}>{who(c.entity)}</li>)}<li class="outlet"><Txt text={a.outlet ?? t("outlet.unknown")} /></li></ol>}
      {v.corrected?.length > 0 && <p class="corrected">{t("edit.by", { fields: v.corrected.join(", ") })}</p>}
      {v.matter && <p><Link to={thingHref("matter", v.matter)}>{t("fact.matter")}</Link></p>}
      <details class="why"><summary>{t("why")}</summary>
        <p><span class="dim">{t("why.rule")}</span> <code dir="ltr">{v.reason.rule}</code></p>
        {v.reason.rows.map((r: J) => <p key={r.where} class="row"><code dir="ltr">{r.where}</code> {r.row && <bdi dir="auto">{shown(r.row.slice(0, 300))}</bdi>}</p>)}
        {v.key && <p class="dim"><code dir="ltr">{v.key}</code></p>}
      </details>
      {me?.edit && v.key && <Edit a={a} f={f} me={me} again={again} />}
    </article>
  );
}

function Edit({ a, f, me, again }: { a: J; f: Fact; me: J; again: () => void }) {
  const fields: Record<string, string[] | null> = me.fields[f.layer] ?? {};
  const [open, set] = useState(false);
  const [field, setField] = useState(f.layer === "events" ? "status" : "stance");
  const [said, say] = useState<{ text: string; bad: boolean } | null>(null);
  const people = a.entities as J[];
  const save = async (e: Event) => {
    e.preventDefault();
    const form = new FormData(e.currentTarget as HTMLFormElement);
    const value = form.getAll("value").filter(Boolean).join(",");
    const body = field === "wrong" ? { key: f.value.key, who: form.get("who") } : { key: f.value.key, field, value, who: form.get("who") };
    const answer = await fetch("/api/corrections", { method: "POST", headers: { "content-type": "application/json", "x-musnad-csrf": me.csrf }, body: JSON.stringify(body) }).catch(() => null);
    const value2 = await answer?.json().catch(() => ({}));
    if (answer?.ok) { say({ text: t("edit.saved"), bad: false }); set(false); try { localStorage.setItem("musnad.who", String(form.get("who"))); } catch { /* private window */ } again(); }
    else say({ text: typeof value2?.detail === "string" ? value2.detail : t("unreachable"), bad: true });
  };
  let known = "";
  try { known = localStorage.getItem("musnad.who") ?? ""; } catch { /* private window */ }
  const values = field === "wrong" ? undefined : fields[field];
  const now = f.value[field];
  const prefix: Record<string, string> = { type: "type", status: "status", aspect: "aspect", stance: "stance", evidential: "evidential" };
  return (
    <div class="edit">
      {!open && <button class="tool" onClick={() => { set(true); say(null); }}>{t("edit.button")}</button>}
      {said && <p role="status" class={said.bad ? "problem" : "good"}>{said.text}</p>}
      {open && (
        <form onSubmit={save}>
          <label><span>{t("edit.field")}</span><select name="field" value={field} onChange={(e) => setField(e.currentTarget.value)}>{Object.keys(fields).map((k) => <option key={k} value={k}>{t({ type: "fact.type", status: "fact.status", stance: "fact.stance", speaker: "fact.speaker", actors: "fact.who", recipients: "fact.whom", place: "fact.where", date: "fact.when" }[k] ?? k)}</option>)}<option value="wrong">{t("edit.wrong")}</option></select></label>
          {field !== "wrong" && (
            <label key={field}><span>{t("edit.value")}</span>
              {values ? <select name="value" defaultValue={now ?? ""}><option value="">{t("edit.none")}</option>{values.map((x) => <option key={x} value={x}>{t(`${prefix[field]}.${x}`)}</option>)}</select>
                : ["actors", "recipients", "place", "speaker"].includes(field) ? <select name="value" multiple={field === "actors" || field === "recipients"} size={field === "actors" || field === "recipients" ? 5 : 1}>{field !== "actors" && field !== "recipients" && <option value="">{t("edit.none")}</option>}{people.slice(0, 200).map((e) => <option key={e.id} value={e.id} selected={Array.isArray(now) ? now.includes(e.id) : now === e.id}>{e.name.slice(0, 60)}</option>)}</select>
                : <input name="value" dir="auto" {...({ type: field === "date" ? "date" : "text" } as {})} maxLength={120} defaultValue={now ?? ""} />}
            </label>
          )}
          <label><span>{t("edit.who")}</span><input name="who" required maxLength={80} dir="auto" defaultValue={known} autocomplete="name" /></label>
          <div class="line"><button class="tool primary" type="submit">{t("edit.save")}</button><button class="tool" type="button" onClick={() => set(false)}>{t("edit.cancel")}</button></div>
        </form>
      )}
    </div>
  );
}

function Versions({ a }: { a: J }) {
  if (!a.versions.length && !a.copies.length) return null;
  return (
    <div class="beside">
      {a.versions.length > 0 && (
        <section><h2>{t("article.versions")}</h2>
          <ol class="versions">{a.versions.map((v: J, i: number) => (
            <li key={v.article}><h3 class="row-title">{v.article === a.article ? date(v.published, "long") : <Link to={articleHref(v.article)}>{date(v.published, "long")}</Link>} <time class="dim">{v.published?.slice(11, 16)}</time></h3>
              <p class="dim">{t(i ? "article.changed" : "article.first")}</p>
              {v.changes.length > 0 && <ul class="diff" lang="ar" dir="rtl">{v.changes.map((c: string, n: number) => (c.startsWith("+") ? <li key={n}><ins><span class="visually-hidden">+ </span>{shown(c.slice(1))}</ins></li> : <li key={n}><del><span class="visually-hidden">− </span>{shown(c.slice(1))}</del></li>))}</ul>}
            </li>))}</ol>
        </section>
      )}
      {a.copies.length > 0 && (
        <section><h2>{t("article.copies")}</h2>
          {a.copies.map((g: J) => <ul key={g.key}>{g.why.map((w: J) => <li key={w.article}>{w.article === a.article ? <b><Txt text={a.articles[w.article]?.outlet} /></b> : <Link to={articleHref(w.article)}><Txt text={a.articles[w.article]?.outlet ?? w.article.slice(0, 8)} /></Link>} <time class="dim">{date(a.articles[w.article]?.published)}</time> <span class="dim"><Txt text={w.why} /></span></li>)}</ul>)}
        </section>
      )}
    </div>
  );
}
