-- What the gate found wrong: expectations that any batch broke, the rows, and when last.
SELECT
    v."table",
    v.expectation,
    v."column",
    v.severity,
    count(*) AS batches,
    count(*) FILTER (WHERE NOT v.success) AS batches_broken,
    CAST(sum(v.unexpected_count) AS BIGINT) AS rows_broken,
    timezone('UTC', max(r.started_at) FILTER (WHERE NOT v.success)) AS last_broken_utc
FROM validation_results AS v
LEFT JOIN runs AS r ON r.run_id = v.run_id
GROUP BY 1, 2, 3, 4
HAVING batches_broken > 0
ORDER BY rows_broken DESC, batches_broken DESC, 1, 2, 3;
