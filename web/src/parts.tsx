// The pieces that pages are made of. Words of articles are always isolated, and characters that hide or turn text are shown by name.
import type { ComponentChildren, JSX } from "preact";
import { useEffect, useId, useRef, useState } from "preact/hooks";
import { savePictures } from "./pictures";
import { type J, apiPath, articleOf, date, days, go, has, href, nameOf, num, route, rtl, t } from "./lib";

// --- text that nobody vouches for --------------------------------------------------------------

const NAMES: Record<string, string> = {
  "\u061c": "ALM", "\u200b": "ZWSP", "\u200e": "LRM", "\u200f": "RLM", "\u202a": "LRE", "\u202b": "RLE", "\u202c": "PDF", "\u202d": "LRO", "\u202e": "RLO",
  "\u2066": "LRI", "\u2067": "RLI", "\u2068": "FSI", "\u2069": "PDI", "\ufeff": "BOM",
};
const HIDDEN = /([\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u061c\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff])/u;
export function shown(text: string): ComponentChildren {
  if (!HIDDEN.test(text)) return text;
  return text.split(HIDDEN).map((part, i) => {
    if (i % 2 === 0) return part;
    const name = NAMES[part] ?? "U+" + part.codePointAt(0)!.toString(16).toUpperCase().padStart(4, "0");
    return <span class="ctl" title={t("ctl", { name })} key={i}>{name}</span>;
  });
}
export function Txt({ text, class: cls, lang }: { text: string | null | undefined; class?: string; lang?: string }) {
  if (!text) return null;
  const cut = text.length > 400 ? text.slice(0, 400) + "…" : text;
  return <bdi class={cls} lang={lang ?? (/[\u0600-\u06ff]/.test(cut) ? "ar" : undefined)}>{shown(cut)}</bdi>;
}

// --- links -------------------------------------------------------------------------------------

type LinkProps = { to: string; class?: string; children: ComponentChildren } & Omit<JSX.IntrinsicElements["a"], "href" | "class" | "children">;
export function Link({ to, children, ...rest }: LinkProps) {
  const follow = (e: MouseEvent) => {
    if (e.defaultPrevented || e.button || e.metaKey || e.ctrlKey || e.shiftKey || e.altKey) return;
    e.preventDefault();
    go(to);
  };
  return <a href={to} onClick={follow as any} {...(rest as any)}>{children}</a>;
}
export const articleHref = (uid: string, fact?: J) => href(`/article/${uid}`, fact ? { at: `${fact.start}-${fact.end}` } : {});
export const thingHref = (kind: string, key: string) => href(`/${kind}/${key}`);

// --- who, what, when ---------------------------------------------------------------------------

export function Name({ answer, id, plain }: { answer: J; id: string | null; plain?: boolean }) {
  if (!id) return null;
  const text = nameOf(answer, id);
  return plain || id.includes(":") ? <Txt text={text} /> : <Link to={thingHref("actor", id)} class="name"><Txt text={text} /></Link>;
}

export const SEP = () => (rtl() ? "، " : ", ");
export function Names({ answer, ids, most = 3, plain }: { answer: J; ids: string[]; most?: number; plain?: boolean }) {
  const rest = ids.length - most;
  return <>{ids.slice(0, most).map((id, i) => <span key={id}>{i ? SEP() : ""}<Name answer={answer} id={id} plain={plain} /></span>)}{rest > 0 && <span class="dim"> +{num(rest)}</span>}</>;
}
export function Parts({ answer, m, plain, most = 2 }: { answer: J; m: J; plain?: boolean; most?: number }) {
  if (!m.actors?.length && !m.recipients?.length) return null;
  return (
    <span class="parts">
      {m.actors?.length ? <Names answer={answer} ids={m.actors} most={most} plain={plain} /> : <span class="dim">{t("nobody.told")}</span>}
      {!!m.recipients?.length && <><span class="arrow" role="img" aria-label={t("fact.whom")} /><Names answer={answer} ids={m.recipients} most={most} plain={plain} /></>}
    </span>
  );
}
export const kindOf = (m: J) => [m.type ? t(`type.${m.type}`) : m.kind ? t(`process.${m.kind}`) : "", m.mode && has(`mode.${m.mode}`) ? t(`mode.${m.mode}`) : ""].filter(Boolean).join(" · ");

const CLOCK = "M6 1.2a4.8 4.8 0 1 0 .01 0M6 3.4V6.2l1.9 1.2";
const SHAPES: Record<string, string> = {
  asserted: "M2 6h8", confirmed: "M2 6.5 5 9.5 10 3", denied: "M3 3l6 6M9 3 3 9", disputed: "M1 6h4M7 6h4M6 1v10", dispute: "M1 6h4M7 6h4M6 1v10", withdrawn: "M9 6H3M5 3 2 6l3 3", planned: CLOCK,
  suspended: "M4 2v8M8 2v8", resumed: "M3 2l6 4-6 4z", begun: "M3 2l6 4-6 4z", continued: "M2 6h8M7 3l3 3-3 3", cancelled: "M3 3l6 6M9 3 3 9", ended: "M3 3h6v6H3z", postponed: "M2 6h8M7 3l3 3-3 3", extended: "M2 6h8M7 3l3 3-3 3",
  doubted: "M4 4a2 2 0 1 1 2 3v1M6 10v.2", deadline: CLOCK, hypothetical: "M4 4a2 2 0 1 1 2 3v1M6 10v.2", affirms: "M2 6h8", denies: "M3 3l6 6M9 3 3 9",
};
export const tone = (act: string) =>
  ({ denied: "deny", denies: "deny", disputed: "dispute", dispute: "dispute", withdrawn: "gone", cancelled: "gone", ended: "gone", confirmed: "confirm", planned: "plan", hypothetical: "plan", doubted: "plan", deadline: "plan", postponed: "plan", extended: "plan", suspended: "pause", resumed: "turn", begun: "turn" })[act] ?? "assert";
export function Badge({ act, label }: { act: string; label?: string }) {
  return (
    <span class={`badge tone-${tone(act)}`}>
      <svg class="shape" viewBox="0 0 12 12" width="12" height="12" aria-hidden="true"><path d={SHAPES[act] ?? SHAPES.asserted} /></svg>
      {label ?? t(has(`act.${act}`) ? `act.${act}` : `state.${act}`)}
    </span>
  );
}
export const State = ({ status }: { status: string }) => <Badge act={status} label={t(has(`state.${status}`) ? `state.${status}` : `phase.${status}`)} />;
// Arabic counts in five forms: one, two, a few, many, hundreds.
export function count(key: string, n: number): string {
  const form = rtl() ? new Intl.PluralRules("ar").select(n) : n === 1 ? "one" : "many";
  return t(has(`${key}.${form}`) ? `${key}.${form}` : `${key}.many`, { n: num(n) });
}

// The position of a side: it affirms, it denies, or it holds a number.
export const position = (p: string) => (p === "affirms" || p === "denies" ? t(`dispute.side.${p}`) : p.replace(/\d{4,}/g, (d) => num(+d)));
export const sideTone = (p: string, i: number) => (p === "denies" ? "deny" : p === "affirms" ? "assert" : i ? "turn" : "assert");

// --- the words and their chain -----------------------------------------------------------------

// A sentence with the words of the fact marked; all of it leads to the words in their article.
export function Quote({ quote, size = "" }: { quote: J; size?: "big" | "small" | "" }) {
  if (!quote) return null;
  return (
    <blockquote class={`quote ${size}`} lang="ar" dir="rtl">
      <Link to={articleHref(quote.article, quote)} title={t("read.there")}>
        <bdi><span class="around">{shown(quote.before)}</span><mark>{shown(quote.words)}</mark><span class="around">{shown(quote.after)}</span></bdi>
      </Link>
    </blockquote>
  );
}
// Who vouches, innermost first, to the outlet: as long as the words it stands with.
export function Chain({ answer, step, article }: { answer: J; step: J; article: string }) {
  const found = articleOf(answer, article);
  const links: ComponentChildren[] = [];
  const said: string[] = step.chain?.length ? step.chain : step.by ? [step.by] : [];
  said.forEach((id, i) => {
    const known = answer.identities?.[id];
    if (known && !id.includes(":")) links.push(<Name answer={answer} id={id} />);
    else links.push(<Txt text={known ? nameOf(answer, id) : i === 0 ? step.by_name : id} />);
  });
  if (!said.length && step.by_name) links.push(<Txt text={step.by_name} />);
  const outlet = step.outlet ?? found.outlet;
  return (
    <ol class="chain" aria-label={t("chain.label")}>
      {links.map((l, i) => <li key={i}>{l}</li>)}
      <li class="outlet"><Link to={articleHref(article, step.fact ?? step)}><Txt text={outlet ?? t("outlet.unknown")} /></Link></li>
    </ol>
  );
}
export function Step({ answer, step, size }: { answer: J; step: J; size?: "big" | "small" | "" }) {
  return (
    <div class="step">
      <Quote quote={step.fact.quote} size={size} />
      <div class="under"><Chain answer={answer} step={step} article={step.fact.article} /><time dateTime={step.day ?? undefined}>{date(step.day ?? articleOf(answer, step.fact.article).published)}</time></div>
    </div>
  );
}

// A matter as one row of a list.
export function MatterRow({ answer, m, level = 3 }: { answer: J; m: J; level?: 2 | 3 }) {
  const H = `h${level}` as any;
  return (
    <article class="matter-row">
      <div class="line"><State status={m.status} /><span class="kind">{kindOf(m)}</span>{m.place && <span class="dim"><Txt text={nameOf(answer, m.place)} /></span>}<time>{days(m.first_day ?? m.told_first ?? m.day, m.last_day ?? m.first_day ?? m.told_first)}</time></div>
      <H class="row-title"><Link to={thingHref("matter", m.key)}>{m.actors?.length || m.recipients?.length ? <Parts answer={answer} m={m} plain /> : <Txt text={m.title_ar} />}</Link></H>
      {m.fact?.quote && <Quote quote={m.fact.quote} size="small" />}
      <div class="under"><Voices m={m} /><span class="dim">{count("articles", m.articles_count)}</span></div>
    </article>
  );
}
export function Voices({ m }: { m: J }) {
  return <span class="voices"><span class={`dots n${Math.min(5, m.voices)}`} aria-hidden="true">{Array.from({ length: Math.min(8, m.voices) }, (_, i) => <i key={i} />)}</span>{count("voices", m.voices)}</span>;
}

// --- the page around ---------------------------------------------------------------------------

type Download = { path: string; params?: Record<string, string>; pictures?: boolean; filtered?: boolean; answer?: J };
export function Head({ title, sub, children, ...download }: { title: ComponentChildren; sub?: ComponentChildren; children?: ComponentChildren } & Partial<Download>) {
  return (
    <header class="page-head">
      <div><h1>{title}</h1>{sub && <p class="sub">{sub}</p>}</div>
      <div class="tools">{children}<Copy />{download.path && <Downloads {...(download as Download)} />}</div>
    </header>
  );
}
function Copy() {
  const [done, set] = useState(false);
  const copy = async () => {
    const now = route();
    await navigator.clipboard?.writeText(location.origin + href(now.path, now.params)).catch(() => {});
    set(true);
    setTimeout(() => set(false), 1600);
  };
  return <button class="tool" onClick={copy} aria-live="polite">{done ? t("link.copied") : t("link.copy")}</button>;
}
// What the view shows, without its pages: a table, the answer itself, and its pictures.
function Downloads({ path, params = {}, pictures, filtered = true, answer }: Download) {
  return (
    <span class="downloads" role="group" aria-label={t("download")}>
      <a class="tool" href={apiPath(path, { ...params, format: "csv" }, filtered)} download aria-label={t("download.as", { format: "CSV" })}>CSV</a>
      <a class="tool" href={apiPath(path, params, filtered)} download={`musnad-${path.replace(/\W+/g, "-")}.json`} aria-label={t("download.as", { format: "JSON" })}>JSON</a>
      {pictures && <button class="tool" onClick={() => savePictures(path, answer)} aria-label={t("download.as", { format: "SVG" })}>SVG</button>}
    </span>
  );
}
// The rest of a list, where there is more.
export function More({ shown, total, most = 500, onMore }: { shown: number; total: number; most?: number; onMore: () => void }) {
  if (shown >= total) return null;
  return <p class="more line">{shown < most && <button class="tool" onClick={onMore}>{t("more")}</button>}<span class="dim">{t("of", { shown: num(shown), total: num(total) })}{shown >= most && ` · ${t("more.download")}`}</span></p>;
}
export function Loaded({ of, children, empty }: { of: { value: J | null; error: string | null; busy: boolean; again: () => void }; children: (value: J) => ComponentChildren; empty?: (value: J) => ComponentChildren | null }) {
  if (of.error) return <div class="problem" role="alert"><p>{of.error}</p><button class="tool" onClick={of.again}>{t("again")}</button></div>;
  if (!of.value) return <div class="skeleton" role="status"><span class="visually-hidden">{t("loading")}</span><i /><i /><i /></div>;
  const none = empty?.(of.value);
  return <div class={of.busy ? "busy" : undefined} aria-busy={of.busy}>{none ? <div class="empty">{none}<p><Link class="tool" to={href(location.pathname, { lang: rtl() ? "ar" : "en" }, false)}>{t("clear")}</Link></p></div> : children(of.value)}</div>;
}
export function Choice({ label, value, options, onChoose }: { label: string; value: string; options: [string, string][]; onChoose: (v: string) => void }) {
  const name = useId();
  return (
    <fieldset class="choice"><legend class="visually-hidden">{label}</legend>
      {options.map(([v, text]) => <label key={v} class={v === value ? "on" : ""}><input type="radio" name={name} checked={v === value} onChange={() => onChoose(v)} />{text}</label>)}
    </fieldset>
  );
}
export function useWidth<T extends Element>(): [{ current: T | null }, number] {
  const ref = useRef<T>(null);
  const [width, set] = useState(0);
  useEffect(() => {
    if (!ref.current) return;
    const watch = new ResizeObserver(([e]) => set(Math.round(e!.contentRect.width)));
    watch.observe(ref.current);
    return () => watch.disconnect();
  }, [ref.current === null]);
  return [ref, width];
}
export function Why({ title, reason }: { title: string; reason: J }) {
  if (!reason) return null;
  return (
    <details class="why"><summary>{title}</summary>
      <p><span class="dim">{t("why.rule")}</span> <code dir="ltr">{reason.rule}</code></p>
      {reason.because && <ul>{reason.because.slice(0, 20).map((b: string, i: number) => <li key={i} dir="auto">{shown(b)}</li>)}</ul>}
    </details>
  );
}
