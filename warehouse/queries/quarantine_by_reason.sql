-- What was rejected and why: entries that stand and that were settled, by stage and reason.
SELECT
    stage,
    reason,
    count(*) FILTER (WHERE closed_by IS NULL) AS standing,
    count(*) FILTER (WHERE closed_by IS NOT NULL) AS settled,
    count(DISTINCT source_uri) AS sources,
    timezone('UTC', min(quarantined_at)) AS first_at_utc,
    timezone('UTC', max(quarantined_at)) AS last_at_utc
FROM quarantine
GROUP BY 1, 2
ORDER BY standing DESC, settled DESC, stage, reason;
