// What everything is narrowed to. Every part is in the address; chips show what is set and take it away.
import { useState } from "preact/hooks";
import { FILTERS, type J, date, go, has, here, href, rtl, t, useRoute } from "./lib";
import { Txt } from "./parts";

const label = (name: string, value: string) =>
  name === "type" ? t(has(`type.${value}`) ? `type.${value}` : `process.${value}`) : name === "status" ? t(has(`state.${value}`) ? `state.${value}` : `phase.${value}`) : ["since", "until", "as_of"].includes(name) ? date(value) : name === "country" ? country(value) : value;
let names: Intl.DisplayNames | null = null;
const ISO2: Record<string, string> = { IRQ: "IQ", SYR: "SY", IRN: "IR", USA: "US", GBR: "GB", FRA: "FR", DEU: "DE", ITA: "IT", TUR: "TR", SAU: "SA", ARE: "AE", QAT: "QA", KWT: "KW", OMN: "OM", BHR: "BH", YEM: "YE", JOR: "JO", LBN: "LB", ISR: "IL", PSE: "PS", EGY: "EG", LBY: "LY", TUN: "TN", DZA: "DZ", MAR: "MA", SDN: "SD", RUS: "RU", CHN: "CN", IND: "IN", PAK: "PK", AFG: "AF", ESP: "ES" };
export function country(code: string): string {
  const two = ISO2[code.toUpperCase()];
  names ??= new Intl.DisplayNames([rtl() ? "ar" : "en"], { type: "region" });
  return two ? (names.of(two) ?? code) : code;
}

export function Filters({ overview, page }: { overview: J | null; page: string }) {
  const { params } = useRoute();
  const [open, set] = useState(false);
  const on = FILTERS.filter((f) => params[f]);
  const choices = overview?.choices ?? {};
  const put = (name: string, value: string) => go(here({ [name]: value }));
  const select = (name: string, values: J[]) => (
    <label><span>{t(`filter.${name}`)}</span>
      <select value={params[name] ?? ""} onChange={(e) => put(name, e.currentTarget.value)}>
        <option value="">{t("filter.any")}</option>
        {params[name] && !values?.some((v) => v.value === params[name]) && <option value={params[name]}>{label(name, params[name]!)}</option>}
        {values?.map((v) => <option value={v.value} key={v.value}>{label(name, v.value).slice(0, 60)} ({v.count})</option>)}
      </select>
    </label>
  );
  const word = (name: string) => (
    <label><span>{t(`filter.${name}`)}</span><input type="text" dir="auto" maxLength={120} defaultValue={/^[0-9a-f]{16}$/.test(params[name] ?? "") ? "" : params[name] ?? ""} key={params[name] ?? ""} onChange={(e) => put(name, e.currentTarget.value.trim())} /></label>
  );
  const day = (name: string) => <label><span>{t(`filter.${name}`)}</span><input type="date" value={params[name] ?? ""} onChange={(e) => put(name, e.currentTarget.value)} /></label>;
  return (
    <section class="filters" aria-label={t("filters")}>
      <div class="wrap">
        <div class="chips">
          <button class="tool open" aria-expanded={open} aria-controls="filter-form" onClick={() => set(!open)}>{t("filters")}{on.length > 0 && <b> {on.length}</b>}</button>
          {on.map((f) => <button class="chip" key={f} onClick={() => put(f, "")} aria-label={t("filter.remove", { what: `${t(`filter.${f}`)} ${label(f, params[f]!)}` })}><span class="dim">{t(`filter.${f}`)}</span> <Txt text={/^[0-9a-f]{16}$/.test(params[f]!) ? "…" + params[f]!.slice(0, 5) : label(f, params[f]!)} /> <span aria-hidden="true">×</span></button>)}
          {on.length > 1 && <button class="tool" onClick={() => go(href(location.pathname, { ...(params.lang ? { lang: params.lang } : {}), ...(params.q ? { q: params.q } : {}) }, false))}>{t("clear")}</button>}
        </div>
        <form id="filter-form" class="grid" hidden={!open} onSubmit={(e) => e.preventDefault()}>
          {word("actor")}{word("place")}
          {page === "processes" ? select("type", choices.kind) : select("type", choices.type)}
          {select("status", choices.status)}{select("outlet", choices.outlet)}{select("country", choices.country)}
          {day("since")}{day("until")}{day("as_of")}
        </form>
      </div>
    </section>
  );
}
