-- Through what speakers are heard: quotations by speaker, medium (communiqué, radio…) and relay.
SELECT
    speaker_name,
    coalesce(medium, '(not said)') AS medium,
    coalesce(via, '(nobody)') AS via,
    count(DISTINCT (article_id, utterance_index)) AS quotations,
    count(DISTINCT article_id) AS articles
FROM quotes
WHERE speaker_name IS NOT NULL
GROUP BY 1, 2, 3
ORDER BY speaker_name, quotations DESC, medium, via;
