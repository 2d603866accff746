-- Who is quoted by whom: quotations of each speaker by outlet, and their share of the outlet's.
WITH said AS (
    SELECT
        coalesce(a.outlet, '(unknown)') AS outlet,
        q.speaker_name,
        count(DISTINCT (q.article_id, q.utterance_index)) AS quotations,
        count(DISTINCT q.article_id) AS articles
    FROM quotes AS q
    JOIN articles AS a ON a.article_id = q.article_id
    WHERE q.speaker_name IS NOT NULL
    GROUP BY 1, 2
)
SELECT
    outlet,
    speaker_name,
    quotations,
    articles,
    round(quotations / sum(quotations) OVER (PARTITION BY outlet), 4) AS share_of_outlet
FROM said
ORDER BY outlet, quotations DESC, speaker_name;
