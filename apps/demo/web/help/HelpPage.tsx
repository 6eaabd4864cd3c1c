// Help: what a reason or a problem of QuickBooks means, and what to do about it.
import { Page } from '../frame/Page.tsx'
import { Link } from '../router.tsx'
import type { Article } from './articles.ts'

/** The page at `/help/:topic`. */
export function HelpPage({ article }: { article: Article }) {
  return (
    <Page title={article.title} lead={<Link href="/">All data sources</Link>}>
      <article className="card prose">
        {article.text.map((paragraph) => (
          <p key={paragraph}>{paragraph}</p>
        ))}
      </article>
    </Page>
  )
}
