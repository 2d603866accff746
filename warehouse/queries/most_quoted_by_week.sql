-- Who is quoted most, week by week: the first twenty (weeks begin on Monday, UTC).
-- An article without a publication date counts in the week of its ingestion.
WITH said AS (
    SELECT
        CAST(date_trunc('week', timezone('UTC', coalesce(a.published_at, a.ingested_at))) AS DATE)
            AS week,
        q.speaker_name,
        count(DISTINCT (q.article_id, q.utterance_index)) AS quotations,
        count(DISTINCT q.article_id) AS articles
    FROM quotes AS q
    JOIN articles AS a ON a.article_id = q.article_id
    WHERE q.speaker_name IS NOT NULL AND q.speaker_label = 'PER'
    GROUP BY 1, 2
)
SELECT week, speaker_name, quotations, articles
FROM said
QUALIFY row_number() OVER (PARTITION BY week ORDER BY quotations DESC, speaker_name) <= 20
ORDER BY week DESC, quotations DESC, speaker_name;
