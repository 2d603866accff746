-- How outlets quote: quoted passages by form, with a named speaker or without, and their share.
SELECT
    coalesce(a.outlet, '(unknown)') AS outlet,
    q.kind,
    count(*) AS spans,
    count(*) FILTER (WHERE q.speaker_name IS NOT NULL) AS with_speaker,
    round(avg(CAST(q.speaker_name IS NOT NULL AS INTEGER)), 4) AS speaker_share,
    round(count(*) / sum(count(*)) OVER (PARTITION BY coalesce(a.outlet, '(unknown)')), 4)
        AS share_of_outlet,
    round(avg(q.confidence), 4) AS mean_confidence
FROM quotes AS q
JOIN articles AS a ON a.article_id = q.article_id
GROUP BY 1, 2
ORDER BY outlet, spans DESC, kind;
