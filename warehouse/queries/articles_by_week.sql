-- How much each outlet publishes, week by week (weeks begin on Monday, UTC).
-- An article without a publication date counts in the week of its ingestion.
SELECT
    CAST(date_trunc('week', timezone('UTC', coalesce(published_at, ingested_at))) AS DATE) AS week,
    coalesce(outlet, '(unknown)') AS outlet,
    language,
    count(*) AS articles,
    CAST(sum(word_count) AS BIGINT) AS words,
    CAST(round(median(word_count)) AS BIGINT) AS median_words
FROM articles
GROUP BY 1, 2, 3
ORDER BY week DESC, articles DESC, outlet, language;
