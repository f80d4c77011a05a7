// The application: the frame around every page, and which page an address means.
import { type ComponentType, render } from "preact";
import { useEffect, useState } from "preact/hooks";
import { Filters } from "./filters";
import { type J, date, go, here, href, lang, loadLabels, num, remembered, rtl, store, t, useAnswer, useRoute, apiPath } from "./lib";
import { Link } from "./parts";
import { Now } from "./pages/now";
import { Disputes } from "./pages/disputes";
import { Timeline } from "./pages/timeline";
import { Article } from "./pages/article";
import { Search } from "./pages/search";
import { Matter } from "./pages/matter";
import { Processes } from "./pages/processes";
import { Figures } from "./pages/figures";
import { Compare } from "./pages/compare";
import { Corrections } from "./pages/corrections";
import { Exports } from "./pages/exports";

export type PageProps = { arg: string; overview: J | null; me: J | null };
type Page = ComponentType<PageProps>;
const late = (load: () => Promise<Page>): Page => function Late(props: PageProps) {
  const [found, set] = useState<{ page: Page } | null>(null);
  useEffect(() => void load().then((page) => set({ page })), []);
  return found ? <found.page {...props} /> : <div class="skeleton" role="status"><span class="visually-hidden">{t("loading")}</span><i /><i /></div>;
};
const Actors = late(async () => (await import("./pages/actors")).Actors);
const Actor = late(async () => (await import("./pages/actors")).Actor);
const Places = late(async () => (await import("./pages/map")).Places);

const PAGES: Record<string, Page> = {
  now: Now, timeline: Timeline, disputes: Disputes, dispute: Disputes, processes: Processes, process: Processes, actors: Actors, actor: Actor, map: Places,
  figures: Figures, compare: Compare, search: Search, matter: Matter, article: Article, corrections: Corrections, exports: Exports,
};
const NAV = ["now", "disputes", "timeline", "processes", "figures", "actors", "map", "compare", "exports"];
const HOME: Record<string, string> = { dispute: "disputes", process: "processes", actor: "actors", matter: "now", article: "search" };
const UNFILTERED = ["article", "matter", "dispute", "process", "corrections"];

function App() {
  const { path, params } = useRoute();
  const [, name = "now", ...rest] = path === "/" ? ["", "now"] : path.split("/");
  const Shown = PAGES[name];
  const overview = useAnswer(apiPath("overview", {}, false));
  const me = useAnswer("/api/me");
  const language = lang();
  const [ready, set] = useState("");
  useEffect(() => {
    document.documentElement.lang = language;
    document.documentElement.dir = rtl() ? "rtl" : "ltr";
    loadLabels().finally(() => set(language));
  }, [language]);
  const section = HOME[name] ?? name;
  useEffect(() => { document.querySelector(".tabs [aria-current]")?.scrollIntoView({ inline: "center", block: "nearest" }); }, [section, ready, me.value]);
  useEffect(() => {
    document.title = `${Shown ? t(NAV.includes(section) || section === "search" || section === "corrections" ? `nav.${section}` : `${name}.title`) : t("notfound")} · ${t("app.name")}`;
  }, [name, ready]);
  if (!ready) return null;
  return (
    <>
      <a class="skip" href="#main">{t("skip")}</a>
      <header class="top">
        <div class="wrap bar">
          <Link class="brand" to={href("/now")}><span lang="ar">مُسنَد</span><span lang="en">Musnad</span></Link>
          <form class="find" role="search" onSubmit={(e) => { e.preventDefault(); const q = new FormData(e.currentTarget as HTMLFormElement).get("q") as string; if (q.trim()) go(href("/search", { q: q.trim() })); }}>
            <label class="visually-hidden" for="q">{t("search.label")}</label>
            <input id="q" name="q" type="search" dir="auto" maxLength={200} placeholder={t("search.label")} defaultValue={params.q ?? ""} key={params.q ?? ""} autocomplete="off" enterkeyhint="search" />
          </form>
          <div class="switches">
            <button class="tool" lang={language === "ar" ? "en" : "ar"} aria-label={`${t("language")} – ${t("language.to")}`} onClick={() => { store("musnad.lang", language === "ar" ? "en" : "ar"); go(here({ lang: language === "ar" ? "en" : "ar" }), true); }}>{t("language")}</button>
            <Theme />
          </div>
        </div>
        <nav class="wrap tabs" aria-label={t("nav.main")}>
          <ul>{[...NAV, ...(me.value?.edit || me.value?.corrections ? ["corrections"] : [])].map((n) => <li key={n}><Link to={href(`/${n}`)} aria-current={n === section ? "page" : undefined}>{t(`nav.${n}`)}</Link></li>)}</ul>
        </nav>
      </header>
      {params.as_of && <div class="as-of" role="note"><div class="wrap"><span>{t("as_of.note", { day: date(params.as_of, "long") })}</span> <Link to={here({ as_of: "" })}>{t("as_of.back")}</Link></div></div>}
      {!UNFILTERED.includes(name) && Shown && <Filters overview={overview.value} page={name} />}
      <main id="main" class="wrap" tabIndex={-1}>
        {overview.error && <div class="problem" role="alert"><p>{overview.error}</p></div>}
        {overview.value?.notes.map((n: string) => <p class="note" key={n}>{n}</p>)}
        {Shown ? <Shown key={name + rest.join("/")} arg={decodeURIComponent(rest.join("/"))} overview={overview.value} me={me.value} /> : <p class="empty">{t("notfound")}</p>}
      </main>
      <footer class="wrap foot">
        {overview.value && <p>{t("footer.record", Object.fromEntries(Object.entries(overview.value.counts).map(([k, v]) => [k, num(v as number)])))}</p>}
        <p class="dim">{t("footer.note")} <a href="/api/openapi.json">{t("footer.api")}</a></p>
      </footer>
    </>
  );
}

function Theme() {
  const system = matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
  const [theme, set] = useState(remembered("musnad.theme") ?? system);
  useEffect(() => { document.documentElement.dataset.theme = theme; }, [theme]);
  const other = theme === "dark" ? "light" : "dark";
  return <button class="tool" aria-label={`${t(`theme.${other}`)} – ${t("theme.to")}`} onClick={() => { store("musnad.theme", other); set(other); }}>{t(`theme.${other}`)}</button>;
}
const theme = remembered("musnad.theme");
if (theme) document.documentElement.dataset.theme = theme;
render(<App />, document.getElementById("app")!);
