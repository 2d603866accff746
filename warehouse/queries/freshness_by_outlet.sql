-- How fresh each outlet is: its latest article, the delay from publication to ingestion, and for
-- how many days it has been silent when the latest article of all came in.
WITH dated AS (
    SELECT
        coalesce(outlet, '(unknown)') AS outlet,
        published_at,
        ingested_at,
        CASE WHEN published_precision IN ('day', 'minute') THEN published_at END AS known_at,
        max(ingested_at) OVER () AS latest
    FROM articles
)
SELECT
    outlet,
    count(*) AS articles,
    count(*) FILTER (WHERE published_at IS NULL) AS undated,
    timezone('UTC', max(known_at)) AS last_published_utc,
    timezone('UTC', max(ingested_at)) AS last_ingested_utc,
    round(median(date_diff('minute', known_at, ingested_at)) / 60, 1) AS median_delay_hours,
    date_diff('day', timezone('UTC', max(known_at)), timezone('UTC', max(latest))) AS silent_days
FROM dated
GROUP BY 1
ORDER BY silent_days DESC NULLS LAST, outlet;
