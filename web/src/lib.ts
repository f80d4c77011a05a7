// Addresses, answers and words: what every page shares.
import { useEffect, useRef, useState } from "preact/hooks";
import { words } from "./words";

export type J = any; // answers are plain JSON; their shapes are those of /api/openapi.json and docs/

// --- where we are ------------------------------------------------------------------------------

export type Params = Record<string, string>;
export const FILTERS = ["actor", "place", "type", "status", "outlet", "country", "since", "until", "as_of"] as const;
const KEPT = [...FILTERS, "lang"];
const listeners = new Set<() => void>();

export const route = () => ({ path: location.pathname, params: Object.fromEntries(new URLSearchParams(location.search)) as Params });

// An address with what is filtered and the language, so that every link restores what one sees.
export function href(path: string, params: Params = {}, keep = true): string {
  const now = route().params;
  const all: Params = {};
  if (keep) for (const k of KEPT) if (now[k]) all[k] = now[k];
  for (const [k, v] of Object.entries(params)) v === "" ? delete all[k] : (all[k] = v);
  if (!all.lang) all.lang = lang();
  const query = new URLSearchParams(all).toString();
  return path + (query ? `?${query}` : "");
}
export function go(to: string, replace = false): void {
  const before = location.pathname;
  replace ? history.replaceState(null, "", to) : history.pushState(null, "", to);
  listeners.forEach((f) => f());
  if (location.pathname !== before) {
    scrollTo(0, 0);
    document.querySelector<HTMLElement>("main")?.focus({ preventScroll: true });
  }
}
addEventListener("popstate", () => listeners.forEach((f) => f()));
export function useRoute() {
  const [, set] = useState(0);
  useEffect(() => {
    const again = () => set((n) => n + 1);
    listeners.add(again);
    return () => void listeners.delete(again);
  }, []);
  return route();
}
// The rest of the address of this view with something else set.
export const here = (params: Params) => {
  const r = route();
  return href(r.path, { ...r.params, ...params });
};

// A part of the view that no filter holds (what is open, how far it is zoomed): in the address too, without a step back for each change.
export function useParam(name: string, otherwise = ""): [string, (value: string) => void] {
  const { params } = useRoute();
  return [params[name] ?? otherwise, (value) => go(here({ [name]: value === otherwise ? "" : value }), true)];
}
// How many rows are shown; the link restores those that were asked for.
export function useShown(first: number, step: number, most = 500): [number, () => void] {
  const [wanted, set] = useParam("show");
  const shown = Math.min(most, Math.max(first, Number(wanted) || 0));
  return [shown, () => set(String(Math.min(most, shown + step)))];
}

// --- language ----------------------------------------------------------------------------------

let labels: Record<string, string> = {};
const stored = (key: string) => { try { return localStorage.getItem(key); } catch { return null; } };
export const store = (key: string, value: string) => { try { localStorage.setItem(key, value); } catch { /* private window */ } };
export const remembered = stored;
export function lang(): "ar" | "en" {
  const wanted = route().params.lang ?? stored("musnad.lang") ?? (navigator.language.startsWith("ar") ? "ar" : "en");
  return wanted === "ar" ? "ar" : "en";
}
export const rtl = () => lang() === "ar";
export async function loadLabels() {
  labels = await (await fetch(`/labels/${lang()}.json`)).json();
}
// A word of the interface; of the program's own labels where it has one.
export function t(key: string, values: Record<string, string | number> = {}): string {
  const found = words[key]?.[rtl() ? 1 : 0] ?? labels[key] ?? key.slice(key.lastIndexOf(".") + 1).replace(/[-_]/g, " ");
  return found.replace(/\{(\w+)\}/g, (_, k) => String(values[k] ?? ""));
}
export const has = (key: string) => key in labels || key in words;
const locale = () => (rtl() ? "ar-u-nu-latn" : "en-GB");
export const num = (n: number | null | undefined) => (n === null || n === undefined ? "—" : new Intl.NumberFormat(locale()).format(n));
const asDate = (day: string) => new Date(day.slice(0, 10) + "T12:00:00Z");
export function date(day: string | null | undefined, style: "long" | "short" | "week" | "day" = "short"): string {
  if (!day || !/^\d{4}-\d\d-\d\d/.test(day)) return day ?? "";
  const form: Intl.DateTimeFormatOptions = style === "long" ? { weekday: "long", day: "numeric", month: "long", year: "numeric" } : style === "week" ? { weekday: "short", day: "numeric", month: "short" } : style === "day" ? { day: "numeric", month: "short" } : { day: "numeric", month: "short", year: "numeric" };
  return new Intl.DateTimeFormat(locale(), { ...form, timeZone: "UTC" }).format(asDate(day));
}
export function days(first: string | null, last: string | null): string {
  if (!first && !last) return "";
  if (!first || !last || first === last) return date(first ?? last);
  return new Intl.DateTimeFormat(locale(), { day: "numeric", month: "short", year: "numeric", timeZone: "UTC" }).formatRange(asDate(first), asDate(last));
}
export const time = (day: string) => +asDate(day);
export const isoDay = (ms: number) => new Date(ms).toISOString().slice(0, 10);
export const DAY = 86_400_000;

// --- answers -----------------------------------------------------------------------------------

export function apiPath(name: string, params: Params = {}, filtered = true): string {
  const now = route().params;
  const all: Params = {};
  if (filtered) for (const k of FILTERS) if (now[k]) all[k] = now[k];
  if (!filtered && now.as_of) all.as_of = now.as_of;
  for (const [k, v] of Object.entries(params)) v === "" ? delete all[k] : (all[k] = v);
  const query = new URLSearchParams(all).toString();
  return `/api/${name}${query ? `?${query}` : ""}`;
}
export class Failed extends Error {}
export async function ask(path: string, signal?: AbortSignal): Promise<J> {
  const answer = await fetch(path, { signal, headers: { accept: "application/json" } });
  const value = await answer.json().catch(() => ({}));
  if (!answer.ok) throw new Failed(typeof value.detail === "string" ? value.detail : t("failed", { status: answer.status }));
  return value;
}
// The answer to a path, the one before while it is on its way.
export function useAnswer(path: string | null): { value: J | null; error: string | null; busy: boolean; again: () => void } {
  const [state, set] = useState<{ path: string | null; value: J | null; error: string | null }>({ path: null, value: null, error: null });
  const [turn, setTurn] = useState(0);
  const last = useRef(path);
  last.current = path;
  useEffect(() => {
    if (!path) return;
    const stop = new AbortController();
    ask(path, stop.signal).then(
      (value) => set({ path, value, error: null }),
      (e) => e.name !== "AbortError" && set({ path, value: null, error: e instanceof Failed ? e.message : t("unreachable") }),
    );
    return () => stop.abort();
  }, [path, turn]);
  return { ...state, busy: path !== null && state.path !== path, again: () => setTurn((n) => n + 1) };
}

// --- names -------------------------------------------------------------------------------------

export function nameOf(answer: J, key: string | null): string {
  if (!key) return "";
  const who = answer.identities?.[key];
  return who ? (rtl() ? who.name : who.name_en ?? who.name) : key.split(":")[0];
}
export const articleOf = (answer: J, uid: string): J => answer.articles?.[uid] ?? { id: uid.slice(0, 12) };
