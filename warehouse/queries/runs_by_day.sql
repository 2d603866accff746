-- How runs went, day by day: inputs, what became of them, failures, and articles a minute.
SELECT
    CAST(timezone('UTC', started_at) AS DATE) AS day,
    count(*) AS runs,
    count(*) FILTER (WHERE status IN ('failed', 'crashed')) AS not_ended_well,
    CAST(sum(inputs) AS BIGINT) AS inputs,
    CAST(sum(articles) AS BIGINT) AS articles,
    CAST(sum(unchanged) AS BIGINT) AS unchanged,
    CAST(sum(quarantined) AS BIGINT) AS quarantined,
    round(
        sum(articles) FILTER (WHERE finished_at IS NOT NULL)
        / nullif(sum(date_diff('second', started_at, finished_at)), 0) * 60, 1
    ) AS articles_a_minute
FROM runs
GROUP BY 1
ORDER BY day DESC;
