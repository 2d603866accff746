-- Who and what is named more often than before: articles by month, and the change on the last one.
-- An article without a publication date counts in the month of its ingestion.
WITH named AS (
    SELECT
        m.entity_id,
        CAST(date_trunc('month', timezone('UTC', coalesce(a.published_at, a.ingested_at))) AS DATE)
            AS month,
        count(*) AS mentions,
        count(DISTINCT m.article_id) AS articles
    FROM mentions AS m
    JOIN articles AS a ON a.article_id = m.article_id
    WHERE m.entity_id IS NOT NULL
    GROUP BY 1, 2
)
SELECT
    n.month,
    e.name,
    e.label,
    n.mentions,
    n.articles,
    n.articles - coalesce(before.articles, 0) AS change
FROM named AS n
JOIN entities AS e ON e.entity_id = n.entity_id
LEFT JOIN named AS before
    ON before.entity_id = n.entity_id AND before.month = n.month - INTERVAL 1 MONTH
ORDER BY n.month DESC, change DESC, n.articles DESC, e.name, e.label;
