-- How many articles of each outlet are cut off by a paywall, and how much of them is missing,
-- where the page says so.
SELECT
    coalesce(outlet, '(unknown)') AS outlet,
    count(*) AS articles,
    count(*) FILTER (WHERE is_truncated) AS truncated,
    round(avg(CAST(is_truncated AS INTEGER)), 4) AS truncated_share,
    round(avg(remaining_pct), 1) AS mean_remaining_pct
FROM articles
GROUP BY 1
ORDER BY truncated_share DESC, articles DESC, 1;
