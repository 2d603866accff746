-- What is cut from the pages of each outlet: share of the raw text by kind of residue.
-- The text that was kept is listed too, with is_kept, so that the shares of an outlet add up to 1.
WITH cut AS (
    SELECT
        coalesce(a.outlet, '(unknown)') AS outlet,
        s.kind,
        s.is_kept,
        count(DISTINCT s.article_id) AS articles,
        sum(s.raw_end - s.raw_start) AS characters
    FROM segments AS s
    JOIN articles AS a ON a.article_id = s.article_id
    GROUP BY 1, 2, 3
)
SELECT
    outlet,
    kind,
    is_kept,
    articles,
    CAST(characters AS BIGINT) AS characters,
    round(characters / nullif(sum(characters) OVER (PARTITION BY outlet), 0), 4) AS share
FROM cut
ORDER BY outlet, is_kept, characters DESC, kind;
