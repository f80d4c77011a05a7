// Articles that hold words, with the sentence.
import type { PageProps } from "../main";
import { type J, apiPath, articleOf, date, t, useAnswer, useRoute, useShown } from "../lib";
import { count, Head, Link, Loaded, More, Parts, State, Txt, articleHref, kindOf, thingHref } from "../parts";

export function Search(_: PageProps) {
  const { params } = useRoute();
  const [limit, more] = useShown(20, 20, 100);
  const answer = useAnswer(params.q ? apiPath("search", { q: params.q, limit: String(limit) }) : null);
  return (
    <>
      <Head title={params.q ? <Txt text={params.q} /> : t("nav.search")} sub={answer.value ? count("articles", answer.value.total) : t("search.hint")} path={params.q ? "search" : undefined} params={{ q: params.q ?? "", limit: "100" }} />
      {!params.q ? <p class="empty">{t("search.empty")}</p> : (
        <Loaded of={answer} empty={(v) => (v.results.length ? null : <p>{t("search.none")}</p>)}>
          {(a) => (
            <>
              <ol class="results">
                {a.results.map((r: J) => {
                  const at = articleOf(a, r.article);
                  return (
                    <li key={r.article}>
                      <h2 class="row-title"><Link to={articleHref(r.article)}><Txt text={r.title ?? at.title ?? at.id} /></Link></h2>
                      <div class="line"><Txt text={at.outlet} /><time>{date(at.published)}</time></div>
                      {r.words.trim() !== (r.title ?? "").trim() && <blockquote class="quote" lang="ar" dir="rtl"><Link to={articleHref(r.article, r)}><bdi><Marked text={r.words} q={params.q!} /></bdi></Link></blockquote>}
                      {r.matters.slice(0, 3).filter((k: string) => a.told[k]).map((k: string) => <p class="told" key={k}><State status={a.told[k].status} /> <Link to={thingHref("matter", k)}><span class="kind">{kindOf(a.told[k])}</span> <Parts answer={a} m={a.told[k]} plain /></Link></p>)}
                    </li>
                  );
                })}
              </ol>
              <More shown={a.results.length} total={a.total} most={100} onMore={more} />
            </>
          )}
        </Loaded>
      )}
    </>
  );
}
// Words that were asked for, marked up to spelling: hamza, ta marbuta, alif maqsura, marks.
const plain = (s: string) => s.replace(/[\u064b-\u0652\u0670\u0640]/g, "").replace(/[أإآٱ]/g, "ا").replace(/ى/g, "ي").replace(/ة/g, "ه").replace(/ؤ/g, "و").replace(/ئ/g, "ي").toLowerCase();
function Marked({ text, q }: { text: string; q: string }) {
  const wanted = plain(q).match(/[\p{L}\p{N}]+/gu)?.map((w) => w.replace(/^(?:وال|فال|بال|كال|ال|لل)(?=..)/, "")) ?? [];
  return <>{text.split(/(\s+)/).map((w, i) => { const p = plain(w); return wanted.some((x) => x.length > 1 && p.includes(x)) ? <mark key={i}><Txt text={w} /></mark> : <Txt key={i} text={w} />; })}</>;
}
