-- The stories that most outlets told: articles, outlets, and how long each lasted.
SELECT
    title,
    article_count,
    outlet_count,
    timezone('UTC', first_seen) AS first_seen_utc,
    date_diff('hour', first_seen, last_seen) AS lasted_hours,
    story_id
FROM stories
ORDER BY outlet_count DESC, article_count DESC, first_seen, story_id;
